/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.camelmikrotik.benchmarks;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.MikrotikComponent;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A Camel route, {@code direct} to {@code mikrotik}, with its pool.
 */
final class RouteClient implements Contender {

    private final String name;
    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final Endpoint identity;
    private final AsyncProducer chain;
    private final Endpoint print;

    RouteClient(InetSocketAddress device, int maxCommandsPerSession) throws Exception {
        this(device, maxCommandsPerSession, "");
    }

    /** @param options of the command's endpoint, with the question mark */
    RouteClient(InetSocketAddress device, int maxCommandsPerSession, String options) throws Exception {
        name = "Camel route, maxCommandsPerSession=" + maxCommandsPerSession;
        configure(context, maxCommandsPerSession);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:identity").to(uri(device, "/system/identity/print" + options));
                from("direct:print").to(uri(device, BenchmarkDevice.LARGE_MENU + "/print"));
            }
        });
        context.start();
        template = context.createProducerTemplate();
        identity = context.getEndpoint("direct:identity");
        chain = identity.createAsyncProducer();
        chain.start();
        print = context.getEndpoint("direct:print");
    }

    /** How to log in to the benchmark device. */
    static void configure(CamelContext context, int maxCommandsPerSession) {
        MikrotikComponent mikrotik = context.getComponent("mikrotik", MikrotikComponent.class);
        mikrotik.getConfiguration().setUsername(BenchmarkDevice.USERNAME);
        mikrotik.getConfiguration().setPassword(BenchmarkDevice.PASSWORD);
        mikrotik.setMaxCommandsPerSession(maxCommandsPerSession);
    }

    static String uri(InetSocketAddress device, String commandAndOptions) {
        return "mikrotik:" + device.getHostString() + ":" + device.getPort() + commandAndOptions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void identity() {
        template.sendBody(identity, ExchangePattern.InOut, null);
    }

    @Override
    public int print() {
        return ((List<?>) template.sendBody(print, ExchangePattern.InOut, null)).size();
    }

    /** So many exchanges at a time; the end of one sends the next. @return commands per second */
    double chainedRate(int count, int chains) throws Exception {
        AtomicInteger left = new AtomicInteger(count);
        CountDownLatch ended = new CountDownLatch(chains);
        long start = System.nanoTime();
        for (int i = 0; i < chains; i++) {
            next(left, ended);
        }
        ended.await();
        return count * 1e9 / (System.nanoTime() - start);
    }

    private void next(AtomicInteger left, CountDownLatch ended) {
        if (left.getAndDecrement() <= 0) {
            ended.countDown();
            return;
        }
        chain.process(identity.createExchange(ExchangePattern.InOut), doneSync -> next(left, ended));
    }

    @Override
    public void close() {
        context.stop();
    }
}

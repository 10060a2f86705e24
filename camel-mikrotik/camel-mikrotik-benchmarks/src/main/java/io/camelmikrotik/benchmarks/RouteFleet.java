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

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.MikrotikComponent;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A route that asks the device named in the message. */
final class RouteFleet implements AutoCloseable {

    /** Threads on which routes go on: enough for what the route does. */
    private static final int WORKERS = 4;

    private final int[] ports;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Endpoint endpoint;
    private final AsyncProducer producer;

    RouteFleet(int[] ports) throws Exception {
        this.ports = ports;
        RouteClient.configure(context, 16);
        context.getComponent("mikrotik", MikrotikComponent.class).setWorkerPoolSize(WORKERS);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:poll").toD("mikrotik:127.0.0.1:${header.port}/system/identity/print");
            }
        });
        context.start();
        endpoint = context.getEndpoint("direct:poll");
        producer = endpoint.createAsyncProducer();
        producer.start();
    }

    /** All at once; returns when all have answered. */
    void poll() throws Exception {
        CompletableFuture.allOf(Arrays.stream(ports).mapToObj(this::poll).toArray(CompletableFuture[]::new)).get(
                1, TimeUnit.MINUTES);
    }

    private CompletableFuture<Void> poll(int port) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setHeader("port", port);
        producer.process(exchange, doneSync -> {
            if (exchange.getException() == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(exchange.getException());
            }
        });
        return end;
    }

    @Override
    public void close() {
        producer.stop();
        context.stop();
    }
}

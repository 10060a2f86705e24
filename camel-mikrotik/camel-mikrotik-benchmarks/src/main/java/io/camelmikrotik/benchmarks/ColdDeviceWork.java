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
import java.util.Iterator;
import java.util.stream.IntStream;

import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.routeros.DeviceAccess;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The first command to a device: connect, log in, send. Each round has a user of its own, hence a session of its own.
 */
final class ColdDeviceWork implements Work {

    private static final int ROUND_TRIP_MILLIS = 20;
    private static final int WARM_UPS = 10;
    private static final int ROUNDS = 21;

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.atRoundTrip(ROUND_TRIP_MILLIS);
             DefaultCamelContext context = new DefaultCamelContext();
             RouterOsTransport transport = new RouterOsTransport(1, Thread::new, Runnable::run)) {
            InetSocketAddress address = device.address();
            RouteClient.configure(context, 16);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
                        from("direct:" + i).to(
                                RouteClient.uri(
                                        address, "/system/identity/print?username=" + BenchmarkDevice.coldUser(i)));
                    }
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            Iterator<Integer> users = IntStream.range(0, WARM_UPS + ROUNDS).iterator();
            Rounds rounds = new Rounds(device, WARM_UPS, ROUNDS).add("raw", () -> millis(() -> {
                try (RawClient raw = new RawClient(address)) {
                    raw.identity();
                }
            })).add("route", () -> {
                String route = "direct:" + users.next();
                return millis(() -> {
                    Exchange exchange = template.send(route, ignored -> {
                    });
                    if (exchange.getException() != null) {
                        throw exchange.getException();
                    }
                });
            }).add("client", () -> millis(() -> {
                try (SessionClient client = new SessionClient(
                        transport, DeviceAccess.of("127.0.0.1", address.getPort(), BenchmarkDevice.USERNAME,
                                BenchmarkDevice.PASSWORD))) {
                    client.identity();
                }
            })).run();
            double raw = rounds.median("raw");
            double ours = rounds.median("route");
            table.row(
                    "first command on a cold device at 20 ms, through a route", GoalTable.millis(raw), GoalTable.millis(ours),
                    GoalTable.times(ours / raw), "≤ 1.3×", ours <= 1.3 * raw,
                    "connect, login, command: two round trips of 20 ms; client "
                                                                              + GoalTable.millis(rounds.median("client")));
        }
    }

    private static double millis(Step step) throws Exception {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}

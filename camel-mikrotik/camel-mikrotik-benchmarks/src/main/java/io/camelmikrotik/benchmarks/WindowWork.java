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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Bulk writes with the options as they are, on routers that need a millisecond for each command, beside a raw socket
 * with each fixed window; and what an ordinary command waits meanwhile.
 */
final class WindowWork implements Work {

    /** Longer than the router needs to recover from clamping. */
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long PAUSE_BETWEEN_COMMANDS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int COMMANDS_ALONE = 60;
    private static final List<Integer> WINDOWS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
    private static final int ROUNDS = 3;

    private record Router(String label, int roundTripMillis, boolean clamps, int adds) {
    }

    private static final List<Router> ROUTERS = List.of(
            new Router("0 ms away", 0, false, 1_000), new Router("1 ms away", 1, false, 1_000),
            new Router("20 ms away", 20, false, 1_000), new Router("0 ms away, clamps", 0, true, 400));

    @Override
    public String name() {
        return "window";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        for (Router router : ROUTERS) {
            try (BenchmarkDevice device = BenchmarkDevice.serving(router.roundTripMillis, router.clamps);
                 DefaultCamelContext context = new DefaultCamelContext()) {
                measure(table, router, device, routes(context, device));
            }
        }
    }

    private static void measure(GoalTable table, Router router, BenchmarkDevice device, ProducerTemplate template)
            throws Exception {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < router.adds; i++) {
            list.add(new LinkedHashMap<>(Map.of("list", "blocklist", "address", address(i))));
        }
        double best = Double.MAX_VALUE;
        int bestWindow = 0;
        List<String> all = new ArrayList<>();
        for (int window : WINDOWS) {
            double millis = raw(device, router.adds, window);
            all.add(window + ": " + GoalTable.millis(millis));
            if (millis < best) {
                best = millis;
                bestWindow = window;
            }
        }
        // warmed up with half of them
        timed(device, router.adds / 2, () -> add(template, list.subList(0, router.adds / 2)));
        double[] ours = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = timed(device, router.adds, () -> add(template, list));
        }
        Arrays.sort(ours);
        double millis = ours[ROUNDS / 2];
        double alone = alone(template, router.clamps);
        double beside = beside(device, router.adds, template, list);
        double ratio = millis / best;
        double slower = beside / alone;
        table.row(
                "%,d adds, a list as body, options as they are; router with 1 ms for each, %s".formatted(
                        router.adds, router.label),
                GoalTable.millis(best), GoalTable.millis(millis), GoalTable.times(ratio),
                "≤ 1.5× of the best fixed window; an ordinary command ≤ 2×", ratio <= 1.5 && slower <= 2,
                "the best is %d; an ordinary command beside it, p50, %s, alone %s (%s); raw socket with each window: %s"
                        .formatted(
                                bestWindow, GoalTable.millis(beside), GoalTable.millis(alone), GoalTable.times(slower),
                                String.join(", ", all)));
    }

    private static double raw(BenchmarkDevice device, int adds, int window) throws Exception {
        List<byte[]> sentences = new ArrayList<>();
        for (int i = 0; i < adds; i++) {
            sentences.add(
                    RawClient.sentence(
                            BenchmarkDevice.ADDED_MENU + "/add", "=list=blocklist", "=address=" + address(i),
                            ".tag=" + (1 + i)));
        }
        try (RawClient client = new RawClient(device.address())) {
            return timed(device, adds, () -> client.pipeline(sentences, window));
        }
    }

    /** Where the router clamps, once it does. */
    private static double alone(ProducerTemplate template, boolean clamps) {
        LockSupport.parkNanos(REST);
        for (int i = 0; clamps && i < BenchmarkDevice.CLAMP_AFTER; i++) {
            identity(template);
        }
        List<Double> latencies = new ArrayList<>();
        for (int i = 0; i < COMMANDS_ALONE; i++) {
            latencies.add(identity(template));
            LockSupport.parkNanos(PAUSE_BETWEEN_COMMANDS);
        }
        return median(latencies);
    }

    private static double beside(BenchmarkDevice device, int adds, ProducerTemplate template, List<Map<String, Object>> list)
            throws Exception {
        List<Double> latencies = new ArrayList<>();
        timed(device, adds, () -> {
            Thread bulk = new Thread(() -> add(template, list), "bulk");
            bulk.start();
            while (bulk.isAlive()) {
                latencies.add(identity(template));
                LockSupport.parkNanos(PAUSE_BETWEEN_COMMANDS);
            }
        });
        return median(latencies);
    }

    private static double identity(ProducerTemplate template) {
        long start = System.nanoTime();
        template.sendBody("direct:identity", ExchangePattern.InOut, null);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }

    private static ProducerTemplate routes(DefaultCamelContext context, BenchmarkDevice device) throws Exception {
        RouteClient.configure(context, 16);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:add").to(RouteClient.uri(device.address(), BenchmarkDevice.ADDED_MENU + "/add"));
                from("direct:identity").to(RouteClient.uri(device.address(), "/system/identity/print"));
            }
        });
        context.start();
        return context.createProducerTemplate();
    }

    private static void add(ProducerTemplate template, List<Map<String, Object>> list) {
        Exchange exchange = template.send("direct:add", sent -> sent.getMessage().setBody(list));
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
    }

    /** @return milliseconds */
    private static double timed(BenchmarkDevice device, int adds, Adding adding) throws Exception {
        LockSupport.parkNanos(REST);
        long start = System.nanoTime();
        adding.run();
        double millis = (System.nanoTime() - start) / 1e6;
        String added = device.ask("clear");
        if (!added.equals(Integer.toString(adds))) {
            throw new IllegalStateException(added + " rows were added");
        }
        return millis;
    }

    private static String address(int index) {
        return String.format(Locale.ROOT, "10.9.%d.%d", index >> 8, index & 255);
    }

    @FunctionalInterface
    private interface Adding {
        void run() throws Exception;
    }
}

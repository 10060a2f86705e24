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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Thousands of adds over a slow network: what keeping many in flight is worth. */
final class AddsWork implements Work {

    private static final int ADDS = 5_000;
    private static final int WINDOW = 512;
    private static final String DEFAULT_WINDOW = "default window";
    /** It waits for each reply: so many are enough, scaled to {@link #ADDS}. */
    private static final int ADDS_ONE_BY_ONE = 50;
    /** The round trip that the goal is about comes last. */
    private static final List<Integer> ROUND_TRIPS = List.of(0, 1, 20);

    @Override
    public String name() {
        return "adds";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        List<String> others = new ArrayList<>();
        for (int millis : ROUND_TRIPS) {
            try (BenchmarkDevice device = BenchmarkDevice.atRoundTrip(millis)) {
                Rounds rounds = measure(device);
                double raw = rounds.median("raw");
                double ours = rounds.median("route");
                String beside = "; `bulkWindow` as it is " + GoalTable.times(rounds.median(DEFAULT_WINDOW) / raw) + "; "
                                + LegrangeClient.AS_SHIPPED + ", one by one, scaled, "
                                + GoalTable.times(rounds.median(LegrangeClient.AS_SHIPPED) / raw);
                if (millis != ROUND_TRIPS.get(ROUND_TRIPS.size() - 1)) {
                    others.add(
                            "at " + millis + " ms raw " + GoalTable.millis(raw) + ", ours " + GoalTable.millis(ours) + " ("
                               + GoalTable.times(ours / raw) + ")" + beside);
                } else {
                    others.add(
                            "device busy for " + GoalTable.percent(rounds.deviceShare("route")) + " of a processor" + beside);
                    table.row(
                            "5,000 adds at 20 ms, a list as body, `bulkWindow=512`", GoalTable.millis(raw),
                            GoalTable.millis(ours), GoalTable.times(ours / raw), "≤ 3×", ours <= 3 * raw,
                            String.join("; ", others));
                }
            }
        }
    }

    private static Rounds measure(BenchmarkDevice device) throws Exception {
        InetSocketAddress address = device.address();
        List<Map<String, Object>> list = new ArrayList<>();
        List<byte[]> sentences = new ArrayList<>();
        for (int i = 0; i < ADDS; i++) {
            String rowAddress = "10.9." + (i >> 8) + "." + (i & 255);
            list.add(new LinkedHashMap<>(Map.of("list", "blocklist", "address", rowAddress)));
            sentences.add(
                    RawClient.sentence(
                            BenchmarkDevice.ADDED_MENU + "/add", "=list=blocklist", "=address=" + rowAddress,
                            ".tag=" + (1 + i)));
        }
        try (RawClient raw = new RawClient(address); LegrangeClient legrange = new LegrangeClient(address, false);
             DefaultCamelContext wide = new DefaultCamelContext(); DefaultCamelContext asItIs = new DefaultCamelContext()) {
            // each with a pace of its own: what one has learned of the device shall not hold up the other
            ProducerTemplate wideRoute = route(wide, address, "?bulkWindow=" + WINDOW);
            ProducerTemplate routeAsItIs = route(asItIs, address, "");
            return new Rounds(device, 3, 7).add("raw", () -> millis(device, () -> raw.pipeline(sentences, WINDOW)))
                    .add("route", () -> millis(device, () -> add(wideRoute, list)))
                    .addSlow(DEFAULT_WINDOW, () -> millis(device, () -> add(routeAsItIs, list)))
                    .addSlow(LegrangeClient.AS_SHIPPED, () -> oneByOne(device, legrange, list)).run();
        }
    }

    private static double oneByOne(BenchmarkDevice device, LegrangeClient client, List<Map<String, Object>> list)
            throws Exception {
        return millis(device, ADDS_ONE_BY_ONE, () -> {
            for (Map<String, Object> row : list.subList(0, ADDS_ONE_BY_ONE)) {
                client.add((String) row.get("address"));
            }
        }) * ADDS / ADDS_ONE_BY_ONE;
    }

    private static ProducerTemplate route(CamelContext context, InetSocketAddress address, String options) throws Exception {
        RouteClient.configure(context, 16);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:add").to(RouteClient.uri(address, BenchmarkDevice.ADDED_MENU + "/add" + options));
            }
        });
        context.start();
        return context.createProducerTemplate();
    }

    private static void add(ProducerTemplate template, List<Map<String, Object>> list) throws Exception {
        Exchange exchange = template.send("direct:add", sent -> sent.getMessage().setBody(list));
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private static double millis(BenchmarkDevice device, Adding adding) throws Exception {
        return millis(device, ADDS, adding);
    }

    private static double millis(BenchmarkDevice device, int adds, Adding adding) throws Exception {
        long start = System.nanoTime();
        adding.run();
        double millis = (System.nanoTime() - start) / 1e6;
        String added = device.ask("clear");
        if (!added.equals(Integer.toString(adds))) {
            throw new IllegalStateException(added + " rows were added");
        }
        return millis;
    }

    @FunctionalInterface
    private interface Adding {
        void run() throws Exception;
    }
}

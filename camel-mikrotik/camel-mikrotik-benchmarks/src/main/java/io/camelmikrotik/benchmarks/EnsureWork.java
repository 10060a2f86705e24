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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.write.EnsureResult;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * {@code operation=ensure} of 100,000 rows, beside a raw socket that scans the same prints and sends as many writes.
 */
final class EnsureWork implements Work {

    private static final String MENU = BenchmarkDevice.LARGE_MENU;
    private static final int ROWS = BenchmarkDevice.LARGE_ROWS;
    private static final int CHANGED = ROWS / 100;
    private static final int WINDOW = 64;
    /** As ensure does when it reads back. */
    private static final int IDS_IN_A_COMMAND = 500;
    private static final String PROPERTIES = "=.proplist=.id,address,comment,list,dynamic,builtin,default,read-only";

    @Override
    public String name() {
        return "ensure-ratio";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.withStoredRows(ROWS); RawClient raw = new RawClient(device.address());
             DefaultCamelContext context = new DefaultCamelContext()) {
            RouteClient.configure(context, 16);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            String uri = uri(device.address());
            List<List<Map<String, Object>>> versions = List.of(list("changed"), list("changed again"));
            int[] next = { 0 };
            Rounds rounds = new Rounds(device, 2, 5);
            rounds.add("raw scan", () -> millis(() -> scan(raw)));
            rounds.add("raw writes", () -> millis(() -> write(raw)));
            rounds.add("1 % changed", () -> millis(() -> ensure(template, uri, versions.get(next[0]++ % 2), CHANGED)));
            rounds.add("nothing changed", () -> millis(() -> ensure(template, uri, versions.get((next[0] - 1) % 2), 0)));
            rounds.run();
            double scan = rounds.median("raw scan");
            row(table, "nothing changed", scan, rounds.median("nothing changed"), "one print");
            row(table, "1 % changed", scan + rounds.median("raw writes"), rounds.median("1 % changed"),
                    "one print, %,d sets, and a print of the rows that were set".formatted(CHANGED));
        }
    }

    private static void row(GoalTable table, String what, double raw, double ours, String limit) {
        table.row(
                "ensure of 100,000 rows, " + what, GoalTable.millis(raw), GoalTable.millis(ours), GoalTable.times(ours / raw),
                "≤ 3×", ours <= 3 * raw, "the limit: " + limit);
    }

    private static String uri(InetSocketAddress device) {
        return RouteClient.uri(device, MENU + "?operation=ensure&scope=list=blocklist&key=address&onAbsent=remove");
    }

    private static void ensure(ProducerTemplate template, String uri, List<Map<String, Object>> list, int changes)
            throws IOException {
        EnsureResult result = (EnsureResult) template.requestBody(uri, list);
        if (!result.isComplete() || result.plan().sets().size() > changes) {
            throw new IOException(result.toString());
        }
    }

    private static void scan(RawClient raw) throws IOException {
        raw.scan(RawClient.sentence(MENU + "/print", PROPERTIES, "?list=blocklist"));
    }

    private static void write(RawClient raw) throws IOException {
        List<byte[]> sets = new ArrayList<>();
        for (int i = 0; i < CHANGED; i++) {
            sets.add(RawClient.sentence(MENU + "/set", "=.id=" + id(i), "=comment=feed-x", ".tag=" + (1 + i)));
        }
        raw.pipeline(sets, WINDOW);
        for (int start = 0; start < CHANGED; start += IDS_IN_A_COMMAND) {
            List<String> ids = new ArrayList<>();
            for (int i = start; i < Math.min(CHANGED, start + IDS_IN_A_COMMAND); i++) {
                ids.add(id(i));
            }
            raw.scan(RawClient.sentence(MENU + "/print", PROPERTIES, "=from=" + String.join(",", ids)));
        }
    }

    private static String id(int index) {
        return "*" + Integer.toHexString(index + 1).toUpperCase();
    }

    /** The last hundredth of the rows with another comment: the raw writes are to the first ones. */
    private static List<Map<String, Object>> list(String comment) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Map<String, String> row = BenchmarkDevice.row(i);
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("address", row.get("address"));
            wanted.put("comment", i < CHANGED ? "feed-x" : i >= ROWS - CHANGED ? comment : row.get("comment"));
            list.add(wanted);
        }
        return list;
    }

    private static double millis(Step step) throws IOException {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}

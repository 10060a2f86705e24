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

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.camelmikrotik.internal.session.RowShape;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;

/** A condition evaluated here on rows that are there, beside the same written in Java. Counted in processor time. */
final class WhereWork implements Work {

    private static final int ROWS = 100_000;
    private static final String WHERE
            = "service=pppoe and uptime>1d and address in 10.0.0.0/9 and bytes>=1M and comment~\"^cust-[0-9]+\"";

    private static final Duration DAY = Duration.ofDays(1);
    private static final Pattern CUSTOMER = Pattern.compile("^cust-[0-9]+");

    @Override
    public String name() {
        return "where";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        List<RouterOsRow> rows = rows();
        Predicate<Map<String, String>> where = WhereExpression.parse(WHERE).bind("/ppp/active", name -> null).filter();
        long wanted = rows.stream().filter(WhereWork::byHand).count();
        Rounds rounds = new Rounds(null, 4, 7);
        rounds.add("by hand", () -> millis(rows, WhereWork::byHand, wanted));
        rounds.add("where", () -> millis(rows, where, wanted));
        rounds.run();
        double byHand = rounds.median("by hand");
        double ours = rounds.median("where");
        table.row(
                "`where` of five conditions evaluated here, 100,000 rows, processor time", GoalTable.millis(byHand),
                GoalTable.millis(ours), GoalTable.times(ours / byHand), "≤ 1.5× of the same written in Java",
                ours <= 1.5 * byHand,
                "accepts %,d of the rows; in Java with `getDuration` and `getDataSize` of the row and `java.util.regex`"
                        .formatted(wanted));
    }

    private static boolean byHand(RouterOsRow row) {
        if (!"pppoe".equals(row.get("service"))) {
            return false;
        }
        Duration uptime = row.getDuration("uptime");
        if (uptime == null || uptime.compareTo(DAY) <= 0) {
            return false;
        }
        String address = row.get("address");
        if (address == null || !isInNetwork(address)) {
            return false;
        }
        Long bytes = row.getDataSize("bytes");
        if (bytes == null || bytes < 1_000_000) {
            return false;
        }
        String comment = row.get("comment");
        return comment != null && CUSTOMER.matcher(comment).find();
    }

    /** In 10.0.0.0/9. */
    private static boolean isInNetwork(String address) {
        String[] parts = address.split("\\.");
        return parts.length == 4 && parts[0].equals("10") && Integer.parseInt(parts[1]) < 128;
    }

    private static double millis(List<RouterOsRow> rows, Predicate<? super RouterOsRow> condition, long wanted) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long count = 0;
        for (RouterOsRow row : rows) {
            count += condition.test(row) ? 1 : 0;
        }
        if (count != wanted) {
            throw new IllegalStateException(count + " rows were accepted, not " + wanted);
        }
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
    }

    /** All with the same names, as in a reply. */
    private static List<RouterOsRow> rows() {
        List<RouterOsRow> rows = new ArrayList<>();
        RowShape shape = null;
        for (int i = 0; i < ROWS; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put(".id", "*" + Integer.toHexString(i).toUpperCase());
            row.put("name", "customer" + i);
            row.put("service", i % 10 == 0 ? "l2tp" : "pppoe");
            row.put("uptime", i % 9 + "d" + i % 24 + "h" + i % 60 + "m" + i % 59 + "s");
            row.put("address", "10." + i % 200 + "." + (i >> 8 & 255) + "." + (i & 255));
            row.put("bytes", Integer.toString(i * 137));
            row.put("comment", i % 7 == 0 ? "spare" : "cust-" + i);
            shape = shape == null ? new RowShape(row.keySet().toArray(String[]::new)) : shape;
            rows.add(row(shape, row.values()));
        }
        return rows;
    }

    private static RouterOsRow row(RowShape shape, Iterable<String> values) {
        StringBuilder all = new StringBuilder();
        int[] ends = new int[shape.size()];
        int slot = 0;
        for (String value : values) {
            all.append(value);
            ends[slot++] = all.length();
        }
        return new RouterOsRow(shape, ApiCharset.UTF_8.encode(all.toString()), ends, ApiCharset.UTF_8);
    }
}

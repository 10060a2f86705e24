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

import java.util.List;

/** A million rows through a route, in a JVM with a heap of 64 MB. */
final class StreamedPrintWork implements Work {

    static final int ROWS = 1_000_000;

    private static final double RATE = 1_000_000;

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.withRows(ROWS);
             ChildProcess program = ChildProcess.java(
                     StreamedPrint.class, List.of("-Xmx64m"), device.address().getPort())) {
            Rounds rounds = new Rounds(device, 2, 5);
            for (String contender : List.of("raw", "route", "split", "split-ready")) {
                rounds.add(contender, () -> rate(program, contender));
            }
            rounds.run();
            double raw = rounds.median("raw");
            double ours = rounds.median("route");
            String split = "with an exchange for each row (`split`) " + GoalTable.rate(rounds.median("split"), "rows");
            String ready = "Camel's splitter alone, on rows that are there, "
                           + GoalTable.rate(rounds.median("split-ready"), "rows");
            String busy = "device busy for " + GoalTable.percent(rounds.deviceShare("raw"))
                          + " of a processor with the raw client, " + GoalTable.percent(rounds.deviceShare("route"))
                          + " with ours";
            table.row(
                    "print of 1,000,000 rows streamed to a processor of a route, `-Xmx64m`", GoalTable.rate(raw, "rows"),
                    GoalTable.rate(ours, "rows"), GoalTable.times(raw / ours), "≥ 1,000,000 rows/s, or ≤ 6×",
                    ours >= RATE || raw <= 6 * ours, String.join("; ", split, ready, busy));
        }
    }

    private static double rate(ChildProcess program, String contender) throws Exception {
        program.writeLine(contender);
        return Double.parseDouble(program.readLine());
    }
}

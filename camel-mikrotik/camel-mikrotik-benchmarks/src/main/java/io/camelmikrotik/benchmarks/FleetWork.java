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
import java.util.Arrays;
import java.util.List;

/** A thousand devices: how long polling all of them once takes, and what an idle session of each costs. */
final class FleetWork implements Work {

    private static final int DEVICES = 1_000;
    private static final double IDLE_KILOBYTES = 24;
    private static final int THREADS = 12;

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        try (BenchmarkDevice devices = BenchmarkDevice.fleet(DEVICES);
             ChildProcess program = ChildProcess.java(
                     FleetPolls.class, List.of("-Xmx1g"),
                     Arrays.stream(devices.ports()).boxed().toArray())) {
            idleSessions(table, program);
            Rounds rounds = new Rounds(devices, 2, 9);
            for (String poll : List.of("raw", "route", "raw-cold", "pool-cold")) {
                rounds.add(poll, () -> ask(program, poll));
            }
            rounds.run();
            double raw = rounds.median("raw");
            double ours = rounds.median("route");
            double rawCold = rounds.median("raw-cold");
            double poolCold = rounds.median("pool-cold");
            int threads = (int) ask(program, "threads");
            table.row(
                    "1,000 devices polled once by a route (`toD`), their sessions open", GoalTable.millis(raw),
                    GoalTable.millis(ours), GoalTable.times(ours / raw), "≤ 2×, ≤ 12 threads",
                    ours <= 2 * raw && threads <= THREADS,
                    threads + " threads of ours with `workerPoolSize=4`: " + program
                            .readLine() + ", 16 more with its default of 20, for any number of devices; device busy for "
                                                           + GoalTable.percent(rounds.deviceShare("route"))
                                                           + " of a processor");
            table.row(
                    "1,000 cold devices: connect, log in, poll once", GoalTable.millis(rawCold), GoalTable.millis(poolCold),
                    GoalTable.times(poolCold / rawCold), "≤ 2×", poolCold <= 2 * rawCold,
                    "the pool, its bounds on openings lifted; "
                                                                                          + "device busy for "
                                                                                          + GoalTable.percent(rounds
                                                                                                  .deviceShare("pool-cold"))
                                                                                          + " of a processor");
        }
    }

    private static void idleSessions(GoalTable table, ChildProcess program) throws IOException {
        double kilobytes = ask(program, "idle") / 1024;
        String[] counts = program.readLine().split(" ");
        table.row(
                "idle pooled session", "", GoalTable.kilobytes(kilobytes), "", "≤ 24 KB of heap, no thread",
                kilobytes <= IDLE_KILOBYTES && counts[1].equals("0"),
                "heap after GC with " + counts[0] + " idle sessions less that without, over their number, everything known of "
                                                                      + "the device included; threads that end with them: "
                                                                      + counts[1]);
    }

    private static double ask(ChildProcess program, String question) throws IOException {
        program.writeLine(question);
        return Double.parseDouble(program.readLine());
    }
}

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
import java.util.List;

/**
 * What the processor does for a poll of a small table: a polled route beside a selector that reads the same replies.
 */
final class PollWork implements Work {

    private static final int POLLS = 10_000;
    /** Of a round, scaled. */
    private static final int POLLS_OF_A_ROUND = 2_000;
    private static final int ROWS = 10;

    @Override
    public String name() {
        return "poll";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.withRows(ROWS);
             ChildProcess raw = ChildProcess.java(SmallPolls.class, List.of(), "raw", device.address().getPort());
             ChildProcess route = ChildProcess.java(SmallPolls.class, List.of(), "route", device.address().getPort())) {
            Rounds rounds = new Rounds(device, 2, 5);
            double[] kilobytes = new double[1];
            rounds.add("raw", () -> ask(raw)[0]);
            rounds.add("route", () -> {
                double[] answer = ask(route);
                kilobytes[0] = answer[1];
                return answer[0];
            });
            rounds.run();
            double limit = rounds.median("raw");
            double ours = rounds.median("route");
            String allocated = GoalTable.kilobytes(kilobytes[0]);
            table.row(
                    "processor time of %,d polls of a table of %d rows".formatted(POLLS, ROWS), GoalTable.millis(limit),
                    GoalTable.millis(ours), GoalTable.times(ours / limit), "≤ 2.5×", ours <= 2.5 * limit,
                    "a polled route, `delay=1`, that makes a message of the rows; the limit looks for the end of the reply; "
                                                                                                          + allocated
                                                                                                          + " allocated per poll");
        }
    }

    /** @return milliseconds of processor time, and kilobytes allocated per poll */
    private static double[] ask(ChildProcess program) throws IOException {
        program.writeLine(Integer.toString(POLLS_OF_A_ROUND));
        String[] answer = program.readLine().split(" ");
        return new double[] { Double.parseDouble(answer[0]) * POLLS / POLLS_OF_A_ROUND, Double.parseDouble(answer[1]) };
    }
}

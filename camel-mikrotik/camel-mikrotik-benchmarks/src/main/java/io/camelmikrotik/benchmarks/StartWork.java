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

/** What the component adds to the start of an application, from the start of its JVM until its routes run. */
final class StartWork implements Work {

    private static final double MILLIS = 150;
    private static final double CHECKS_MILLIS = 100;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        Rounds rounds = new Rounds(null, 1, 11).add("without", () -> millis("without")).add("with", () -> millis("with"))
                .add("unchecked", () -> millis("unchecked")).run();
        double without = rounds.median("without");
        double with = rounds.median("with");
        double unchecked = rounds.median("unchecked");
        table.row(
                "the same, the URI checked against the catalogue of RouterOS", GoalTable.millis(unchecked),
                GoalTable.millis(with), "+" + GoalTable.millis(with - unchecked), "≤ 100 ms added",
                with - unchecked <= CHECKS_MILLIS,
                "whole JVM, median of 11; the limit is the same application with catalogueCheck=off");
        table.row(
                "start of an application with the component, no device contacted", GoalTable.millis(without),
                GoalTable.millis(with), "+" + GoalTable.millis(with - without), "≤ 150 ms added", with - without <= MILLIS,
                "whole JVM, median of 11; the limit is the same application without the component");
    }

    private static double millis(String what) throws Exception {
        long start = System.nanoTime();
        try (ChildProcess program = ChildProcess.java(Start.class, List.of(), what)) {
            if (!program.readLine().equals("started")) {
                throw new IllegalStateException("the application did not start");
            }
            double millis = (System.nanoTime() - start) / 1e6;
            program.waitForEnd();
            return millis;
        }
    }
}

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

/** Devices that nobody has logged in to, all asked at once, with the pool as it comes out of the box. */
final class ColdFleetWork implements Work {

    private record Fleet(int devices, int seconds, int rounds) {
    }

    @Override
    public String name() {
        return "coldfleet";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        for (Fleet fleet : List.of(new Fleet(1_000, 2, 3), new Fleet(10_000, 20, 1))) {
            try (BenchmarkDevice device = BenchmarkDevice.atEveryAddress();
                 ChildProcess program = ChildProcess.java(FleetPolls.class, List.of("-Xmx1g"), device.address().getPort())) {
                Rounds rounds = new Rounds(device, fleet.rounds > 1 ? 1 : 0, fleet.rounds);
                rounds.add("cold", () -> cold(program, device, fleet)).run();
                double millis = rounds.median("cold");
                String share = GoalTable.percent(rounds.deviceShare("cold"));
                table.row(
                        "%,d cold devices, polled once with the pool as it is".formatted(fleet.devices), "",
                        GoalTable.millis(millis), "", "≤ " + fleet.seconds + " s", millis <= 1_000 * fleet.seconds,
                        "each a loopback address of one simulator, which is busy for " + share + " of a processor");
            }
        }
    }

    private static double cold(ChildProcess program, BenchmarkDevice device, Fleet fleet) throws IOException {
        program.writeLine("cold " + device.address().getPort() + " " + fleet.devices);
        return Double.parseDouble(program.readLine());
    }
}

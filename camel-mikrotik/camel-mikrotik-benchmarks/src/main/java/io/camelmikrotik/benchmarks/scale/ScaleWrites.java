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
package io.camelmikrotik.benchmarks.scale;

import java.io.IOException;
import java.util.List;

import io.camelmikrotik.benchmarks.ChildProcess;
import io.camelmikrotik.benchmarks.Table;

/** One address list of 500 entries, brought onto 1,000 routers: by {@code ensure} on the selection, and raw. */
final class ScaleWrites {

    static final String MENU = "/ip/firewall/address-list";
    static final String LIST = "blocked";
    static final int ROUTERS = 1_000;
    static final int ENTRIES = 500;
    /** How many routers are written to at one time, by both. */
    static final int AT_ONCE = 64;

    private ScaleWrites() {
    }

    static String address(int entry) {
        return "10.9." + (entry >> 8) + "." + (entry & 255);
    }

    static void measure() throws IOException {
        Table table = new Table(
                "500 entries onto 1,000 routers", "seconds", "entries a second", "CPU seconds", "CPU seconds of the routers",
                "most MB of heap");
        for (Class<?> writer : List.of(RawWriter.class, FleetWriter.class)) {
            try (ChildProcess routers = ChildProcess.java(WrittenRouters.class, List.of("-Xmx2g"));
                 ChildProcess process = ChildProcess.java(writer, List.of("-Xmx512m"))) {
                routers.readLine();
                process.readLine();
                for (String what : List.of("all new", "nothing changed")) {
                    if (writer == RawWriter.class && !what.equals("all new")) {
                        continue;
                    }
                    long before = routers.processorNanos();
                    String[] told = ScaleBenchmark.ask(process, "write").split(" ");
                    double seconds = Double.parseDouble(told[0]);
                    int rows = Integer.parseInt(ScaleBenchmark.ask(routers, "rows"));
                    if (rows != ROUTERS * ENTRIES) {
                        throw new IOException(rows + " entries");
                    }
                    table.row(
                            writer.getSimpleName() + ", " + what, seconds, ROUTERS * ENTRIES / seconds,
                            Double.parseDouble(told[1]), (routers.processorNanos() - before) / 1e9,
                            Double.parseDouble(told[2]));
                }
            }
        }
        table.print();
    }
}

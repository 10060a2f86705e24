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
package io.camelmikrotik.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code reset-counters} of some items, or of all: their counters begin at nothing again. */
record ResetCountersVerb(boolean all) implements Verb {

    private static final List<String> COUNTERS = List.of("bytes", "packets", "dropped", "rx-byte", "tx-byte", "rx-packet",
            "tx-packet", "rx-error", "tx-error", "rx-drop", "tx-drop", "total-bytes", "total-packets", "total-dropped");

    @Override
    public void run(RunningCommand command) {
        SimulatedTable table = command.table();
        List<String> ids = all ? table.snapshot().stream().map(row -> row.get(".id")).toList() : Items.of(command);
        for (String id : ids) {
            Map<String, String> counters = new HashMap<>();
            table.raw(id).forEach((name, value) -> {
                if (COUNTERS.contains(name)) {
                    // of a queue: up and down
                    counters.put(name, value.contains("/") ? "0/0" : "0");
                }
            });
            if (!counters.isEmpty()) {
                table.setRaw(id, counters, List.of());
            }
        }
        command.executed();
        command.done();
    }

    @Override
    public boolean writes() {
        return true;
    }
}

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

import java.util.List;
import java.util.Map;

/** {@code make-static} of leases. */
final class MakeStaticVerb implements Verb {

    static void register(CommandTree tree) {
        SimulatedTable leases = tree.table("/ip/dhcp-server/lease");
        tree.command("/ip/dhcp-server/lease/make-static", leases, "write", new MakeStaticVerb());
    }

    @Override
    public void run(RunningCommand command) {
        SetVerb.apply(command, Items.of(command), Map.of("dynamic", "false"), List.of());
    }

    @Override
    public boolean writes() {
        return true;
    }
}

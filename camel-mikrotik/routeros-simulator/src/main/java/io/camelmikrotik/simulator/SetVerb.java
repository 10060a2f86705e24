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

final class SetVerb implements Verb {

    @Override
    public void run(RunningCommand command) {
        SimulatedTable table = command.table();
        boolean single = table.menu().kind == Menu.Kind.SINGLETON;
        List<String> ids = single ? List.of("*0") : Items.changeable(command);
        Map<String, String> values = single ? Items.values(command) : Items.values(command, ".id", "numbers", "number");
        apply(command, ids, values, Items.unset(command));
    }

    static void apply(RunningCommand command, List<String> ids, Map<String, String> values, List<String> unset) {
        SimulatedTable table = command.table();
        for (String id : ids) {
            Map<String, String> after = new HashMap<>(table.raw(id));
            after.putAll(values);
            if (values.keySet().stream().anyMatch(table.menu().unique::contains) && table.hasTwin(after, id)) {
                throw new Refusal(null, table.menu().duplicateText);
            }
        }
        ids.forEach(id -> table.setRaw(id, values, unset));
        command.executed();
        command.done();
    }

    @Override
    public boolean writes() {
        return true;
    }
}

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

import java.util.Map;
import java.util.stream.Collectors;

final class GetVerb implements Verb {

    @Override
    public void run(RunningCommand command) {
        SimulatedTable table = command.table();
        String id = table.menu().kind == Menu.Kind.SINGLETON ? "*0" : Items.of(command).get(0);
        Map<String, String> row = PrintVerb.visible(command, table.printed(table.raw(id)));
        String name = command.request.attribute("value-name");
        if (name == null) {
            command.done(row.entrySet().stream().map(property -> property.getKey() + "=" + property.getValue())
                    .collect(Collectors.joining(";")));
        } else {
            command.done(row.getOrDefault(name, ""));
        }
    }
}

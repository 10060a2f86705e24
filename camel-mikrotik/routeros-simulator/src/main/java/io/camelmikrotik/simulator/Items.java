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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The items and values that a command's attributes speak of. */
final class Items {

    private Items() {
    }

    /** All items named by {@code .id} or {@code numbers}; refuses if one does not exist. */
    static List<String> of(RunningCommand command) {
        Request request = command.request;
        String references = request.has(".id") ? request.attribute(".id") : request.attribute("numbers");
        if (references == null) {
            references = request.attribute("number");
        }
        if (references == null || references.isEmpty()) {
            throw Refusal.noSuchItem();
        }
        return resolve(command.table(), references);
    }

    /** As {@link #of}; refuses if one is a row that the router keeps as it is. */
    static List<String> changeable(RunningCommand command) {
        List<String> ids = of(command);
        if (command.table().menu().kind == Menu.Kind.ORDERED
                && ids.stream().anyMatch(id -> "true".equals(command.table().raw(id).get("dynamic")))) {
            throw new Refusal(null, "failure: can not change dynamic item");
        }
        return ids;
    }

    /** As {@link #changeable}; refuses if one is a row that every router has. */
    static List<String> removable(RunningCommand command) {
        List<String> ids = changeable(command);
        for (String id : ids) {
            Map<String, String> row = command.table().raw(id);
            if ("true".equals(row.get("default")) || "true".equals(row.get("builtin"))) {
                throw new Refusal(null, "failure: can not remove default item");
            }
        }
        return ids;
    }

    static List<String> resolve(SimulatedTable table, String references) {
        List<String> ids = new ArrayList<>();
        for (String reference : references.split(",")) {
            String id = table.resolve(reference);
            if (id == null) {
                throw Refusal.noSuchItem();
            }
            ids.add(id);
        }
        return ids;
    }

    /** The properties a command gives a value, checked. */
    static Map<String, String> values(RunningCommand command, String... notProperties) {
        Map<String, String> values = new LinkedHashMap<>();
        Menu menu = command.table().menu();
        for (Map.Entry<String, String> attribute : command.request.attributes().entrySet()) {
            String name = attribute.getKey();
            if (List.of(notProperties).contains(name) || name.startsWith("!")) {
                continue;
            }
            check(command, menu, name, attribute.getValue());
            values.put(name, attribute.getValue());
        }
        if ("/file".equals(menu.path)) {
            FileCommands.check(values);
        }
        return values;
    }

    /** The properties that {@code =!name=} takes away. */
    static List<String> unset(RunningCommand command) {
        return command.request.attributes().keySet().stream().filter(name -> name.startsWith("!"))
                .map(name -> name.substring(1)).toList();
    }

    private static void check(RunningCommand command, Menu menu, String name, String value) {
        if (name.startsWith(".") || name.startsWith("?") || !menu.settable(name)) {
            throw Refusal.unknownParameter(name);
        }
        if ("disabled".equals(name) && !Booleans.isTrue(value) && !Booleans.same("false", value)) {
            throw Refusal.invalidValue(name);
        }
        String referenced = menu.references.get(name);
        if (referenced != null) {
            SimulatedTable table = command.router.table(referenced);
            if (table.size() > 0 && table.withName(value) == null) {
                throw Refusal.noMatch(name);
            }
        }
    }
}

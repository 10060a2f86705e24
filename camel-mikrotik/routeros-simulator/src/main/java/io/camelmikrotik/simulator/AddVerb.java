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

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

final class AddVerb implements Verb {

    @Override
    public void run(RunningCommand command) {
        SimulatedTable table = command.table();
        Menu menu = table.menu();
        Request request = command.request;
        Map<String, String> row = new LinkedHashMap<>();
        if (request.has("copy-from")) {
            row.putAll(table.raw(Items.resolve(table, request.attribute("copy-from")).get(0)));
            row.remove(".id");
        } else {
            menu.defaults.forEach((name, value) -> row.put(name, standard(command.router, value)));
        }
        row.putAll(Items.values(command, "copy-from", "place-before"));
        Items.unset(command).forEach(row::remove);
        for (String name : menu.mandatory) {
            if (row.getOrDefault(name, "").isEmpty()) {
                throw new Refusal(null, "missing =" + name + "=");
            }
        }
        row.replaceAll(Booleans::stored);
        if (table.hasTwin(row, null)) {
            throw new Refusal(null, menu.duplicateText);
        }
        Duration timeout = timeout(row);
        String before = request.attribute("place-before");
        if (before != null && menu.kind != Menu.Kind.ORDERED) {
            throw Refusal.unknownParameter("place-before");
        }
        String id = table.addRaw(row, before == null ? null : MoveVerb.destination(table, before));
        if (timeout != null) {
            command.router.later(timeout, () -> table.removeIfPresent(id));
        }
        command.executed();
        command.done(id);
    }

    static String standard(SimulatedRouter router, String value) {
        return switch (value) {
            case "(now)" -> router.now();
            case "(epoch)" -> router.date(LocalDateTime.of(1970, 1, 1, 0, 0));
            default -> value;
        };
    }

    /** Entries with a timeout are dynamic and go by themselves. */
    private static Duration timeout(Map<String, String> row) {
        String text = row.get("timeout");
        if (text == null || !row.containsKey("list")) {
            return null;
        }
        Duration timeout = Durations.parse(text);
        if (timeout == null) {
            throw Refusal.invalidValue("timeout");
        }
        row.put("timeout", Durations.print(timeout));
        row.put("dynamic", "true");
        return timeout;
    }

    @Override
    public boolean writes() {
        return true;
    }
}

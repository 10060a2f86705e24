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

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A menu as routers of one version have it.
 *
 * @param commands        by name
 * @param properties      of its rows, as far as the console completes them
 * @param unsetProperties those that {@code unset} takes; empty if it is not known
 */
record CatalogueMenu(Map<String, CatalogueCommand> commands, Set<String> properties, Set<String> unsetProperties) {

    static final CatalogueMenu NONE = new CatalogueMenu(Map.of(), Set.of(), Set.of());

    /** Takes a menu's lines apart, and keeps what that version of RouterOS 7 has. */
    static CatalogueMenu read(String text, int minor, List<String> argumentLists, List<String> forms) {
        Map<String, String[]> commands = new LinkedHashMap<>();
        Map<String, ValueForm> values = new HashMap<>();
        Map<String, Set<String>> names = new HashMap<>();
        Demand[] demand = { Demand.NONE };
        text.lines().map(line -> Arrays.copyOf(line.split("\t", -1), 5)).forEach(fields -> {
            Arrays.setAll(fields, i -> fields[i] == null ? "" : fields[i]);
            switch (fields[0]) {
                case "c" -> {
                    if (has(fields[2], minor)) {
                        commands.put(fields[1], fields);
                    }
                }
                case "p", "u" -> names.put(fields[0], Set.of(fields[1].split(" ")));
                case "v" -> values.put(fields[1],
                        ValueForm.of(forms.get(Integer.parseInt(fields[2])), "!".equals(fields[3]), fields[4]));
                case "q" -> demand[0] = Demand.of(fields[1], fields[2], fields[3], minor);
                default -> {
                    // what can be written is what set takes, and rows of other commands are not made
                }
            }
        });
        Map<String, CatalogueCommand> made = new LinkedHashMap<>();
        commands.forEach((name, fields) -> {
            String arguments = fields[3].startsWith("@")
                    ? argumentLists.get(Integer.parseInt(fields[3].substring(1))) : fields[3];
            made.put(name, new CatalogueCommand(
                    name, arguments(name, arguments, minor, values),
                    "add".equals(name) ? demand[0] : Demand.NONE));
        });
        return new CatalogueMenu(made, names.getOrDefault("p", Set.of()), names.getOrDefault("u", Set.of()));
    }

    private static Map<String, ValueForm> arguments(
            String command, String list, int minor, Map<String, ValueForm> values) {
        Map<String, ValueForm> arguments = new LinkedHashMap<>();
        for (String argument : list.split(" ")) {
            int colon = argument.indexOf(':');
            String name = colon < 0 ? argument : argument.substring(0, colon);
            if (!name.isEmpty() && (colon < 0 || has(argument.substring(colon + 1), minor))) {
                arguments.put(name,
                        values.getOrDefault(command + "/" + name, values.getOrDefault(name, ValueForm.NOT_KNOWN)));
            }
        }
        return arguments;
    }

    /** Whether a version is among {@code 7.12-7.14|7.20-}; nothing means all. */
    private static boolean has(String ranges, int minor) {
        return ranges.isEmpty() || Arrays.stream(ranges.split("\\|")).anyMatch(range -> {
            int dash = range.indexOf('-');
            String first = range.substring(0, dash);
            String last = range.substring(dash + 1);
            return (first.isEmpty() || Version.parse(first).minor() <= minor)
                    && (last.isEmpty() || minor <= Version.parse(last).minor());
        });
    }
}

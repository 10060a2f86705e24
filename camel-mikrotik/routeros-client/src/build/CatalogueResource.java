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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes the catalogue of RouterOS commands, which client and simulator read, from four tables of facts. Run by hand when
 * the tables have changed:
 *
 * <pre>
 * java src/build/CatalogueResource.java TABLES ../src/catalogue/routeros-catalogue.txt
 * </pre>
 *
 * TABLES is a folder with commands.tsv, properties.tsv, values.tsv and required.tsv. The format that is written is
 * described at its head; {@code CatalogueReader} reads it, and the simulator's {@code Catalogue}.
 */
public final class CatalogueResource {

    private static final String HEADING = """
            # What RouterOS knows: commands, arguments, properties. Written by CatalogueResource.java; sources: see NOTICE.
            # Tab-separated. The first word of a line says what it is:
            #   versions  the versions looked at, oldest first
            #   list      a list of arguments that several commands have, counted from 0
            #   form      the console's words for the form of a value, counted from 0
            #   menu      a menu; what follows belongs to it until the next one. The root is /
            #   c         a command: name, versions that have it (empty: all), arguments (@n: list n; name:versions where they differ)
            #   p w u     properties of a row, those that can be written, those that can be unset
            #   r         a command other than print that returns rows: name, properties
            #   v         a value: argument, or command/argument where the menu's commands differ; form; ! if negatable; words offered
            #   q         what add demands: arguments, the router's words, versions that differ
            """;

    private final Path tables;
    private final Map<String, Menu> menus = new TreeMap<>();
    private final Map<String, Integer> forms = new LinkedHashMap<>();
    private final Set<String> versions = new TreeSet<>(CatalogueResource::compareVersions);

    private CatalogueResource(Path tables) {
        this.tables = tables;
    }

    public static void main(String... arguments) throws IOException {
        CatalogueResource resource = new CatalogueResource(Path.of(arguments[0]));
        resource.read();
        Files.writeString(Path.of(arguments[1]), resource.text());
    }

    private void read() throws IOException {
        for (String[] fields : rows("commands.tsv", 3)) {
            versionsIn(fields[1]);
            for (String argument : words(fields[2])) {
                versionsIn(argument.substring(argument.indexOf(':') + 1));
            }
            menu(menuOf(fields[0])).commands.put(nameOf(fields[0]), new String[] { fields[1], fields[2] });
        }
        // the tables speak of ranges; what lies between was looked at as well
        for (int minor = 9; minor <= 24; minor++) {
            versions.add("7." + minor);
        }
        for (String[] fields : rows("properties.tsv", 3)) {
            Menu menu = menu(menuOf(fields[0]));
            Collection<String> names = words(fields[2]);
            switch (nameOf(fields[0])) {
                case "print", "get" -> menu.properties.addAll(names);
                case "edit" -> menu.writable.addAll(names);
                case "unset" -> menu.unset.addAll(names);
                default -> menu.rows.put(nameOf(fields[0]), String.join(" ", names));
            }
        }
        for (String[] fields : rows("values.tsv", 5)) {
            int form = forms.computeIfAbsent(fields[2], text -> forms.size());
            String value = form + "\t" + (fields[3].equals("yes") ? "!" : "") + "\t" + fields[4];
            menu(menuOf(fields[0])).values.computeIfAbsent(fields[1], name -> new TreeMap<>()).put(nameOf(fields[0]), value);
        }
        for (String[] fields : rows("required.tsv", 4)) {
            menu(fields[0]).required = fields[1] + "\t" + fields[2] + "\t" + fields[3];
        }
    }

    private String text() {
        Map<String, Integer> used = new HashMap<>();
        for (Menu menu : menus.values()) {
            menu.commands.values().forEach(command -> used.merge(command[1], 1, Integer::sum));
        }
        Map<String, Integer> lists = new LinkedHashMap<>();
        used.forEach((list, times) -> {
            if (times > 1 && list.length() > 4) {
                lists.put(list, 0);
            }
        });
        StringBuilder text = new StringBuilder(HEADING);
        line(text, "versions", String.join(" ", versions));
        int number = 0;
        for (String list : new TreeSet<>(lists.keySet())) {
            lists.put(list, number++);
            line(text, "list", list);
        }
        forms.keySet().forEach(form -> line(text, "form", form));
        menus.forEach((path, menu) -> menu.write(path, text, lists));
        return text.toString();
    }

    private static void line(StringBuilder text, String... fields) {
        String line = String.join("\t", fields).stripTrailing();
        text.append(line).append('\n');
    }

    private Menu menu(String path) {
        return menus.computeIfAbsent(path, p -> new Menu());
    }

    private void versionsIn(String ranges) {
        for (String range : ranges.split("[|-]")) {
            if (range.matches("7\\.[0-9]+")) {
                versions.add(range);
            }
        }
    }

    private List<String[]> rows(String file, int columns) throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(tables.resolve(file))) {
            if (!line.startsWith("#")) {
                rows.add(Arrays.copyOf(line.split("\t", -1), columns));
                String[] last = rows.get(rows.size() - 1);
                for (int i = 0; i < columns; i++) {
                    last[i] = last[i] == null ? "" : last[i];
                }
            }
        }
        return rows;
    }

    private static Collection<String> words(String text) {
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split(" "));
    }

    private static String menuOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static int compareVersions(String one, String other) {
        return Integer.compare(Integer.parseInt(one.substring(2)), Integer.parseInt(other.substring(2)));
    }

    private static final class Menu {

        final Map<String, String[]> commands = new TreeMap<>();
        final Set<String> properties = new TreeSet<>();
        final Set<String> writable = new TreeSet<>();
        final Set<String> unset = new TreeSet<>();
        final Map<String, String> rows = new TreeMap<>();
        final Map<String, Map<String, String>> values = new TreeMap<>();
        String required;

        void write(String path, StringBuilder text, Map<String, Integer> lists) {
            line(text, "menu", path);
            commands.forEach((name, command) -> {
                Integer list = lists.get(command[1]);
                line(text, "c", name, command[0], list == null ? command[1] : "@" + list);
            });
            names(text, "p", properties);
            names(text, "w", writable);
            names(text, "u", unset);
            rows.forEach((command, names) -> line(text, "r", command, names));
            values.forEach((argument, byCommand) -> {
                if (Set.copyOf(byCommand.values()).size() == 1) {
                    line(text, "v", argument, byCommand.values().iterator().next());
                } else {
                    byCommand.forEach((command, value) -> line(text, "v", command + "/" + argument, value));
                }
            });
            if (required != null) {
                line(text, "q", required);
            }
        }

        private static void names(StringBuilder text, String kind, Set<String> names) {
            if (!names.isEmpty()) {
                line(text, kind, String.join(" ", names));
            }
        }
    }
}

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
package io.camelmikrotik.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads {@code routeros-catalogue.txt}. Only its head and where each menu stands are read at first; a menu is taken
 * apart when it is asked for, so that the whole costs little time and memory.
 */
final class CatalogueReader {

    private static final String RESOURCE = "routeros-catalogue.txt";
    private static final String MENU = "menu\t";

    private final List<List<String>> argumentLists = new ArrayList<>();
    private final List<String> forms = new ArrayList<>();
    private final List<RouterOsVersion> versions = new ArrayList<>();
    private final TreeMap<String, String> menus = new TreeMap<>();

    /** @throws UncheckedIOException if the resource cannot be read */
    CatalogueReader() {
        String text = resource();
        int end = text.indexOf("\n" + MENU) + 1;
        text.substring(0, end).lines().forEach(this::head);
        while (end < text.length()) {
            int next = text.indexOf("\n" + MENU, end) + 1;
            next = next == 0 ? text.length() : next;
            int nameEnds = text.indexOf('\n', end);
            String menu = text.substring(end + MENU.length(), nameEnds);
            menus.put(menu.equals("/") ? "" : menu, text.substring(nameEnds + 1, next));
            end = next;
        }
    }

    List<RouterOsVersion> versions() {
        return versions;
    }

    Set<String> menus() {
        return menus.keySet();
    }

    /** Takes a menu apart. */
    CatalogueMenu menu(String path) {
        return new MenuReader(path, menus.get(path)).read();
    }

    private static String resource() {
        try (InputStream resource = CatalogueReader.class.getResourceAsStream(RESOURCE)) {
            // all of it is ASCII: a byte of memory for each character
            return new String(resource.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue of RouterOS commands cannot be read: " + RESOURCE, e);
        }
    }

    private void head(String line) {
        String[] fields = line.split("\t", -1);
        switch (fields[0]) {
            case "versions" ->
                Arrays.stream(fields[1].split(" ")).map(RouterOsVersion::parse).forEach(v -> versions.add(v.orElseThrow()));
            case "list" -> argumentLists.add(words(fields[1]));
            case "form" -> forms.add(fields.length > 1 ? fields[1] : "");
            default -> {
                // a comment
            }
        }
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private final class MenuReader {

        private final String path;
        private final String text;
        private final Map<String, String[]> commands = new LinkedHashMap<>();
        private final Map<String, ValueForm> values = new HashMap<>();
        private final Map<String, List<String>> rows = new HashMap<>();
        private final Set<String> properties = new TreeSet<>();
        private final Set<String> unsetProperties = new TreeSet<>();
        private List<String> demanded = List.of();
        private String demand = "";

        MenuReader(String path, String text) {
            this.path = path;
            this.text = text;
        }

        CatalogueMenu read() {
            text.lines().forEach(this::line);
            Map<String, CatalogueCommand> made = new LinkedHashMap<>();
            commands.forEach((name, fields) -> made.put(name, command(name, fields[0], fields[1])));
            return new CatalogueMenu(path, made, properties, unsetProperties, demanded, demand);
        }

        private void line(String line) {
            String[] fields = Arrays.copyOf(line.split("\t", -1), 5);
            for (int i = 0; i < fields.length; i++) {
                fields[i] = fields[i] == null ? "" : fields[i];
            }
            switch (fields[0]) {
                case "c" -> commands.put(fields[1], new String[] { fields[2], fields[3] });
                case "p" -> properties.addAll(words(fields[1]));
                // what edit offers can be shown as well
                case "w" -> properties.addAll(words(fields[1]));
                case "u" -> unsetProperties.addAll(words(fields[1]));
                case "r" -> rows.put(fields[1], words(fields[2]));
                case "v" -> values.put(fields[1],
                        ValueForm.of(forms.get(Integer.parseInt(fields[2])), fields[3].equals("!"), fields[4]));
                case "q" -> {
                    demanded = words(fields[1]);
                    demand = fields[2];
                }
                default -> throw new IllegalStateException("the catalogue has a line that is not understood: " + line);
            }
        }

        private CatalogueCommand command(String name, String versions, String arguments) {
            VersionRanges ofCommand = VersionRanges.parse(versions);
            List<String> list = arguments.startsWith("@")
                    ? argumentLists.get(Integer.parseInt(arguments.substring(1))) : words(arguments);
            Map<String, CatalogueArgument> made = new LinkedHashMap<>();
            for (String argument : list) {
                int colon = argument.indexOf(':');
                String argumentName = colon < 0 ? argument : argument.substring(0, colon);
                VersionRanges ofArgument = colon < 0 ? ofCommand : VersionRanges.parse(argument.substring(colon + 1));
                ValueForm form = values.getOrDefault(name + "/" + argumentName,
                        values.getOrDefault(argumentName, ValueForm.UNKNOWN));
                made.put(argumentName, new CatalogueArgument(argumentName, ofArgument, form));
            }
            return new CatalogueCommand(path + "/" + name, ofCommand, made, rows.getOrDefault(name, List.of()));
        }
    }
}

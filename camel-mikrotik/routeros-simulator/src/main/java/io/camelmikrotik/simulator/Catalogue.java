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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What real routers with RouterOS 7.9 to 7.24 have, as their consoles tell: menus, commands, arguments, forms of
 * values, what {@code add} demands. Its format is described at the resource's head. Read once for a JVM, when the first
 * menu is asked for; a menu is taken apart when a router of that version needs it. Immutable for those who look.
 */
final class Catalogue {

    private static final String RESOURCE = "routeros-catalogue.txt";
    private static final String MENU = "menu\t";
    private static final ConcurrentMap<Integer, Catalogue> OF_MINOR_VERSIONS = new ConcurrentHashMap<>();

    /** The text, cut into its menus. */
    private static final class Text {

        static final Text READ = new Text();

        final List<String> argumentLists = new ArrayList<>();
        final List<String> forms = new ArrayList<>();
        final TreeMap<String, String> menus = new TreeMap<>();
        int oldest;
        int newest;

        Text() {
            String text = resource();
            int end = text.indexOf("\n" + MENU) + 1;
            text.substring(0, end).lines().forEach(this::head);
            while (end < text.length()) {
                int next = text.indexOf("\n" + MENU, end) + 1;
                next = next == 0 ? text.length() : next;
                int nameEnds = text.indexOf('\n', end);
                menus.put(text.substring(end + MENU.length(), nameEnds), text.substring(nameEnds + 1, next));
                end = next;
            }
        }

        private void head(String line) {
            String[] fields = line.split("\t", -1);
            switch (fields[0]) {
                case "versions" -> {
                    String[] versions = fields[1].split(" ");
                    oldest = Version.parse(versions[0]).minor();
                    newest = Version.parse(versions[versions.length - 1]).minor();
                }
                case "list" -> argumentLists.add(fields[1]);
                case "form" -> forms.add(fields.length > 1 ? fields[1] : "");
                default -> {
                    // a comment
                }
            }
        }

        private static String resource() {
            try (InputStream resource = Catalogue.class.getResourceAsStream(RESOURCE)) {
                // all of it is ASCII
                return new String(resource.readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final int minor;
    private final ConcurrentMap<String, CatalogueMenu> menus = new ConcurrentHashMap<>();

    private Catalogue(int minor) {
        this.minor = minor;
    }

    /** What that version has; what the oldest or the newest one known has, if it is older or newer. */
    static Catalogue of(Version version) {
        int minor = version.major() > 7
                ? Text.READ.newest
                : Math.max(Text.READ.oldest, Math.min(Text.READ.newest, version.minor()));
        return OF_MINOR_VERSIONS.computeIfAbsent(minor, Catalogue::new);
    }

    /** The menu at that path; one without commands if this version has none there. The root is {@code /}. */
    CatalogueMenu menu(String path) {
        String text = Text.READ.menus.get(path);
        return text == null
                ? CatalogueMenu.NONE
                : menus.computeIfAbsent(path, p -> CatalogueMenu.read(text, minor, Text.READ.argumentLists, Text.READ.forms));
    }

    /** Whether there is a menu at that path, or below. */
    boolean leadsToMenu(String path) {
        Map<String, String> below = Text.READ.menus.subMap(path + "/", path + "0"); // 0 comes after the slash
        return !menu(path).commands().isEmpty() || below.keySet().stream().anyMatch(m -> !menu(m).commands().isEmpty());
    }
}

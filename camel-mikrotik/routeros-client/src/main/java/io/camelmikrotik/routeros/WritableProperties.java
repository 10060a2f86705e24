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
package io.camelmikrotik.routeros;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.routeros.value.PropertyKind;

/**
 * Which properties of a menu can be set, and which are only printed. Known for the menus of RouterOS 7 on virtual
 * routers; of other menus it is known only that what begins with a dot, and what the router tells as yes or no of
 * itself ({@code dynamic}, {@code running}), cannot. Safe for any thread.
 */
public final class WritableProperties {

    private static final Map<String, Set<String>> BY_MENU = load();

    private WritableProperties() {
    }

    /**
     * Whether {@code add} or {@code set} may take it.
     *
     * @param menu such as {@code /ip/firewall/filter}
     * @param name without a leading {@code !}
     */
    public static boolean contains(String menu, String name) {
        if (name.startsWith(".")) {
            return false;
        }
        Set<String> known = BY_MENU.get(menu);
        return known == null ? PropertyKind.of(name) != PropertyKind.STATUS : known.contains(name);
    }

    /** Those attributes of an {@code add} or {@code set} that are known to be printed only. */
    static List<String> notWritable(RouterOsCommand command) {
        if (!command.verb().equals("add") && !command.verb().equals("set")) {
            return List.of();
        }
        return command.attributes().stream().map(RouterOsCommand.Attribute::name)
                .map(name -> name.startsWith("!") ? name.substring(1) : name)
                .filter(name -> !name.equals("numbers") && !(name.equals(".id") && command.verb().equals("set")))
                .filter(name -> !contains(command.menu(), name)).distinct().toList();
    }

    private static Map<String, Set<String>> load() {
        Map<String, Set<String>> menus = new HashMap<>();
        try (InputStream resource = WritableProperties.class.getResourceAsStream("writable-properties.txt");
             BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] words = line.split(" ");
                    menus.put(words[0], Set.copyOf(List.of(words).subList(1, words.length)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(menus);
    }
}

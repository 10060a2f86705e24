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

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a menu is like: its kind, and what it refuses. Built by {@link Menus}, constant afterwards. */
final class Menu {

    enum Kind {
        LIST("print getall listen find get add set remove enable disable unset comment"),
        /** Rows have places: firewall rules, queues. */
        ORDERED("print getall listen find get add set remove enable disable unset comment move"),
        READ_ONLY("print getall listen find get"),
        SINGLETON("print getall listen get set");

        private final Set<String> verbs;

        Kind(String verbs) {
            this.verbs = Set.of(verbs.split(" "));
        }
    }

    final String path;
    final Set<String> verbs;
    /** As real routers have it; null for a menu that was written by hand. */
    final CatalogueMenu known;
    Kind kind;
    String writePolicy = "write";
    /** Properties that a client may set; null for any. */
    Set<String> properties;
    Set<String> readOnly = Set.of("dynamic", "invalid");
    Set<String> mandatory = Set.of();
    List<String> unique = List.of();
    String duplicateText = "failure: entry already exists";
    /** Whether items may be called by their names though nothing keeps the names unique. */
    boolean named;
    final Map<String, String> defaults = new LinkedHashMap<>();
    final Map<String, String> references = new LinkedHashMap<>();

    Menu(String path, Kind kind) {
        this(path, kind, new HashSet<>(kind.verbs), null);
    }

    Menu(String path, Kind kind, Set<String> verbs, CatalogueMenu known) {
        this.path = path;
        this.kind = kind;
        this.verbs = verbs;
        this.known = known;
    }

    Menu kind(Kind other) {
        kind = other;
        return this;
    }

    Menu properties(String names) {
        properties = Set.of(names.split(" "));
        return this;
    }

    Menu readOnly(String names) {
        readOnly = Set.of(names.split(" "));
        return this;
    }

    Menu mandatory(String names) {
        mandatory = Set.of(names.split(" "));
        return this;
    }

    Menu unique(String names, String text) {
        unique = List.of(names.split(" "));
        duplicateText = text;
        return this;
    }

    /** The property's value must be the name of an item there, if there are items at all. */
    Menu reference(String property, String menu) {
        references.put(property, menu);
        return this;
    }

    Menu standard(String... namesAndValues) {
        defaults.putAll(RawText.pairs(namesAndValues));
        return this;
    }

    Menu without(String... absent) {
        List.of(absent).forEach(verbs::remove);
        return this;
    }

    Menu with(String... present) {
        verbs.addAll(List.of(present));
        return this;
    }

    Menu named() {
        named = true;
        return this;
    }

    Menu policy(String policy) {
        writePolicy = policy;
        return this;
    }

    boolean settable(String property) {
        return known != null || !readOnly.contains(property) && (properties == null || properties.contains(property));
    }

    boolean hasNames() {
        return named || unique.contains("name") || known != null && known.properties().contains("name");
    }
}

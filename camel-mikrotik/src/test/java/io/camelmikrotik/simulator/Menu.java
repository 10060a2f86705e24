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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One menu: its table, and what it demands of rows. Built fluently.
 */
final class Menu {

    private static final Set<String> BOOLEANS
            = Set.of("disabled", "dynamic", "invalid", "log", "passthrough", "advertise", "blocked");

    private final String path;
    private final SimulatedTable table = new SimulatedTable();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Map<String, String> references = new HashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private List<String> unique = List.of();
    private String duplicateMessage;
    private Supplier<Map<String, String>> singleton;
    private boolean ordered;
    private boolean fixed;
    private boolean unset = true;

    Menu(String path) {
        this.path = path;
    }

    Menu withDefault(String name, String value) {
        defaults.put(name, value);
        return this;
    }

    /** Values of the property must be names in that menu. */
    Menu withReference(String property, String menu) {
        references.put(property, menu);
        return this;
    }

    Menu withRequired(String... names) {
        required.addAll(List.of(names));
        return this;
    }

    Menu withUnique(String message, String... names) {
        duplicateMessage = message;
        unique = List.of(names);
        return this;
    }

    Menu ordered() {
        ordered = true;
        return this;
    }

    /** Rows are neither added nor removed by clients. */
    Menu fixed() {
        fixed = true;
        return this;
    }

    Menu withoutUnset() {
        unset = false;
        return this;
    }

    /** One row without an id, made for each print; {@code set} puts values over it. */
    Menu singleton(Supplier<Map<String, String>> row) {
        singleton = row;
        return this;
    }

    String path() {
        return path;
    }

    SimulatedTable table() {
        return table;
    }

    boolean isSingleton() {
        return singleton != null;
    }

    boolean isOrdered() {
        return ordered;
    }

    boolean isFixed() {
        return fixed || isSingleton();
    }

    boolean hasUnset() {
        return unset && !isSingleton();
    }

    Map<String, String> singletonRow() {
        Map<String, String> row = new LinkedHashMap<>(singleton.get());
        row.putAll(defaults);
        return row;
    }

    void setSingleton(Map<String, String> values) {
        values.forEach((name, value) -> {
            if (!singletonRow().containsKey(name)) {
                throw RouterTrap.unknownParameter(name);
            }
            defaults.put(name, value);
        });
    }

    /** The row to add, complete, or a trap. */
    Map<String, String> newRow(Map<String, String> given, Menus menus) {
        for (String name : required) {
            if (given.getOrDefault(name, "").isEmpty()) {
                throw new RouterTrap(null, "missing =" + name + "=");
            }
        }
        Map<String, String> row = new LinkedHashMap<>(defaults);
        row.putAll(checked(given, menus));
        refuseDuplicate(row, null);
        return row;
    }

    /** The changes to make of a row, or a trap. */
    Map<String, String> changes(String id, Map<String, String> given, Menus menus) {
        Map<String, String> changes = checked(given, menus);
        Map<String, String> row = table.get(id);
        if (row == null) {
            throw RouterTrap.noSuchItem();
        }
        row.putAll(changes);
        refuseDuplicate(row, id);
        return changes;
    }

    private Map<String, String> checked(Map<String, String> given, Menus menus) {
        Map<String, String> result = new LinkedHashMap<>();
        given.forEach((name, value) -> result.put(name, BOOLEANS.contains(name) ? flag(name, value) : value));
        references.forEach((property, menu) -> {
            String value = result.get(property);
            if (value != null && !value.isEmpty()
                    && menus.get(menu).table().snapshot().stream().noneMatch(row -> value.equals(row.get("name")))) {
                throw new RouterTrap(RouterTrap.ARGUMENT, "input does not match any value of " + property);
            }
        });
        return result;
    }

    private static String flag(String name, String value) {
        switch (value) {
            case "yes", "true":
                return "true";
            case "no", "false":
                return "false";
            default:
                throw new RouterTrap(RouterTrap.ARGUMENT, "invalid value for argument " + name);
        }
    }

    private void refuseDuplicate(Map<String, String> row, String id) {
        if (unique.isEmpty()) {
            return;
        }
        List<String> key = key(row);
        for (Map<String, String> other : table.snapshot()) {
            if (!other.get(".id").equals(id) && key(other).equals(key)) {
                throw RouterTrap.failure(duplicateMessage);
            }
        }
    }

    private List<String> key(Map<String, String> row) {
        List<String> key = new ArrayList<>();
        unique.forEach(name -> key.add(row.getOrDefault(name, "")));
        return key;
    }

    /** The ids that a comma list of ids and names stands for. */
    List<String> ids(String list) {
        List<String> ids = new ArrayList<>();
        for (String item : list.split(",")) {
            ids.add(id(item.trim()));
        }
        return ids;
    }

    private String id(String item) {
        String upper = item.toUpperCase(Locale.ROOT);
        if (item.startsWith("*")) {
            if (table.get(upper) == null) {
                throw RouterTrap.noSuchItem();
            }
            return upper;
        }
        return table.snapshot().stream().filter(row -> item.equals(row.get("name"))).map(row -> row.get(".id")).findFirst()
                .orElseThrow(RouterTrap::noSuchItem);
    }
}

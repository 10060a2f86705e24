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
package io.camelmikrotik.internal.write.ensure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.value.AttributeValue;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.DesiredRow;
import io.camelmikrotik.write.EnsureSettings;

/**
 * The list that a table shall be equal to, checked: every row lies in the scope, has a key, and no two have the same
 * one. Immutable; safe for any thread.
 */
public final class DesiredRows {

    private static final int NAMED_IN_MESSAGES = 10;

    private final List<DesiredRow> rows;
    private final Map<String, DesiredRow> byKey;
    private final Set<String> properties;

    private DesiredRows(List<DesiredRow> rows, Map<String, DesiredRow> byKey, Set<String> properties) {
        this.rows = rows;
        this.byKey = byKey;
        this.properties = properties;
    }

    /**
     * Reads the list to its end. Properties that the scope fixes are filled in where a row does not give them; names
     * that begin with a dot, such as {@code .id}, are left out; a {@code null} value, or a name with a leading
     * {@code !}, unsets a property.
     *
     * @param  elements          maps of property names to values, as a command's attributes are given
     * @param  charset           for values of bytes
     * @throws BadInputException naming the row, if one is not a map, has no key, is not in the scope, or has the key of
     *                           another
     */
    public static DesiredRows read(Iterator<?> elements, EnsureSettings settings, ApiCharset charset) {
        return new Reader(settings, charset).read(elements);
    }

    /** As {@link #read(Iterator, EnsureSettings, ApiCharset)} with UTF-8. */
    public static DesiredRows of(Collection<? extends Map<String, ?>> elements, EnsureSettings settings) {
        return read(elements.iterator(), settings, ApiCharset.UTF_8);
    }

    public int size() {
        return rows.size();
    }

    /** In the order of the list. */
    List<DesiredRow> rows() {
        return rows;
    }

    DesiredRow withKey(String key) {
        return byKey.get(key);
    }

    /** The names of all properties that rows give. */
    Set<String> properties() {
        return properties;
    }

    /** Does the reading. */
    private static final class Reader {

        private final EnsureSettings settings;
        private final ApiCharset charset;
        private final Map<String, String> fixed;
        private final List<DesiredRow> rows = new ArrayList<>();
        private final Map<String, DesiredRow> byKey = new HashMap<>();
        private final Set<String> properties = new LinkedHashSet<>();
        private final List<String> duplicates = new ArrayList<>();
        private String[] lastNames = {};

        Reader(EnsureSettings settings, ApiCharset charset) {
            this.settings = settings;
            this.charset = charset;
            this.fixed = settings.scope().fixed();
        }

        DesiredRows read(Iterator<?> elements) {
            while (elements.hasNext()) {
                DesiredRow row = row(rows.size(), elements.next());
                rows.add(row);
                DesiredRow twin = byKey.putIfAbsent(row.key(), row);
                if (twin != null && duplicates.size() < NAMED_IN_MESSAGES) {
                    duplicates.add("rows " + twin.index() + " and " + row.index() + " " + key(row));
                }
            }
            if (!duplicates.isEmpty()) {
                throw new BadInputException(
                        "ensure " + settings.menu() + ": the list has the same key more than once: "
                                            + String.join("; ", duplicates)
                                            + "; nothing was changed");
            }
            return new DesiredRows(rows, byKey, properties);
        }

        private DesiredRow row(int index, Object element) {
            if (!(element instanceof Map<?, ?> given)) {
                throw bad(index, "is " + (element == null ? "null" : "a " + element.getClass().getSimpleName())
                                 + "; each element must be a map of properties");
            }
            Map<String, String> row = new LinkedHashMap<>();
            given.forEach((name, value) -> put(row, String.valueOf(name), value));
            Map<String, String> complete = fillIn(row);
            if (!settings.scope().contains(complete)) {
                throw bad(index, Masking.properties(row) + " is not in the scope " + settings.scope());
            }
            String[] names = names(row.keySet());
            return new DesiredRow(index, names, row.values().toArray(String[]::new), key(index, row));
        }

        /** @return the row with what nobody can write, too, and the scope demands */
        private Map<String, String> fillIn(Map<String, String> row) {
            Map<String, String> complete = row;
            for (Map.Entry<String, String> each : fixed.entrySet()) {
                if (row.containsKey(each.getKey())) {
                    // an unset one has no value
                    complete = row.get(each.getKey()) == null ? with(each, complete, row) : complete;
                } else if (MenuTraits.isFlag(each.getKey())) {
                    complete = with(each, complete, row);
                } else {
                    row.put(each.getKey(), each.getValue());
                    if (complete != row) {
                        complete.put(each.getKey(), each.getValue());
                    }
                }
            }
            return complete;
        }

        private static Map<String, String> with(
                Map.Entry<String, String> property, Map<String, String> complete, Map<String, String> row) {
            Map<String, String> copy = complete == row ? new LinkedHashMap<>(row) : complete;
            copy.putIfAbsent(property.getKey(), property.getValue());
            return copy;
        }

        private void put(Map<String, String> row, String name, Object value) {
            if (name.startsWith("!")) {
                row.put(name.substring(1), null);
            } else if (!name.startsWith(".")) {
                row.put(name, value == null ? null : text(name, value));
            }
        }

        private String text(String name, Object value) {
            return value instanceof byte[] bytes ? charset.decode(bytes, 0, bytes.length) : AttributeValue.text(name, value);
        }

        /** The array of the row before, if it is the same. */
        private String[] names(Collection<String> names) {
            String[] array = names.toArray(String[]::new);
            if (!Arrays.equals(array, lastNames)) {
                RouterOsCommand.Builder check = RouterOsCommand.builder(settings.menu() + "/set");
                for (String name : array) {
                    check.flag(name);
                }
                properties.addAll(names);
                lastNames = array;
            }
            return lastNames;
        }

        private String key(int index, Map<String, String> row) {
            String key = Keys.of(settings, row);
            if (key == null) {
                throw bad(index, Masking.properties(row) + " has no value for " + String.join(", ", settings.key())
                                 + ", which is the key");
            }
            return key;
        }

        private String key(DesiredRow row) {
            return Keys.shown(settings, row.toMap());
        }

        private BadInputException bad(int index, String what) {
            return new BadInputException("ensure " + settings.menu() + ": row " + index + " " + what + "; nothing was changed");
        }
    }
}

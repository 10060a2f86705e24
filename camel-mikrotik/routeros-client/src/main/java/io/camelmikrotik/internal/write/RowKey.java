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
package io.camelmikrotik.internal.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.session.SensitiveNames;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.internal.value.Spellings;
import io.camelmikrotik.internal.where.QueryOperators;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The properties and values that tell which row is meant.
 * <p>
 * A router compares a query with the text that it prints, so a value is asked for in each spelling that it may print it
 * in; which of the rows answered really has the key is decided here.
 */
final class RowKey {

    private final List<String> names;
    private final Map<String, ?> properties;
    private final CanonicalValue values;
    private final Map<String, Spellings> spellings = new LinkedHashMap<>();

    /**
     * @param  properties        of the element
     * @param  values            which texts mean the same
     * @throws BadInputException if it lacks one of the names
     */
    RowKey(List<String> names, Map<String, ?> properties, CanonicalValue values) {
        this.names = names;
        this.properties = properties;
        this.values = values;
        for (String name : names) {
            if (properties.get(name) == null || value(name).isEmpty()) {
                throw new BadInputException("the key property " + name + " has no value: each element must give it");
            }
            spellings.put(name, Spellings.of(values, name, value(name)));
        }
    }

    List<String> queryWords() {
        List<String> words = new ArrayList<>();
        for (String name : names) {
            words.addAll(QueryOperators.anyOf(name, spellings.get(name).texts()));
        }
        return words;
    }

    /** Whether a row of the key has one of the spellings that are asked for. */
    boolean findsAll() {
        return spellings.values().stream().allMatch(Spellings::complete);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    boolean matches(RouterOsRow row) {
        return names.stream().allMatch(name -> values.same(name, value(name), row.get(name)));
    }

    /** The same for two keys that name the same row. */
    List<String> canonical() {
        return names.stream().map(name -> values.of(name, value(name))).toList();
    }

    /** {@code name=value}, the value of a secret masked. */
    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        names.forEach(name -> shown.add(name + "=" + (SensitiveNames.contains(name) ? SensitiveNames.MASK : value(name))));
        return String.join(" and ", shown);
    }

    private String value(String name) {
        return String.valueOf(properties.get(name));
    }
}

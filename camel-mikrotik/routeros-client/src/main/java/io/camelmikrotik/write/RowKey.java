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
package io.camelmikrotik.write;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.routeros.BadInputException;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.SensitiveNames;
import io.camelmikrotik.routeros.value.DurationValue;

/**
 * The properties and values that tell which row is meant.
 * <p/>
 * A router compares a query with the text that it prints, so a value is asked for in each spelling that it may print it
 * in; which of the rows answered really has the key is decided here.
 */
final class RowKey {

    private final List<String> names;
    private final Map<String, ?> properties;

    /**
     * @param  properties        of the element
     * @throws BadInputException if it lacks one of the names
     */
    RowKey(List<String> names, Map<String, ?> properties) {
        this.names = names;
        this.properties = properties;
        for (String name : names) {
            if (properties.get(name) == null || value(name).isEmpty()) {
                throw new BadInputException("the key property " + name + " has no value");
            }
        }
    }

    List<String> queryWords() {
        List<String> words = new ArrayList<>();
        for (String name : names) {
            Set<String> spellings = spellings(name, value(name));
            spellings.forEach(spelling -> words.add("?" + name + "=" + spelling));
            if (spellings.size() > 1) {
                words.add("?#" + "|".repeat(spellings.size() - 1));
            }
        }
        return words;
    }

    boolean matches(RouterOsRow row) {
        return names.stream().allMatch(name -> CanonicalValue.INSTANCE.same(name, value(name), row.get(name)));
    }

    /** The same for two keys that name the same row. */
    List<String> canonical() {
        return names.stream().map(name -> CanonicalValue.INSTANCE.of(name, value(name))).toList();
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

    private static Set<String> spellings(String name, String value) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(value);
        spellings.add(value.toUpperCase(Locale.ROOT));
        spellings.add(value.toLowerCase(Locale.ROOT));
        spellings.add(value.endsWith("/32") ? value.substring(0, value.length() - 3) : value + "/32");
        spellings.add(value.endsWith("/128") ? value.substring(0, value.length() - 4) : value + "/128");
        DurationValue.parse(value).map(DurationValue::format).ifPresent(spellings::add);
        spellings.add(CanonicalValue.INSTANCE.of(name, value));
        // what does not mean the same for this property is none of its spellings
        spellings.removeIf(spelling -> !CanonicalValue.INSTANCE.same(name, value, spelling));
        return spellings;
    }
}

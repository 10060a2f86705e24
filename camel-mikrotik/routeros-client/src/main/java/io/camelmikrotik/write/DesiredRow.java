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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import io.camelmikrotik.internal.write.ensure.Masking;

/**
 * One element of the list: the properties that a row shall have. Immutable; compact, since there may be very many.
 */
public final class DesiredRow {

    private final int index;
    /** Shared by rows that give the same properties. */
    private final String[] names;
    /** {@code null} for a property to be unset. */
    private final String[] values;
    private final String key;

    public DesiredRow(int index, String[] names, String[] values, String key) {
        this.index = index;
        this.names = names;
        this.values = values;
        this.key = key;
    }

    /** Its place in the list, from 0. */
    public int index() {
        return index;
    }

    /** The values of the key's properties in one canonical text. */
    public String key() {
        return key;
    }

    /** The key's values, for people. */
    String name() {
        return key.replace('\u0000', ' ').trim();
    }

    public String get(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }

    public boolean has(String name) {
        for (String each : names) {
            if (each.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Names and values in order, the value {@code null} for a property to be unset. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    /** The properties in order; may hold {@code null} values. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach(map::put);
        return map;
    }

    /** Its place and the properties, the values of secrets masked. */
    @Override
    public String toString() {
        return "row " + index + " " + Masking.properties(toMap());
    }
}

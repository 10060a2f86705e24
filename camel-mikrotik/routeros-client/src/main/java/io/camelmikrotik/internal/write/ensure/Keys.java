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

import java.util.LinkedHashMap;
import java.util.Map;

import io.camelmikrotik.write.EnsureSettings;

/**
 * What tells which row is which.
 */
final class Keys {

    private static final char SEPARATOR = '\u0000';

    private Keys() {
    }

    /** The canonical values of the key's properties; {@code null} if the row has none of them. */
    static String of(EnsureSettings settings, Map<String, String> row) {
        if (settings.key().size() == 1) {
            String name = settings.key().get(0);
            String value = settings.values().of(name, row.get(name));
            return value.isEmpty() ? null : value;
        }
        StringBuilder key = new StringBuilder();
        boolean any = false;
        for (String name : settings.key()) {
            String value = settings.values().of(name, row.get(name));
            any |= !value.isEmpty();
            key.append(value).append(SEPARATOR);
        }
        return any ? key.toString() : null;
    }

    /** The key's properties of a row, for messages. */
    static String shown(EnsureSettings settings, Map<String, String> row) {
        Map<String, String> key = new LinkedHashMap<>();
        settings.key().forEach(name -> key.put(name, row.getOrDefault(name, "")));
        return Masking.properties(key);
    }
}

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

import io.camelmikrotik.internal.session.SensitiveNames;

/**
 * Rows as people see them: secrets masked.
 */
public final class Masking {

    private Masking() {
    }

    /** The same properties, the values of secrets masked; {@code null} values stay. */
    public static Map<String, String> masked(Map<String, String> properties) {
        Map<String, String> masked = new LinkedHashMap<>();
        properties.forEach((name, value) -> masked.put(name, value(name, value)));
        return masked;
    }

    static String value(String name, String value) {
        return value == null || value.isEmpty() || !SensitiveNames.contains(name) ? value : SensitiveNames.MASK;
    }

    /** {@code {list=blocklist, !comment}}. */
    public static String properties(Map<String, String> properties) {
        StringBuilder text = new StringBuilder("{");
        properties.forEach((name, value) -> {
            text.append(text.length() == 1 ? "" : ", ");
            if (value == null) {
                text.append('!').append(name);
            } else {
                text.append(name).append('=').append(value(name, value));
            }
        });
        return text.append('}').toString();
    }
}

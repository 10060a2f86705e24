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

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The RouterOS property names whose values are secrets: masked wherever a command or a row is shown.
 */
public final class SensitiveNames {

    /** What stands in place of a secret. */
    public static final String MASK = "xxxxxx";

    private static final Pattern SENSITIVE = Pattern.compile(
            "!?((.*[-.])?(password|secret|passphrase)|(?!(.*[-.])?public-key)(.*[-.])?key(-[0-9])?|response|contents|source)");

    private SensitiveNames() {
    }

    /** Whether values of this property are secret. A leading {@code !} does not matter. */
    public static boolean contains(String property) {
        return SENSITIVE.matcher(property.toLowerCase(Locale.ROOT)).matches();
    }

    /** The query word with its value masked if its property is secret. */
    static String maskQuery(String word) {
        int start = 1;
        while (start < word.length() && "=<>-".indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        int equals = word.indexOf('=', start);
        return equals > 0 && contains(word.substring(start, equals)) ? word.substring(0, equals + 1) + MASK : word;
    }
}

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
package io.camelmikrotik.internal.fleet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Labels and groups of devices as text: {@code site=berlin,role=pppoe} and {@code pppoe,core}. */
public final class DeviceLabels {

    /** What a URI can hold between its {@code @} and the next slash without an escape. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");

    private DeviceLabels() {
    }

    public static Map<String, String> parse(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : words(text)) {
            int equals = label.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("labels: \"" + label + "\" is not name=value");
            }
            String name = checked("labels", label.substring(0, equals).strip());
            if (labels.put(name, checked("labels", label.substring(equals + 1).strip())) != null) {
                throw new IllegalArgumentException("labels: " + name + " has two values");
            }
        }
        return Collections.unmodifiableMap(labels);
    }

    public static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : words(text)) {
            names.add(checked("groups", name));
        }
        return Collections.unmodifiableSet(names);
    }

    private static String checked(String option, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    option + ": \"" + name + "\" is not a name: letters, digits, dots, dashes and underscores are");
        }
        return name;
    }

    /** Whether it can be a label's name or value, or the name of a group. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static String[] words(String text) {
        return text == null || text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*", -1);
    }
}

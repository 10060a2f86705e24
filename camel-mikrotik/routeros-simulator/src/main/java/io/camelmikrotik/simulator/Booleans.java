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

import java.util.Set;

/**
 * Both spellings of a boolean: routers print {@code true} and {@code false} and take {@code yes} and {@code no} as
 * well.
 */
final class Booleans {

    private static final Set<String> NAMES
            = Set.of("disabled", "dynamic", "invalid", "running", "slave", "active", "static", "log",
                    "radius", "blocked", "default", "complete", "published", "use-src-mac", "bridge", "authorized");

    private Booleans() {
    }

    /** The stored form of a property's value. */
    static String stored(String name, String value) {
        return NAMES.contains(name) ? spelling(value) : value;
    }

    static boolean same(String left, String right) {
        return spelling(left).equals(spelling(right));
    }

    static boolean isTrue(String value) {
        return value != null && "true".equals(spelling(value));
    }

    private static String spelling(String value) {
        return switch (value) {
            case "yes" -> "true";
            case "no" -> "false";
            default -> value;
        };
    }
}

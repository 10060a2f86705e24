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

import java.util.Map;
import java.util.Set;

import io.camelmikrotik.internal.value.BooleanValue;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Who makes a row, and so whether it may be changed.
 */
public enum RowOwner {

    /** Whoever configures the router: rows that may be changed. */
    CONFIGURATION("a row"),
    /** The router itself, and takes it away again. */
    DYNAMIC("a dynamic row"),
    /** It is part of RouterOS. */
    BUILTIN("a built-in row"),
    READ_ONLY("a read-only row");

    /** What must be read of a row to know its owner. */
    public static final Set<String> PROPERTIES = Set.of("dynamic", "builtin", "default", "read-only");

    private final String described;

    RowOwner(String described) {
        this.described = described;
    }

    public static RowOwner of(Map<String, String> row) {
        if (isTrue(row, "dynamic")) {
            return DYNAMIC;
        }
        if (isTrue(row, "builtin") || isTrue(row, "default")) {
            return BUILTIN;
        }
        return isTrue(row, "read-only") ? READ_ONLY : CONFIGURATION;
    }

    private static boolean isTrue(Map<String, String> row, String name) {
        if (row instanceof RouterOsRow printed && printed.hasValue(name, "false")) {
            // that of nearly all rows
            return false;
        }
        String value = row.get(name);
        return value != null && BooleanValue.parse(value).orElse(false);
    }

    /** With an article, for messages. */
    public String described() {
        return described;
    }
}

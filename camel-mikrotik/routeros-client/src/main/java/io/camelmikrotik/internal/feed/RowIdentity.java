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
package io.camelmikrotik.internal.feed;

import java.util.List;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * What tells the rows of a table apart: the values of one or more properties, by default of {@code .id}.
 * <p>
 * Ids are stable while an item exists; a router may give those of dynamic items anew after a reboot. A row that has
 * none of the properties is told by its {@code .id}, and the row of a singleton, which has no id, is the only one.
 */
public final class RowIdentity {

    static final String ID = ".id";

    private static final char SEPARATOR = '\u001F';

    private final List<String> names;
    private final boolean byId;

    RowIdentity(List<String> names) {
        this.names = names.isEmpty() ? List.of(ID) : List.copyOf(names);
        this.byId = this.names.equals(List.of(ID));
    }

    List<String> names() {
        return names;
    }

    boolean isById() {
        return byId;
    }

    String of(RouterOsRow row) {
        if (byId) {
            return idOrNone(row);
        }
        StringBuilder identity = new StringBuilder();
        boolean any = false;
        for (String name : names) {
            String value = row.get(name);
            any |= value != null && !value.isEmpty();
            identity.append(identity.isEmpty() && name.equals(names.get(0)) ? "" : SEPARATOR)
                    .append(value == null ? "" : value);
        }
        return any ? identity.toString() : SEPARATOR + idOrNone(row);
    }

    /** Whether the row says enough of itself to be told from others. */
    boolean isIn(RouterOsRow row) {
        return byId ? row.containsKey(ID) : names.stream().anyMatch(row::containsKey);
    }

    private static String idOrNone(RouterOsRow row) {
        String id = row.getId();
        return id == null ? "" : id;
    }

    @Override
    public String toString() {
        return String.join(",", names);
    }
}

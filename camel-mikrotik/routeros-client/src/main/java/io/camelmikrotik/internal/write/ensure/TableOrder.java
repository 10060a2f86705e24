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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The places of all rows of a table, those outside of the scope included. Immutable.
 */
public final class TableOrder {

    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<Boolean> fixed = new ArrayList<>();

    /** @param rows all rows of the table in its order, with {@code .id} and {@code dynamic} */
    public TableOrder(Iterable<RouterOsRow> rows) {
        for (RouterOsRow row : rows) {
            places.put(row.getId(), ids.size());
            ids.add(row.getId());
            fixed.add(MenuTraits.isTrue(row.get("dynamic")));
        }
    }

    /** Counted from 0; -1 for a row that is not there. */
    int place(String id) {
        return places.getOrDefault(id, -1);
    }

    /** The first row after this place that another row can be put before; {@code null} if there is none. */
    String anchorAfter(int place) {
        for (int next = place + 1; next < ids.size(); next++) {
            if (!fixed.get(next)) {
                return ids.get(next);
            }
        }
        return null;
    }
}

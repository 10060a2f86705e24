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
package io.camelmikrotik.internal.session;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The property names of a row, shared by all rows of a reply that have the same ones in the same order.
 */
public final class RowShape {

    public static final RowShape EMPTY = new RowShape(new String[0]);

    /** Up to here a scan of the names beats a hash lookup, and the map is spared. */
    private static final int SCANNED_NAMES = 4;

    private final String[] names;
    /** Of each distinct name the place of its value; a name received twice has its last value. */
    private final int[] slots;
    private final Map<String, Integer> positions;

    /** @param received the names in the order received, duplicates included */
    public RowShape(String[] received) {
        Map<String, Integer> lastSlot = new HashMap<>();
        String[] distinct = new String[received.length];
        int count = 0;
        for (int slot = 0; slot < received.length; slot++) {
            if (lastSlot.put(received[slot], slot) == null) {
                distinct[count++] = received[slot];
            }
        }
        this.names = count == received.length ? distinct : Arrays.copyOf(distinct, count);
        this.slots = new int[count];
        Map<String, Integer> byName = new HashMap<>();
        for (int position = 0; position < count; position++) {
            slots[position] = lastSlot.get(names[position]);
            byName.put(names[position], position);
        }
        this.positions = count > SCANNED_NAMES ? byName : null;
    }

    public boolean hasSameNames(RowShape other) {
        return this == other || Arrays.equals(names, other.names) && Arrays.equals(slots, other.slots);
    }

    /** The number of distinct names. */
    public int size() {
        return names.length;
    }

    public String name(int position) {
        return names[position];
    }

    /** Which of the values received belongs to the name at this position. */
    public int slot(int position) {
        return slots[position];
    }

    /** Where the name is, or -1. */
    public int position(Object name) {
        if (positions != null) {
            Integer position = positions.get(name);
            return position == null ? -1 : position;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }
}

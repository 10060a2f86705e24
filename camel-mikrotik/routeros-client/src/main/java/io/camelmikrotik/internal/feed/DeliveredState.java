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

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The rows of a table as they were last delivered, by identity. About 350 bytes of heap for a row of ten properties,
 * because rows share their property names. For one thread at a time.
 */
public final class DeliveredState implements Iterable<Map.Entry<String, RouterOsRow>> {

    private final Map<String, Entry> entries = new HashMap<>();
    private int round;

    private static final class Entry {
        private RouterOsRow row;
        private int seenInRound;

        Entry(RouterOsRow row) {
            this.row = row;
        }
    }

    public RouterOsRow get(String identity) {
        Entry entry = entries.get(identity);
        return entry == null ? null : entry.row;
    }

    public int size() {
        return entries.size();
    }

    void put(String identity, RouterOsRow row) {
        Entry entry = entries.get(identity);
        if (entry == null) {
            entries.put(identity, new Entry(row));
        } else {
            entry.row = row;
        }
    }

    void remove(String identity) {
        entries.remove(identity);
    }

    void clear() {
        entries.clear();
    }

    /** Begins a round in which no row has been seen yet. */
    void beginRound() {
        round++;
    }

    /** @return whether the row is known and had been seen in this round before */
    boolean see(String identity) {
        Entry entry = entries.get(identity);
        if (entry == null) {
            return false;
        }
        boolean seen = entry.seenInRound == round;
        entry.seenInRound = round;
        return seen;
    }

    /** Whether the row is known and was seen in this round. */
    boolean isSeen(String identity) {
        Entry entry = entries.get(identity);
        return entry != null && entry.seenInRound == round;
    }

    @Override
    public Iterator<Map.Entry<String, RouterOsRow>> iterator() {
        return entries.entrySet().stream().map(entry -> Map.entry(entry.getKey(), entry.getValue().row)).iterator();
    }
}

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

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * What waits for a route that is slower than the device, bounded: when it is full the oldest rows, or rounds, are
 * dropped and counted. Whoever looks at a rate, a ping or a load wants the present one. Safe for any thread.
 */
final class NewestRows {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Queue<List<RouterOsRow>> waiting = new ArrayDeque<>();
    private int rows;
    private long dropped;

    /** @param capacity in rows; a single round may be larger */
    NewestRows(int capacity) {
        this.capacity = capacity;
    }

    /** @return whether older ones were dropped for it */
    boolean add(List<RouterOsRow> round) {
        lock.lock();
        try {
            boolean full = false;
            while (!waiting.isEmpty() && rows + round.size() > capacity) {
                rows -= waiting.poll().size();
                dropped++;
                full = true;
            }
            waiting.add(round);
            rows += round.size();
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** @return the oldest, with the number of those dropped before it; {@code null} if there is none */
    RowBatch take() {
        lock.lock();
        try {
            List<RouterOsRow> round = waiting.poll();
            if (round == null) {
                return null;
            }
            rows -= round.size();
            RowBatch taken = new RowBatch(round, dropped);
            dropped = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            waiting.clear();
            rows = 0;
            dropped = 0;
        } finally {
            lock.unlock();
        }
    }
}

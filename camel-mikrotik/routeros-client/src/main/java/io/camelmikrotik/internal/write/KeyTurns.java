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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One at a time for each key, in the order in which they came: who looks whether there is a row and then adds it must
 * not do so beside another who does the same. Any thread may call it; nothing blocks.
 */
public final class KeyTurns {

    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock; the first of each has its turn. */
    private final Map<Object, Deque<Turn>> waiting = new HashMap<>();

    /**
     * Asks for a turn, which must be ended, also if it is not waited for.
     *
     * @param key what is equal has turns one after another
     */
    public Turn take(Object key) {
        Turn turn = new Turn(key);
        boolean first;
        lock.lock();
        try {
            Deque<Turn> turns = waiting.computeIfAbsent(key, none -> new ArrayDeque<>(1));
            first = turns.isEmpty();
            turns.add(turn);
        } finally {
            lock.unlock();
        }
        if (first) {
            turn.begun.complete(null);
        }
        return turn;
    }

    /** Keys that somebody has a turn of or waits for. */
    public int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** One's turn. */
    public final class Turn {

        private final Object key;
        private final CompletableFuture<Void> begun = new CompletableFuture<>();

        private Turn(Object key) {
            this.key = key;
        }

        /** Completes when it has come, on the thread of who had it before, which must not be held up. */
        public CompletableFuture<Void> begun() {
            return begun;
        }

        /** It is over, or not wanted any more. May be called again. */
        public void end() {
            Turn next;
            lock.lock();
            try {
                Deque<Turn> turns = waiting.get(key);
                if (turns == null || !turns.remove(this)) {
                    return;
                }
                next = turns.peek();
                if (next == null) {
                    waiting.remove(key);
                }
            } finally {
                lock.unlock();
            }
            // it may have had its turn already: then this tells nothing new
            if (next != null) {
                next.begun.complete(null);
            }
        }
    }
}

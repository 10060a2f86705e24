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
package io.camelmikrotik.internal.pool;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.camelmikrotik.internal.session.Dispatch;

/**
 * How many sessions all devices together may have, and who waits for room. Safe for any thread.
 */
final class SessionCapacity {

    private final int maxTotal;
    private final SessionStore store;
    private final Executor worker;
    private final AtomicInteger sessions = new AtomicInteger();
    private final Queue<BooleanSupplier> awaiting = new ConcurrentLinkedQueue<>();

    /** @param maxTotal no limit if it is negative */
    SessionCapacity(int maxTotal, SessionStore store, Executor worker) {
        this.maxTotal = maxTotal;
        this.store = store;
        this.worker = worker;
    }

    /** Sessions open or being opened, stored ones included. */
    int taken() {
        return sessions.get();
    }

    /** @return whether there is room for one more session; it is counted then, until {@link #free()} */
    boolean take() {
        while (true) {
            int now = sessions.get();
            if (maxTotal >= 0 && now >= maxTotal) {
                return false;
            }
            if (sessions.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** One session is closed, or was not opened after all. */
    void free() {
        sessions.decrementAndGet();
        if (!awaiting.isEmpty()) {
            Dispatch.to(worker, this::offer, this::offer);
        }
    }

    /**
     * Tells once there may be room for one more session. Those who ask first are told first.
     *
     * @param taker answers whether it will use the room
     */
    void await(BooleanSupplier taker) {
        awaiting.add(taker);
        store.makeRoom();
        offer();
    }

    /** A session was stored: it may have to go, for the sake of those who wait. */
    void stored() {
        if (!awaiting.isEmpty()) {
            store.makeRoom();
        }
    }

    /** One session may have gone: one of those who wait may have its room. */
    void offer() {
        boolean used = false;
        while (!used && sessions.get() < maxTotal) {
            BooleanSupplier next = awaiting.poll();
            used = next == null || next.getAsBoolean();
        }
    }
}

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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;

/**
 * What a device's slot asks of the store, and the opening of a session for which the store has given the capacity. Runs
 * on a worker, never under the slot's lock, and one operation at a time per device: the slot is {@code busy} until it
 * is told from here how the operation ended. {@link #open} ends by exactly one of {@link Slot#opened},
 * {@link Slot#storeIsBusy} and {@link Slot#noRoom}.
 */
final class StoreOperations {

    /** For whom the operations are: what they have to know, and how they went. Any thread. */
    interface Slot {

        boolean isFull();

        boolean stillWants(SessionRole role);

        void countOpen(int more);

        /** The opening is in the throttle's queue; the waiting times of those who need it stand still. */
        void waitsItsTurn();

        void turnCame();

        /** It is asked whether it is ready; {@link #opened} will follow. */
        void goesOnOpening(PooledSession session);

        /** @param fresh whether it was logged in just now, rather than taken from the store */
        void opened(SessionRole role, PooledSession session, boolean fresh, Throwable failure);

        /** At any time after {@link #countOpen}. */
        void sessionClosed(PooledSession session, MikrotikException reason);

        /** @param most sessions that the device allows; {@code null} if the session ended before it told */
        void allowanceTold(Integer most);

        /** One that is open and in use, or {@code null}. */
        ApiSession openSession();

        void storeIsBusy();

        void noRoom();

        void givenBack();

        void storedDiscarded();
    }

    private final PoolResources pool;
    private final SessionStore store;
    private final SessionCapacity capacity;
    private final DeviceKey key;
    private final PoolSettings settings;
    private final Slot slot;

    StoreOperations(PoolResources pool, DeviceKey key, PoolSettings settings, Slot slot) {
        this.pool = pool;
        this.store = pool.store();
        this.capacity = pool.capacity();
        this.key = key;
        this.settings = settings;
        this.slot = slot;
    }

    /**
     * Takes a stored session, or opens one.
     *
     * @param record of the device so far
     */
    void open(SessionRole role, DeviceAccess access, DeviceRecord record) {
        PooledSession session = store.borrow(key);
        if (session == null) {
            slot.storeIsBusy();
        } else if (!session.isNew()) {
            capacity.offer();
            slot.goesOnOpening(session);
            whenReady(session, (ready, failure) -> slot.opened(role, session, false, failure));
        } else if (slot.isFull()) {
            // the evictor has taken the stored one away, to look at it and put it back, or to close it
            returnToStore(session, "there is one already");
            slot.storeIsBusy();
        } else if (capacity.take()) {
            slot.waitsItsTurn();
            pool.throttle().enter(record, place -> connect(role, access, session, place));
        } else {
            returnToStore(session, "there is no room for another session");
            slot.noRoom();
        }
    }

    /** @return whether it was started */
    private boolean connect(SessionRole role, DeviceAccess access, PooledSession session, ConnectThrottle.Place place) {
        slot.turnCame();
        // who waited when the throttle was reached may have gone when it opens
        if (!slot.stillWants(role)) {
            capacity.free();
            slot.opened(role, session, false, null);
            return false;
        }
        slot.countOpen(1);
        ApiSession opened;
        try {
            opened = pool.open(access);
        } catch (RuntimeException | Error e) {
            // a thread that cannot be made, too: who waits hears of it
            slot.countOpen(-1);
            capacity.free();
            slot.opened(role, session, true, e);
            return false;
        }
        session.opening(opened);
        Completions.then(opened.closed(), (reason, never) -> slot.sessionClosed(session, reason));
        slot.goesOnOpening(session);
        whenReady(session, (ready, failure) -> {
            Completions.run(() -> place.leave(failure == null));
            Completions.then(explained(failure), (explained, never) -> slot.opened(role, session, true, explained));
        });
        return true;
    }

    /** The slot stays busy until it hears of this. */
    private void whenReady(PooledSession session, BiConsumer<Void, Throwable> then) {
        CompletionStage<Void> ready;
        try {
            ready = session.session().ready(settings.validateAfterIdle());
        } catch (Throwable e) {
            session.discard("it could not be asked whether it is ready");
            ready = CompletableFuture.failedFuture(e);
        }
        Completions.then(ready, then);
    }

    /** The slot stays busy until it hears of this. */
    private CompletionStage<Throwable> explained(Throwable failure) {
        try {
            ApiSession other = slot.openSession();
            if (other != null && Completions.cause(failure) instanceof ConnectionFailedException refused
                    && refused.isEndedBeforeLogin()) {
                return SessionQuestions.explained(refused, other);
            }
        } catch (Throwable e) {
            // the failure itself says enough
            return CompletableFuture.completedFuture(failure);
        }
        return CompletableFuture.completedFuture(failure);
    }

    /** The first session that is open tells how many there may be. */
    void askAllowance(PooledSession session, DeviceAccess access) {
        CompletionStage<Integer> answer;
        try {
            answer = SessionQuestions.maxSessions(session.session(), access);
        } catch (Throwable e) {
            answer = CompletableFuture.failedFuture(e);
        }
        Completions.then(answer, (most, failure) -> slot.allowanceTold(failure == null ? most : null));
    }

    void giveBack(PooledSession session, String discardReason) {
        returnToStore(session, discardReason);
        slot.givenBack();
    }

    void discardStored() {
        boolean more = true;
        while (more) {
            PooledSession session = store.borrow(key);
            more = session != null && !session.isNew();
            if (session != null) {
                returnToStore(session, "the device is suspended");
            }
        }
        slot.storedDiscarded();
    }

    private void returnToStore(PooledSession session, String discardReason) {
        store.giveBack(key, session, settings.minEvictableIdleDuration(), discardReason);
        capacity.stored();
    }
}

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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;

/**
 * Where everything about one device arrives: callers, deaths, the timer, the ends of store operations. Holds the one
 * lock over the device's {@linkplain SlotState state}, and carries out what follows from a change once the lock is
 * free. Safe for any thread; nothing blocks.
 * <p>
 * Why it is sound:
 * <ol>
 * <li>Every change happens under {@code lock}, which guards {@link SlotState} and all its parts; what it leads to
 * outside (completing futures, asking the store, the log, the timer) is collected in {@link SlotEffects} and carried
 * out after the lock. So no foreign code ever runs under it.</li>
 * <li>The state is <i>busy</i> from the moment a store operation is chosen until it has ended, an opening until its
 * outcome is known. So the store is asked by one thread at a time per device, which its way of waiting needs, and there
 * is at most one attempt to connect. {@link StoreOperations} has all that is asked of it.</li>
 * <li>A session belongs either to the store or to this slot; it changes hands only in {@link StoreOperations#giveBack}
 * and {@link StoreOperations#open}.</li>
 * <li>After every change the one next thing to do is chosen from the state alone ({@code SlotState.settle}); so it does
 * not matter in which order a death, a release, a deadline and the end of an opening arrive.</li>
 * <li>A waiter's future is the one arbiter: a lease that it does not take (deadline, cancellation) is released at
 * once.</li>
 * </ol>
 */
final class DeviceSlot implements Lease.Issuer, StoreOperations.Slot {

    private final PoolResources pool;
    private final String device;
    private final DeviceThrottle pace;
    /** {@code null} if the device may be sent commands as fast as they come. */
    private final CommandRate rate;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final SlotState state;

    /** @param onRemoved called once, under the lock: nothing is kept any more, and {@link #acquire} answers so */
    DeviceSlot(PoolResources pool, DeviceKey key, String device, PoolSettings settings, Consumer<DeviceSlot> onRemoved) {
        this.pool = pool;
        this.device = device;
        double commandsPerSecond = settings.maxCommandsPerSecond();
        this.pace = new DeviceThrottle(commandsPerSecond, pool::now, pool::runAt);
        this.rate = commandsPerSecond == 0
                ? null
                : new CommandRate(
                        commandsPerSecond, pool::now, (when, task) -> pool.runAt(when, () -> pool.onWorker(task)));
        this.state = new SlotState(
                pool, key, device, settings, this, new StoreOperations(pool, key, settings, this),
                () -> onRemoved.accept(this));
    }

    String device() {
        return device;
    }

    DeviceThrottle pace() {
        return pace;
    }

    @Override
    public CommandRate rate() {
        return rate;
    }

    // ---- for callers

    /** @return {@code null} if the slot was removed: look the device up again */
    CompletableFuture<Lease> acquire(
            LeaseKind kind, DeviceAccess access, String command, SessionUse use, Duration maxWait) {
        Waiter waiter;
        SlotEffects effects;
        lock.lock();
        try {
            if (state.isRemoved()) {
                return null;
            }
            long now = pool.now();
            CompletableFuture<Lease> answer = state.answerAtOnce(kind, command, use, now);
            if (answer != null) {
                return answer;
            }
            waiter = new Waiter(kind, access, command, use, now, maxWait);
            effects = state.waits(waiter, now);
        } finally {
            lock.unlock();
        }
        carryOut(effects);
        return waiter;
    }

    @Override
    public void release(PooledSession session, LeaseKind kind) {
        change(now -> state.released(session, kind, now));
    }

    /** Stops all use: waiting callers fail, sessions end when their commands have, stored ones at once. */
    void suspend() {
        change(state::suspend);
        withdrawLeases();
    }

    /** As {@link #suspend()}, and the slot goes away when its last session has. */
    void retire() {
        change(state::retire);
        withdrawLeases();
    }

    /** Ends its sessions, and forbids nobody to have new ones. */
    void endSessions() {
        change(state::endSessions);
    }

    /** Allows use again, and forgets earlier failures. */
    void resume() {
        change(state::resume);
    }

    /** @return completes when no session is in use any more */
    CompletableFuture<Void> drain() {
        CompletableFuture<Void> result = new CompletableFuture<>();
        change(now -> state.drain(result, now));
        withdrawLeases();
        return result;
    }

    /** Closes what is still in use. */
    void closeNow(String reason) {
        sessionsInUse().forEach(session -> Completions.run(() -> session.discard(reason)));
    }

    private void withdrawLeases() {
        sessionsInUse().forEach(session -> Completions.run(session::withdraw));
        stopOpeningInVain();
    }

    private List<PooledSession> sessionsInUse() {
        return underLock(() -> state.sessions().all());
    }

    DeviceStatus status() {
        change(state::noticeAnswers);
        return underLock(() -> state.status(pool.now()));
    }

    /** Removes the slot from the pool if it has nothing to remember. */
    void removeIfForgettable(Duration unusedFor) {
        change(now -> state.removeIfForgettable(unusedFor, now));
    }

    // ---- for the store operations

    @Override
    public boolean isFull() {
        return underLock(state::isFull);
    }

    @Override
    public boolean stillWants(SessionRole role) {
        return underLock(() -> state.stillWants(role));
    }

    @Override
    public void countOpen(int more) {
        change(now -> {
            state.countOpen(more);
            return null;
        });
    }

    @Override
    public void waitsItsTurn() {
        change(state::waitsItsTurn);
    }

    @Override
    public void turnCame() {
        change(state::turnCame);
    }

    @Override
    public void goesOnOpening(PooledSession session) {
        change(now -> {
            state.goesOnOpening(session);
            return null;
        });
        stopOpeningInVain();
    }

    private void stopOpeningInVain() {
        PooledSession unwanted = underLock(state::openedInVain);
        if (unwanted != null) {
            unwanted.discard("no caller waits for it any more");
        }
    }

    @Override
    public void opened(SessionRole role, PooledSession session, boolean fresh, Throwable failure) {
        change(now -> state.opened(role, session, fresh, failure, now));
    }

    @Override
    public void sessionClosed(PooledSession session, MikrotikException reason) {
        pool.capacity().free();
        if (rate != null) {
            rate.sessionClosed();
        }
        change(now -> state.sessionClosed(session, reason, now));
    }

    @Override
    public void storeIsBusy() {
        change(state::storeIsBusy);
    }

    @Override
    public void givenBack() {
        change(state::storeAnswered);
    }

    @Override
    public void storedDiscarded() {
        change(state::storedDiscarded);
    }

    @Override
    public void allowanceTold(Integer most) {
        change(now -> state.allowanceTold(most, now));
    }

    @Override
    public ApiSession openSession() {
        return sessionsInUse().stream().filter(PooledSession::isOpen).map(PooledSession::session).findFirst().orElse(null);
    }

    @Override
    public void noRoom() {
        change(state::noRoom);
        pool.capacity().await(this::roomMade);
    }

    /** @return whether somebody here will use it */
    private boolean roomMade() {
        AtomicBoolean used = new AtomicBoolean();
        change(now -> {
            SlotEffects effects = state.roomMade(now);
            used.set(state.sessions().isOneOpening());
            return effects;
        });
        return used.get();
    }

    // ---- the lock, and what is done after it

    /** @param change is made under the lock; {@code null} stands for no effects */
    private void change(LongFunction<SlotEffects> change) {
        SlotEffects effects = underLock(() -> change.apply(pool.now()));
        if (effects != null) {
            carryOut(effects);
        }
    }

    private <T> T underLock(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** The store is asked on a worker: this may be an event loop, or the timer. */
    private void carryOut(SlotEffects effects) {
        if (effects.timerAt() != SlotEffects.NEVER) {
            pool.runAt(effects.timerAt(), () -> change(state::timerFired));
        }
        if (effects.storeOperation() != null) {
            pool.onWorker(effects.storeOperation());
        }
        effects.complete();
    }
}

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
package io.camelmikrotik.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

import io.camelmikrotik.routeros.ApiSession;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.LoginRefusedException;
import io.camelmikrotik.routeros.MikrotikException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is known of one device: its sessions in use, who waits for one, and how opening has gone. Safe for any
 * thread; nothing blocks.
 * <p/>
 * Why it is sound:
 * <ol>
 * <li>Every change happens under {@code lock}; what it leads to outside (completing futures, asking the store, the log,
 * the timer) is collected in {@link SlotEffects} and carried out after the lock. So no foreign code ever runs under
 * it.</li>
 * <li>{@code busy} is set from the moment a store operation is chosen until it has ended, an opening until its outcome
 * is known. So the store is asked by one thread at a time per device, which its way of waiting needs, and there is at
 * most one attempt to connect.</li>
 * <li>A session belongs either to the store or to this slot; it changes hands only in {@link #giveBack} and
 * {@link #open}.</li>
 * <li>{@link #settle} is run after every change and chooses the one next thing to do from the state alone; so it does
 * not matter in which order a death, a release, a deadline and the end of an opening arrive.</li>
 * <li>A waiter's future is the one arbiter: a lease that it does not take (deadline, cancellation) is released at
 * once.</li>
 * </ol>
 */
final class DeviceSlot {

    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);
    private static final long NEVER = SlotEffects.NEVER;

    private final SessionPool pool;
    private final PoolSettings settings;
    private final DeviceKey key;
    private final String device;
    private final DevicePace pace;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock, all that follows
    private final List<PooledSession> sessions = new ArrayList<>(2);
    private final Map<LeaseKind, Deque<Waiter>> waiters = new EnumMap<>(LeaseKind.class);
    private final DeviceHealth health = new DeviceHealth();
    private boolean busy;
    private SessionRole opening;
    private boolean suspended;
    private boolean retired;
    private boolean removed;
    private boolean storedToDiscard;
    private boolean awaitsRoom;
    private PooledSession beingOpened;
    /** Opened and not closed yet, wherever they are: the device's own count. */
    private int open;
    private long retryStoreAt = NEVER;
    private long timerAt = NEVER;
    private long lastUsed;
    private CompletableFuture<Void> drained;

    DeviceSlot(SessionPool pool, DeviceKey key, String device, PoolSettings settings) {
        this.pool = pool;
        this.settings = settings;
        this.key = key;
        this.device = device;
        this.pace = new DevicePace(pool::now, pool::runAt);
        for (LeaseKind kind : LeaseKind.values()) {
            waiters.put(kind, new ArrayDeque<>());
        }
        this.lastUsed = pool.now();
    }

    String device() {
        return device;
    }

    DevicePace pace() {
        return pace;
    }

    // ---- for callers

    /** @return {@code null} if the slot was removed: look the device up again */
    CompletableFuture<Lease> acquire(LeaseKind kind, DeviceAccess access, Duration maxWait) {
        Waiter waiter;
        SlotEffects effects;
        lock.lock();
        try {
            if (removed) {
                return null;
            }
            long now = pool.now();
            lastUsed = now;
            MikrotikException refusal = refusal(kind, now);
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            if (waiters.get(kind).isEmpty()) {
                PooledSession joined = joinable(kind, now, now);
                if (joined != null) {
                    joined.lease(kind);
                    return CompletableFuture.completedFuture(new Lease(this, joined, kind));
                }
            }
            waiter = new Waiter(kind, access, now, now + maxWait.toNanos());
            waiters.get(kind).add(waiter);
            effects = settle(now);
            wakeAt(effects, waiter.deadline);
        } finally {
            lock.unlock();
        }
        carryOut(effects);
        return waiter;
    }

    void release(PooledSession session, LeaseKind kind) {
        SlotEffects effects = null;
        lock.lock();
        try {
            session.release(kind);
            if (!session.attached) {
                return;
            }
            long now = pool.now();
            if (session.leases == 0) {
                session.idleSince = now;
            }
            if (nobodyWaits() && session.isOpen() && (session.leases > 0 || !hasServed(session, now))) {
                if (session.leases == 0 && !willWakeBy(now + settings.linger().toNanos())) {
                    effects = new SlotEffects();
                    wakeAt(effects, now + settings.linger().toNanos());
                }
            } else {
                effects = settle(now);
            }
        } finally {
            lock.unlock();
        }
        if (effects != null) {
            carryOut(effects);
        }
    }

    /** Stops all use: waiting callers fail, sessions end when their commands have, stored ones at once. */
    void suspend() {
        rest(false);
    }

    private void rest(boolean forGood) {
        change(() -> {
            suspended = true;
            retired |= forGood;
            storedToDiscard = true;
            sessions.forEach(session -> session.draining = true);
        });
        withdrawLeases();
    }

    /** Allows use again, and forgets earlier failures. */
    void resume() {
        change(() -> {
            suspended = false;
            retired = false;
            health.succeeded();
        });
    }

    /** As {@link #suspend()}, and the slot goes away when its last session has. */
    void retire() {
        rest(true);
    }

    /** @return completes when no session is in use any more */
    CompletableFuture<Void> drain() {
        CompletableFuture<Void> result = new CompletableFuture<>();
        change(() -> drained = result);
        withdrawLeases();
        return result;
    }

    /** Closes what is still in use. */
    void closeNow(String reason) {
        sessionsInUse().forEach(session -> session.discard(reason));
    }

    private void withdrawLeases() {
        sessionsInUse().forEach(PooledSession::withdraw);
        stopOpeningIfResting();
    }

    private List<PooledSession> sessionsInUse() {
        lock.lock();
        try {
            return List.copyOf(sessions);
        } finally {
            lock.unlock();
        }
    }

    DeviceStatus status() {
        lock.lock();
        try {
            long now = pool.now();
            DeviceStatus.State state = suspended ? DeviceStatus.State.SUSPENDED
                    : !health.isDown() ? DeviceStatus.State.UP
                    : health.lastFailure() instanceof LoginRefusedException ? DeviceStatus.State.LOGIN_REFUSED
                    : DeviceStatus.State.DOWN;
            return new DeviceStatus(
                    device, state, (int) sessions.stream().filter(PooledSession::isOpen).count(), pool.stored(key), leases(),
                    waiting(), health.failures(), health.isDown() ? health.downFor(now) : Duration.ZERO,
                    health.isDown() ? health.untilNextAttempt(now) : Duration.ZERO,
                    health.isDown() ? health.lastFailure().getMessage() : null);
        } finally {
            lock.unlock();
        }
    }

    /** Removes the slot from the pool if it has nothing to remember. */
    void removeIfForgettable(Duration unusedFor) {
        change(() -> {
            long now = pool.now();
            if (now - lastUsed > unusedFor.toNanos() && !suspended && !health.isBackingOff(now)) {
                removeIfEmpty();
            }
        });
    }

    // ---- what happens to it

    private void sessionClosed(PooledSession session) {
        pool.sessionClosed();
        SlotEffects effects;
        lock.lock();
        try {
            open--;
            if (!session.attached && nobodyWaits() && !retired) {
                return;
            }
            effects = settle(pool.now());
        } finally {
            lock.unlock();
        }
        carryOut(effects);
    }

    private void opened(SessionRole role, PooledSession session, boolean fresh, Throwable failure) {
        SlotEffects effects;
        lock.lock();
        try {
            long now = pool.now();
            opening = null;
            beingOpened = null;
            if (failure == null && session.isOpen()) {
                busy = false;
                session.attach(role, now);
                sessions.add(session);
                boolean wasDown = fresh && health.isDown();
                Duration downFor = wasDown ? health.downFor(now) : null;
                if (fresh) {
                    health.succeeded();
                }
                effects = settle(now);
                wakeAt(effects, now + settings.linger().toNanos());
                if (wasDown) {
                    effects.then(() -> LOG.info("{} is back after {}", device, Texts.duration(downFor)));
                }
            } else {
                // busy until the store has it back
                effects = new SlotEffects();
                if (fresh && !isResting()) {
                    openingFailed(role, asMikrotikException(failure), now, effects);
                }
                effects.store(() -> giveBack(session, "it could not be used"));
            }
        } finally {
            lock.unlock();
        }
        carryOut(effects);
    }

    private void openingFailed(SessionRole role, MikrotikException failure, long now, SlotEffects effects) {
        boolean wentDown = health.failed(failure, now);
        pool.openingFailed();
        Duration pause = health.untilNextAttempt(now);
        effects.then(() -> logFailure(failure, wentDown, pause));
        for (LeaseKind each : LeaseKind.values()) {
            if (each.role() == role || !serves(each.role())) {
                failAll(each, failure, effects);
            }
        }
    }

    private void timerFired() {
        SlotEffects effects;
        lock.lock();
        try {
            long now = pool.now();
            if (timerAt != NEVER && timerAt - now > 0) {
                return;
            }
            timerAt = NEVER;
            if (retryStoreAt != NEVER && retryStoreAt - now <= 0) {
                retryStoreAt = NEVER;
            }
            List<Waiter> late = takeLateWaiters(now);
            effects = settle(now);
            for (Waiter waiter : late) {
                effects.fail(waiter, timedOut(waiter, now));
            }
            wakeAt(effects, nextWake(now));
        } finally {
            lock.unlock();
        }
        carryOut(effects);
    }

    // ---- decisions, under the lock

    private SlotEffects settle(long now) {
        SlotEffects effects = new SlotEffects();
        for (LeaseKind kind : LeaseKind.values()) {
            if (!waiters.get(kind).isEmpty()) {
                MikrotikException refusal = refusal(kind, now);
                if (refusal != null) {
                    failAll(kind, refusal, effects);
                } else {
                    handOver(kind, now, effects);
                }
            }
        }
        if (!busy) {
            chooseStoreOperation(now, effects);
        }
        if (!busy && sessions.isEmpty()) {
            if (drained != null) {
                CompletableFuture<Void> complete = drained;
                effects.then(() -> complete.complete(null));
            }
            if (retired) {
                removeIfEmpty();
            }
        }
        return effects;
    }

    private void handOver(LeaseKind kind, long now, SlotEffects effects) {
        Deque<Waiter> queue = waiters.get(kind);
        for (forgetDone(queue); !queue.isEmpty(); forgetDone(queue)) {
            PooledSession session = joinable(kind, queue.peek().since, now);
            if (session == null) {
                return;
            }
            session.lease(kind);
            effects.grant(queue.poll(), new Lease(this, session, kind));
        }
    }

    /** Who does not wait any more shall neither cause an opening nor hold up others. */
    private static void forgetDone(Deque<Waiter> queue) {
        while (!queue.isEmpty() && queue.peek().isDone()) {
            queue.poll();
        }
    }

    private void chooseStoreOperation(long now, SlotEffects effects) {
        for (Iterator<PooledSession> each = sessions.iterator(); each.hasNext();) {
            PooledSession session = each.next();
            if (!session.isOpen() || session.leases == 0 && hasServed(session, now)) {
                each.remove();
                session.attached = false;
                busy = true;
                String discardReason = !session.draining ? null
                        : suspended ? "the device is suspended" : "it has passed its age";
                effects.store(() -> giveBack(session, discardReason));
                return;
            }
        }
        if (storedToDiscard && retryStoreAt == NEVER) {
            storedToDiscard = false;
            busy = true;
            effects.store(this::discardStored);
            return;
        }
        boolean mayOpen = !isResting() && retryStoreAt == NEVER && !awaitsRoom && !health.isBackingOff(now);
        LeaseKind wanted = mayOpen ? kindToOpen() : null;
        if (wanted != null) {
            busy = true;
            opening = wanted.role();
            DeviceAccess access = waiters.get(wanted).peek().access;
            boolean trial = health.isDown();
            effects.store(() -> open(wanted.role(), access, trial));
        }
    }

    /** The kind whose first waiter has waited longest, among those that may have another session. */
    private LeaseKind kindToOpen() {
        LeaseKind wanted = null;
        for (LeaseKind kind : LeaseKind.values()) {
            Waiter first = waiters.get(kind).peek();
            if (first != null && mayOpen(kind.role())
                    && (wanted == null || first.since - waiters.get(wanted).peek().since < 0)) {
                wanted = kind;
            }
        }
        return wanted;
    }

    private boolean mayOpen(SessionRole role) {
        if (sessions.size() + (opening == null ? 0 : 1) >= settings.maxTotalPerKey()) {
            return false;
        }
        int ofRole = opening == role ? 1 : 0;
        for (PooledSession session : sessions) {
            ofRole += session.role == role && !session.draining ? 1 : 0;
        }
        return ofRole < settings.sessionsPerDevice(role);
    }

    /** A session of that kind which can carry one more lease for somebody who asked at {@code since}. */
    private PooledSession joinable(LeaseKind kind, long since, long now) {
        for (PooledSession session : sessions) {
            if (session.role == kind.role() && !session.draining && session.isOpen()
                    && session.hasRoom(kind, settings.maxCommandsPerSession())) {
                if (mustBeReplaced(session, now)) {
                    // what it carries goes on
                    session.draining = true;
                } else {
                    return session.standing == 0 && mustYield(kind.role(), since) ? null : session;
                }
            }
        }
        return null;
    }

    /** By age; as long as there is no room for its successor, it may get twice as old before anybody waits for that. */
    private boolean mustBeReplaced(PooledSession session, long now) {
        boolean room = sessions.size() + (opening == null ? 0 : 1) < settings.maxTotalPerKey();
        return session.isExpired(now) && (room || session.isOverdue(now)) && session.standing == 0 && !isResting()
                && !health.isBackingOff(now);
    }

    /** With a single session per device the two roles take turns, whoever asked first. */
    private boolean mustYield(SessionRole role, long since) {
        for (LeaseKind other : LeaseKind.values()) {
            Waiter first = waiters.get(other).peek();
            if (other.role() != role && first != null && first.since - since < 0 && !serves(other.role())
                    && sessions.size() >= settings.maxTotalPerKey()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a session without leases should go back to the store. */
    private boolean hasServed(PooledSession session, long now) {
        return session.draining || isResting() || session.isExpired(now)
                || now - session.idleSince >= settings.linger().toNanos() || mustYield(session.role, now + 1);
    }

    /** Whether that role has a session that lives, or one on its way. */
    private boolean serves(SessionRole role) {
        if (opening == role) {
            return true;
        }
        for (PooledSession session : sessions) {
            if (session.role == role && !session.draining && session.isOpen()) {
                return true;
            }
        }
        return false;
    }

    private boolean isResting() {
        return suspended || pool.isClosing();
    }

    /** Why nobody may wait for that kind now, or {@code null}. */
    private MikrotikException refusal(LeaseKind kind, long now) {
        if (pool.isClosing()) {
            return new DeviceSuspendedException(
                    device, device + " is not used any more: the session pool is closing", null, null);
        }
        if (suspended) {
            String why = retired
                    ? device + " is not used any more: its credentials were retired"
                    : device + " is suspended; resume it to use it again";
            return new DeviceSuspendedException(device, why, null, null);
        }
        if (health.isBackingOff(now) && !serves(kind.role())) {
            Duration pause = health.untilNextAttempt(now);
            return new DeviceSuspendedException(
                    device, health.lastFailure().getMessage() + "; next attempt in " + Texts.duration(pause), pause,
                    health.lastFailure());
        }
        return null;
    }

    private void failAll(LeaseKind kind, MikrotikException failure, SlotEffects effects) {
        Deque<Waiter> queue = waiters.get(kind);
        for (Waiter waiter = queue.poll(); waiter != null; waiter = queue.poll()) {
            effects.fail(waiter, failure);
        }
    }

    private List<Waiter> takeLateWaiters(long now) {
        List<Waiter> late = new ArrayList<>();
        for (Deque<Waiter> queue : waiters.values()) {
            for (Iterator<Waiter> each = queue.iterator(); each.hasNext();) {
                Waiter waiter = each.next();
                if (waiter.isDone() || waiter.deadline - now <= 0) {
                    each.remove();
                    late.add(waiter);
                }
            }
        }
        return late;
    }

    private LeaseTimeoutException timedOut(Waiter waiter, long now) {
        return new LeaseTimeoutException(
                device, "no free session for " + device + " within "
                        + Texts.duration(Duration.ofNanos(waiter.deadline - waiter.since)) + " (sessions " + sessions.size()
                        + "/"
                        + settings.maxTotalPerKey() + (opening == null ? "" : " and one being opened") + ", commands in flight "
                        + leases() + ", waiting " + waiting() + ")");
    }

    private int leases() {
        return sessions.stream().mapToInt(session -> session.leases).sum();
    }

    private int waiting() {
        int count = 0;
        for (Deque<Waiter> queue : waiters.values()) {
            count += queue.size();
        }
        return count;
    }

    private boolean nobodyWaits() {
        return waiting() == 0;
    }

    private void removeIfEmpty() {
        if (!busy && sessions.isEmpty() && nobodyWaits() && open == 0 && pool.held(key) == 0) {
            removed = true;
            pool.forget(key, this);
        }
    }

    // ---- the timer: one per slot, armed for the earliest thing that time alone brings about

    private boolean willWakeBy(long when) {
        return timerAt != NEVER && timerAt - when <= 0;
    }

    private void wakeAt(SlotEffects effects, long when) {
        if (when != NEVER && !willWakeBy(when)) {
            timerAt = when;
            effects.wakeAt(when);
        }
    }

    private long nextWake(long now) {
        long next = retryStoreAt;
        for (Deque<Waiter> queue : waiters.values()) {
            for (Waiter waiter : queue) {
                next = earlier(next, waiter.deadline);
            }
        }
        for (PooledSession session : sessions) {
            if (session.leases == 0) {
                next = earlier(next, session.idleSince + settings.linger().toNanos());
            }
        }
        return next;
    }

    private static long earlier(long a, long b) {
        return a == NEVER || b - a < 0 ? b : a;
    }

    // ---- carrying out, outside the lock

    /** The store is asked on a worker: this may be an event loop, or the timer. */
    private void carryOut(SlotEffects effects) {
        if (effects.timerAt() != NEVER) {
            pool.runAt(effects.timerAt(), this::timerFired);
        }
        if (effects.storeOperation() != null) {
            pool.onWorker(effects.storeOperation());
        }
        effects.complete();
    }

    private void change(Runnable mutation) {
        SlotEffects effects;
        lock.lock();
        try {
            mutation.run();
            effects = settle(pool.now());
        } finally {
            lock.unlock();
        }
        carryOut(effects);
    }

    private void open(SessionRole role, DeviceAccess access, boolean trial) {
        PooledSession session = pool.borrow(key);
        if (session == null) {
            storeIsBusy();
        } else if (!session.isNew()) {
            pool.tellOfRoom();
            goOnOpening(session);
            session.session().ready(settings.validateAfterIdle())
                    .whenComplete((ready, failure) -> opened(role, session, false, failure));
        } else if (isFull()) {
            // the evictor has taken the stored one away, to look at it and put it back, or to close it
            pool.returnToStore(key, session, "there is one already");
            storeIsBusy();
        } else if (pool.countOneMore()) {
            pool.gate().enter(trial, () -> connect(role, access, session, trial));
        } else {
            pool.returnToStore(key, session, "there is no room for another session");
            noRoom();
        }
    }

    /** @return whether it was started */
    private boolean connect(SessionRole role, DeviceAccess access, PooledSession session, boolean trial) {
        if (!isStillWanted(role)) {
            pool.sessionClosed();
            opened(role, session, false, null);
            return false;
        }
        countOpen(1);
        ApiSession opened;
        try {
            opened = pool.open(access);
        } catch (RuntimeException e) {
            countOpen(-1);
            pool.sessionClosed();
            opened(role, session, true, e);
            return false;
        }
        session.opening(opened);
        opened.closed().thenRun(() -> sessionClosed(session));
        goOnOpening(session);
        opened.ready(settings.validateAfterIdle()).whenComplete((ready, failure) -> {
            pool.gate().leave(trial);
            opened(role, session, true, failure);
        });
        return true;
    }

    private boolean isFull() {
        lock.lock();
        try {
            return open >= settings.maxTotalPerKey();
        } finally {
            lock.unlock();
        }
    }

    private void countOpen(int more) {
        lock.lock();
        try {
            open += more;
        } finally {
            lock.unlock();
        }
    }

    private void goOnOpening(PooledSession session) {
        lock.lock();
        try {
            beingOpened = session;
        } finally {
            lock.unlock();
        }
        stopOpeningIfResting();
    }

    private void stopOpeningIfResting() {
        PooledSession unwanted;
        lock.lock();
        try {
            unwanted = isResting() ? beingOpened : null;
        } finally {
            lock.unlock();
        }
        if (unwanted != null) {
            unwanted.discard("nobody wants it any more");
        }
    }

    /** Who waited when the gate was reached may have gone when it opens. */
    private boolean isStillWanted(SessionRole role) {
        lock.lock();
        try {
            return !isResting() && waiters.entrySet().stream().anyMatch(each -> each.getKey().role() == role
                    && each.getValue().stream().anyMatch(waiter -> !waiter.isDone()));
        } finally {
            lock.unlock();
        }
    }

    /** For as long as the evictor looks at a session. */
    private void storeIsBusy() {
        storeAnswered(() -> retryStoreAt = pool.now() + SessionPool.STORE_RETRY_NANOS);
    }

    private void noRoom() {
        storeAnswered(() -> awaitsRoom = true);
        pool.awaitRoom(this);
    }

    /** @return whether somebody here will use it */
    boolean roomMade() {
        SlotEffects effects;
        boolean used;
        lock.lock();
        try {
            awaitsRoom = false;
            effects = settle(pool.now());
            used = opening != null;
        } finally {
            lock.unlock();
        }
        carryOut(effects);
        return used;
    }

    private void giveBack(PooledSession session, String discardReason) {
        pool.returnToStore(key, session, discardReason);
        storeAnswered(() -> {
        });
    }

    private void discardStored() {
        boolean more = true;
        while (more) {
            PooledSession session = pool.borrow(key);
            more = session != null && !session.isNew();
            if (session != null) {
                pool.returnToStore(key, session, "the device is suspended");
            }
        }
        storeAnswered(() -> {
            if (pool.held(key) > sessions.size()) {
                // the evictor has taken one away to look at it
                storedToDiscard = true;
                retryStoreAt = pool.now() + SessionPool.STORE_RETRY_NANOS;
            }
        });
    }

    private void storeAnswered(Runnable consequence) {
        SlotEffects effects;
        lock.lock();
        try {
            busy = false;
            opening = null;
            consequence.run();
            effects = settle(pool.now());
            wakeAt(effects, retryStoreAt);
        } finally {
            lock.unlock();
        }
        carryOut(effects);
    }

    private void logFailure(MikrotikException failure, boolean wentDown, Duration pause) {
        String next = Texts.duration(pause);
        if (failure instanceof LoginRefusedException) {
            LOG.warn("{}; next attempt in {}", failure.getMessage(), next);
        } else if (wentDown) {
            LOG.info("{} is down: {}; next attempt in {}", device, failure.getMessage(), next);
        } else {
            LOG.debug("{} is still down: {}; next attempt in {}", device, failure.getMessage(), next);
        }
    }

    private MikrotikException asMikrotikException(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof MikrotikException known) {
            return known;
        }
        String what = cause == null ? " closed the session right after the login" : " could not be contacted: " + cause;
        return new MikrotikException(device, null, CommandFate.NEVER_SENT, device + what, cause);
    }
}

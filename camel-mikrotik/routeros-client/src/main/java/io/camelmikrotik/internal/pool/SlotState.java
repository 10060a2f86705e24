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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;

/**
 * The state of one device's slot and what follows from each thing that happens to it. Guarded by the slot's lock, every
 * method; does nothing outside by itself: what is to be done there is returned as {@link SlotEffects}.
 * <p>
 * {@link #settle} is run after every change and chooses the one next thing to do from the state alone; so it does not
 * matter in which order a death, a release, a deadline and the end of an opening arrive.
 */
final class SlotState {

    private final PoolResources pool;
    private final DeviceKey key;
    private final PoolSettings settings;
    private final StoreOperations store;
    private final Runnable onRemoved;

    private final LeaseQueue waiting = new LeaseQueue();
    private final ActiveSessions sessions;
    private final DeviceCondition condition;
    private final LastContact contact = new LastContact();
    private final LeaseGrants grants;
    private final SlotTimer timer = new SlotTimer();
    /** From the moment a store operation is chosen until it has ended; an opening until its outcome is known. */
    private boolean busy;
    private boolean removed;
    private boolean storedToDiscard;
    private boolean awaitsRoom;
    /** In the throttle's queue. */
    private boolean awaitsTurn;
    private PooledSession beingOpened;
    /** Opened and not closed yet, wherever they are: the device's own count. */
    private int open;
    private long lastUsed;
    private CompletableFuture<Void> drained;
    /** Whether the device was asked how many sessions it allows, or that does not matter. */
    private boolean allowanceAsked;
    private DeviceAccess openedWith;

    /** @param onRemoved called once, under the lock, when the slot is {@linkplain #isRemoved() removed} */
    SlotState(PoolResources pool, DeviceKey key, String device, PoolSettings settings, Lease.Issuer issuer,
              StoreOperations store, Runnable onRemoved) {
        this.pool = pool;
        this.key = key;
        this.settings = settings;
        this.store = store;
        this.onRemoved = onRemoved;
        this.sessions = new ActiveSessions(settings, waiting);
        this.condition = new DeviceCondition(device, pool::isClosing);
        this.grants = new LeaseGrants(device, issuer, waiting, sessions, condition);
        this.lastUsed = pool.now();
        this.allowanceAsked = settings.maxSessionShare() == 0;
    }

    // ---- what is known

    ActiveSessions sessions() {
        return sessions;
    }

    boolean isRemoved() {
        return removed;
    }

    boolean isFull() {
        return open >= sessions.limit();
    }

    boolean stillWants(SessionRole role) {
        return !condition.isResting() && waiting.anyStillWants(role);
    }

    /** The session whose opening goes on though nobody may have it, or {@code null}. */
    PooledSession openedInVain() {
        return condition.isResting() ? beingOpened : null;
    }

    DeviceStatus status(long now) {
        return condition.status(
                sessions.countOpen(), pool.store().stored(key), sessions.leases(), waiting.count(),
                contact.sinceAnswer(sessions.all(), now), contact.sinceLogin(now), now);
    }

    // ---- what callers do

    /** @return {@code null} if the caller has to wait */
    CompletableFuture<Lease> answerAtOnce(LeaseKind kind, String command, SessionUse use, long now) {
        lastUsed = now;
        return grants.atOnce(kind, command, use, now);
    }

    SlotEffects waits(Waiter waiter, long now) {
        waiting.add(waiter);
        if (awaitsTurn && !sessions.hasOne(waiter.kind.role())) {
            waiter.hold(now);
        }
        SlotEffects effects = settle(now);
        timer.wakeAt(effects, waiter.deadline);
        return effects;
    }

    /**
     * @param most sessions that the device allows; {@code null} if the session ended before it told: the next one is
     *             asked
     */
    SlotEffects allowanceTold(Integer most, long now) {
        if (most == null) {
            allowanceAsked = false;
        } else {
            sessions.allowed(most);
        }
        return settle(now);
    }

    /** Cheap in the stream of commands, where nothing follows from it: {@code null} then. */
    SlotEffects released(PooledSession session, LeaseKind kind, long now) {
        session.release(kind);
        if (!session.attached) {
            return null;
        }
        boolean unused = session.leases == 0;
        if (unused) {
            session.idleSince = now;
        }
        SlotEffects trusted = condition.awaitsAnswer() ? noticeAnswers(now) : null;
        if (trusted != null) {
            timer.wakeAt(trusted, now + settings.linger().toNanos());
            return trusted;
        }
        if (!waiting.isEmpty() || !session.isOpen()
                || unused && sessions.hasServed(session, now, condition.isResting())) {
            return settle(now);
        }
        long lingered = now + settings.linger().toNanos();
        if (!unused || timer.wakesBy(lingered)) {
            return null;
        }
        SlotEffects effects = new SlotEffects();
        timer.wakeAt(effects, lingered);
        return effects;
    }

    SlotEffects suspend(long now) {
        return rest(condition.suspend(), now);
    }

    SlotEffects retire(long now) {
        return rest(condition.retire(), now);
    }

    /** @param news the line for the log, or {@code null} */
    private SlotEffects rest(Runnable news, long now) {
        storedToDiscard = true;
        sessions.drain();
        return settleAndTell(news, now);
    }

    SlotEffects endSessions(long now) {
        return rest(null, now);
    }

    SlotEffects resume(long now) {
        return settleAndTell(condition.resume(), now);
    }

    /** @param news the line for the log, or {@code null} */
    private SlotEffects settleAndTell(Runnable news, long now) {
        SlotEffects effects = settle(now);
        if (news != null) {
            effects.then(news);
        }
        return effects;
    }

    /** @param result completes when no session is in use any more */
    SlotEffects drain(CompletableFuture<Void> result, long now) {
        drained = result;
        return settle(now);
    }

    SlotEffects removeIfForgettable(Duration unusedFor, long now) {
        if (now - lastUsed > unusedFor.toNanos() && condition.isForgettable(now)) {
            removeIfEmpty();
        }
        return settle(now);
    }

    // ---- how openings and store operations go

    SlotEffects waitsItsTurn(long now) {
        awaitsTurn = true;
        sessions.holdThoseWithout(now);
        return null;
    }

    SlotEffects turnCame(long now) {
        awaitsTurn = false;
        waiting.goOn(now);
        SlotEffects effects = new SlotEffects();
        timer.wakeAt(effects, waiting.earliestDeadline());
        return effects;
    }

    void countOpen(int more) {
        open += more;
    }

    void goesOnOpening(PooledSession session) {
        beingOpened = session;
    }

    /** @param fresh whether it was logged in just now, rather than taken from the store */
    SlotEffects opened(SessionRole role, PooledSession session, boolean fresh, Throwable failure, long now) {
        sessions.openingEnds();
        beingOpened = null;
        return failure == null && session.isOpen()
                ? usable(role, session, fresh, now) : unusable(role, session, fresh, failure, now);
    }

    private SlotEffects usable(SessionRole role, PooledSession session, boolean fresh, long now) {
        busy = false;
        session.attach(role, now);
        sessions.add(session);
        Runnable news = fresh ? condition.opened(session, now) : null;
        if (fresh) {
            contact.loggedIn(now);
        }
        SlotEffects effects = settleAndTell(news, now);
        if (!allowanceAsked) {
            allowanceAsked = true;
            effects.then(() -> store.askAllowance(session, openedWith));
        }
        timer.wakeAt(effects, now + settings.linger().toNanos());
        return effects;
    }

    /** Busy until the store has it back. */
    private SlotEffects unusable(SessionRole role, PooledSession session, boolean fresh, Throwable failure, long now) {
        SlotEffects effects = new SlotEffects();
        if (fresh && !condition.isResting()) {
            openingFailed(role, condition.asMikrotikException(failure), now, effects);
        }
        effects.store(() -> store.giveBack(session, "it could not be used"));
        return effects;
    }

    private void openingFailed(SessionRole role, MikrotikException failure, long now, SlotEffects effects) {
        pool.openingFailed();
        effects.then(condition.openingFailed(failure, now));
        grants.failThoseWhoNeeded(role, failure, effects);
    }

    SlotEffects sessionClosed(PooledSession session, MikrotikException reason, long now) {
        open--;
        contact.served(session);
        List<Runnable> news = new ArrayList<>(condition.noticeAnswers(sessions.all(), now));
        news.addAll(condition.noticeAnswers(List.of(session), now));
        MikrotikException blame = condition.blameFor(session, reason, now);
        if (blame != null) {
            pool.openingFailed();
            news.add(condition.openingFailed(blame, now));
        }
        if (news.isEmpty() && !session.attached && waiting.isEmpty() && !condition.isRetired()) {
            return null;
        }
        SlotEffects effects = settle(now);
        news.forEach(effects::then);
        return effects;
    }

    /** Where a login is not enough to trust the device again. */
    SlotEffects noticeAnswers(long now) {
        List<Runnable> news = condition.awaitsAnswer() ? condition.noticeAnswers(sessions.all(), now) : List.of();
        if (news.isEmpty()) {
            return null;
        }
        SlotEffects effects = settle(now);
        news.forEach(effects::then);
        return effects;
    }

    /** For as long as the evictor looks at a session. */
    SlotEffects storeIsBusy(long now) {
        timer.retryStore(now);
        return storeAnswered(now);
    }

    SlotEffects noRoom(long now) {
        awaitsRoom = true;
        return storeAnswered(now);
    }

    SlotEffects roomMade(long now) {
        awaitsRoom = false;
        return settle(now);
    }

    SlotEffects storedDiscarded(long now) {
        if (pool.store().held(key) > sessions.count()) {
            // the evictor has taken one away to look at it
            storedToDiscard = true;
            timer.retryStore(now);
        }
        return storeAnswered(now);
    }

    SlotEffects storeAnswered(long now) {
        busy = false;
        sessions.openingEnds();
        SlotEffects effects = settle(now);
        timer.wakeAt(effects, timer.retryStoreAt());
        return effects;
    }

    // ---- what to do next

    private SlotEffects settle(long now) {
        SlotEffects effects = new SlotEffects();
        grants.toThoseWaiting(now, effects);
        if (!busy) {
            chooseStoreOperation(now, effects);
        }
        if (!busy && sessions.isEmpty()) {
            if (drained != null) {
                CompletableFuture<Void> complete = drained;
                effects.then(() -> complete.complete(null));
            }
            if (condition.isRetired()) {
                removeIfEmpty();
            }
        }
        return effects;
    }

    private void chooseStoreOperation(long now, SlotEffects effects) {
        PooledSession served = sessions.takeServed(now, condition.isResting());
        if (served != null) {
            busy = true;
            contact.served(served);
            String discardReason = !served.draining ? null
                    : condition.isSuspended() ? "the device is suspended" : "it has passed its age";
            effects.store(() -> store.giveBack(served, discardReason));
            return;
        }
        if (storedToDiscard && !timer.retriesStore()) {
            storedToDiscard = false;
            busy = true;
            effects.store(store::discardStored);
            return;
        }
        boolean mayOpen = condition.mayOpen(now) && !timer.retriesStore() && !awaitsRoom;
        LeaseKind wanted = mayOpen ? sessions.kindToOpen() : null;
        if (wanted != null) {
            busy = true;
            sessions.openingBegins(wanted.role());
            DeviceAccess access = waiting.first(wanted).access;
            openedWith = access;
            DeviceRecord record = condition.record();
            effects.store(() -> store.open(wanted.role(), access, record));
        }
    }

    private void removeIfEmpty() {
        if (!busy && sessions.isEmpty() && waiting.isEmpty() && open == 0 && pool.store().held(key) == 0) {
            removed = true;
            onRemoved.run();
        }
    }

    // ---- time: one timer per slot, armed for the earliest thing that time alone brings about

    SlotEffects timerFired(long now) {
        if (!timer.fired(now)) {
            return null;
        }
        List<Waiter> late = waiting.takeLate(now);
        SlotEffects effects = settle(now);
        for (Waiter waiter : late) {
            grants.failTimedOut(waiter, awaitsTurn, effects);
        }
        timer.wakeAt(effects, SlotEffects.earlier(
                timer.retryStoreAt(), SlotEffects.earlier(waiting.earliestDeadline(), sessions.earliestLingered())));
        return effects;
    }
}

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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.LeaseTimeoutException;
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

    private static final long NEVER = SlotEffects.NEVER;

    private final SessionPool pool;
    private final PoolSettings settings;
    private final DeviceSlot slot;
    private final StoreOperations store;

    private final LeaseQueue waiting = new LeaseQueue();
    private final ActiveSessions sessions;
    private final DeviceCondition condition;
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
    private long retryStoreAt = NEVER;
    private long timerAt = NEVER;
    private long lastUsed;
    private CompletableFuture<Void> drained;
    /** Whether the device was asked how many sessions it allows, or that does not matter. */
    private boolean allowanceAsked;
    private int allowed = SessionQuestions.NOT_TOLD;
    private DeviceAccess openedWith;
    private long lastLogin = NEVER;
    /** By sessions that are not in use any more. */
    private long lastHeard = NEVER;

    SlotState(SessionPool pool, PoolSettings settings, DeviceSlot slot, StoreOperations store) {
        this.pool = pool;
        this.settings = settings;
        this.slot = slot;
        this.store = store;
        this.sessions = new ActiveSessions(settings, waiting);
        this.condition = new DeviceCondition(slot.device(), pool::isClosing);
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
        long heard = lastHeard;
        for (PooledSession each : sessions.all()) {
            heard = later(heard, each.session().lastRead());
        }
        return condition.status(
                sessions.countOpen(), pool.stored(slot.key()), sessions.leases(), waiting.count(), since(heard, now),
                since(lastLogin, now), now);
    }

    /** What it was last told over a session counts, whatever becomes of that. */
    private void heard(PooledSession session) {
        if (session.number > 0) {
            lastHeard = later(lastHeard, session.session().lastRead());
        }
    }

    private static long later(long a, long b) {
        return a == NEVER || b - a > 0 ? b : a;
    }

    private static Duration since(long when, long now) {
        return when == NEVER ? null : Duration.ofNanos(Math.max(0, now - when));
    }

    // ---- what callers do

    /** @return {@code null} if the caller has to wait */
    CompletableFuture<Lease> answerAtOnce(LeaseKind kind, String command, SessionUse use, long now) {
        lastUsed = now;
        MikrotikException refusal = refusal(kind, now);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal.keptFrom(command));
        }
        PooledSession joined = waiting.isEmpty(kind) ? sessions.joinable(kind, now, now, condition.mayOpen(now)) : null;
        if (joined == null) {
            return null;
        }
        joined.lease(kind);
        return CompletableFuture.completedFuture(new Lease(slot, joined, kind, use));
    }

    SlotEffects waits(Waiter waiter, long now) {
        waiting.add(waiter);
        if (awaitsTurn && !sessions.hasOne(waiter.kind.role())) {
            waiter.hold(now);
        }
        SlotEffects effects = settle(now);
        wakeAt(effects, waiter.deadline);
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
            allowed = most;
            sessions.limit(most == SessionQuestions.NOT_TOLD
                    ? settings.maxTotalPerKey()
                    : Math.min(settings.maxTotalPerKey(), (int) Math.max(1, (long) most * settings.maxSessionShare() / 100)));
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
            wakeAt(trusted, now + settings.linger().toNanos());
            return trusted;
        }
        if (!waiting.isEmpty() || !session.isOpen()
                || unused && sessions.hasServed(session, now, condition.isResting())) {
            return settle(now);
        }
        long lingered = now + settings.linger().toNanos();
        if (!unused || willWakeBy(lingered)) {
            return null;
        }
        SlotEffects effects = new SlotEffects();
        wakeAt(effects, lingered);
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
        for (LeaseKind kind : LeaseKind.values()) {
            if (!sessions.hasOne(kind.role())) {
                waiting.hold(kind, now);
            }
        }
        return null;
    }

    SlotEffects turnCame(long now) {
        awaitsTurn = false;
        waiting.goOn(now);
        SlotEffects effects = new SlotEffects();
        wakeAt(effects, waiting.earliestDeadline());
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
            lastLogin = now;
        }
        SlotEffects effects = settleAndTell(news, now);
        if (!allowanceAsked) {
            allowanceAsked = true;
            effects.then(() -> store.askAllowance(session, openedWith));
        }
        wakeAt(effects, now + settings.linger().toNanos());
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
        for (LeaseKind each : LeaseKind.values()) {
            if (each.role() == role || !sessions.serves(each.role())) {
                failAll(each, failure, effects);
            }
        }
    }

    SlotEffects sessionClosed(PooledSession session, MikrotikException reason, long now) {
        open--;
        heard(session);
        List<Runnable> news = new ArrayList<>(noticeAnswersOf(sessions.all(), now));
        news.addAll(noticeAnswersOf(List.of(session), now));
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
        List<Runnable> news = condition.awaitsAnswer() ? noticeAnswersOf(sessions.all(), now) : List.of();
        if (news.isEmpty()) {
            return null;
        }
        SlotEffects effects = settle(now);
        news.forEach(effects::then);
        return effects;
    }

    private List<Runnable> noticeAnswersOf(List<PooledSession> those, long now) {
        return those.stream().map(session -> condition.noticeAnswer(session, now)).filter(Objects::nonNull).toList();
    }

    /** For as long as the evictor looks at a session. */
    SlotEffects storeIsBusy(long now) {
        retryStoreAt = now + SessionPool.STORE_RETRY_NANOS;
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
        if (pool.held(slot.key()) > sessions.count()) {
            // the evictor has taken one away to look at it
            storedToDiscard = true;
            retryStoreAt = now + SessionPool.STORE_RETRY_NANOS;
        }
        return storeAnswered(now);
    }

    SlotEffects storeAnswered(long now) {
        busy = false;
        sessions.openingEnds();
        SlotEffects effects = settle(now);
        wakeAt(effects, retryStoreAt);
        return effects;
    }

    // ---- what to do next

    private SlotEffects settle(long now) {
        SlotEffects effects = new SlotEffects();
        for (LeaseKind kind : LeaseKind.values()) {
            if (!waiting.isEmpty(kind)) {
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
            if (condition.isRetired()) {
                removeIfEmpty();
            }
        }
        return effects;
    }

    private void handOver(LeaseKind kind, long now, SlotEffects effects) {
        boolean successorMayOpen = condition.mayOpen(now);
        for (Waiter next = waiting.firstStillWaiting(kind); next != null; next = waiting.firstStillWaiting(kind)) {
            PooledSession session = sessions.joinable(kind, next.since, now, successorMayOpen);
            if (session == null) {
                return;
            }
            session.lease(kind);
            effects.grant(waiting.takeFirst(kind), new Lease(slot, session, kind, next.use));
        }
    }

    private void chooseStoreOperation(long now, SlotEffects effects) {
        PooledSession served = sessions.takeServed(now, condition.isResting());
        if (served != null) {
            busy = true;
            heard(served);
            String discardReason = !served.draining ? null
                    : condition.isSuspended() ? "the device is suspended" : "it has passed its age";
            effects.store(() -> store.giveBack(served, discardReason));
            return;
        }
        if (storedToDiscard && retryStoreAt == NEVER) {
            storedToDiscard = false;
            busy = true;
            effects.store(store::discardStored);
            return;
        }
        boolean mayOpen = condition.mayOpen(now) && retryStoreAt == NEVER && !awaitsRoom;
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

    /** Why nobody may wait for that kind now, or {@code null}. */
    private MikrotikException refusal(LeaseKind kind, long now) {
        return condition.refusal(sessions.serves(kind.role()), now);
    }

    private void failAll(LeaseKind kind, MikrotikException failure, SlotEffects effects) {
        waiting.takeAll(kind).forEach(waiter -> effects.fail(waiter, failure));
    }

    private void removeIfEmpty() {
        if (!busy && sessions.isEmpty() && waiting.isEmpty() && open == 0 && pool.held(slot.key()) == 0) {
            removed = true;
            pool.forget(slot.key(), slot);
        }
    }

    // ---- time: one timer per slot, armed for the earliest thing that time alone brings about

    SlotEffects timerFired(long now) {
        if (timerAt != NEVER && timerAt - now > 0) {
            return null;
        }
        timerAt = NEVER;
        if (retryStoreAt != NEVER && retryStoreAt - now <= 0) {
            retryStoreAt = NEVER;
        }
        List<Waiter> late = waiting.takeLate(now);
        SlotEffects effects = settle(now);
        for (Waiter waiter : late) {
            effects.fail(waiter, timedOut(waiter));
        }
        wakeAt(effects, SlotEffects.earlier(
                retryStoreAt, SlotEffects.earlier(waiting.earliestDeadline(), sessions.earliestLingered())));
        return effects;
    }

    private LeaseTimeoutException timedOut(Waiter waiter) {
        String device = slot.device();
        return new LeaseTimeoutException(
                device, "no free session for " + device + " within "
                        + DurationFormat.duration(Duration.ofNanos(waiter.deadline - waiter.since)) + " (sessions "
                        + sessions.count()
                        + "/" + sessions.limit() + limits()
                        + (awaitsTurn
                                ? " and one whose turn to be opened has not come, see maxOpeningsPerSecond and"
                                  + " maxConcurrentOpenings"
                                : sessions.isOneOpening() ? " and one being opened" : "")
                        + ", commands in flight " + sessions.leases() + ", waiting " + waiting.count() + ")");
    }

    /** What else makes them few, or slow. */
    private String limits() {
        String share = allowed == SessionQuestions.NOT_TOLD || sessions.limit() == settings.maxTotalPerKey()
                ? "" : ", maxSessionShare " + settings.maxSessionShare() + "% of " + allowed;
        return settings.maxCommandsPerSecond() == 0
                ? share : share + ", maxCommandsPerSecond " + settings.maxCommandsPerSecond();
    }

    private boolean willWakeBy(long when) {
        return timerAt != NEVER && timerAt - when <= 0;
    }

    private void wakeAt(SlotEffects effects, long when) {
        if (when != NEVER && !willWakeBy(when)) {
            timerAt = when;
            effects.wakeAt(when);
        }
    }
}

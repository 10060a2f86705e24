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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.camelmikrotik.pool.PoolSettings;

/**
 * The sessions of one device that its slot hands out, and the rules of sharing them: which of them may carry one more
 * lease, when another may be opened, when one has served. Decides from its own state and from who waits; does nothing
 * outside. Guarded by the lock of the device's slot.
 */
final class ActiveSessions {

    private final PoolSettings settings;
    private final LeaseQueue waiting;
    private final List<PooledSession> sessions = new ArrayList<>(2);
    /** What the session that is on its way will be for, or {@code null}. */
    private SessionRole opening;
    /** Most sessions: a single one until the device has told how many it allows, where that matters. */
    private int limit;
    private int allowed = SessionQuestions.NOT_TOLD;

    ActiveSessions(PoolSettings settings, LeaseQueue waiting) {
        this.settings = settings;
        this.waiting = waiting;
        this.limit = settings.maxSessionShare() == 0 ? settings.maxTotalPerKey() : 1;
    }

    // ---- which there are

    void add(PooledSession session) {
        sessions.add(session);
    }

    int limit() {
        return limit;
    }

    /** @param most sessions that the device allows, or {@link SessionQuestions#NOT_TOLD} */
    void allowed(int most) {
        allowed = most;
        limit = most == SessionQuestions.NOT_TOLD
                ? settings.maxTotalPerKey()
                : Math.min(settings.maxTotalPerKey(), (int) Math.max(1, (long) most * settings.maxSessionShare() / 100));
    }

    /** For people: how many there are, and what makes them few, or slow. */
    String describe() {
        String share = allowed == SessionQuestions.NOT_TOLD || limit == settings.maxTotalPerKey()
                ? "" : ", maxSessionShare " + settings.maxSessionShare() + "% of " + allowed;
        String rate = settings.maxCommandsPerSecond() == 0
                ? "" : ", maxCommandsPerSecond " + settings.maxCommandsPerSecond();
        return "sessions " + sessions.size() + "/" + limit + share + rate;
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    int count() {
        return sessions.size();
    }

    int countOpen() {
        return (int) sessions.stream().filter(PooledSession::isOpen).count();
    }

    int leases() {
        return sessions.stream().mapToInt(session -> session.leases).sum();
    }

    List<PooledSession> all() {
        return List.copyOf(sessions);
    }

    /** What they carry goes on; they take nothing new. */
    void drain() {
        sessions.forEach(session -> session.draining = true);
    }

    void openingBegins(SessionRole role) {
        opening = role;
    }

    void openingEnds() {
        opening = null;
    }

    boolean isOneOpening() {
        return opening != null;
    }

    /** Whether that role has a session that lives, or one on its way. */
    boolean serves(SessionRole role) {
        return opening == role || hasOne(role);
    }

    /** Whether that role has a session that lives. */
    boolean hasOne(SessionRole role) {
        for (PooledSession session : sessions) {
            if (session.role == role && !session.draining && session.isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** The waiting times of callers for whom no session lives stand still. */
    void holdThoseWithout(long now) {
        for (LeaseKind kind : LeaseKind.values()) {
            if (!hasOne(kind.role())) {
                waiting.hold(kind, now);
            }
        }
    }

    // ---- who may join

    /**
     * A session of that kind which can carry one more lease for somebody who asked at {@code since}. One in doubt comes
     * last: what is sent over it waits there for the verdict, unsent.
     *
     * @param successorMayOpen whether a session of age may be replaced now
     */
    PooledSession joinable(LeaseKind kind, long since, long now, boolean successorMayOpen) {
        PooledSession trusted = joinable(kind, since, now, successorMayOpen, false);
        return trusted != null ? trusted : joinable(kind, since, now, successorMayOpen, true);
    }

    private PooledSession joinable(LeaseKind kind, long since, long now, boolean successorMayOpen, boolean inDoubt) {
        for (PooledSession session : sessions) {
            if (session.role == kind.role() && !session.draining && session.isOpen() && session.isInDoubt() == inDoubt
                    && session.hasRoom(kind, settings.commandsAtOnce())) {
                if (successorMayOpen && mustBeReplaced(session, now)) {
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
        return session.isExpired(now) && (hasRoomForOneMore() || session.isOverdue(now)) && session.standing == 0;
    }

    /** With a single session per device the two roles take turns, whoever asked first. */
    private boolean mustYield(SessionRole role, long since) {
        for (LeaseKind other : LeaseKind.values()) {
            Waiter first = waiting.first(other);
            if (other.role() != role && first != null && first.since - since < 0 && !serves(other.role())
                    && sessions.size() >= limit) {
                return true;
            }
        }
        return false;
    }

    // ---- when another is opened

    /** The kind whose first waiter has waited longest, among those that may have another session; or {@code null}. */
    LeaseKind kindToOpen() {
        LeaseKind wanted = null;
        for (LeaseKind kind : LeaseKind.values()) {
            Waiter first = waiting.first(kind);
            if (first != null && mayOpen(kind.role())
                    && (wanted == null || first.since - waiting.first(wanted).since < 0)) {
                wanted = kind;
            }
        }
        return wanted;
    }

    private boolean mayOpen(SessionRole role) {
        if (!hasRoomForOneMore()) {
            return false;
        }
        int ofRole = opening == role ? 1 : 0;
        for (PooledSession session : sessions) {
            ofRole += session.role == role && !session.draining ? 1 : 0;
        }
        return ofRole < (role == SessionRole.COMMANDS ? 1 : Math.max(1, limit - 1));
    }

    private boolean hasRoomForOneMore() {
        return sessions.size() + (opening == null ? 0 : 1) < limit;
    }

    // ---- when one has served

    /**
     * Takes out a session that should go back to the store: a dead one, or one without leases that has served.
     *
     * @param  resting whether the device is not to be used
     * @return         {@code null} if there is none
     */
    PooledSession takeServed(long now, boolean resting) {
        for (Iterator<PooledSession> each = sessions.iterator(); each.hasNext();) {
            PooledSession session = each.next();
            if (!session.isOpen() || session.leases == 0 && hasServed(session, now, resting)) {
                each.remove();
                session.attached = false;
                return session;
            }
        }
        return null;
    }

    /** Whether a session without leases should go back to the store. */
    boolean hasServed(PooledSession session, long now, boolean resting) {
        return session.draining || resting || session.isExpired(now)
                || now - session.idleSince >= settings.linger().toNanos() || mustYield(session.role, now + 1);
    }

    /** When the next session without leases has lingered; {@link SlotEffects#NEVER} if all have leases. */
    long earliestLingered() {
        long earliest = SlotEffects.NEVER;
        for (PooledSession session : sessions) {
            if (session.leases == 0) {
                earliest = SlotEffects.earlier(earliest, session.idleSince + settings.linger().toNanos());
            }
        }
        return earliest;
    }
}

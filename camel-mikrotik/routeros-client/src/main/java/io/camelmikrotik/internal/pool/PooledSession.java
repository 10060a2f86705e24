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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import io.camelmikrotik.internal.session.ApiSession;

/**
 * What the store keeps: a session, or the capacity for one that is opened once a device's slot has it.
 */
final class PooledSession {

    private static final double AGE_SPREAD = 0.1;

    private final long expiresAt;
    private final long overdueAt;
    private volatile ApiSession session;
    private volatile boolean discarded;
    /** Of those who hold it now. */
    private final Set<LeaseRevocation> withdrawals = ConcurrentHashMap.newKeySet();
    private volatile boolean withdrawn;
    private volatile long storedAt;
    private volatile long evictableAfter;

    // guarded by the lock of the device's slot
    SessionRole role;
    int leases;
    /** Those among the leases that are {@link LeaseKind#LONG_LIVED}. */
    int standing;
    /** Whether the slot still hands it out or will give it back; false from the moment it returns to the store. */
    boolean attached;
    /** Finishes what it carries and takes nothing new. */
    boolean draining;
    long idleSince;
    /** Counts the sessions that the device's slot has come to hand out; 0 for one that never got so far. */
    int number;
    long handedOutAt;

    PooledSession(Duration maxAge, long now) {
        // sessions opened together shall not expire together
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-AGE_SPREAD, AGE_SPREAD);
        long age = (long) (maxAge.toNanos() * factor);
        this.expiresAt = now + age;
        this.overdueAt = expiresAt + age;
    }

    void lease(LeaseKind kind) {
        leases++;
        standing += kind == LeaseKind.LONG_LIVED ? 1 : 0;
    }

    void release(LeaseKind kind) {
        leases--;
        standing -= kind == LeaseKind.LONG_LIVED ? 1 : 0;
    }

    /** Whether one more lease of that kind fits. */
    boolean hasRoom(LeaseKind kind, int commands) {
        switch (kind) {
            case SHARED:
                return leases - standing < commands;
            case LONG_LIVED:
                return true;
            default:
                return leases == 0;
        }
    }

    LeaseRevocation onWithdrawn(Object holder, Runnable action) {
        LeaseRevocation revocation = new LeaseRevocation(holder, action, withdrawals);
        withdrawals.add(revocation);
        if (withdrawn) {
            revocation.happens();
        }
        return revocation;
    }

    void forgetWithdrawals(Object holder) {
        for (LeaseRevocation each : withdrawals) {
            if (each.isOf(holder)) {
                each.forget();
            }
        }
    }

    /** Tells those who hold it, and those who come to hold it until it is handed out anew. */
    void withdraw() {
        withdrawn = true;
        withdrawals.forEach(LeaseRevocation::happens);
    }

    /** The slot hands it out from now on. */
    void attach(SessionRole newRole, long now) {
        role = newRole;
        leases = 0;
        standing = 0;
        attached = true;
        draining = false;
        idleSince = now;
        withdrawn = false;
    }

    boolean isNew() {
        return session == null;
    }

    void opening(ApiSession newSession) {
        session = newSession;
    }

    ApiSession session() {
        return session;
    }

    boolean isOpen() {
        ApiSession current = session;
        return !discarded && current != null && current.isOpen();
    }

    boolean hasAnswered() {
        ApiSession current = session;
        return current != null && current.hasAnswered();
    }

    /** Whether commands sent over it wait for the device's next word. */
    boolean isInDoubt() {
        ApiSession current = session;
        return current != null && current.isInDoubt();
    }

    /** Whether it was closed here, rather than by the device or the network. */
    boolean isDiscarded() {
        return discarded;
    }

    boolean isExpired(long now) {
        return expiresAt - now <= 0;
    }

    /** Twice the age: it is replaced even if that makes callers wait for what it carries. */
    boolean isOverdue(long now) {
        return overdueAt - now <= 0;
    }

    /**
     * The store has it from now on.
     *
     * @param minIdle time after which the evictor closes it
     */
    void stored(long now, Duration minIdle) {
        storedAt = now;
        evictableAfter = minIdle.toNanos();
    }

    boolean isEvictable(long now) {
        return now - storedAt >= evictableAfter;
    }

    /** Whether the store may keep it. */
    boolean isWorthKeeping(long now) {
        return !discarded && (session == null || session.isOpen() && !isExpired(now));
    }

    /** Closes it, or gives up the capacity. */
    void discard(String reason) {
        discarded = true;
        ApiSession current = session;
        if (current != null) {
            current.close(reason);
        }
    }
}

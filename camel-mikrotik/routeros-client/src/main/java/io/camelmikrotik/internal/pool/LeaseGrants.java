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
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.LeaseTimeoutException;
import io.camelmikrotik.exception.MikrotikException;

/**
 * Who is granted a lease now, and who hears why he gets none. Guarded by the lock of the device's slot; callers are
 * told after it.
 */
final class LeaseGrants {

    private final String device;
    private final Lease.Issuer issuer;
    private final LeaseQueue waiting;
    private final ActiveSessions sessions;
    private final DeviceCondition condition;

    LeaseGrants(String device, Lease.Issuer issuer, LeaseQueue waiting, ActiveSessions sessions,
                DeviceCondition condition) {
        this.device = device;
        this.issuer = issuer;
        this.waiting = waiting;
        this.sessions = sessions;
        this.condition = condition;
    }

    /** @return {@code null} if the caller has to wait */
    CompletableFuture<Lease> atOnce(LeaseKind kind, String command, SessionUse use, long now) {
        MikrotikException refusal = refusal(kind, now);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal.keptFrom(command));
        }
        PooledSession joined = waiting.isEmpty(kind) ? sessions.joinable(kind, now, now, condition.mayOpen(now)) : null;
        if (joined == null) {
            return null;
        }
        joined.lease(kind);
        return CompletableFuture.completedFuture(new Lease(issuer, joined, kind, use));
    }

    /** Grants what can be granted to those who wait; fails those who would wait in vain. */
    void toThoseWaiting(long now, SlotEffects effects) {
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
    }

    private void handOver(LeaseKind kind, long now, SlotEffects effects) {
        boolean successorMayOpen = condition.mayOpen(now);
        for (Waiter next = waiting.firstStillWaiting(kind); next != null; next = waiting.firstStillWaiting(kind)) {
            PooledSession session = sessions.joinable(kind, next.since, now, successorMayOpen);
            if (session == null) {
                return;
            }
            session.lease(kind);
            effects.grant(waiting.takeFirst(kind), new Lease(issuer, session, kind, next.use));
        }
    }

    /** Why nobody may wait for that kind now, or {@code null}. */
    private MikrotikException refusal(LeaseKind kind, long now) {
        return condition.refusal(sessions.serves(kind.role()), now);
    }

    /** A session for that role could not be opened: those who needed it, or have no other on its way, hear of it. */
    void failThoseWhoNeeded(SessionRole role, MikrotikException failure, SlotEffects effects) {
        for (LeaseKind each : LeaseKind.values()) {
            if (each.role() == role || !sessions.serves(each.role())) {
                failAll(each, failure, effects);
            }
        }
    }

    private void failAll(LeaseKind kind, MikrotikException failure, SlotEffects effects) {
        waiting.takeAll(kind).forEach(waiter -> effects.fail(waiter, failure));
    }

    /** @param awaitsTurn whether an opening is in the throttle's queue */
    void failTimedOut(Waiter waiter, boolean awaitsTurn, SlotEffects effects) {
        String opening = awaitsTurn
                ? " and one whose turn to be opened has not come, see maxOpeningsPerSecond and maxConcurrentOpenings"
                : sessions.isOneOpening() ? " and one being opened" : "";
        effects.fail(waiter, new LeaseTimeoutException(
                device, "no free session for " + device + " within "
                        + DurationFormat.duration(Duration.ofNanos(waiter.deadline - waiter.since)) + " ("
                        + sessions.describe() + opening + ", commands in flight "
                        + sessions.leases() + ", waiting " + waiting.count() + ")"));
    }
}

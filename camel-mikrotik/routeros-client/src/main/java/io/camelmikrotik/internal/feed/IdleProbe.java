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
package io.camelmikrotik.internal.feed;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.camelmikrotik.internal.session.Completions;

/**
 * Asks a session that has been silent for the idle probe interval whether it lives, so that a connection that is dead
 * without an end is noticed. For the owner's executor only.
 */
final class IdleProbe {

    private final Duration idleProbeInterval;
    private final Executor executor;
    private final Runnable answered;
    private boolean asking;

    /**
     * @param idleProbeInterval zero for no checks
     * @param answered          runs on the executor after each check. A session that did not answer has been closed by
     *                          then, and with it what ran on it has ended
     */
    IdleProbe(Duration idleProbeInterval, Executor executor, Runnable answered) {
        this.idleProbeInterval = idleProbeInterval;
        this.executor = executor;
        this.answered = answered;
    }

    /** When the next check is due; {@link WakeupTimer#NEVER} if none is, or one is under way. */
    long nextAt(Subscription subscription) {
        return idleProbeInterval.isZero() || asking
                ? WakeupTimer.NEVER : subscription.session().lastRead() + idleProbeInterval.toNanos();
    }

    void askIfDue(Subscription subscription, long now) {
        long at = nextAt(subscription);
        if (at != WakeupTimer.NEVER && at - now <= 0) {
            asking = true;
            CompletionStage<Void> ready;
            try {
                ready = subscription.session().ready(idleProbeInterval);
            } catch (RuntimeException | Error e) {
                asking = false;
                throw e;
            }
            Completions.then(ready, (alive, dead) -> executor.execute(() -> {
                asking = false;
                answered.run();
            }));
        }
    }
}

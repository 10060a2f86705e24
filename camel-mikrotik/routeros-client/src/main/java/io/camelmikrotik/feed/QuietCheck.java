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
package io.camelmikrotik.feed;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.camelmikrotik.routeros.Completions;

/**
 * Asks a session that has been silent for the quiet time whether it lives, so that a connection that is dead without an
 * end is noticed. For the owner's lane only.
 */
final class QuietCheck {

    private final Duration quietTime;
    private final Executor lane;
    private final Runnable answered;
    private boolean asking;

    /**
     * @param quietTime zero for no checks
     * @param answered  runs on the lane after each check. A session that did not answer has been closed by then, and
     *                  with it what ran on it has ended
     */
    QuietCheck(Duration quietTime, Executor lane, Runnable answered) {
        this.quietTime = quietTime;
        this.lane = lane;
        this.answered = answered;
    }

    /** When the next check is due; {@link Alarm#NEVER} if none is, or one is under way. */
    long nextAt(Subscription subscription) {
        return quietTime.isZero() || asking ? Alarm.NEVER : subscription.session().lastRead() + quietTime.toNanos();
    }

    void askIfDue(Subscription subscription, long now) {
        long at = nextAt(subscription);
        if (at != Alarm.NEVER && at - now <= 0) {
            asking = true;
            CompletionStage<Void> ready;
            try {
                ready = subscription.session().ready(quietTime);
            } catch (RuntimeException | Error e) {
                asking = false;
                throw e;
            }
            Completions.then(ready, (alive, dead) -> lane.execute(() -> {
                asking = false;
                answered.run();
            }));
        }
    }
}

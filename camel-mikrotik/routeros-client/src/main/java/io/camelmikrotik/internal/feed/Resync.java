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
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a table that is listened to is compared again, in case its router did not tell all that happened. For one thread
 * at a time.
 */
final class Resync {

    /** Subscriptions that began together shall not print together. */
    private static final double SPREAD = 0.1;

    private final long interval;
    private long due = WakeupTimer.NEVER;

    /** @param interval zero for never */
    Resync(Duration interval) {
        this.interval = interval.toNanos();
    }

    /** The whole table was compared just now. */
    void compared(long now) {
        if (interval > 0) {
            due = now + (long) (interval * (1 + ThreadLocalRandom.current().nextDouble(-SPREAD, SPREAD)));
        }
    }

    /** In {@link System#nanoTime()}, or {@link WakeupTimer#NEVER}. */
    long dueAt() {
        return due;
    }

    boolean isDue(long now) {
        return due != WakeupTimer.NEVER && due - now <= 0;
    }
}

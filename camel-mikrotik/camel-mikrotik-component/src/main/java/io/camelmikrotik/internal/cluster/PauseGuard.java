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
package io.camelmikrotik.internal.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Whether this process may have been away: paused, or out of touch with the cluster's engine, for so long that others
 * may have taken what it leads. The engine's own word is not enough there: in a process that goes on after a pause, it
 * is an old one until its threads have had their turn. Whichever thread asks first finds out. Safe for any thread.
 */
final class PauseGuard {

    private final LongSupplier nanoTime;
    private final LongSupplier currentTimeMillis;
    private final long limit;
    private final AtomicReference<Beat> last;

    /** @param millis notices a machine that was asleep, where {@link System#nanoTime()} stands still */
    private record Beat(long nanos, long millis, long doubts, boolean inTouch) {
    }

    /** @param limit longest time without a word from the engine after which nothing is in doubt */
    PauseGuard(Duration limit, LongSupplier nanoTime, LongSupplier currentTimeMillis) {
        this.limit = limit.toNanos();
        this.nanoTime = nanoTime;
        this.currentTimeMillis = currentTimeMillis;
        this.last = new AtomicReference<>(new Beat(nanoTime.getAsLong(), currentTimeMillis.getAsLong(), 0, false));
    }

    Duration limit() {
        return Duration.ofNanos(limit);
    }

    /**
     * How often it was in doubt whether this member leads anything. What is from before the last time counts no more.
     */
    long doubts() {
        while (true) {
            Beat known = last.get();
            long nanos = nanoTime.getAsLong();
            long millis = currentTimeMillis.getAsLong();
            if (!isOverdue(known, nanos, millis)) {
                return known.doubts;
            }
            last.compareAndSet(known, new Beat(nanos, millis, known.doubts + 1, false));
        }
    }

    /** Whether the engine has answered since the last doubt. */
    boolean isInTouch() {
        doubts();
        return last.get().inTouch;
    }

    /** Asks the engine. That it answers counts from when it was asked: what it knew is no older. */
    void ask(Runnable question) {
        long nanos = nanoTime.getAsLong();
        long millis = currentTimeMillis.getAsLong();
        question.run();
        doubts();
        last.updateAndGet(known -> new Beat(nanos, millis, known.doubts, true));
    }

    private boolean isOverdue(Beat known, long nanos, long millis) {
        return nanos - known.nanos > limit || TimeUnit.MILLISECONDS.toNanos(millis - known.millis) > limit;
    }
}

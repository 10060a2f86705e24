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

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Bounds how many sessions of the whole fleet are being opened at a time, and how many start per second: when power
 * comes back to ten thousand routers, they are logged in to one after the other. First come, first served. Never
 * blocks; safe for any thread.
 */
final class OpenGate {

    private final int maxOpening;
    private final long interval;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int opening;
    /** When the start after the next one falls due; up to a second's worth may start at once. */
    private long nextStart;
    private boolean timerArmed;

    OpenGate(int maxOpening, int startsPerSecond, ScheduledExecutorService timer, LongSupplier clock) {
        this.maxOpening = maxOpening;
        this.interval = TimeUnit.SECONDS.toNanos(1) / startsPerSecond;
        this.timer = timer;
        this.clock = clock;
        this.nextStart = clock.getAsLong() - TimeUnit.SECONDS.toNanos(1);
    }

    /**
     * Runs {@code start} now, on this thread, or when its turn comes, on the timer's; then expects one
     * {@link #leave()}.
     */
    void enter(Runnable start) {
        lock.lock();
        try {
            waiting.add(start);
        } finally {
            lock.unlock();
        }
        admit();
    }

    /** An opening that was started has ended, well or not. */
    void leave() {
        lock.lock();
        try {
            opening--;
        } finally {
            lock.unlock();
        }
        admit();
    }

    private void admit() {
        for (Runnable start = next(); start != null; start = next()) {
            start.run();
        }
    }

    private Runnable next() {
        lock.lock();
        try {
            if (waiting.isEmpty() || opening >= maxOpening) {
                return null;
            }
            long now = clock.getAsLong();
            if (nextStart - now > 0) {
                armTimer(nextStart - now);
                return null;
            }
            nextStart = Math.max(nextStart, now - TimeUnit.SECONDS.toNanos(1)) + interval;
            opening++;
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private void armTimer(long delay) {
        if (!timerArmed) {
            try {
                timer.schedule(this::timerFired, delay, TimeUnit.NANOSECONDS);
                timerArmed = true;
            } catch (RejectedExecutionException e) {
                // the pool is closing and fails every waiter by itself
            }
        }
    }

    private void timerFired() {
        lock.lock();
        try {
            timerArmed = false;
        } finally {
            lock.unlock();
        }
        admit();
    }
}

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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.camelmikrotik.routeros.Dispatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many sessions of the whole fleet are being opened at a time, and how many start per second: when power
 * comes back to ten thousand routers, they are logged in to one after the other. First come, first served, but for
 * devices that were down when last tried: they come after all others and have half of the room at most, so that a
 * thousand dead ones, each of which takes its whole connect timeout, do not keep a healthy one waiting. Never blocks;
 * safe for any thread.
 */
final class OpenGate {

    /** One device's opening of a session. */
    @FunctionalInterface
    interface Opening {

        /**
         * Starts it; must not block.
         *
         * @return whether it was started, and {@link OpenGate#leave} will tell of its end; false if nobody wants it any
         *         more
         */
        boolean start();
    }

    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);

    private final int maxOpening;
    private final int maxTrials;
    private final long interval;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Queue<Opening> waiting = new ArrayDeque<>();
    private final Queue<Opening> waitingTrials = new ArrayDeque<>();
    private int opening;
    private int openingTrials;
    /** When the start after the next one falls due; up to a second's worth may start at once. */
    private long nextStart;
    private boolean timerArmed;
    /** Whether a thread is in {@link #admit()}: it will look again, others need not. */
    private boolean admitting;

    OpenGate(int maxOpening, int startsPerSecond, ScheduledExecutorService timer, LongSupplier clock) {
        this.maxOpening = maxOpening;
        this.maxTrials = Math.max(1, maxOpening / 2);
        this.interval = TimeUnit.SECONDS.toNanos(1) / startsPerSecond;
        this.timer = timer;
        this.clock = clock;
        this.nextStart = clock.getAsLong() - TimeUnit.SECONDS.toNanos(1);
    }

    /**
     * Starts it now or when its turn comes, on any thread.
     *
     * @param trial whether the device was down when last tried
     */
    void enter(boolean trial, Opening newOpening) {
        lock.lock();
        try {
            (trial ? waitingTrials : waiting).add(newOpening);
        } finally {
            lock.unlock();
        }
        admit();
    }

    /** An opening that was started has ended, well or not. */
    void leave(boolean trial) {
        lock.lock();
        try {
            leaves(trial);
        } finally {
            lock.unlock();
        }
        admit();
    }

    /** One thread at a time, in a loop: an opening that ends at once must not admit the next one from within. */
    private void admit() {
        lock.lock();
        try {
            if (admitting) {
                return;
            }
            admitting = true;
        } finally {
            lock.unlock();
        }
        while (admitNext()) {
            // until the gate is shut or nobody waits
        }
    }

    private boolean admitNext() {
        boolean trial;
        Opening next;
        lock.lock();
        try {
            trial = waiting.isEmpty();
            if (!mayStart(trial)) {
                admitting = false;
                return false;
            }
            next = (trial ? waitingTrials : waiting).poll();
            opening++;
            openingTrials += trial ? 1 : 0;
            nextStart = Math.max(nextStart, clock.getAsLong() - TimeUnit.SECONDS.toNanos(1)) + interval;
        } finally {
            lock.unlock();
        }
        if (!started(next)) {
            lock.lock();
            try {
                leaves(trial);
                nextStart -= interval;
            } finally {
                lock.unlock();
            }
        }
        return true;
    }

    private boolean mayStart(boolean trial) {
        if (opening >= maxOpening || trial && (waitingTrials.isEmpty() || openingTrials >= maxTrials)) {
            return false;
        }
        long now = clock.getAsLong();
        if (nextStart - now > 0) {
            armTimer(nextStart - now);
            return false;
        }
        return true;
    }

    /** Whatever goes wrong with one device, the gate stays in order for the others. */
    private static boolean started(Opening next) {
        try {
            return next.start();
        } catch (RuntimeException | Error e) {
            LOG.warn("A session could not be opened", e);
            return false;
        }
    }

    private void leaves(boolean trial) {
        opening--;
        openingTrials -= trial ? 1 : 0;
    }

    private void armTimer(long delay) {
        if (!timerArmed) {
            // a closed one: the pool is closing and fails every waiter by itself
            Dispatch.after(timer, delay, this::timerFired);
            timerArmed = true;
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

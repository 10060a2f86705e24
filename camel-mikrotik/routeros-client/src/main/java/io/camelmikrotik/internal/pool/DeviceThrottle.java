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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * How fast one device gets bulk commands: at most so many in flight, a number that follows how fast the device answers
 * ({@link AdaptiveLimit}), and if asked for at most so many per second. All bulk work on a device shares it, by turns:
 * who has waited longest gets the next place. Commands of ordinary exchanges do not ask here, and so wait behind no
 * more than what is in flight.
 * <p>
 * Safe for any thread; nothing blocks, and no lock is held while a caller's code runs.
 */
public final class DeviceThrottle {

    /** Runs a short task when the clock has reached a moment. */
    @FunctionalInterface
    interface Timer {
        void runAt(long when, Runnable task);
    }

    /** Room for commands missed while the timer was late may be made up for, but no more than that of this time. */
    private static final long BURST = TimeUnit.MILLISECONDS.toNanos(50);

    private final double commandsPerSecond;
    private final LongSupplier clock;
    private final Timer timer;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final List<Share> shares = new ArrayList<>();
    private final Deque<Share> waiting = new ArrayDeque<>();
    private final AdaptiveLimit limit;
    private int taken;
    private long interval;
    private long nextDue;
    private boolean timerSet;
    private long timerAt;

    /** @param commandsPerSecond of the device, whatever its bulk work asks for; 0 for no such limit */
    DeviceThrottle(double commandsPerSecond, LongSupplier clock, Timer timer) {
        this.commandsPerSecond = commandsPerSecond;
        this.clock = clock;
        this.timer = timer;
        this.limit = new AdaptiveLimit(AdaptiveLimit.START, clock.getAsLong());
        this.nextDue = clock.getAsLong();
    }

    /**
     * Takes part.
     *
     * @param window            most commands that this work wants in flight; at least 1
     * @param commandsPerSecond most commands per second of all bulk work on the device while this work lasts; 0 for no
     *                          such limit. Of several, the smallest holds
     * @param onRoom            called, on any thread, when there is room again after {@link Share#tryTake()} found none
     */
    public Share join(int window, double commandsPerSecond, Runnable onRoom) {
        if (window < 1) {
            throw new IllegalArgumentException("window must be at least 1: " + window);
        }
        if (!(commandsPerSecond >= 0)) {
            throw new IllegalArgumentException("commandsPerSecond must not be negative: " + commandsPerSecond);
        }
        Share share = new Share(window, commandsPerSecond, onRoom);
        lock.lock();
        try {
            shares.add(share);
            sharesChanged();
        } finally {
            lock.unlock();
        }
        return share;
    }

    /** Most bulk commands in flight now, of all work together. */
    public int limit() {
        lock.lock();
        try {
            return limit.current();
        } finally {
            lock.unlock();
        }
    }

    /** Bulk commands in flight, and places given to work that has not sent its command yet. */
    public int inFlight() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    // ---- under the lock

    private void sharesChanged() {
        limit.bound(shares.stream().mapToInt(share -> share.window).max().orElse(AdaptiveLimit.START));
        double rate = DoubleStream.concat(
                DoubleStream.of(commandsPerSecond), shares.stream().mapToDouble(share -> share.commandsPerSecond))
                .filter(each -> each > 0).min().orElse(0);
        long before = interval;
        interval = rate == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / rate);
        // what waits now waits as long as its own rate says, not that of work which is over
        if (interval < before) {
            nextDue -= before - interval;
        }
    }

    private boolean hasRoom() {
        if (taken >= limit.current()) {
            limit.usedUp();
            return false;
        }
        return true;
    }

    /** Counts one command against the rate. @return whether it is due; if not, the timer is set */
    private boolean isDue(List<Runnable> effects) {
        if (interval == 0) {
            return true;
        }
        long now = clock.getAsLong();
        if (nextDue - now > 0) {
            if (!timerSet || nextDue - timerAt < 0) {
                timerSet = true;
                long when = nextDue;
                timerAt = when;
                effects.add(() -> timer.runAt(when, this::timerFired));
            }
            return false;
        }
        nextDue = (now - nextDue > BURST ? now - BURST : nextDue) + interval;
        return true;
    }

    private void grant(List<Runnable> effects) {
        // who has its window full stays where it is, until one of its own ends
        int passedOver = 0;
        while (waiting.size() > passedOver && hasRoom()) {
            Share first = waiting.poll();
            if (first.inFlight >= first.window) {
                waiting.add(first);
                passedOver++;
            } else if (isDue(effects)) {
                passedOver = 0;
                first.waits = false;
                first.reserved++;
                first.inFlight++;
                taken++;
                effects.add(first.onRoom);
            } else {
                waiting.addFirst(first);
                return;
            }
        }
    }

    private void timerFired() {
        change(() -> timerSet = false);
    }

    private void change(Runnable mutation) {
        List<Runnable> effects = new ArrayList<>(2);
        lock.lock();
        try {
            mutation.run();
            grant(effects);
        } finally {
            lock.unlock();
        }
        effects.forEach(Runnable::run);
    }

    /** One bulk work's part in the pace. */
    public final class Share implements AutoCloseable {

        private final int window;
        private final double commandsPerSecond;
        private final Runnable onRoom;
        // guarded by lock
        private int inFlight;
        private int reserved;
        private boolean waits;
        private boolean closed;

        private Share(int window, double commandsPerSecond, Runnable onRoom) {
            this.window = window;
            this.commandsPerSecond = commandsPerSecond;
            this.onRoom = onRoom;
        }

        /**
         * Takes a place for one command, which begins now.
         *
         * @return {@code null} if there is none; {@code onRoom} is then called once when there is
         */
        public Place tryTake() {
            List<Runnable> effects = new ArrayList<>(1);
            try {
                lock.lock();
                try {
                    if (closed) {
                        throw new IllegalStateException("closed");
                    }
                    if (reserved > 0) {
                        reserved--;
                    } else if (waits) {
                        return null;
                    } else if (waiting.isEmpty() && inFlight < window && hasRoom() && isDue(effects)) {
                        inFlight++;
                        taken++;
                    } else {
                        if (inFlight >= window) {
                            limit.usedUp();
                        }
                        waits = true;
                        waiting.add(this);
                        return null;
                    }
                    return new Place(this, clock.getAsLong(), taken == 1);
                } finally {
                    lock.unlock();
                }
            } finally {
                effects.forEach(Runnable::run);
            }
        }

        /** Takes part no more. Places taken end by themselves. */
        @Override
        public void close() {
            change(() -> {
                if (!closed) {
                    closed = true;
                    waiting.remove(this);
                    taken -= reserved;
                    reserved = 0;
                    shares.remove(this);
                    if (!shares.isEmpty()) {
                        sharesChanged();
                    }
                }
            });
        }
    }

    /** The place of one command in flight. Whoever took it ends it, in one of three ways; any thread may. */
    public final class Place {

        private final Share share;
        private final long sent;
        private final boolean alone;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Place(Share share, long sent, boolean alone) {
            this.share = share;
            this.sent = sent;
            this.alone = alone;
        }

        /** The device answered: how long it took tells how it does. */
        public void answered() {
            end(() -> limit.answered(sent, alone, clock.getAsLong()));
        }

        /** The command's time was up. */
        public void timedOut() {
            end(() -> limit.timedOut(sent, clock.getAsLong()));
        }

        /** The command ended, and its time tells nothing: it was never sent, or did the work of many. */
        public void ended() {
            end(() -> {
            });
        }

        private void end(Runnable learn) {
            if (ended.compareAndSet(false, true)) {
                change(() -> {
                    taken--;
                    share.inFlight--;
                    learn.run();
                });
            }
        }
    }
}

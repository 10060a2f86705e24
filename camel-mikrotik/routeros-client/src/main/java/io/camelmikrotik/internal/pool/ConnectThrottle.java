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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paces the openings of the whole fleet: when power comes back to ten thousand routers, or the application starts, all
 * of them are to be logged in to. Each router sees one opening at a time anyway; what is paced is this machine and its
 * network, by how they answer ({@link OpeningWindow}), within two bounds that the user sets. An opening that is silent
 * costs neither of them anything: it makes room in the window soon, and counts among {@code maxConcurrent} only.
 * <p>
 * Who has a good {@linkplain DeviceRecord record} overtakes: he gets most of the starts, and an eighth of the room is
 * for him alone; devices that were down when last tried have half of it at most, those that were never up a quarter. So
 * a thousand dead devices, each of which takes its whole connect timeout, do not keep a healthy one waiting, and none
 * of them waits for ever. Within a record: first come, first served. Never blocks; safe for any thread.
 */
final class ConnectThrottle {

    /** One device's opening of a session. */
    @FunctionalInterface
    interface Opening {

        /**
         * Starts it; must not block.
         *
         * @param  place is left once it has ended, well or not, if it was started
         * @return       whether it was started; false if nobody wants it any more
         */
        boolean start(Place place);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConnectThrottle.class);
    private static final long BURST = TimeUnit.SECONDS.toNanos(1);
    private static final long NEVER = SlotEffects.NEVER;

    private final int maxConcurrent;
    private final int maxWithoutGoodRecord;
    private final int maxTrials;
    private final int maxFailing;
    private final long interval;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final LongSupplier backlog;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Map<DeviceRecord, Line> lines = new EnumMap<>(DeviceRecord.class);
    private final OpeningWindow window;
    /** Those that count in the window, in the order of their start; and those that have left meanwhile. */
    private final Queue<Place> fresh = new ArrayDeque<>();
    private int inWindow;
    private int concurrent;
    /** When the start after the next one falls due; up to a second's worth may start at once. */
    private long nextStart;
    private long timerAt = NEVER;
    /** Whether a thread is in {@link #admit()}: it will look again, others need not. */
    private boolean admitting;

    /** @param backlog nanoseconds by which the threads that open sessions are behind */
    ConnectThrottle(int maxConcurrent, int startsPerSecond, ScheduledExecutorService timer, LongSupplier clock,
                    LongSupplier backlog) {
        this.maxConcurrent = maxConcurrent;
        this.maxWithoutGoodRecord = maxConcurrent - maxConcurrent / 8;
        this.maxTrials = Math.max(1, maxConcurrent / 2);
        this.maxFailing = Math.max(1, maxConcurrent / 4);
        this.interval = BURST / startsPerSecond;
        this.timer = timer;
        this.clock = clock;
        this.backlog = backlog;
        this.window = new OpeningWindow(clock.getAsLong());
        this.nextStart = clock.getAsLong() - BURST;
        for (DeviceRecord record : DeviceRecord.values()) {
            lines.put(record, new Line());
        }
    }

    /** Starts it now or when its turn comes, on any thread. */
    void enter(DeviceRecord record, Opening newOpening) {
        lock.lock();
        try {
            lines.get(record).waiting.add(newOpening);
        } finally {
            lock.unlock();
        }
        admit();
    }

    /** Those that wait are called at once, and find that nobody wants them any more: the pool is closing. */
    void shut() {
        List<Opening> left = new ArrayList<>();
        lock.lock();
        try {
            for (Line line : lines.values()) {
                left.addAll(line.waiting);
                line.waiting.clear();
            }
        } finally {
            lock.unlock();
        }
        for (Opening each : left) {
            Place place = new Place(DeviceRecord.UNKNOWN, clock.getAsLong());
            place.left = true;
            started(each, place);
        }
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
            // until the throttle is shut or nobody waits
        }
    }

    private boolean admitNext() {
        Place place;
        Opening next;
        long behind = backlog.getAsLong();
        lock.lock();
        try {
            DeviceRecord record = mayStart(behind) ? choose() : null;
            if (record == null) {
                admitting = false;
                return false;
            }
            next = lines.get(record).waiting.poll();
            place = new Place(record, clock.getAsLong());
            took(place);
        } finally {
            lock.unlock();
        }
        if (!started(next, place)) {
            place.giveBack();
        }
        return true;
    }

    /** Whatever goes wrong with one device, the throttle stays in order for the others. */
    private static boolean started(Opening next, Place place) {
        try {
            return next.start(place);
        } catch (Throwable e) {
            LOG.warn("A session could not be opened", e);
            return false;
        }
    }

    private void took(Place place) {
        lines.get(place.record).concurrent++;
        concurrent++;
        inWindow++;
        place.fresh = true;
        fresh.add(place);
        nextStart = Math.max(nextStart, place.since - BURST) + interval;
    }

    /** Whether one more may start now, whoever it is; if time alone will change that, the timer looks again. */
    private boolean mayStart(long behind) {
        if (!anybodyWaits() || concurrent >= maxConcurrent) {
            return false;
        }
        long now = clock.getAsLong();
        window.look(behind, now);
        long patience = window.patience(behind);
        for (Place oldest = fresh.peek(); oldest != null; oldest = fresh.peek()) {
            if (oldest.fresh && oldest.since + patience - now > 0) {
                break;
            }
            fresh.poll();
            noLongerFresh(oldest);
        }
        long due = nextStart - now > 0 ? nextStart
                : inWindow >= window.size() && !fresh.isEmpty() ? fresh.peek().since + patience
                : now;
        return due - now <= 0 || !armTimer(due, now) && concurrent == 0;
    }

    private boolean anybodyWaits() {
        for (Line line : lines.values()) {
            if (!line.waiting.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void noLongerFresh(Place place) {
        inWindow -= place.fresh ? 1 : 0;
        place.fresh = false;
    }

    /** Smoothed weighted round robin among those that wait and have room. */
    private DeviceRecord choose() {
        DeviceRecord chosen = null;
        int weights = 0;
        for (DeviceRecord record : DeviceRecord.values()) {
            Line line = lines.get(record);
            if (!line.waiting.isEmpty() && hasRoom(record)) {
                line.credit += record.weight;
                weights += record.weight;
                if (chosen == null || line.credit > lines.get(chosen).credit) {
                    chosen = record;
                }
            } else {
                line.credit = 0;
            }
        }
        if (chosen != null) {
            lines.get(chosen).credit -= weights;
        }
        return chosen;
    }

    private boolean hasRoom(DeviceRecord record) {
        if (record == DeviceRecord.GOOD) {
            return true;
        }
        int failing = lines.get(DeviceRecord.FAILING).concurrent;
        int trials = failing + lines.get(DeviceRecord.RETURNING).concurrent;
        return concurrent - lines.get(DeviceRecord.GOOD).concurrent < maxWithoutGoodRecord
                && (!record.isTrial() || trials < maxTrials)
                && (record != DeviceRecord.FAILING || failing < maxFailing);
    }

    /** @return whether it will look again by then */
    private boolean armTimer(long due, long now) {
        if (timerAt != NEVER && timerAt - due <= 0) {
            return true;
        }
        try {
            timer.schedule(() -> timerFired(due), due - now, TimeUnit.NANOSECONDS);
            timerAt = due;
            return true;
        } catch (Throwable e) {
            // the pool is closing and fails every waiter by itself; or there is no thread, and who leaves next looks again
            LOG.debug("The connect throttle has no timer", e);
            return false;
        }
    }

    private void timerFired(long due) {
        lock.lock();
        try {
            if (timerAt == due) {
                timerAt = NEVER;
            }
        } finally {
            lock.unlock();
        }
        admit();
    }

    /** Of one record: who waits, and how many are under way. */
    private static final class Line {

        private final Queue<Opening> waiting = new ArrayDeque<>();
        private int concurrent;
        private int credit;
    }

    /** The place of one opening that is under way. */
    final class Place {

        private final DeviceRecord record;
        private final long since;
        // guarded by lock
        private boolean fresh;
        private boolean left;

        private Place(DeviceRecord record, long since) {
            this.record = record;
            this.since = since;
        }

        /**
         * The opening has ended. Only the first call counts.
         *
         * @param opened whether there is a session now
         */
        void leave(boolean opened) {
            long behind = backlog.getAsLong();
            lock.lock();
            try {
                if (left) {
                    return;
                }
                leaves();
                long took = clock.getAsLong() - since;
                if (opened) {
                    window.opened(took, anybodyWaits(), behind);
                } else if (record == DeviceRecord.GOOD) {
                    window.failed(took);
                }
            } finally {
                lock.unlock();
            }
            admit();
        }

        /** It was not started after all, and used up no turn. */
        private void giveBack() {
            lock.lock();
            try {
                if (!left) {
                    leaves();
                    nextStart -= interval;
                }
            } finally {
                lock.unlock();
            }
        }

        private void leaves() {
            left = true;
            noLongerFresh(this);
            lines.get(record).concurrent--;
            concurrent--;
        }
    }
}

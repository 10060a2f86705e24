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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.camelmikrotik.pool.PooledDevice;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DoneReply;
import io.camelmikrotik.routeros.MikrotikException;
import io.camelmikrotik.routeros.ReplyListener;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a device's log: no line twice, and none lost that the device still holds. Any thread may call it; nothing
 * blocks.
 * <p/>
 * Each time it begins, after a reconnect as at the first start, it opens a {@code listen}, and when that is in force (a
 * command sent behind it was answered) prints the ring of lines that the device keeps. What is new in it,
 * {@link LogPosition} says; those lines are handed out, then those that came by the listen meanwhile and were not in
 * the ring, then those that come.
 * <p/>
 * Lines that wait for the target are bounded. When there is no more room the listen is cancelled, so that the device is
 * not slowed and memory does not grow; when all that waited is handed out, it begins again as after a reconnect. So a
 * slow target loses only what the ring has lost meanwhile, of which a warning tells. A line counts as read when there
 * was room for it; lines that wait survive {@link #stop()}, and are handed out first after the next {@link #start()}.
 */
public final class LogFollower implements RowSource {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

    /** What a router keeps unless {@code /system/logging/action} says otherwise. */
    private static final int USUAL_RING = 1000;
    private static final List<String> LINE = List.of(".id", "time", "topics", "message");
    private static final RouterOsCommand BEHIND_THE_LISTEN = RouterOsCommand.of("/system/identity/print");

    private final PooledDevice device;
    private final RouterOsCommand listen;
    private final RouterOsCommand print;
    private final Predicate<RouterOsRow> filter;
    private final CommandOptions options;
    private final int bufferSize;
    private final RowTarget target;
    private final Upkeep upkeep;
    private final Handout handout;
    private volatile boolean running;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final LogPosition position = new LogPosition(USUAL_RING);
    private final Queue<RouterOsRow> waiting = new ArrayDeque<>();
    private boolean ringIsOld;
    /** There was no room for a line: nothing more is accepted until all that waits is handed out. */
    private boolean full;
    private boolean held;
    private Exception failure;

    /**
     * @param print       the log's {@code print}; its queries and properties apply to the listen too. The properties,
     *                    if given, must name {@code .id}, {@code time}, {@code topics} and {@code message}
     * @param filter      which lines are of interest
     * @param emitInitial whether the lines that are there at the very first start are handed out
     * @param threads     the target is called on these
     * @param timer       runs short work that does not block
     */
    public LogFollower(PooledDevice device, RouterOsCommand print, Predicate<RouterOsRow> filter, boolean emitInitial,
                       StreamSettings settings, RowTarget target, Executor threads, ScheduledExecutorService timer) {
        this.device = device;
        this.print = withWhatTellsLinesApart(print);
        this.listen = this.print.withVerb("listen");
        this.filter = filter;
        this.ringIsOld = !emitInitial;
        this.options = settings.options();
        this.bufferSize = settings.bufferSize();
        this.target = target;
        this.upkeep = new Upkeep(device, listen.path(), settings, timer, this::run, this::failed);
        this.handout = new Handout(threads, this::next);
    }

    private static RouterOsCommand withWhatTellsLinesApart(RouterOsCommand print) {
        for (RouterOsCommand.Attribute attribute : print.attributes()) {
            if (attribute.name().equals(".proplist")) {
                Set<String> names = new LinkedHashSet<>(List.of(attribute.text().split(",")));
                names.addAll(LINE);
                return print.toBuilder().properties(names).build();
            }
        }
        return print;
    }

    @Override
    public void start() {
        running = true;
        upkeep.start();
        handout.signal();
    }

    @Override
    public void stop() {
        running = false;
        upkeep.stop();
        lock.lock();
        try {
            failure = null;
        } finally {
            lock.unlock();
        }
    }

    private void run(Attempt attempt) {
        Run run = new Run(attempt);
        attempt.send(listen, options.withTimeout(Duration.ZERO), run.new Listening());
        attempt.send(BEHIND_THE_LISTEN, options, run.new InForce());
    }

    // ---- to the target

    private void failed(Exception reason) {
        lock.lock();
        try {
            failure = reason;
        } finally {
            lock.unlock();
        }
        handout.signal();
    }

    private Handout.Step next() {
        if (!running) {
            return null;
        }
        Exception reason;
        RouterOsRow line;
        boolean room;
        lock.lock();
        try {
            reason = failure;
            failure = null;
            line = reason != null ? null : waiting.poll();
            room = held && reason == null && line == null;
            full &= !room;
            held &= !room;
        } finally {
            lock.unlock();
        }
        if (room) {
            upkeep.unhold();
        }
        if (reason != null) {
            return done -> {
                target.failed(reason);
                return true;
            };
        }
        return line == null ? null : done -> target.take(new Rows(List.of(line), 0), done);
    }

    /** Only with the lock. */
    private void accept(RouterOsRow line) {
        if (full) {
            return;
        }
        if (waiting.size() >= bufferSize) {
            full = true;
            return;
        }
        position.add(line);
        waiting.add(line);
    }

    /** Makes a change with the lock, and sees to what follows from it. */
    private void change(Runnable change) {
        boolean nowFull;
        lock.lock();
        try {
            boolean wasFull = full;
            change.run();
            nowFull = full && !wasFull;
        } finally {
            lock.unlock();
        }
        if (nowFull) {
            LOG.info("{} on {}: {} lines wait for the route, reading goes on when they are done", listen.path(),
                    device.label(), bufferSize);
            upkeep.hold();
            lock.lock();
            try {
                held = true;
            } finally {
                lock.unlock();
            }
        }
        handout.signal();
    }

    /** From a listen to its end, with a reading of the ring in between. */
    private final class Run {

        private final Attempt attempt;
        // guarded by lock
        private final List<RouterOsRow> meanwhile = new ArrayList<>();
        private LogPosition.Reading reading;
        private boolean following;

        Run(Attempt attempt) {
            this.attempt = attempt;
        }

        private void told(RouterOsRow line) {
            if (full) {
                return;
            }
            if (following) {
                if (position.isNew(line)) {
                    accept(line);
                }
            } else if (meanwhile.size() >= bufferSize) {
                full = true;
            } else {
                meanwhile.add(line);
            }
        }

        private void printed(RouterOsRow line) {
            reading.next(line).forEach(this::fromRing);
        }

        private void fromRing(RouterOsRow line) {
            if (ringIsOld) {
                position.add(line);
            } else {
                accept(line);
            }
        }

        private void ringEnded() {
            reading.end().forEach(this::fromRing);
            if (full) {
                return;
            }
            if (reading.hasGap()) {
                LOG.warn("{} on {}: the device no longer holds the lines that follow the last one read; some are lost",
                        listen.path(), device.label());
            }
            ringIsOld = false;
            following = true;
            meanwhile.forEach(this::told);
            meanwhile.clear();
        }

        /** Ends the attempt with the first command that fails. */
        private abstract class Part implements ReplyListener {

            @Override
            public void onRow(RouterOsRow row) {
            }

            @Override
            public void onFailure(MikrotikException reason) {
                attempt.end(reason);
            }
        }

        private final class Listening extends Part {

            @Override
            public void onRow(RouterOsRow row) {
                if (!row.containsKey(".dead") && filter.test(row)) {
                    change(() -> told(row));
                }
            }

            @Override
            public void onDone(DoneReply done) {
                attempt.end(new MikrotikException(
                        device.label(), listen.path(), CommandFate.ANSWERED,
                        device.label() + " ended " + listen.path() + " by itself; it is started again", null));
            }
        }

        private final class InForce extends Part {

            @Override
            public void onDone(DoneReply done) {
                change(() -> reading = position.read());
                attempt.send(print, options, new Printing());
            }
        }

        private final class Printing extends Part {

            @Override
            public void onRow(RouterOsRow row) {
                if (filter.test(row)) {
                    change(() -> printed(row));
                }
            }

            @Override
            public void onDone(DoneReply done) {
                change(Run.this::ringEnded);
                attempt.serves();
            }
        }
    }
}

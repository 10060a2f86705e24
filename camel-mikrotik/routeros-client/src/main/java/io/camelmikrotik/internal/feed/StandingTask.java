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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.session.Dispatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps commands running on a device: takes a standing lease, starts them, and when they end, for whatever reason,
 * waits and does it again, until it is stopped or held. Any thread may call it; nothing blocks.
 * <p>
 * It is sound because an {@link StandingTaskRun} ends once, and the next one begins only when none is current.
 */
final class StandingTask {

    private static final Logger LOG = LoggerFactory.getLogger(StandingTask.class);

    private final PooledDevice device;
    private final String command;
    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final Consumer<StandingTaskRun> work;
    private final Consumer<Exception> failures;

    private final ReentrantLock lock = new ReentrantLock();
    private final Backoff pauses;
    private final Duration idleProbeInterval;
    // guarded by lock
    private int failuresInARow;
    private boolean wanted;
    private boolean held;
    private StandingTaskRun current;
    private long attempts;
    private Exception reported;
    private long downSince;

    /**
     * @param command  its path, for the log
     * @param threads  sessions are asked for on these
     * @param timer    runs short work that does not block
     * @param work     sends commands with {@link StandingTaskRun#send}; runs on any thread and must not block
     * @param failures hears of each new kind of failure; runs on any thread and must not block
     */
    StandingTask(PooledDevice device, String command, StreamSettings settings, Executor threads,
                 ScheduledExecutorService timer, Consumer<StandingTaskRun> work, Consumer<Exception> failures) {
        this.device = device;
        this.command = command;
        this.threads = threads;
        this.timer = timer;
        this.work = work;
        this.failures = failures;
        this.pauses = settings.pauses();
        this.idleProbeInterval = settings.idleProbeInterval();
    }

    void start() {
        change(() -> {
            wanted = true;
            reported = null;
            failuresInARow = 0;
        });
        proceed(0);
    }

    void stop() {
        change(() -> wanted = false);
        endCurrent();
    }

    /** Stops for now, whether it is wanted or not, until {@link #unhold()}. */
    void hold() {
        change(() -> held = true);
        endCurrent();
    }

    void unhold() {
        change(() -> held = false);
        proceed(0);
    }

    /** Why it does not run at present, or {@code null} while all is well. */
    Exception lastError() {
        lock.lock();
        try {
            return current != null && current.ranWell() ? null : reported;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable mutation) {
        lock.lock();
        try {
            mutation.run();
        } finally {
            lock.unlock();
        }
    }

    private void proceed(long pause) {
        StandingTaskRun next;
        lock.lock();
        try {
            if (!wanted || held || current != null) {
                return;
            }
            next = new StandingTaskRun(this, device, ++attempts, pause);
            current = next;
        } finally {
            lock.unlock();
        }
        next.begin(work);
    }

    private void endCurrent() {
        StandingTaskRun ending;
        lock.lock();
        try {
            ending = current;
            current = null;
        } finally {
            lock.unlock();
        }
        if (ending != null) {
            ending.end(null);
        }
    }

    // ---- for attempts

    String command() {
        return command;
    }

    Duration idleProbeInterval() {
        return idleProbeInterval;
    }

    /** Never on the calling thread: asking for a session may take the time to ask the pool's store. */
    void onThread(Runnable action) {
        Dispatch.to(threads, action, () -> LOG.debug("The pool of threads is closed"));
    }

    /** @return {@code null} if it is too late for anything */
    Future<?> after(long pause, Runnable action) {
        try {
            return timer.schedule(action, pause, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The timer is closed", e);
            return null;
        } catch (Error e) {
            CompletableFuture<Void> instead = new CompletableFuture<>();
            Dispatch.after(timer, pause, () -> {
                if (instead.complete(null)) {
                    action.run();
                }
            });
            return instead;
        }
    }

    void serves(StandingTaskRun attempt) {
        Duration downFor = null;
        lock.lock();
        try {
            // what was reported after its end is not over
            if (current == attempt && reported != null) {
                downFor = Duration.ofNanos(System.nanoTime() - downSince);
                reported = null;
            }
        } finally {
            lock.unlock();
        }
        if (downFor != null) {
            LOG.info("{} on {} runs again after {} s", command, device.label(), Math.max(1, downFor.toSeconds()));
        }
    }

    void ended(StandingTaskRun attempt, Exception failure) {
        boolean news;
        long pause;
        lock.lock();
        try {
            if (current != attempt) {
                return;
            }
            current = null;
            if (attempt.ranWell()) {
                failuresInARow = 0;
                reported = null;
            }
            news = reported == null || !FailureKind.isSame(reported, failure);
            downSince = reported == null ? System.nanoTime() : downSince;
            reported = failure;
            pause = pauseAfter(failure);
        } finally {
            lock.unlock();
        }
        LOG.debug("{} on {} ended; next attempt in {} ms", command, device.label(), TimeUnit.NANOSECONDS.toMillis(pause));
        if (news) {
            failures.accept(failure);
        }
        proceed(pause);
    }

    private long pauseAfter(Exception failure) {
        if (failure instanceof DeviceSuspendedException suspended) {
            if (suspended.getNextAttempt() != null) {
                long devices = suspended.getNextAttempt().toNanos();
                return devices + ThreadLocalRandom.current().nextLong(devices / 10 + TimeUnit.MILLISECONDS.toNanos(10));
            }
            // by hand: asking costs nothing, and whoever resumes the device wants to see it work
            failuresInARow = 0;
        }
        return pauses.nanos(++failuresInARow);
    }
}

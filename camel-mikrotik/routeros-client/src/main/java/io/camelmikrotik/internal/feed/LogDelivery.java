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

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.RouterOsRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the lines of a log to the target, one after the other, and keeps the position behind those that were processed.
 * One that failed comes again after a growing pause, however often; the lines behind it wait, so the position never
 * passes it. Opens the store before the log is read and closes it when the last line is done after a stop; both on the
 * target's threads.
 */
final class LogDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(LogDelivery.class);

    private static final long STORE_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LogBuffer intake;
    private final LogStore store;
    private final RowTarget target;
    private final StandingTask task;
    private final String device;
    private final DeliveryLoop delivery;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private boolean running;
    private boolean open;
    private boolean held;
    private Exception failure;
    private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

    // of the one who hands out
    private final PendingRetry failed;
    private boolean storeFails;

    /**
     * @param task   reads the log; runs while this is started and the store is open
     * @param pauses before a line that failed comes again
     */
    LogDelivery(LogBuffer intake, LogStore store, RowTarget target, StandingTask task, Backoff pauses, String device,
                Executor threads) {
        this.intake = intake;
        this.store = store;
        this.target = target;
        this.task = task;
        this.failed = new PendingRetry(pauses);
        this.device = device;
        this.delivery = new DeliveryLoop(threads, this::next);
    }

    void start() {
        lock.lock();
        try {
            running = true;
            startReadingIfOpen();
        } finally {
            lock.unlock();
        }
        delivery.signal();
    }

    /** @return completes when the line that was handed out last is done */
    CompletionStage<Void> stop() {
        CompletableFuture<Void> result;
        lock.lock();
        try {
            running = false;
            failure = null;
            stopped = stopped.isDone() ? new CompletableFuture<>() : stopped;
            result = stopped;
        } finally {
            lock.unlock();
        }
        task.stop();
        delivery.signal();
        return result;
    }

    /** There are lines. */
    void signal() {
        delivery.signal();
    }

    /** There was no room: reading rests until all lines are done. */
    void hold() {
        task.hold();
        lock.lock();
        try {
            held = true;
        } finally {
            lock.unlock();
        }
        delivery.signal();
    }

    void failed(Exception reason) {
        lock.lock();
        try {
            failure = running ? reason : null;
        } finally {
            lock.unlock();
        }
        delivery.signal();
    }

    private void startReadingIfOpen() {
        if (running && open) {
            // only hands a task to a thread
            task.start();
        }
    }

    // ---- one at a time, on the target's threads

    private DeliveryLoop.Step next() {
        if (hasStopped() || !hasOpened()) {
            return null;
        }
        Exception reason = takeFailure();
        if (reason != null) {
            return done -> {
                target.failed(reason);
                return true;
            };
        }
        List<LogPosition.Mark> skipped = intake.takeSkipped();
        if (skipped != null) {
            saving(() -> store.begin(skipped));
        }
        if (failed.exists()) {
            RouterOsRow again = failed.whenDue();
            return again == null ? null : done -> handOut(again, done);
        }
        RouterOsRow line = intake.poll();
        if (line == null) {
            goOnIfHeld();
            return null;
        }
        return done -> handOut(line, done);
    }

    private boolean handOut(RouterOsRow line, Runnable done) {
        RowTarget.Outcome outcome;
        try {
            outcome = target.take(new RowBatch(List.of(line), 0), late -> {
                Completions.run(() -> finish(line, late));
                done.run();
            });
        } catch (RuntimeException | Error e) {
            LOG.warn("A line of the log of {} was not taken; it comes again", device, e);
            outcome = RowTarget.Outcome.FAILED;
        }
        if (outcome == RowTarget.Outcome.PENDING) {
            return false;
        }
        finish(line, outcome);
        return true;
    }

    private void finish(RouterOsRow line, RowTarget.Outcome outcome) {
        if (outcome == RowTarget.Outcome.PROCESSED) {
            failed.processed();
            saving(() -> store.add(LogPosition.mark(line)));
        } else {
            task.after(failed.failed(line), delivery::signal);
        }
    }

    /** A change of the store. */
    private interface Saving {
        void run() throws IOException;
    }

    private void saving(Saving change) {
        try {
            change.run();
            storeFails = false;
        } catch (IOException | RuntimeException | Error e) {
            storeFailed("The position in the log of " + device + " could not be kept", e);
        }
    }

    /** Says so once until it works again. */
    private void storeFailed(String what, Throwable cause) {
        if (!storeFails) {
            storeFails = true;
            target.failed(new IOException(what + ": " + cause.getMessage(), cause));
        }
    }

    private boolean hasStopped() {
        CompletableFuture<Void> complete;
        boolean wasOpen;
        lock.lock();
        try {
            if (running) {
                return false;
            }
            wasOpen = open;
            open = false;
            complete = stopped;
        } finally {
            lock.unlock();
        }
        if (wasOpen) {
            store.close();
        }
        complete.complete(null);
        return true;
    }

    private boolean hasOpened() {
        lock.lock();
        try {
            if (open) {
                return true;
            }
        } finally {
            lock.unlock();
        }
        try {
            List<LogPosition.Mark> marks = store.open();
            if (marks != null) {
                // the line that failed is behind them, if the device still has it
                failed.processed();
                intake.resume(marks);
            }
        } catch (IOException | RuntimeException | Error e) {
            storeFailed("The position in the log of " + device + " could not be read; trying again", e);
            task.after(STORE_RETRY_NANOS, delivery::signal);
            return false;
        }
        lock.lock();
        try {
            open = true;
            startReadingIfOpen();
        } finally {
            lock.unlock();
        }
        return true;
    }

    private Exception takeFailure() {
        lock.lock();
        try {
            Exception taken = failure;
            failure = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void goOnIfHeld() {
        lock.lock();
        try {
            if (!held) {
                return;
            }
            held = false;
        } finally {
            lock.unlock();
        }
        task.unhold();
    }
}

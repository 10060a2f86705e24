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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.pool.LeaseKind;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.internal.session.PendingCommand;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * One attempt of an {@link StandingTask}: a pause, a lease, commands, their end. Any thread may call it; nothing
 * blocks.
 * <p>
 * What it holds (timer, lease, commands) is either handed to it before it has ended, or given back at once. The lease
 * is released when the last command has ended, so that its {@code /cancel} was written before the session can close.
 */
final class StandingTaskRun {

    /** After that even a run without a sign of life was one. */
    private static final long LONG_RUN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final StandingTask task;
    private final PooledDevice device;
    private final long number;
    private final long pause;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final List<PendingCommand> commands = new ArrayList<>(2);
    private Future<?> timer;
    private CompletableFuture<Lease> asking;
    private Lease lease;
    private long begunAt;
    private int running;
    private boolean served;
    private boolean ended;

    /**
     * @param number see {@link #number()}
     * @param pause  before it asks for a lease, in nanoseconds
     */
    StandingTaskRun(StandingTask task, PooledDevice device, long number, long pause) {
        this.task = task;
        this.device = device;
        this.number = number;
        this.pause = pause;
    }

    /** Higher than those of all earlier attempts of its task, and positive. */
    long number() {
        return number;
    }

    void begin(Consumer<StandingTaskRun> work) {
        if (pause == 0) {
            task.onThread(() -> askOrEnd(work));
            return;
        }
        Future<?> next = task.after(pause, () -> task.onThread(() -> askOrEnd(work)));
        if (next != null && !unlessEnded(() -> timer = next)) {
            next.cancel(false);
        }
    }

    private void askOrEnd(Consumer<StandingTaskRun> work) {
        Completions.run(() -> ask(work), this::broken);
    }

    /** Whatever failed here, another attempt follows. */
    private void broken(Throwable failure) {
        end(failure instanceof Exception exception ? exception : new IllegalStateException(failure));
    }

    private void ask(Consumer<StandingTaskRun> work) {
        if (hasEnded()) {
            return;
        }
        CompletableFuture<Lease> answer = device.acquire(LeaseKind.LONG_LIVED, task.command());
        if (!unlessEnded(() -> asking = answer)) {
            answer.cancel(false);
        }
        Completions.then(answer, (granted, refusal) -> {
            if (refusal == null) {
                granted(granted, work);
            } else {
                broken(Completions.cause(refusal));
            }
        }, this::broken);
    }

    private void granted(Lease granted, Consumer<StandingTaskRun> work) {
        boolean inTime = unlessEnded(() -> {
            lease = granted;
            begunAt = System.nanoTime();
        });
        if (!inTime) {
            granted.release();
            return;
        }
        granted.onWithdrawn(this::withdraw);
        watchSilence();
        work.accept(this);
    }

    private void withdraw() {
        end(new DeviceSuspendedException(
                device.label(), device.label() + " is suspended or no longer used", null, null));
    }

    /**
     * A session that is silent for the idle probe interval is validated; one that does not answer is closed by that.
     */
    private void watchSilence() {
        long quiet = task.idleProbeInterval().toNanos();
        if (quiet == 0 || hasEnded()) {
            return;
        }
        long silent = System.nanoTime() - lease.session().lastRead();
        if (silent >= quiet) {
            // one that does not answer is closed by that, and this attempt ends with it
            Completions.then(lease.session().ready(task.idleProbeInterval()), (alive, dead) -> {
            });
        }
        Future<?> next = task.after(silent >= quiet ? quiet : quiet - silent, this::watchSilence);
        if (next != null && !unlessEnded(() -> timer = next)) {
            next.cancel(false);
        }
    }

    /**
     * Sends a command that is cancelled when the attempt ends; its listener hears of nothing that comes after that.
     * What came before may still be on its way to the listener, on a thread of the session, when the next attempt
     * begins.
     */
    void send(RouterOsCommand command, CommandOptions options, ReplyListener listener) {
        send(lease.session(), command, options, listener);
    }

    /** As {@link #send}, for a question of the client's own that is asked whatever its users may send. */
    void ask(RouterOsCommand question, CommandOptions options, ReplyListener listener) {
        send(lease.unrestricted(), question, options, listener);
    }

    private void send(ApiSession session, RouterOsCommand command, CommandOptions options, ReplyListener listener) {
        if (!unlessEnded(() -> running++)) {
            return;
        }
        PendingCommand pending;
        try {
            pending = session.send(command, options, new Guarded(listener));
        } catch (Throwable e) {
            releaseIfDone(1);
            throw e;
        }
        if (!unlessEnded(() -> commands.add(pending))) {
            pending.cancel();
        }
    }

    /** It does what it is there for: earlier failures are over. */
    void serves() {
        boolean[] first = { false };
        unlessEnded(() -> {
            first[0] = !served;
            served = true;
        });
        if (first[0]) {
            task.serves(this);
        }
    }

    /**
     * Ends the attempt, with another one to follow if its task is still wanted. Does nothing the second time.
     *
     * @param failure why; of no consequence if the task was stopped or held
     */
    void end(Exception failure) {
        if (!unlessEnded(() -> ended = true)) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        if (asking != null) {
            asking.cancel(false);
        }
        commands.forEach(PendingCommand::cancel);
        releaseIfDone(0);
        task.ended(this, failure);
    }

    boolean hasEnded() {
        return !unlessEnded(() -> {
        });
    }

    /** Whether it ran for so long that what was before it is of no account. */
    boolean ranWell() {
        lock.lock();
        try {
            long enough = served ? pause : Math.max(pause, LONG_RUN_NANOS);
            return lease != null && System.nanoTime() - begunAt > enough;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether it had not ended, and the change was made */
    private boolean unlessEnded(Runnable change) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            change.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void releaseIfDone(int justEnded) {
        boolean done;
        lock.lock();
        try {
            running -= justEnded;
            done = ended && running == 0 && lease != null;
        } finally {
            lock.unlock();
        }
        if (done) {
            lease.release();
        }
    }

    /** Keeps what comes after the end of the attempt from a listener, and counts. */
    private final class Guarded implements ReplyListener {

        private final ReplyListener listener;

        Guarded(ReplyListener listener) {
            this.listener = listener;
        }

        @Override
        public void onRow(RouterOsRow row) {
            if (!hasEnded()) {
                listener.onRow(row);
            }
        }

        @Override
        public void onDone(DoneReply done) {
            try {
                if (!hasEnded()) {
                    Completions.run(() -> listener.onDone(done), StandingTaskRun.this::broken);
                }
            } finally {
                releaseIfDone(1);
            }
        }

        @Override
        public void onFailure(MikrotikException failure) {
            try {
                if (!hasEnded()) {
                    Completions.run(() -> listener.onFailure(failure), StandingTaskRun.this::broken);
                }
            } finally {
                releaseIfDone(1);
            }
        }
    }
}

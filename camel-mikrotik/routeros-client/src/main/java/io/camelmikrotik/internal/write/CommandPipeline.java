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
package io.camelmikrotik.internal.write;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.CommandTimeoutException;
import io.camelmikrotik.exception.FatalException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.internal.pool.DeviceThrottle;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.pool.LeaseRevocation;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.internal.write.PipelineState.Begun;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.OnFailure;
import io.camelmikrotik.write.PipelineEnd;
import io.camelmikrotik.write.WriteOutcome;

/**
 * Sends the commands of a source one after another over a session, a bounded number of them in flight, and tells the
 * outcome of each element in the order of the source. The source is read only as far as there is room, so it may be of
 * any length.
 * <p>
 * When the session dies, {@link #run} ends; what was not sent is kept, and goes first when it is called again with
 * another lease. {@link #close} gives up what is left. A write that was sent and whose reply was lost is never sent
 * again, unless the settings allow it.
 * <p>
 * Why it is sound: everything happens in {@link #drain}, which one thread at a time runs, on the executor; replies and
 * all other events only put a note into a queue and ask for it. So source, sequences and listener are called by one
 * thread at a time, never on an event loop, and nothing here needs a lock.
 */
public final class CommandPipeline {

    private final PipelineSettings settings;
    private final Executor executor;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wanted = new AtomicInteger();

    // drain only, all that follows
    private final PipelineState state;
    private PipelineEnd stop;
    private int waitingForTurn;
    private volatile int inFlight;
    private Run run;

    /**
     * @param source   read on the executor; may block
     * @param listener hears each outcome in the order of the source, on the executor. It should return quickly: nothing
     *                 is sent meanwhile
     * @param executor runs reading, sending and telling
     */
    public CommandPipeline(Iterator<? extends CommandSequence> source, PipelineSettings settings,
                           Consumer<WriteOutcome> listener,
                           Executor executor) {
        this.state = new PipelineState(source, listener);
        this.settings = settings;
        this.executor = executor;
    }

    /** Commands in flight now. Any thread; a moment late. */
    public int inFlight() {
        return inFlight;
    }

    /**
     * Sends over a session until all is done or it cannot go on. Does not release the lease. Any thread; never blocks.
     *
     * @param  lease a standing or an exclusive one; one at a time
     * @param  pace  of the device
     * @return       never fails; completes on the executor
     */
    public CompletableFuture<PipelineEnd> run(Lease lease, DeviceThrottle pace) {
        Run next = new Run(lease.session(), pace);
        post(() -> {
            if (run != null) {
                IllegalStateException twice = new IllegalStateException("runs already");
                next.result.complete(new PipelineEnd(PipelineEnd.Kind.BROKEN, twice.toString(), twice));
                throw twice;
            }
            run = next;
        });
        LeaseRevocation revocation = lease.onWithdrawn(() -> post(() -> stop(
                PipelineEnd.Kind.WITHDRAWN, "the device was suspended, or the session pool is closing", null)));
        return next.result.whenComplete((end, failure) -> revocation.forget());
    }

    /** Sends nothing more; what is in flight ends as it will. Any thread. */
    public void cancel() {
        post(() -> stop(PipelineEnd.Kind.CANCELLED, "it was cancelled", null));
    }

    /**
     * Gives up what is begun and not sent: the listener hears of it as not sent. To be called when no run is going on,
     * at the end.
     *
     * @param  why          for those outcomes
     * @param  restOfSource whether to read the source to its end as well, and tell of its elements as not sent
     * @return              fails if the source or the listener throws
     */
    public CompletableFuture<Void> close(String why, boolean restOfSource) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        post(() -> Completions.run(() -> {
            state.abandonAll(why);
            if (restOfSource) {
                state.abandonSource(why);
            }
            state.close();
            result.complete(null);
        }, result::completeExceptionally));
        return result;
    }

    // ---- the loop

    private void post(Runnable event) {
        events.add(event);
        wake();
    }

    private void wake() {
        if (wanted.getAndIncrement() == 0) {
            Dispatch.to(executor, this::drain, this::drainForTheLastTime);
        }
    }

    /**
     * Shutting down: nothing is read and sent any more, but what was sent still gets its outcome. Not on this thread,
     * which may be an event loop, unless the system has no other.
     */
    private void drainForTheLastTime() {
        stop(PipelineEnd.Kind.WITHDRAWN, "the component is stopping",
                new RejectedExecutionException("the pool of threads is closed"));
        Thread last = new Thread(this::drain, "MikrotikLastOutcomes");
        last.setDaemon(true);
        try {
            last.start();
        } catch (Error e) {
            drain();
        }
    }

    private void drain() {
        int served = wanted.get();
        while (served != 0) {
            // foreign methods are those of the source, of the listener and of the sequences
            Completions.run(() -> {
                handleEvents();
                feed();
                state.tellInOrder();
            }, this::broken);
            Completions.run(this::endRunIfOver, this::broken);
            served = wanted.addAndGet(-served);
        }
    }

    private void broken(Throwable failure) {
        stop(PipelineEnd.Kind.BROKEN, failure.toString(), failure);
    }

    /** One that throws does not keep the others from being handled: each stands for an element's reply. */
    private void handleEvents() {
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            Completions.run(event, this::broken);
        }
    }

    private void feed() {
        while (run != null && !run.lost && next() != null) {
            DeviceThrottle.Place place = run.share.tryTake();
            if (place == null) {
                return;
            }
            // the outcome that made room may say to stop
            handleEvents();
            Begun next = run.lost ? null : next();
            if (next == null) {
                place.ended();
            } else {
                state.takeReady();
                send(next, place);
                handleEvents();
            }
        }
    }

    /** The first of those ready, after making one so if none is and the source has more; it stays in the queue. */
    private Begun next() {
        while (state.firstReady() == null && stop == null && state.mayBegin()) {
            Begun next = state.begin();
            if (next == null) {
                return null;
            }
            // reading may have taken long
            handleEvents();
            if (next.sequence.command() == null) {
                ended(next);
                state.tellInOrder();
            } else {
                readyInTurn(next);
            }
        }
        Begun first = state.firstReady();
        while (stop != null && first != null && !first.sequence.isHalfDone()) {
            state.abandon(state.takeReady(), stop.reason());
            first = state.firstReady();
        }
        return first;
    }

    /** Others are drawn forward while it waits for its turn. */
    private void readyInTurn(Begun which) {
        CompletableFuture<Void> turn = which.sequence.turn();
        if (turn.isDone()) {
            state.ready(which);
            return;
        }
        waitingForTurn++;
        Completions.then(turn, (come, failure) -> post(() -> {
            waitingForTurn--;
            if (!which.ended) {
                state.ready(which);
            }
        }));
    }

    private void send(Begun next, DeviceThrottle.Place place) {
        RouterOsCommand command = next.sequence.command();
        Run current = run;
        inFlight++;
        CompletableFuture<Reply> replied;
        try {
            replied = current.session.execute(command, settings.options());
        } catch (Throwable e) {
            replied = CompletableFuture.failedFuture(e);
        }
        Completions.then(replied, (reply, failure) -> {
            MikrotikException problem = failure == null ? null : asMikrotikException(failure);
            post(() -> {
                inFlight--;
                Completions.run(
                        () -> ended(current, next, command, reply, problem),
                        mistake -> failed(current, next, command, mistake));
            });
            Completions.run(() -> endPlace(place, command, problem));
        });
    }

    private void ended(Run current, Begun which, RouterOsCommand command, Reply reply, MikrotikException problem) {
        if (problem == null) {
            which.sequence.answered(reply);
            goOn(which);
        } else {
            failed(current, which, command, problem);
        }
    }

    /** A sequence that makes nothing of a reply has an outcome all the same; that of the others does not change. */
    private void failed(Run current, Begun which, RouterOsCommand command, Throwable mistake) {
        failed(current, which, command, new MikrotikException(
                null, command.path(), CommandFate.OUTCOME_UNKNOWN,
                "the reply to " + command.path() + " could not be dealt with: " + mistake, mistake));
    }

    private static void endPlace(DeviceThrottle.Place place, RouterOsCommand command, MikrotikException problem) {
        if (problem instanceof CommandTimeoutException) {
            place.timedOut();
        } else if (isOfMany(command) || problem != null && problem.getFate() != CommandFate.ANSWERED) {
            place.ended();
        } else {
            place.answered();
        }
    }

    /** A command on many rows takes as long as they need, which says nothing of a queue. */
    private static boolean isOfMany(RouterOsCommand command) {
        return command.attributes().stream().anyMatch(
                each -> (each.name().equals(".id") || each.name().equals("numbers")) && each.text().indexOf(',') >= 0);
    }

    private void failed(Run current, Begun which, RouterOsCommand command, MikrotikException problem) {
        boolean lost = problem instanceof SessionClosedException || problem instanceof FatalException;
        if (lost) {
            current.lose(problem);
            boolean again = settings.retryWrites() && !which.repeated;
            if (problem.getFate() == CommandFate.NEVER_SENT || command.isRead() || again) {
                which.repeated |= problem.getFate() != CommandFate.NEVER_SENT && !command.isRead();
                state.ready(which);
                return;
            }
        }
        which.sequence.failed(problem);
        which.lostWithSession = lost;
        goOn(which);
    }

    private void goOn(Begun which) {
        if (which.sequence.command() == null) {
            ended(which);
        } else {
            state.ready(which);
        }
    }

    private void ended(Begun which) {
        which.ended = true;
        if (settings.onFailure() == OnFailure.STOP && !which.lostWithSession) {
            for (WriteOutcome outcome : which.sequence.outcomes()) {
                if (!outcome.isDone()) {
                    BadInputException badInput = which.sequence instanceof BadElement bad ? bad.exception() : null;
                    stop(PipelineEnd.Kind.STOPPED, "stopped by " + outcome, badInput);
                    return;
                }
            }
        }
    }

    private void stop(PipelineEnd.Kind kind, String reason, Throwable cause) {
        // that the listener or the source is broken says more than that an element had failed before
        if (stop == null || kind == PipelineEnd.Kind.BROKEN && stop.kind() != kind) {
            stop = new PipelineEnd(kind, reason, cause);
        }
    }

    private void endRunIfOver() {
        if (run == null || inFlight > 0) {
            return;
        }
        boolean nothingToSend = state.firstReady() == null
                && (state.isExhausted() && waitingForTurn == 0 || stop != null);
        if (run.lost || nothingToSend) {
            Run over = run;
            run = null;
            Completions.run(over.share::close);
            PipelineEnd end = stop != null ? stop
                    : nothingToSend ? PipelineEnd.COMPLETE
                    : new PipelineEnd(PipelineEnd.Kind.SESSION_LOST, over.loss.getMessage(), over.loss);
            over.result.complete(end);
        }
    }

    private static MikrotikException asMikrotikException(Throwable failure) {
        Throwable cause = Completions.cause(failure);
        return cause instanceof MikrotikException known
                ? known
                : new MikrotikException(null, null, CommandFate.OUTCOME_UNKNOWN, String.valueOf(cause), cause);
    }

    /** The use of one session. */
    private final class Run {

        private final ApiSession session;
        private final DeviceThrottle.Share share;
        private final CompletableFuture<PipelineEnd> result = new CompletableFuture<>();
        private boolean lost;
        private MikrotikException loss;

        Run(ApiSession session, DeviceThrottle pace) {
            this.session = session;
            this.share = pace.join(settings.window(), settings.commandsPerSecond(), CommandPipeline.this::wake);
        }

        void lose(MikrotikException failure) {
            lost = true;
            loss = loss == null ? failure : loss;
        }
    }
}

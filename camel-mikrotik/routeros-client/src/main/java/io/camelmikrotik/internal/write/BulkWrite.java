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

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.SafeModeException;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.pool.LeaseKind;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.write.BulkResult;
import io.camelmikrotik.write.BulkSettings;
import io.camelmikrotik.write.PipelineEnd;
import io.camelmikrotik.write.SafeModeEnd;
import io.camelmikrotik.write.WriteOutcome;
import io.camelmikrotik.write.WriteProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends many elements to one device beside its ordinary commands, on the session they share, and if wanted goes on over
 * another one when that dies. One use. Any thread may call it; nothing blocks.
 */
public final class BulkWrite {

    private static final Logger LOG = LoggerFactory.getLogger(BulkWrite.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private final PooledDevice device;
    private final String what;
    private final BulkSettings settings;
    private final boolean bounded;
    private final Consumer<WriteOutcome> listener;
    private final ScheduledExecutorService timer;
    private final WriteProgress progress;
    private final KeptOutcomes kept;
    private final CommandPipeline pipeline;
    private final CompletableFuture<BulkResult> result = new CompletableFuture<>();
    private ProgressLog log;

    // of the present loss of the session; one step at a time
    private long completedAtLoss = -1;
    private long giveUpAt;

    /**
     * @param what     what is written, such as the path of the command, for people
     * @param source   its elements; read on the executor
     * @param total    number of elements, in which case each of them has its outcome even if it is never sent;
     *                 {@code null} for a source of unknown length, which is read no further than needed
     * @param listener hears each outcome in the order of the elements, on the executor
     */
    public BulkWrite(PooledDevice device, String what, Iterator<? extends CommandSequence> source, Long total,
                     BulkSettings settings, Consumer<WriteOutcome> listener, Executor executor,
                     ScheduledExecutorService timer) {
        this.device = device;
        this.what = what;
        this.settings = settings;
        this.bounded = total != null;
        this.listener = listener;
        this.timer = timer;
        this.progress = new WriteProgress(what + " on " + device.label(), total);
        this.kept = new KeptOutcomes(settings.keptOutcomes());
        this.pipeline = new CommandPipeline(source, settings.pipeline(), this::told, executor);
        progress.inFlight(pipeline::inFlight);
    }

    public WriteProgress progress() {
        return progress;
    }

    /**
     * Begins.
     *
     * @return fails only if there is no session to begin with: then nothing was read and nothing sent. However else it
     *         ends, the result tells. Completes on any thread
     */
    public CompletableFuture<BulkResult> start() {
        startLog();
        Completions.run(
                () -> Completions.then(device.acquire(LeaseKind.LONG_LIVED, what), (lease, refusal) -> {
                    if (refusal != null) {
                        endWith(unwrap(refusal));
                    } else {
                        runOver(lease);
                    }
                }, this::endWith),
                this::endWith);
        return result;
    }

    private void endWith(Throwable failure) {
        stopLog();
        progress.ended();
        result.completeExceptionally(failure);
    }

    /**
     * Begins in Safe Mode: over one session that is nobody else's meanwhile. Whatever goes wrong, the router undoes it
     * all.
     *
     * @return as {@link #start()}; fails also with {@link SafeModeException}
     */
    public CompletableFuture<BulkResult> startInSafeMode() {
        startLog();
        CommandOptions options = settings.pipeline().options();
        CompletableFuture<Lease> exclusive;
        try {
            exclusive = device.acquire(LeaseKind.EXCLUSIVE, what);
        } catch (Throwable e) {
            exclusive = CompletableFuture.failedFuture(e);
        }
        return LeasedWork.on(exclusive, Runnable::run, lease -> inSafeMode(lease, options), SafeMode::giveBack)
                .whenComplete((all, failure) -> stopLog());
    }

    private CompletableFuture<BulkResult> inSafeMode(Lease lease, CommandOptions options) {
        return SafeMode
                .requireVersion(device.label(), command -> lease.unrestricted().execute(command, options))
                .thenCompose(known -> SafeMode.take(lease.unrestricted(), options))
                .thenCompose(safeMode -> {
                    Completions.then(
                            pipeline.run(lease, device.pace()), (end, never) -> finish(end), result::completeExceptionally);
                    return result
                            .thenCompose(all -> (all.isDone() && safeMode.isHeld() ? safeMode.release() : safeMode.unroll())
                                    .thenApply(all::with));
                });
    }

    /** Sends nothing more; what is in flight ends as it will. */
    public void cancel() {
        pipeline.cancel();
    }

    private void runOver(Lease lease) {
        CompletableFuture<PipelineEnd> over;
        try {
            over = pipeline.run(lease, device.pace());
        } catch (Throwable e) {
            over = CompletableFuture.completedFuture(broken(e));
        }
        Completions.then(over, (end, never) -> {
            Completions.run(lease::release);
            boolean lost = end.kind() == PipelineEnd.Kind.SESSION_LOST;
            if (lost && !settings.resumeTimeout().isZero()) {
                resume(end);
            } else {
                finish(end);
            }
        }, failure -> finish(broken(failure)));
    }

    private static PipelineEnd broken(Throwable failure) {
        Throwable cause = unwrap(failure);
        return new PipelineEnd(PipelineEnd.Kind.BROKEN, cause.toString(), cause);
    }

    // ---- over another session

    private void resume(PipelineEnd loss) {
        boolean achieved = progress.getCompleted() != completedAtLoss;
        if (achieved) {
            // the time begins anew
            completedAtLoss = progress.getCompleted();
            giveUpAt = System.nanoTime() + settings.resumeTimeout().toNanos();
        } else if (giveUpAt - System.nanoTime() <= 0) {
            finish(loss);
            return;
        }
        LOG.info("{}: {}; trying to continue on another session", progress, loss.reason());
        if (achieved) {
            acquireAgain(loss);
        } else {
            acquireLater(loss, SHORTEST_PAUSE.toNanos());
        }
    }

    private void acquireLater(PipelineEnd loss, long nanos) {
        if (timer.isShutdown()) {
            finish(loss);
            return;
        }
        Dispatch.after(timer, nanos, () -> Completions.run(() -> acquireAgain(loss), failure -> finish(broken(failure))));
    }

    private void acquireAgain(PipelineEnd loss) {
        Completions.then(device.acquire(LeaseKind.LONG_LIVED, what), (lease, refusal) -> {
            if (refusal == null) {
                runOver(lease);
                return;
            }
            Throwable cause = unwrap(refusal);
            Duration pause = cause instanceof DeviceSuspendedException suspended ? suspended.getNextAttempt() : SHORTEST_PAUSE;
            long left = giveUpAt - System.nanoTime();
            if (pause == null || left <= 0) {
                finish(new PipelineEnd(PipelineEnd.Kind.SESSION_LOST, loss.reason() + "; then " + cause.getMessage(), cause));
                return;
            }
            acquireLater(loss, Math.min(Math.max(pause.toNanos(), SHORTEST_PAUSE.toNanos()), left));
        }, failure -> finish(broken(failure)));
    }

    // ---- the end

    private void finish(PipelineEnd end) {
        String why = end.isComplete() ? "" : end.reason();
        boolean tellTheRest = bounded && !end.isComplete() && end.kind() != PipelineEnd.Kind.BROKEN;
        Completions.then(pipeline.close(why, tellTheRest), (closed, failure) -> {
            stopLog();
            progress.ended();
            PipelineEnd last = failure == null ? end : broken(failure);
            BulkResult all = new BulkResult(
                    kept.list(), progress.getDone(), progress.getTrapped(), progress.getNotSent(), progress.getUnknown(), last,
                    SafeModeEnd.NOT_USED);
            result.complete(all);
        }, result::completeExceptionally);
    }

    private void told(WriteOutcome outcome) {
        progress.count(outcome);
        kept.add(outcome);
        listener.accept(outcome);
    }

    private void startLog() {
        log = ProgressLog.start(progress, settings.logInterval(), timer);
    }

    private void stopLog() {
        log.stop();
    }

    private static Throwable unwrap(Throwable failure) {
        return Completions.cause(failure);
    }
}

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
package io.camelmikrotik.internal.write.ensure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.camelmikrotik.exception.EnsureLimitException;
import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.pool.LeaseKind;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.write.LeasedWork;
import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.internal.write.SafeMode;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.RowResult;
import io.camelmikrotik.write.SafeModeEnd;
import io.camelmikrotik.write.WriteProgress;

/**
 * Makes the scope of a table on a device equal to a list: reads, plans, writes, reads back. A write is sent at most
 * once; running it again goes on where it was left. One object serves one run at a time; safe for any thread; never
 * blocks. Futures complete on any thread.
 */
public final class EnsureRun {

    private final PooledDevice device;
    private final DeviceCommands commands;
    private final EnsureSettings settings;
    private final String what;
    private final PipelineSettings sending;
    private final Executor executor;
    private final PooledConnection pooled;
    private final WriteProgress progress;

    /**
     * @param sending  how commands are sent, and whether to go on after a failure; {@code retryWrites} is not used
     * @param executor compares, decides and sends
     */
    public EnsureRun(PooledDevice device, DeviceCommands commands, EnsureSettings settings, PipelineSettings sending,
                     Executor executor) {
        this.device = device;
        this.commands = commands;
        this.settings = settings;
        this.what = "ensure " + settings.menu();
        this.sending = sending;
        this.executor = executor;
        this.pooled = new PooledConnection(device, what, commands, sending.options(), executor);
        this.progress = new WriteProgress(
                what + " where " + settings.scope() + " on " + device.label(), null);
    }

    /** How far the run has come. */
    public WriteProgress progress() {
        return progress;
    }

    /**
     * Reads and compares; writes nothing.
     *
     * @return fails with {@code BadInputException} if rows of the table have the same key, or with what kept the table
     *         from being read
     */
    public CompletableFuture<EnsurePlan> plan(DesiredRows desired) {
        progress.phase("reading");
        return new TableReader(settings, desired, pooled, executor).plan();
    }

    /**
     * Makes them equal.
     *
     * @return fails, with nothing written, as {@link #plan}, or with {@link EnsureLimitException}; in any other case
     *         the result tells what was done and what was not
     */
    public CompletableFuture<EnsureResult> run(DesiredRows desired) {
        long started = System.nanoTime();
        return plan(desired).thenComposeAsync(plan -> {
            plan.checkLimits(device.label());
            Duration reading = since(started);
            return work(desired, plan, pooled).thenApply(work -> work.result(SafeModeEnd.NOT_USED, reading));
        }, executor);
    }

    /**
     * As {@link #run}, in Safe Mode: over one session that is nobody else's meanwhile, and whatever goes wrong, the
     * router undoes it all.
     *
     * @return fails also, with nothing written, with {@link io.camelmikrotik.exception.SafeModeException}
     */
    public CompletableFuture<EnsureResult> runInSafeMode(DesiredRows desired) {
        long started = System.nanoTime();
        PooledConnection own = new PooledConnection(device.unrestricted(), what, commands, sending.options(), executor);
        return SafeMode.requireVersion(device.label(), own::read).thenCompose(known -> plan(desired))
                .thenComposeAsync(plan -> {
                    plan.checkLimits(device.label());
                    Duration reading = since(started);
                    if (plan.isEmpty()) {
                        return work(desired, plan, pooled).thenApply(work -> work.result(SafeModeEnd.NOT_USED, reading));
                    }
                    return LeasedWork.on(
                            device.acquire(LeaseKind.EXCLUSIVE, what), executor,
                            lease -> inSafeMode(desired, plan, lease, reading), SafeMode::giveBack);
                }, executor);
    }

    private CompletableFuture<EnsureResult> inSafeMode(DesiredRows desired, EnsurePlan plan, Lease lease, Duration reading) {
        ExclusiveConnection line = new ExclusiveConnection(lease, device.pace(), sending.options());
        return SafeMode.take(lease.unrestricted(), sending.options())
                .thenComposeAsync(safeMode -> work(desired, plan, line).thenComposeAsync(work -> {
                    boolean keep = work.isComplete() && safeMode.isHeld();
                    return (keep ? safeMode.release() : safeMode.unroll()).thenApply(end -> work.result(end, reading));
                }, executor), executor);
    }

    private CompletableFuture<Work> work(DesiredRows desired, EnsurePlan plan, DeviceConnection line) {
        Work work = new Work(plan, progress);
        progress.phase("writing");
        TableReader reader = new TableReader(settings, desired, line, executor);
        WriteRounds rounds = new WriteRounds(settings, line, reader, sending, executor, work.tracker, progress);
        long started = System.nanoTime();
        return rounds.write(plan).thenComposeAsync(written -> {
            work.writing = since(started);
            work.problem = rounds.problem();
            progress.phase("reading back");
            long looking = System.nanoTime();
            return plan.isEmpty()
                    ? CompletableFuture.completedFuture(work)
                    : new Verification(settings, desired, reader, work.tracker, executor).look(plan).thenApply(blind -> {
                        work.verifying = since(looking);
                        work.problem = work.problem == null ? blind : work.problem;
                        return work;
                    });
        }, executor);
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** What a run knows of itself. */
    private static final class Work {

        private final EnsurePlan plan;
        private final StepTracker tracker;
        private volatile String problem;
        private volatile Duration writing = Duration.ZERO;
        private volatile Duration verifying = Duration.ZERO;

        Work(EnsurePlan plan, WriteProgress progress) {
            this.plan = plan;
            this.tracker = new StepTracker(progress);
        }

        boolean isComplete() {
            return result(SafeModeEnd.NOT_USED, Duration.ZERO).isComplete();
        }

        EnsureResult result(SafeModeEnd safeMode, Duration reading) {
            List<RowResult> rows = new ArrayList<>();
            plan.refused().forEach(refused -> rows.add(new RowResult(
                    refused.row(), refused.id(), List.of(), RowResult.State.FAILED, refused.why(), Map.of())));
            tracker.results().forEach(row -> rows.add(safeMode.isRolledBack() ? row.rolledBack() : row));
            return new EnsureResult(plan, rows, safeMode, problem, new EnsureResult.Times(reading, writing, verifying));
        }
    }
}

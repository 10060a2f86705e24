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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.write.CommandPipeline;
import io.camelmikrotik.internal.write.CommandSequence;
import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.write.ChangeLimit;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnFailure;
import io.camelmikrotik.write.PipelineEnd;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.WriteProgress;

/**
 * Works through a plan: what is added and moved up, what is set, what is moved down and removed, each of them finished
 * before the next. When only the table can tell what happened (a reply was lost) or what is left to do (somebody else
 * changed it), reads it again, compares again, and goes on with the rest, a few times at most.
 */
final class WriteRounds {

    private static final int MOST_ROUNDS = 4;

    private final EnsureSettings settings;
    private final DeviceConnection line;
    private final TableReader reader;
    private final PipelineSettings sending;
    private final boolean ordered;
    private final int removalsAtOnce;
    private final WriteProgress progress;
    private final Executor executor;
    private final StepTracker tracker;
    private final StepCommands commands;
    private int rowsAtFirst;
    private String problem;

    WriteRounds(EnsureSettings settings, DeviceConnection line, TableReader reader, PipelineSettings sending, Executor executor,
                StepTracker tracker, WriteProgress progress) {
        this.settings = settings;
        this.line = line;
        this.reader = reader;
        this.ordered = settings.ordered();
        this.removalsAtOnce = settings.removalsAtOnce();
        this.progress = progress;
        // each step stands on the ones before it
        this.sending = ordered
                ? new PipelineSettings(
                        sending.options(), 1, sending.commandsPerSecond(), OnFailure.STOP, false)
                : new PipelineSettings(
                        sending.options(), sending.window(), sending.commandsPerSecond(), sending.onFailure(), false);
        this.executor = executor;
        this.tracker = tracker;
        this.commands = new StepCommands(settings.menu(), tracker);
    }

    /** What kept it from going on; {@code null} if nothing did. */
    String problem() {
        return problem;
    }

    /** @return never fails */
    CompletableFuture<Void> write(EnsurePlan plan) {
        return round(plan, 1).exceptionally(failure -> {
            Throwable cause
                    = Completions.cause(failure);
            problem = String.valueOf(cause.getMessage());
            return null;
        }).thenRunAsync(tracker::close, executor);
    }

    private CompletableFuture<Void> round(EnsurePlan plan, int number) {
        List<List<PlannedWrite>> phases = phases(tracker.begin(plan));
        if (number == 1) {
            rowsAtFirst = plan.counts().rows();
        } else {
            checkLimits();
        }
        if (problem != null) {
            return CompletableFuture.completedFuture(null);
        }
        return phase(phases, 0).thenComposeAsync(done -> {
            if (!tracker.isInTheDark()) {
                return CompletableFuture.completedFuture(null);
            }
            return reader.plan().thenComposeAsync(seen -> {
                tracker.resolve(seen);
                if (number == MOST_ROUNDS && problem == null && !mustStop() && !seen.isEmpty()) {
                    problem = "the table or the session changed in each of " + MOST_ROUNDS + " rounds";
                }
                return mustStop() || problem != null || number == MOST_ROUNDS
                        ? CompletableFuture.completedFuture(null) : round(seen, number + 1);
            }, executor);
        }, executor);
    }

    /** The limits hold for the run, whatever others do to the table meanwhile: what was done before counts. */
    private void checkLimits() {
        check("maxRemovals", settings.maxRemovals(), tracker.removals(), "removed or disabled");
        check("maxChanges", settings.maxChanges(), tracker.changes(), "changed");
    }

    private void check(String option, ChangeLimit limit, int rows, String what) {
        if (limit != null && !limit.allows(rows, rowsAtFirst)) {
            problem = option + "=" + limit
                      + " forbids going on: the table was changed by somebody else meanwhile, and with what"
                      + " was done before, " + rows + " rows would be " + what + ", of " + rowsAtFirst
                      + " in the scope at first";
        }
    }

    /**
     * What follows stands on what went before: nothing is removed while it is not known whether all was added and set.
     */
    private boolean mayNotGoOn() {
        return tracker.hasUnknown() || tracker.hasNotSent();
    }

    private boolean mustStop() {
        return tracker.hasFailed() && sending.onFailure() == OnFailure.STOP;
    }

    private CompletableFuture<Void> phase(List<List<PlannedWrite>> phases, int phase) {
        if (phase == phases.size() || problem != null || mustStop() || tracker.isInTheDark() && (ordered || mayNotGoOn())) {
            return CompletableFuture.completedFuture(null);
        }
        List<PlannedWrite> now = phases.get(phase);
        if (now.isEmpty()) {
            return phase(phases, phase + 1);
        }
        CommandPipeline pipeline = new CommandPipeline(sequences(now), sending, outcome -> {
        }, executor);
        progress.inFlight(pipeline::inFlight);
        // where each step stands on the ones before it, none may be sent while the fate of one is not known
        return line.send(pipeline, !ordered).handleAsync((end, failure) -> {
            if (failure == null && ordered && end.kind() == PipelineEnd.Kind.SESSION_LOST) {
                tracker.lostSession();
            } else if (failure != null || !end.isComplete() && end.kind() != PipelineEnd.Kind.STOPPED) {
                problem = failure != null ? reason(failure) : end.reason();
            }
            return pipeline.close(problem != null ? problem : "an earlier row was not done", true);
        }, executor).thenCompose(closed -> closed).thenComposeAsync(closed -> phase(phases, phase + 1), executor);
    }

    private static String reason(Throwable failure) {
        return Completions.cause(failure).getMessage();
    }

    /** Each begins when all of the one before it has ended; where the order counts, no step is drawn forward. */
    private List<List<PlannedWrite>> phases(List<PlannedWrite> steps) {
        List<List<PlannedWrite>> phases = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int reached = 0;
        for (PlannedWrite step : steps) {
            reached = ordered ? Math.max(reached, phaseOf(step)) : phaseOf(step);
            phases.get(reached).add(step);
        }
        return phases;
    }

    private static int phaseOf(PlannedWrite step) {
        switch (step.kind()) {
            case ADD:
                return 0;
            case SET:
                return 1;
            case MOVE:
                return ((PlannedWrite.Move) step).up() ? 0 : 2;
            default:
                return 2;
        }
    }

    /** Made one by one as they are sent. */
    private Iterator<CommandSequence> sequences(List<PlannedWrite> steps) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < steps.size();
            }

            @Override
            public CommandSequence next() {
                int start = next;
                while (!ordered && next < steps.size() && next - start < removalsAtOnce
                        && steps.get(next).kind() == PlannedWrite.Kind.REMOVE) {
                    next++;
                }
                if (next - start > 1) {
                    return new RemovalSequence(new ArrayList<>(steps.subList(start, next)), commands, tracker);
                }
                next = start + 1;
                return new StepSequence(steps.get(start), commands, tracker);
            }
        };
    }
}

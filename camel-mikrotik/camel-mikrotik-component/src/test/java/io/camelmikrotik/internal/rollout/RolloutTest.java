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
package io.camelmikrotik.internal.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.RolloutException;
import io.camelmikrotik.internal.pool.ManualClock;
import io.camelmikrotik.internal.rollout.PretendFleet.MemoryJournal;
import io.camelmikrotik.internal.rollout.RolloutJournal.Entry;
import io.camelmikrotik.internal.rollout.RolloutJournal.Event;
import io.camelmikrotik.write.RolloutResult;
import io.camelmikrotik.write.RolloutResult.DeviceOutcome;
import io.camelmikrotik.write.RolloutResult.End;
import io.camelmikrotik.write.RolloutResult.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The engine, with steps that a test ends and a clock that a test moves; all on the test's thread. */
class RolloutTest {

    private static final OutcomeUnknownException UNKNOWN
            = new OutcomeUnknownException("api@r0:8728", "/system/reboot", "the reply was lost", null);

    private final ManualClock clock = new ManualClock();
    private final PretendFleet fleet = new PretendFleet();
    private final MemoryJournal journal = new MemoryJournal();
    private Reachability reachability = fleet;
    private Executor workers = Runnable::run;

    @Test
    void aWaveBeginsWhenAllOfTheOneBeforeHaveEnded() {
        Rollout rollout = start(6, PretendFleet.options("1,50%,100%", "0", 10));

        assertThat(fleet.changed).containsExactly("r0");
        fleet.changes("r0");
        assertThat(fleet.changed).containsExactly("r0", "r1", "r2");
        fleet.changes("r1");
        assertThat(fleet.changed).hasSize(3);
        fleet.changes("r2");
        assertThat(fleet.changed).hasSize(6);
        fleet.changes("r3", "r4", "r5");

        RolloutResult result = rollout.result().join();
        assertThat(result.isDone()).isTrue();
        assertThat(result.devices()).extracting(DeviceOutcome::wave).containsExactly(1, 2, 2, 3, 3, 3);
        assertThat(result.summary()).isEqualTo("roll-out 1 complete; of 6 devices 6 done");
        assertThat(journal.closed).isTrue();
    }

    @Test
    void noMoreDevicesThanParallelismHaveTheirTurnAtATime() {
        start(5, PretendFleet.options("100%", "0", 2));

        assertThat(fleet.changing).containsOnlyKeys("r0", "r1");
        fleet.changes("r1");
        assertThat(fleet.changing).containsOnlyKeys("r0", "r2");
    }

    @Test
    void withAnEmptySelectionItIsCompleteAtOnce() {
        assertThat(start(0, PretendFleet.OPTIONS).result().join().isDone()).isTrue();
    }

    @Test
    void eachBeginIsKeptBeforeTheStepAndEachEndAfterIt() {
        start(1, PretendFleet.OPTIONS);
        assertThat(journal.written).containsExactly("BEGUN r0");
        fleet.changes("r0");
        assertThat(journal.written).containsExactly("BEGUN r0", "DONE r0");
    }

    @Test
    void theFirstFailureMoreThanAllowedStopsTheRestAndThoseInFlightEnd() {
        Rollout rollout = start(6, PretendFleet.options("100%", "1", 3));

        fleet.fails("r0", new IllegalStateException("disk full"));
        fleet.fails("r1", new IllegalStateException("disk full"));
        assertThat(fleet.changing).containsOnlyKeys("r2", "r3");
        assertThat(rollout.status().state()).isEqualTo("stopping");
        fleet.changes("r2", "r3");

        RolloutResult result = failure(rollout).getResult();
        assertThat(result.end()).isEqualTo(End.STOPPED);
        assertThat(states(result)).containsExactly(
                State.FAILED, State.FAILED, State.DONE, State.DONE, State.NOT_TRIED, State.NOT_TRIED);
        assertThat(failure(rollout)).hasMessageContaining("2 devices failed or are unknown, and maxFailures is 1")
                .hasMessageContaining("r0: failed, IllegalStateException: disk full").hasRootCauseMessage("disk full");
    }

    @Test
    void maxFailuresMayBeAShareOfAllDevices() {
        Rollout rollout = start(10, PretendFleet.options("100%", "20%", 1));

        fleet.fails("r0", new IllegalStateException());
        fleet.fails("r1", new IllegalStateException());
        assertThat(fleet.changing).containsOnlyKeys("r2");
        fleet.fails("r2", new IllegalStateException());

        assertThat(failure(rollout).getResult().count(State.NOT_TRIED)).isEqualTo(7);
    }

    @Test
    void failuresWithinTheLimitDoNotFailTheRollout() {
        Rollout rollout = start(2, PretendFleet.options("100%", "1", 2));

        fleet.fails("r0", new IllegalStateException("x"));
        fleet.changes("r1");

        RolloutResult result = rollout.result().join();
        assertThat(result.isDone()).isFalse();
        assertThat(result.devices().get(0).failure()).hasMessage("x");
        assertThat(result.toMap()).containsEntry("end", "complete").containsEntry("failed", 1).containsEntry("notTried", 0);
    }

    @Test
    void whateverAStepThrowsFailsItsDeviceOnly() {
        RolloutSteps throwing = new RolloutSteps() {
            @Override
            public java.util.concurrent.CompletionStage<Void> change(String device) {
                return switch (device) {
                    case "r0" -> throw new StackOverflowError();
                    case "r1" -> null;
                    case "r2" -> CompletableFuture.failedFuture(new CompletionException(new NoClassDefFoundError("x")));
                    default -> CompletableFuture.completedFuture(null);
                };
            }

            @Override
            public boolean verifies() {
                return true;
            }

            @Override
            public java.util.concurrent.CompletionStage<Void> verify(String device) {
                if (device.equals("r3")) {
                    throw new OutOfMemoryError("y");
                }
                return CompletableFuture.completedFuture(null);
            }
        };
        RolloutOptions options = PretendFleet.options("100%", "4", 2);
        Rollout rollout = new Rollout(
                "1", PretendFleet.plan(5, options.waves()), options, throwing, fleet, journal, threads());
        rollout.start();

        RolloutResult result = rollout.result().join();
        assertThat(states(result)).containsExactly(State.FAILED, State.FAILED, State.FAILED, State.FAILED, State.DONE);
        assertThat(result.devices().get(0).failure()).isInstanceOf(StackOverflowError.class);
        assertThat(result.devices().get(1).reason()).contains("no stage");
        assertThat(result.devices().get(2).failure()).isInstanceOf(NoClassDefFoundError.class);
        assertThat(result.devices().get(3).reason()).isEqualTo("the verification failed: OutOfMemoryError: y");
    }

    // ---- verification, unknown

    @Test
    void aDeviceIsDoneWhenItIsVerified() {
        fleet.verifies = true;
        Rollout rollout = start(2, PretendFleet.options("100%", "1", 2));
        fleet.changes("r0", "r1");
        assertThat(rollout.result()).isNotDone();

        fleet.verifying.get("r0").complete(null);
        fleet.verifying.get("r1").completeExceptionally(new IllegalStateException("still 7.18"));

        assertThat(states(rollout.result().join())).containsExactly(State.DONE, State.FAILED);
        assertThat(journal.written).containsSubsequence("BEGUN r1", "CHANGED r1", "FAILED r1");
    }

    @Test
    void aChangeWithALostReplyIsUnknownAndCountsAsFailure() {
        Rollout rollout = start(2, PretendFleet.options("100%", "0", 1));

        fleet.fails("r0", new CompletionException(new IllegalStateException("route failed", UNKNOWN)));

        RolloutException failure = failure(rollout);
        assertThat(states(failure.getResult())).containsExactly(State.UNKNOWN, State.NOT_TRIED);
        assertThat(failure.getFate()).hasToString("OUTCOME_UNKNOWN");
    }

    @Test
    void aChangeWithALostReplyIsDoneIfItIsVerifiedAndUnknownIfNot() {
        fleet.verifies = true;
        Rollout rollout = start(2, PretendFleet.options("100%", "1", 2));

        fleet.fails("r0", UNKNOWN);
        fleet.fails("r1", UNKNOWN);
        fleet.verifying.get("r0").complete(null);
        fleet.verifying.get("r1").completeExceptionally(new IllegalStateException("still 7.18"));

        RolloutResult result = rollout.result().join();
        assertThat(states(result)).containsExactly(State.DONE, State.UNKNOWN);
        assertThat(result.devices().get(1).reason()).contains("the reply was lost").contains("still 7.18");
    }

    @Test
    void aStepThatDoesNotEndInTimeIsUnknownAndItsLateEndChangesNothing() {
        Rollout rollout = start(2, PretendFleet.options("100%", "1", 1));
        CompletableFuture<Void> late = fleet.changing.get("r0");

        clock.advance(Duration.ofHours(1));
        assertThat(fleet.changed).containsExactly("r0", "r1");
        late.complete(null);
        fleet.changes("r1");

        RolloutResult result = rollout.result().join();
        assertThat(states(result)).containsExactly(State.UNKNOWN, State.DONE);
        assertThat(result.devices().get(0).reason()).contains("stepTimeout");
    }

    // ---- order, pauses

    @Test
    void aRouterWaitsForThoseBehindItInItsWave() {
        RolloutOptions options = PretendFleet.options("100%", "1", 5);
        RolloutPlan plan = RolloutPlan.of(List.of("core", "leaf", "other"), Map.of(
                "core", Map.of(), "leaf", Map.of("behind", "core"), "other", Map.of()), options.waves());
        Rollout rollout = new Rollout("1", plan, options, fleet, fleet, journal, threads());
        rollout.start();

        assertThat(fleet.changed).containsExactly("leaf", "other");
        fleet.fails("leaf", new IllegalStateException());
        assertThat(fleet.changed).containsExactly("leaf", "other", "core");
        fleet.changes("core", "other");
        assertThat(rollout.result()).isCompleted();
    }

    @Test
    void thereIsAPauseBetweenWaves() {
        Rollout rollout = start(2, PretendFleet.pausing(PretendFleet.options("1,100%", "0", 5), Duration.ofMinutes(30)));
        fleet.changes("r0");

        assertThat(rollout.status().state()).isEqualTo("pausing");
        clock.advance(Duration.ofMinutes(29));
        assertThat(fleet.changed).containsExactly("r0");
        clock.advance(Duration.ofMinutes(1));
        assertThat(fleet.changed).containsExactly("r0", "r1");
        fleet.changes("r1");
        assertThat(rollout.result()).isCompleted();
    }

    @Test
    void whatIsPausedBeginsNothingUntilItIsResumed() {
        Rollout rollout = start(3, PretendFleet.options("100%", "0", 1));
        rollout.pause();
        fleet.changes("r0");
        clock.advance(Duration.ofHours(5));

        assertThat(fleet.changed).containsExactly("r0");
        assertThat(rollout.status()).hasToString(
                "roll-out 1: paused, wave 1 of 1, of 3 devices 1 done, 0 failed, 0 unknown, 0 offline, 0 in flight");
        assertThat(rollout.progress().getPhase()).isEqualTo("paused");
        assertThat(rollout.progress().getDone()).isEqualTo(1);
        rollout.resume();
        fleet.changes("r1");
        fleet.changes("r2");
        assertThat(rollout.result()).isCompleted();
        assertThat(rollout.progress().isEnded()).isTrue();
    }

    @Test
    void whatIsAbortedEndsWhenThoseInFlightHave() {
        Rollout rollout = start(3, PretendFleet.options("100%", "0", 1));
        rollout.abort();
        assertThat(rollout.result()).isNotDone();
        fleet.changes("r0");

        assertThat(failure(rollout).getResult().end()).isEqualTo(End.ABORTED);
        assertThat(states(failure(rollout).getResult())).containsExactly(State.DONE, State.NOT_TRIED, State.NOT_TRIED);
    }

    @Test
    void whatIsPausedCanBeAborted() {
        Rollout rollout = start(2, PretendFleet.options("1,100%", "0", 1));
        rollout.pause();
        fleet.changes("r0");
        rollout.abort();

        assertThat(failure(rollout))
                .hasMessageContaining("roll-out 1 aborted: it was aborted; of 2 devices 1 done, 1 not tried");
    }

    // ---- offline

    @Test
    void anOfflineDeviceIsWaitedForAndOthersGoOn() {
        fleet.offline.add("r0");
        Rollout rollout = start(3, PretendFleet.options("100%", "0", 1));
        fleet.changes("r1");
        fleet.changes("r2");

        assertThat(rollout.devices()).containsExactly(
                Map.entry("r0", "offline"), Map.entry("r1", "done"), Map.entry("r2", "done"));
        clock.advance(Duration.ofMinutes(9));
        fleet.offline.clear();
        clock.advance(Duration.ofSeconds(5));
        fleet.changes("r0");
        assertThat(rollout.result().join().isDone()).isTrue();
    }

    @Test
    void aDeviceThatStaysOfflineIsReportedAndDoesNotCountAsFailure() {
        fleet.offline.add("r0");
        Rollout rollout = start(2, PretendFleet.options("100%", "0", 1));
        fleet.changes("r1");
        clock.advance(Duration.ofMinutes(10));

        RolloutResult result = rollout.result().join();
        assertThat(states(result)).containsExactly(State.OFFLINE, State.DONE);
        assertThat(journal.written).as("so that a later run tries it").containsExactly("BEGUN r1", "DONE r1");
        assertThat(result.summary()).isEqualTo("roll-out 1 complete; of 2 devices 1 done, 1 offline");
    }

    @Test
    void aWaveOfWhichNoDeviceCouldBeReachedProvesNothingAndStops() {
        fleet.offline.add("r0");
        Rollout rollout = start(3, PretendFleet.options("1,100%", "0", 1));
        clock.advance(Duration.ofMinutes(10));

        assertThat(fleet.changed).isEmpty();
        assertThat(failure(rollout)).hasMessageContaining("no device of wave 1 could be reached");
    }

    @Test
    void aCheckThatThrowsOrNeverEndsSaysOffline() {
        reachability = device -> {
            if (device.equals("r0")) {
                throw new AssertionError("no route to host");
            }
            return new CompletableFuture<>();
        };
        Rollout rollout = start(2, PretendFleet.options("100%", "0", 2));
        clock.advance(Duration.ofMinutes(12));

        RolloutResult result = rollout.result().join();
        assertThat(states(result)).containsExactly(State.OFFLINE, State.OFFLINE);
        assertThat(result.devices().get(0).reason()).isEqualTo("it could not be reached: AssertionError: no route to host");
    }

    // ---- restarts

    @Test
    void itGoesOnWhereItWasAndDoesNoDeviceTwice() {
        fleet.verifies = true;
        journal.entries.put("r0", new Entry(Event.DONE, null));
        journal.entries.put("r1", new Entry(Event.BEGUN, null));
        journal.entries.put("r2", new Entry(Event.CHANGED, null));
        journal.entries.put("r3", new Entry(Event.WITHDRAWN, null));
        journal.entries.put("r4", new Entry(Event.FAILED, "disk full"));
        Rollout rollout = start(6, PretendFleet.options("1,5,100%", "2", 9));

        assertThat(fleet.verified).as("doubts come first").containsExactly("r1", "r2");
        assertThat(fleet.changed).isEmpty();
        fleet.verifying.get("r1").complete(null);
        fleet.verifying.get("r2").completeExceptionally(new IllegalStateException("old"));
        assertThat(fleet.changed).containsExactly("r3");
        fleet.changes("r3");
        fleet.verifying.get("r3").complete(null);
        fleet.changes("r5");
        fleet.verifying.get("r5").complete(null);

        assertThat(states(rollout.result().join())).containsExactly(
                State.DONE, State.DONE, State.FAILED, State.DONE, State.FAILED, State.DONE);
        assertThat(rollout.result().join().devices().get(4).reason()).isEqualTo("disk full");
    }

    @Test
    void withoutVerificationWhatWasCutOffStaysUnknown() {
        journal.entries.put("r0", new Entry(Event.BEGUN, null));
        Rollout rollout = start(2, PretendFleet.options("100%", "1", 9));
        fleet.changes("r1");

        assertThat(rollout.result().join().devices().get(0)).hasToString(
                "r0: unknown, the application ended before the end of the change was seen");
        assertThat(fleet.changed).containsExactly("r1");
    }

    @Test
    void failuresOfEarlierRunsCount() {
        journal.entries.put("r0", new Entry(Event.FAILED, "disk full"));
        Rollout rollout = start(3, PretendFleet.options("100%", "0", 9));

        assertThat(failure(rollout)).hasMessageContaining("maxFailures is 0");
        assertThat(fleet.changed).isEmpty();
    }

    @Test
    void whatWasCutOffAndIsOfflineNowIsUnknownAfterTheDeadline() {
        fleet.verifies = true;
        fleet.offline.add("r0");
        journal.entries.put("r0", new Entry(Event.BEGUN, null));
        Rollout rollout = start(2, PretendFleet.options("100%", "0", 9));
        clock.advance(Duration.ofMinutes(10));

        assertThat(states(failure(rollout).getResult())).containsExactly(State.UNKNOWN, State.NOT_TRIED);
    }

    @Test
    void aWaveThatHadBegunGoesOnWithoutAPause() {
        journal.entries.put("r0", new Entry(Event.DONE, null));
        journal.entries.put("r1", new Entry(Event.DONE, null));
        start(3, PretendFleet.pausing(PretendFleet.options("1,100%", "0", 5), Duration.ofMinutes(30)));

        assertThat(fleet.changed).containsExactly("r2");
    }

    // ---- what breaks

    @Test
    void nothingIsBegunThatCannotBeKept() {
        journal.failsFor = "BEGUN r1";
        Rollout rollout = start(3, PretendFleet.options("100%", "0", 1));
        fleet.changes("r0");

        assertThat(fleet.changed).containsExactly("r0");
        assertThat(failure(rollout)).hasMessageContaining("could not be kept").hasRootCauseMessage("no space left on device");
        assertThat(states(failure(rollout).getResult())).containsExactly(State.DONE, State.NOT_TRIED, State.NOT_TRIED);
    }

    @Test
    void aJournalThatCannotBeOpenedIsToldAndNothingIsBegun() {
        Rollout rollout = new Rollout(
                "1", PretendFleet.plan(2, PretendFleet.OPTIONS.waves()), PretendFleet.OPTIONS, fleet, fleet,
                new RolloutJournal() {
                    @Override
                    public Map<String, Entry> open() throws java.io.IOException {
                        throw new java.io.IOException("belongs to another roll-out");
                    }

                    @Override
                    public void write(String device, Event event, String reason) {
                        throw new AssertionError();
                    }

                    @Override
                    public void close() {
                        throw new AssertionError("an Error in close too");
                    }
                }, threads());
        rollout.start();

        assertThat(failure(rollout)).hasMessageContaining("belongs to another roll-out");
        assertThat(fleet.changed).isEmpty();
    }

    @Test
    void whatIsAbandonedEndsAtOnceAndLeavesWhatWasInFlightToALaterRun() {
        Rollout rollout = start(2, PretendFleet.options("100%", "0", 1));
        CompletableFuture<Void> late = fleet.changing.get("r0");
        rollout.abandon();

        assertThat(states(failure(rollout).getResult())).containsExactly(State.UNKNOWN, State.NOT_TRIED);
        late.complete(null);
        assertThat(journal.entries).containsOnlyKeys("r0").containsValue(new Entry(Event.BEGUN, null));
    }

    @Test
    void withoutWorkersItEndsAndAStepThatWasNotMadeIsWithdrawn() {
        int[] tasks = { 0 };
        workers = task -> {
            // load, then the check, then its answer, then the step
            if (++tasks[0] > 3) {
                throw new RejectedExecutionException();
            }
            task.run();
        };
        Rollout rollout = start(2, PretendFleet.options("100%", "0", 1));

        assertThat(failure(rollout)).hasMessageContaining("the application is stopping");
        assertThat(states(failure(rollout).getResult())).containsExactly(State.NOT_TRIED, State.NOT_TRIED);
        assertThat(journal.written).containsExactly("BEGUN r0", "WITHDRAWN r0");
    }

    // ---- several

    @Test
    void rolloutsAreSteeredByTheirIdsWhileTheyAreUnderWay() {
        Rollouts rollouts = new Rollouts();
        RolloutOperation operation = new RolloutOperation(PretendFleet.OPTIONS, fleet, rollouts, clock);
        Map<String, Map<String, String>> labels = Map.of("r0", Map.of(), "r1", Map.of());
        Rollout first = operation.start(List.of("r0"), labels, fleet, workers);
        Rollout second = operation.start(List.of("r1"), labels, fleet, workers);

        assertThat(rollouts.statuses()).extracting(RolloutStatus::id).containsExactly("1", "2");
        rollouts.pause("2");
        assertThat(second.status().state()).isEqualTo("paused");
        rollouts.resume("2");
        rollouts.abort("2");
        fleet.changes("r1");
        assertThat(second.result()).isCompletedExceptionally();
        assertThatThrownBy(() -> rollouts.pause("2")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no roll-out \"2\" is under way; those that are: 1");
        rollouts.stop();
        assertThat(first.result()).isCompletedExceptionally();
        assertThat(rollouts.running()).isEmpty();
        assertThat(operation.start(List.of("r0"), labels, fleet, workers).result()).isCompletedExceptionally();
    }

    private Rollout start(int devices, RolloutOptions options) {
        Rollout rollout = new Rollout(
                "1", PretendFleet.plan(devices, options.waves()), options, fleet, reachability, journal, threads());
        rollout.start();
        return rollout;
    }

    private RolloutThreads threads() {
        return new RolloutThreads(task -> workers.execute(task), clock, clock);
    }

    private static List<State> states(RolloutResult result) {
        return result.devices().stream().map(DeviceOutcome::state).toList();
    }

    private static RolloutException failure(Rollout rollout) {
        assertThat(rollout.result()).isCompletedExceptionally();
        return (RolloutException) rollout.result().handle((result, failure) -> failure).join();
    }
}

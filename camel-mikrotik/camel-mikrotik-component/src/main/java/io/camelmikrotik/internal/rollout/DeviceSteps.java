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

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.internal.rollout.DeviceTurn.Phase;
import io.camelmikrotik.internal.rollout.RolloutJournal.Event;
import io.camelmikrotik.write.RolloutResult.End;
import io.camelmikrotik.write.RolloutResult.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens in a device's turn: it is reached, changed, verified, and its end is told. In the roll-out's events
 * only.
 */
final class DeviceSteps {

    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

    private static final long CHECK_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Rollout rollout;
    private final RolloutOptions options;
    private final RolloutSteps steps;
    private final Reachability reachability;
    private final RolloutJournal journal;
    private final RolloutThreads threads;
    private final StepCalls calls;
    private boolean journalBroken;

    DeviceSteps(Rollout rollout, RolloutOptions options, RolloutSteps steps, Reachability reachability,
                RolloutJournal journal, RolloutThreads threads) {
        this.rollout = rollout;
        this.options = options;
        this.steps = steps;
        this.reachability = reachability;
        this.journal = journal;
        this.threads = threads;
        this.calls = new StepCalls(threads.workers());
    }

    /**
     * Takes over what is known of it from earlier runs.
     *
     * @return whether it is to be verified what became of it
     */
    boolean restored(DeviceTurn turn, RolloutJournal.Entry entry) {
        switch (entry.event()) {
            case DONE -> turn.end(State.DONE, null, null);
            case FAILED -> turn.end(State.FAILED, entry.reason(), null);
            case WITHDRAWN -> {
                // its turn is still to come
            }
            case BEGUN, CHANGED, UNKNOWN -> {
                turn.begun = true;
                turn.changed = entry.event() == Event.CHANGED;
                turn.reason = entry.event() == Event.BEGUN
                        ? "the application ended before the end of the change was seen" : entry.reason();
                if (steps.verifies()) {
                    return true;
                }
                if (turn.changed) {
                    turn.end(State.DONE, null, null);
                } else {
                    turn.end(State.UNKNOWN, turn.reason, null);
                }
            }
        }
        return false;
    }

    /** Begins its turn: is it there at all? */
    void check(DeviceTurn turn) {
        int attempt = began(turn, Phase.CHECKING, CHECK_TIMEOUT_NANOS);
        turn.call = calls.call(() -> reachability.check(turn.device),
                (reachable, failure) -> rollout.event(() -> checked(turn, attempt, Boolean.TRUE.equals(reachable), failure)),
                () -> rollout.event(() -> refused(turn, attempt)));
    }

    private int began(DeviceTurn turn, Phase phase, long timeoutNanos) {
        turn.phase = phase;
        turn.deadline = threads.clock().getAsLong() + timeoutNanos;
        return ++turn.attempt;
    }

    private void refused(DeviceTurn turn, int attempt) {
        if (turn.attempt == attempt && turn.isInFlight()) {
            withdrawn(turn);
        }
        rollout.applicationStops();
    }

    /** Takes back what goes on, if no worker has come to it yet. */
    boolean withdraw(DeviceTurn turn) {
        boolean possible = turn.call.withdraw();
        if (possible) {
            withdrawn(turn);
        }
        return possible;
    }

    /** No worker came to it: its turn is still to come. */
    private void withdrawn(DeviceTurn turn) {
        if (turn.phase == Phase.CHANGING) {
            record(turn, Event.WITHDRAWN, null);
            turn.begun = false;
        }
        turn.phase = Phase.WAITING;
    }

    private void checked(DeviceTurn turn, int attempt, boolean reachable, Throwable failure) {
        if (turn.attempt != attempt || turn.phase != Phase.CHECKING) {
            return;
        }
        turn.phase = Phase.WAITING;
        if (rollout.isHeld()) {
            return;
        }
        if (!reachable) {
            notReachable(turn, failure == null ? null : StepFailures.unwrap(failure));
            return;
        }
        turn.offline = false;
        if (turn.begun) {
            verify(turn);
        } else if (record(turn, Event.BEGUN, null)) {
            turn.begun = true;
            change(turn);
        }
    }

    private void notReachable(DeviceTurn turn, Throwable failure) {
        long now = threads.clock().getAsLong();
        if (!turn.offline) {
            turn.offline = true;
            turn.offlineDeadline = now + options.offlineDeadline().toNanos();
        }
        long left = turn.offlineDeadline - now;
        if (left > 0) {
            turn.nextCheck = now + Math.min(left, CHECK_INTERVAL_NANOS);
            return;
        }
        String why = "it could not be reached" + (failure == null ? "" : ": " + StepFailures.text(failure));
        if (turn.begun) {
            ended(turn, State.UNKNOWN, and(turn.reason, why), failure);
        } else {
            LOG.info("Roll-out {}: {} is left out: {}", rollout.id(), turn.device, why);
            turn.end(State.OFFLINE, why, failure);
        }
    }

    private void change(DeviceTurn turn) {
        int attempt = began(turn, Phase.CHANGING, options.stepTimeout().toNanos());
        turn.call = calls.call(
                () -> steps.change(turn.device), (nothing, failure) -> rollout.event(() -> stepEnded(turn, attempt, failure)),
                () -> rollout.event(() -> refused(turn, attempt)));
    }

    private void verify(DeviceTurn turn) {
        int attempt = began(turn, Phase.VERIFYING, options.stepTimeout().toNanos());
        turn.call = calls.call(
                () -> steps.verify(turn.device), (nothing, failure) -> rollout.event(() -> stepEnded(turn, attempt, failure)),
                () -> rollout.event(() -> refused(turn, attempt)));
    }

    /** What goes on has not ended by its deadline. */
    void overdue(DeviceTurn turn) {
        if (withdraw(turn)) {
            return;
        }
        if (turn.phase == Phase.CHECKING) {
            checked(turn, turn.attempt, false, null);
        } else {
            stepEnded(turn, turn.attempt, new StepUnfinishedException(
                    "it did not end within stepTimeout (" + options.stepTimeout() + ")", null));
        }
    }

    private void stepEnded(DeviceTurn turn, int attempt, Throwable thrown) {
        if (turn.attempt != attempt || !turn.isInStep()) {
            LOG.warn("Roll-out {}: a step of {} ended after it had been given up", rollout.id(), turn.device);
            return;
        }
        Throwable failure = thrown == null ? null : StepFailures.unwrap(thrown);
        if (turn.phase == Phase.VERIFYING) {
            if (failure == null) {
                ended(turn, State.DONE, null, null);
            } else {
                ended(turn, turn.changed ? State.FAILED : State.UNKNOWN,
                        and(turn.reason, "the verification failed: " + StepFailures.text(failure)), failure);
            }
            return;
        }
        boolean doubt = failure != null && StepFailures.leavesDoubt(failure);
        if (failure != null && !doubt) {
            ended(turn, State.FAILED, StepFailures.text(failure), failure);
            return;
        }
        turn.changed = !doubt;
        turn.reason = doubt ? StepFailures.text(failure) : null;
        turn.failure = failure;
        if (steps.verifies()) {
            if (!doubt) {
                record(turn, Event.CHANGED, null);
            }
            verify(turn);
        } else {
            ended(turn, doubt ? State.UNKNOWN : State.DONE, turn.reason, failure);
        }
    }

    private static String and(String first, String second) {
        return first == null ? second : first + "; " + second;
    }

    private void ended(DeviceTurn turn, State state, String why, Throwable failure) {
        turn.end(state, why, failure);
        record(turn, Event.valueOf(state.name()), why);
        if (state != State.DONE) {
            LOG.warn("Roll-out {}: {}: {}, {}", rollout.id(), turn.device, turn.shown(), why);
            rollout.failed(failure);
        }
    }

    private boolean record(DeviceTurn turn, Event event, String why) {
        if (journalBroken) {
            return false;
        }
        try {
            journal.write(turn.device, event, why);
            return true;
        } catch (IOException | RuntimeException e) {
            journalBroken = true;
            LOG.error("Roll-out {}: {} of {} could not be kept", rollout.id(), event, turn.device, e);
            rollout.stop(End.BROKEN, "what is done could not be kept, so nothing more is begun: " + e.getMessage(), e);
            return false;
        }
    }
}

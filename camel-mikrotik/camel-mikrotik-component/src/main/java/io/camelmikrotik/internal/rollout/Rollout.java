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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.camelmikrotik.exception.RolloutException;
import io.camelmikrotik.internal.feed.SerialExecutor;
import io.camelmikrotik.internal.rollout.DeviceTurn.Phase;
import io.camelmikrotik.internal.rollout.RolloutJournal.Event;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.write.RolloutResult;
import io.camelmikrotik.write.RolloutResult.DeviceOutcome;
import io.camelmikrotik.write.RolloutResult.End;
import io.camelmikrotik.write.RolloutResult.State;
import io.camelmikrotik.write.WriteProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes devices in waves. All that happens, the end of a step or a moment that falls due, is an event; events are
 * handled one after the other on the workers, so that nothing here is locked and no step is called with anything held.
 * After each event {@link #advance} begins what can be begun.
 * <p>
 * A device is begun only while no more have failed than are allowed, and after the journal has it on the disk. So
 * failures exceed what is allowed by no more than the others in flight at that moment, and a device whose begin is in
 * the journal is never begun again.
 */
public final class Rollout {

    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

    private static final long CHECK_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** No timer is held for longer by a roll-out that has ended. */
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String id;
    private final RolloutOptions options;
    private final RolloutSteps steps;
    private final Reachability reachability;
    private final RolloutJournal journal;
    private final RolloutThreads threads;
    private final StepCalls calls;
    private final SerialExecutor events;
    private final WaveOrder order;
    private final WriteProgress progress;
    private final CompletableFuture<RolloutResult> result = new CompletableFuture<>();

    // read by any thread, written in events
    private volatile End end;
    private volatile String reason;
    private volatile boolean paused;
    private volatile boolean over;
    // in events only
    private boolean abandoned;
    private boolean journalBroken;
    private Throwable cause;
    private int loggedWave;
    private boolean awake;
    private long wakeup;

    Rollout(String id, RolloutPlan plan, RolloutOptions options, RolloutSteps steps, Reachability reachability,
            RolloutJournal journal, RolloutThreads threads) {
        this.id = id;
        this.options = options;
        this.steps = steps;
        this.reachability = reachability;
        this.journal = journal;
        this.threads = threads;
        this.calls = new StepCalls(threads.workers());
        this.events = new SerialExecutor(threads.workers());
        this.order = new WaveOrder(plan, options.wavePause().toNanos());
        this.progress = new WriteProgress("roll-out " + id + " to " + options.shownTo(), (long) plan.size());
        progress.inFlight(() -> count(DeviceTurn::isInFlight));
    }

    void start() {
        event(this::load);
    }

    // ---- for those who look and steer, on any thread

    public String id() {
        return id;
    }

    /**
     * Ends once, with the result if all waves were gone through, whether or not all devices were done; otherwise with a
     * {@link RolloutException} that has the result. Its callbacks run on a worker.
     */
    public CompletableFuture<RolloutResult> result() {
        return result;
    }

    /** Devices as elements: failed ones as refused, offline ones as not sent. */
    public WriteProgress progress() {
        return progress;
    }

    public RolloutStatus status() {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        int inFlight = 0;
        for (DeviceTurn turn : order.all()) {
            State known = turn.isEnded() ? turn.state : turn.offline ? State.OFFLINE : null;
            if (known != null) {
                counts.merge(known, 1, Integer::sum);
            }
            inFlight += turn.isInFlight() ? 1 : 0;
        }
        return new RolloutStatus(
                id, shownState(), order.wave(), order.waves(), order.all().size(), counts.getOrDefault(State.DONE, 0),
                counts.getOrDefault(State.FAILED, 0), counts.getOrDefault(State.UNKNOWN, 0),
                counts.getOrDefault(State.OFFLINE, 0), inFlight, reason);
    }

    private String shownState() {
        if (over) {
            return "ended";
        }
        if (end != null) {
            return "stopping";
        }
        return paused ? "paused" : order.isPausing(threads.clock().getAsLong()) ? "pausing" : "running";
    }

    /** What is known of each device in a word, in the order of the plan: an end, or what goes on. */
    public Map<String, String> devices() {
        Map<String, String> shown = new LinkedHashMap<>();
        order.all().forEach(turn -> shown.put(turn.device, turn.shown()));
        return shown;
    }

    /** Begins no device until it is resumed. Those in flight go on. A restart of the application resumes it. */
    public void pause() {
        event(() -> paused = end == null);
    }

    public void resume() {
        event(() -> paused = false);
    }

    /** Begins no device any more, and ends when those in flight have ended. */
    public void abort() {
        event(() -> stop(End.ABORTED, "it was aborted", null));
    }

    /** Ends now, because the application does. What is in flight has an unknown outcome until a later run looks. */
    public void abandon() {
        event(() -> {
            stop(End.BROKEN, "the application is stopping", null);
            abandoned = true;
            order.all().stream().filter(turn -> turn.isInFlight() && turn.call.withdraw()).forEach(this::withdrawn);
        });
    }

    // ---- events

    private void event(Runnable happened) {
        events.execute(() -> Completions.run(() -> {
            if (!over) {
                happened.run();
                advance();
            }
        }, this::broken));
    }

    /** Something went wrong here, not in a step. */
    private void broken(Throwable failure) {
        stop(End.BROKEN, "the roll-out itself failed: " + failure, failure);
        abandoned = true;
        Completions.run(this::finish, failed -> {
            over = true;
            Completions.run(journalCloser());
            result.completeExceptionally(failure);
        });
    }

    private void load() {
        Map<String, RolloutJournal.Entry> known;
        try {
            known = journal.open();
        } catch (IOException | RuntimeException e) {
            stop(End.BROKEN, e.getMessage() == null ? e.toString() : e.getMessage(), e);
            return;
        }
        order.all().stream().filter(turn -> known.containsKey(turn.device)).forEach(turn -> load(turn, known.get(turn.device)));
        LOG.info("Roll-out {} to {}: {} devices in {} waves, at most {} at a time{}", id, options.shownTo(), order.all().size(),
                order.waves(), options.parallelism(), known.isEmpty() ? "" : "; it goes on where it was left");
        stopAtMaxFailures();
    }

    private void load(DeviceTurn turn, RolloutJournal.Entry entry) {
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
                    order.doubt(turn);
                } else if (turn.changed) {
                    turn.end(State.DONE, null, null);
                } else {
                    turn.end(State.UNKNOWN, turn.reason, null);
                }
            }
        }
    }

    private void advance() {
        endWhatIsOverdue();
        if (end == null && !paused) {
            beginWhatIsReady();
        }
        if (end != null && (abandoned || order.all().stream().noneMatch(DeviceTurn::isInStep))) {
            finish();
        } else {
            tellProgress();
            wakeLater();
        }
    }

    private void beginWhatIsReady() {
        long now = threads.clock().getAsLong();
        String why = order.nextWave(now);
        if (why != null) {
            stop(End.STOPPED, why, null);
        } else if (order.isOver()) {
            stop(End.COMPLETE, null, null);
        } else {
            int room = options.parallelism() - count(DeviceTurn::isInFlight);
            order.ready(now).stream().limit(Math.max(0, room)).forEach(this::check);
        }
    }

    private void stop(End why, String text, Throwable thrown) {
        if (end == null) {
            end = why;
            reason = text;
            cause = thrown;
            paused = false;
        }
    }

    // ---- a device's turn

    private void check(DeviceTurn turn) {
        if (loggedWave < turn.wave) {
            loggedWave = turn.wave;
            LOG.info("Roll-out {}: wave {} of {}", id, turn.wave, order.waves());
        }
        int attempt = began(turn, Phase.CHECKING, CHECK_TIMEOUT_NANOS);
        turn.call = calls.call(() -> reachability.check(turn.device),
                (reachable, failure) -> event(() -> checked(turn, attempt, Boolean.TRUE.equals(reachable), failure)),
                () -> event(() -> refused(turn, attempt)));
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
        stop(End.BROKEN, "the application is stopping", null);
        abandoned = true;
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
        if (end != null || paused) {
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
            LOG.info("Roll-out {}: {} is left out: {}", id, turn.device, why);
            turn.end(State.OFFLINE, why, failure);
        }
    }

    private void change(DeviceTurn turn) {
        int attempt = began(turn, Phase.CHANGING, options.stepTimeout().toNanos());
        turn.call = calls.call(
                () -> steps.change(turn.device), (nothing, failure) -> event(() -> stepEnded(turn, attempt, failure)),
                () -> event(() -> refused(turn, attempt)));
    }

    private void verify(DeviceTurn turn) {
        int attempt = began(turn, Phase.VERIFYING, options.stepTimeout().toNanos());
        turn.call = calls.call(
                () -> steps.verify(turn.device), (nothing, failure) -> event(() -> stepEnded(turn, attempt, failure)),
                () -> event(() -> refused(turn, attempt)));
    }

    private void endWhatIsOverdue() {
        long now = threads.clock().getAsLong();
        for (DeviceTurn turn : order.all()) {
            if (turn.isInFlight() && turn.deadline - now <= 0) {
                if (turn.call.withdraw()) {
                    withdrawn(turn);
                } else if (turn.phase == Phase.CHECKING) {
                    checked(turn, turn.attempt, false, null);
                } else {
                    stepEnded(turn, turn.attempt, new StepUnfinishedException(
                            "it did not end within stepTimeout (" + options.stepTimeout() + ")", null));
                }
            }
        }
    }

    private void stepEnded(DeviceTurn turn, int attempt, Throwable thrown) {
        if (turn.attempt != attempt || !turn.isInStep()) {
            LOG.warn("Roll-out {}: a step of {} ended after it had been given up", id, turn.device);
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
            LOG.warn("Roll-out {}: {}: {}, {}", id, turn.device, turn.shown(), why);
            stopAtMaxFailures();
            cause = cause == null && end == End.STOPPED ? failure : cause;
        }
    }

    private void stopAtMaxFailures() {
        int failures = count(turn -> turn.state == State.FAILED || turn.state == State.UNKNOWN);
        if (!options.maxFailures().allows(failures, order.all().size())) {
            stop(End.STOPPED, failures + " devices failed or are unknown, and maxFailures is " + options.maxFailures(), null);
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
            LOG.error("Roll-out {}: {} of {} could not be kept", id, event, turn.device, e);
            stop(End.BROKEN, "what is done could not be kept, so nothing more is begun: " + e.getMessage(), e);
            return false;
        }
    }

    // ---- time and end

    private void wakeLater() {
        long now = threads.clock().getAsLong();
        long sleep = order.untilNext(now, LONGEST_SLEEP_NANOS);
        if (awake && wakeup - now <= sleep && wakeup - now > 0) {
            return;
        }
        awake = true;
        wakeup = now + sleep;
        Dispatch.after(threads.timer(), sleep, () -> event(() -> {
            // what is due is found in advance()
        }));
    }

    private void tellProgress() {
        progress.phase(shownState().equals("running") ? "wave " + order.wave() + " of " + order.waves() : shownState());
        progress.now(order.all().size(), count(State.DONE), count(State.FAILED), count(State.OFFLINE), count(State.UNKNOWN));
    }

    private int count(State state) {
        return count(turn -> turn.isEnded() && turn.state == state);
    }

    private int count(Predicate<DeviceTurn> which) {
        return (int) order.all().stream().filter(which).count();
    }

    private Runnable journalCloser() {
        return () -> {
            try {
                journal.close();
            } catch (IOException e) {
                LOG.warn("Roll-out {}: its state file could not be closed: {}", id, e.toString());
            }
        };
    }

    private void finish() {
        over = true;
        RolloutResult ended = new RolloutResult(
                id, end, reason, order.waves(), order.all().stream().map(DeviceTurn::outcome).toList());
        progress.now(order.all().size(), ended.count(State.DONE), ended.count(State.FAILED),
                ended.count(State.OFFLINE) + ended.count(State.NOT_TRIED), ended.count(State.UNKNOWN));
        progress.phase("ended");
        progress.ended();
        Completions.run(journalCloser());
        if (end == End.COMPLETE) {
            LOG.info("{}", ended.summary());
            result.complete(ended);
        } else {
            LOG.warn("{}", ended.summary());
            result.completeExceptionally(new RolloutException(ended, cause));
        }
    }
}

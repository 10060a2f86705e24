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
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.write.RolloutResult;
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

    /** No timer is held for longer by a roll-out that has ended. */
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String id;
    private final RolloutOptions options;
    private final RolloutJournal journal;
    private final RolloutThreads threads;
    private final SerialExecutor events;
    private final WaveOrder order;
    private final DeviceSteps deviceSteps;
    private final WriteProgress progress;
    private final CompletableFuture<RolloutResult> result = new CompletableFuture<>();

    // read by any thread, written in events
    private volatile End end;
    private volatile String reason;
    private volatile boolean paused;
    private volatile boolean over;
    // in events only
    private boolean abandoned;
    private Throwable cause;
    private int loggedWave;
    private boolean awake;
    private long wakeup;

    Rollout(String id, RolloutPlan plan, RolloutOptions options, RolloutSteps steps, Reachability reachability,
            RolloutJournal journal, RolloutThreads threads) {
        this.id = id;
        this.options = options;
        this.journal = journal;
        this.threads = threads;
        this.events = new SerialExecutor(threads.workers());
        this.order = new WaveOrder(plan, options.wavePause().toNanos());
        this.deviceSteps = new DeviceSteps(this, options, steps, reachability, journal, threads);
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
        event(this::applicationStops);
    }

    // ---- events

    void event(Runnable happened) {
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

    void applicationStops() {
        stop(End.BROKEN, "the application is stopping", null);
        abandoned = true;
        order.all().stream().filter(DeviceTurn::isInFlight).forEach(deviceSteps::withdraw);
    }

    private void load() {
        Map<String, RolloutJournal.Entry> known;
        try {
            known = journal.open();
        } catch (IOException | RuntimeException e) {
            stop(End.BROKEN, e.getMessage() == null ? e.toString() : e.getMessage(), e);
            return;
        }
        order.all().stream().filter(turn -> known.containsKey(turn.device)).forEach(turn -> {
            if (deviceSteps.restored(turn, known.get(turn.device))) {
                order.doubt(turn);
            }
        });
        LOG.info("Roll-out {} to {}: {} devices in {} waves, at most {} at a time{}", id, options.shownTo(), order.all().size(),
                order.waves(), options.parallelism(), known.isEmpty() ? "" : "; it goes on where it was left");
        stopAtMaxFailures();
    }

    private void advance() {
        long now = threads.clock().getAsLong();
        order.all().stream().filter(turn -> turn.isInFlight() && turn.deadline - now <= 0).forEach(deviceSteps::overdue);
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
            order.ready(now).stream().limit(Math.max(0, room)).forEach(this::begin);
        }
    }

    private void begin(DeviceTurn turn) {
        if (loggedWave < turn.wave) {
            loggedWave = turn.wave;
            LOG.info("Roll-out {}: wave {} of {}", id, turn.wave, order.waves());
        }
        deviceSteps.check(turn);
    }

    /** Whether no step may begin now. */
    boolean isHeld() {
        return end != null || paused;
    }

    /** Begins nothing more; the first reason counts. */
    void stop(End why, String text, Throwable thrown) {
        if (end == null) {
            end = why;
            reason = text;
            cause = thrown;
            paused = false;
        }
    }

    /** A device failed or is unknown. */
    void failed(Throwable failure) {
        stopAtMaxFailures();
        cause = cause == null && end == End.STOPPED ? failure : cause;
    }

    private void stopAtMaxFailures() {
        int failures = count(turn -> turn.state == State.FAILED || turn.state == State.UNKNOWN);
        if (!options.maxFailures().allows(failures, order.all().size())) {
            stop(End.STOPPED, failures + " devices failed or are unknown, and maxFailures is " + options.maxFailures(), null);
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

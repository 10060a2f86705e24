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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.feed.ChangeHandler;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.CommandOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live subscription to a table: listens, then prints the table and compares it with what was delivered, then follows;
 * when the session or the listen ends, the same again. {@link #start} and {@link #stop} may be called by any thread,
 * and again and again; everything else happens on its {@link SerialExecutor}, the delivery of changes included.
 * <p>
 * Why nothing is lost and nothing stale is delivered, though a router numbers neither its rows nor its events:
 * <ol>
 * <li>The print is sent when the listen is in force: after a command that was sent behind the listen has been answered.
 * So whatever changes after a row was printed is told by the listen, and whatever changed before is in the print.</li>
 * <li>What the router tells of a row <i>while</i> it prints is put in order by {@link ChangeSequencer}, so that no
 * print resurrects a row or takes it back to an older state.</li>
 * <li>A live row may hold changed properties only; {@link ListenMerger} says what is asked for then.</li>
 * <li>Rows told live wait in a {@linkplain ListenBuffer bounded buffer} for a slow route. When it overflows the listen
 * is cancelled, what is in the buffer is delivered, and all begins anew: states in between may be missed then, the last
 * one never.</li>
 * <li>What a router does not tell is found when the table is compared again: after a reconnect, and after
 * {@linkplain Resync some time} if that is asked for.</li>
 * <li>A change is only forgotten when it was processed, see {@link ChangeFeed}; so whatever goes wrong before that is
 * found again by the next comparison.</li>
 * </ol>
 * It stands on one habit of routers: what is told by a listen is not held back for longer than a command that is sent
 * later takes to be answered.
 */
public final class ListWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ListWatch.class);

    /** Changes delivered before other subscriptions that share the threads have their turn. */
    private static final int SLICE = 32;

    private enum Phase {
        STOPPED,
        /** Nothing is open; it will be tried again. */
        PAUSING,
        /** The session is asked for, or the listen sent. */
        OPENING,
        /** A print is under way; the feed belongs to the comparison. */
        COMPARING,
        /** Delivering what came, or waiting for it. */
        FOLLOWING
    }

    private final PooledDevice device;
    private final WatchedTable table;
    private final CommandOptions options;
    private final WatchSettings settings;
    private final ChangeFeed feed;
    private final ChangeHandler handler;
    private final SerialExecutor executor;
    private final WakeupTimer wakeup;
    private final ChangeSequencer due;
    private final BackoffState backoff;
    private final IdleProbe idleProbe;
    private final Resync resync;
    private final AtomicBoolean workScheduled = new AtomicBoolean();
    private volatile boolean running;
    private volatile boolean following;
    private volatile Subscription subscription;

    // on the executor only
    private Phase phase = Phase.STOPPED;
    private final List<CompletableFuture<Void>> stops = new ArrayList<>();
    private boolean polls;
    private boolean refusalTold;
    private long openAt;

    /**
     * @param handler processes changes
     * @param store   of the rows as delivered
     * @param threads run the handler, one at a time for this watch
     * @param timer   runs short, non-blocking work at its time
     */
    public ListWatch(
                     PooledDevice device, WatchedTable table, CommandOptions options, WatchSettings settings,
                     ChangeHandler handler, DeliveredStateStore store, Executor threads, ScheduledExecutorService timer) {
        this.device = device;
        this.table = table;
        this.options = options;
        this.settings = settings;
        this.handler = handler;
        this.feed = new ChangeFeed(table, handler, store, settings.pauses(), settings.bufferSize());
        this.executor = new SerialExecutor(threads);
        this.wakeup = new WakeupTimer(timer, this::onLane, this::work);
        this.due = new ChangeSequencer(table, feed, options.charset());
        this.backoff = new BackoffState(settings.pauses());
        this.idleProbe = new IdleProbe(settings.idleProbeInterval(), this::onLane, this::work);
        this.resync = new Resync(settings.resyncInterval());
    }

    // ---- for its owner

    /** Begins to watch. Never blocks. */
    public void start() {
        running = true;
        onLane(() -> {
            if (running && phase == Phase.STOPPED) {
                open();
            }
        });
    }

    /**
     * Cancels the listen and lets the session go, at once. What is known stays known: a later start delivers what
     * changed meanwhile.
     *
     * @return completes when the change being delivered has been
     */
    public CompletionStage<Void> stop() {
        running = false;
        following = false;
        Subscription current = subscription;
        if (current != null) {
            current.end();
        }
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        executor.execute(() -> {
            stops.add(stopped);
            if (phase != Phase.COMPARING) {
                stopped();
            }
        });
        return stopped;
    }

    private void stopped() {
        if (!running && phase != Phase.STOPPED) {
            letGo();
            following = false;
            phase = Phase.STOPPED;
            try {
                feed.close();
            } catch (IOException | RuntimeException e) {
                Completions.run(() -> handler.failed("The known rows of " + this + " could not be closed", e));
            } catch (Error e) {
                LOG.warn("The known rows of {} could not be closed", this, e);
            }
        }
        stops.forEach(stop -> stop.complete(null));
        stops.clear();
    }

    /** Why nothing is being followed, or {@code null} while all is well. */
    public Exception lastError() {
        return backoff.reason();
    }

    /**
     * Whether each change from now on will be delivered: the table is subscribed to, or polled instead, and the rows
     * that there are were compared with what is known. {@code false} before, without a session, and while stopped.
     */
    public boolean isFollowing() {
        return running && following;
    }

    // ---- opening

    private void open() {
        phase = Phase.OPENING;
        try {
            feed.open();
        } catch (IOException | RuntimeException e) {
            lost("The known rows of " + this + " could not be read", e);
            return;
        }
        Subscription mine = new Subscription(table, options, settings.bufferSize(), this::signal);
        subscription = mine;
        Completions.then(mine.open(device), (opened, refusal) -> onLane(() -> {
            if (mine == subscription && phase == Phase.OPENING) {
                opened(refusal);
            }
        }));
    }

    private void opened(Throwable refusal) {
        if (refusal != null) {
            lost("No session for " + this, refusal);
        } else if (polls) {
            compare(null);
        } else {
            listen();
        }
    }

    private void listen() {
        phase = Phase.OPENING;
        Subscription mine = subscription;
        Completions.then(mine.listen(), (answered, failure) -> onLane(() -> {
            if (mine != subscription || phase != Phase.OPENING) {
                return;
            }
            if (mine.isOver()) {
                over();
            } else if (failure != null) {
                lost("Could not listen to " + this, failure);
            } else {
                compare(null);
            }
        }));
    }

    // ---- comparing

    /** @param ids of the items in doubt, or {@code null} for the whole table */
    private void compare(Set<String> ids) {
        phase = Phase.COMPARING;
        Completions.then(
                subscription.print(ids == null ? table.print() : table.printOf(ids), due.printing(ids)),
                (compared, failure) -> onLane(() -> compared(ids == null, failure)));
    }

    private void compared(boolean whole, Throwable failure) {
        phase = Phase.FOLLOWING;
        due.printEnded();
        if (!running) {
            stopped();
        } else if (failure != null) {
            lost("Could not print " + this, failure);
        } else {
            boolean complete = !subscription.hasOverflowed();
            try {
                due.printed(subscription.takeAll(), complete, settings.emitInitial());
            } catch (IOException | RuntimeException e) {
                lost("The known rows of " + this + " could not be saved", e);
                return;
            }
            followed();
            if (whole) {
                resync.compared(System.nanoTime());
            }
            work();
        }
    }

    private void followed() {
        following = true;
        long seconds = backoff.ends();
        if (seconds >= 0) {
            LOG.info("{} is back after {} s", this, seconds);
        }
    }

    // ---- working

    private void signal() {
        if (workScheduled.compareAndSet(false, true)) {
            onLane(this::work);
        }
    }

    private void work() {
        workScheduled.set(false);
        for (int i = 0; i < SLICE; i++) {
            if (!running || phase == Phase.STOPPED || phase == Phase.COMPARING) {
                return;
            }
            if (!step()) {
                setAlarm();
                return;
            }
        }
        signal();
    }

    /** @return whether there may be more to do at once */
    private boolean step() {
        long now = System.nanoTime();
        if (feed.retryOne(now)) {
            return true;
        }
        if (phase == Phase.PAUSING) {
            if (openAt - now <= 0) {
                open();
            }
            return false;
        }
        if (phase == Phase.OPENING || feed.isFull()) {
            return false;
        }
        return due.offerNext(subscription) || goOn(now);
    }

    /** All that came has been delivered. */
    private boolean goOn(long now) {
        if (subscription == null) {
            if (openAt - now <= 0) {
                open();
            }
        } else if (polls) {
            subscription.end();
            subscription = null;
            openAt = now + settings.pollDelay().toNanos();
        } else if (subscription.isOver()) {
            over();
        } else if (subscription.hasOverflowed()) {
            LOG.debug("{}: more than {} rows waited for the route; comparing again", this, settings.bufferSize());
            listen();
        } else if (due.askAt() != WakeupTimer.NEVER && due.askAt() - now <= 0) {
            compare(due.needsResync());
        } else if (resync.isDue(now)) {
            compare(null);
        } else {
            idleProbe.askIfDue(subscription, now);
        }
        return false;
    }

    // ---- trouble

    private void over() {
        MikrotikException failure = subscription.failure(device.label());
        if (subscription.wasHeard() || !ListenRefusal.is(failure)) {
            lost("Lost " + this, failure);
        } else if (settings.fallbackToPolls()) {
            if (!refusalTold) {
                refusalTold = true;
                LOG.info("{} cannot be listened to; it is printed every {} s instead: {}", this,
                        settings.pollDelay().toMillis() / 1e3, failure.getMessage());
            }
            polls = true;
            subscription.doNotListen();
            compare(null);
        } else {
            lost("Could not listen to " + this, ListenRefusal.explained(failure));
        }
    }

    /** A step that throws, for lack of memory or by a mistake of ours, is a trouble like others: it begins anew. */
    private void onLane(Runnable step) {
        executor.execute(() -> Completions.run(step, failure -> {
            if (running && phase != Phase.STOPPED) {
                lost("A step failed in " + this, failure);
            } else if (!running) {
                stopped();
            }
        }));
    }

    private void lost(String what, Throwable cause) {
        letGo();
        following = false;
        phase = Phase.PAUSING;
        polls = false;
        Exception failure = unwrap(cause);
        boolean news = backoff.begins(failure);
        openAt = System.nanoTime() + backoff.pause();
        if (news) {
            Completions.run(() -> handler.failed(what + "; retrying until it succeeds", failure));
        } else {
            LOG.debug("{}: {}", what, failure.getMessage());
        }
        setAlarm();
    }

    private void letGo() {
        if (subscription != null) {
            subscription.end();
            subscription = null;
        }
        due.forget();
        wakeup.cancel();
    }

    private static Exception unwrap(Throwable failure) {
        Throwable cause = Completions.cause(failure);
        return cause instanceof Exception exception ? exception : new IllegalStateException(cause);
    }

    // ---- time

    private void setAlarm() {
        long next = feed.nextRetry();
        if (phase == Phase.PAUSING || phase == Phase.FOLLOWING && subscription == null) {
            next = WakeupTimer.earlier(next, openAt);
        } else if (phase == Phase.FOLLOWING && !feed.isFull()) {
            next = WakeupTimer.earlier(next, due.askAt());
            next = subscription.listens() ? WakeupTimer.earlier(next, resync.dueAt()) : next;
            next = subscription.listens() ? WakeupTimer.earlier(next, idleProbe.nextAt(subscription)) : next;
        }
        wakeup.atLatest(next);
    }

    @Override
    public String toString() {
        return table + " of " + device.label();
    }
}

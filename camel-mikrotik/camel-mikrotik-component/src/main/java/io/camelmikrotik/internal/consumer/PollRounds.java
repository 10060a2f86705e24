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
package io.camelmikrotik.internal.consumer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.internal.fleet.Turns;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.routeros.Reply;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rounds of a polling consumer: first its command is sent, and no thread waits for the reply; when it is there,
 * Camel's run, with all it decides, takes a thread of the polls and finds it. So routers that do not answer keep no
 * thread from the others.
 * <p>
 * Camel's run may ask more than once, or not at all, where it is greedy or has a strategy of the user's. Then it asks
 * itself, and waits for the replies on a spare thread.
 */
public final class PollRounds {

    private static final Logger LOG = LoggerFactory.getLogger(PollRounds.class);

    private final ScheduledPollConsumer consumer;
    private final Runnable run;
    private final PolledCommand command;
    private final BooleanSupplier hasRoom;
    private final MikrotikEndpoint endpoint;
    private final PollForecast forecast;
    private final GentlePolling gentle;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile FutureTask<Void> running;
    private volatile ScheduledExecutorService threads;
    private volatile Executor spareThreads;
    private volatile Turns turns;
    private volatile CompletableFuture<Void> current = CompletableFuture.completedFuture(null);

    /**
     * @param run     Camel's, of the consumer
     * @param hasRoom whether it is known already that a poll will ask
     */
    public PollRounds(ScheduledPollConsumer consumer, MikrotikEndpoint endpoint, Runnable run, PolledCommand command,
                      BooleanSupplier hasRoom) {
        this.consumer = consumer;
        this.run = run;
        this.command = command;
        this.hasRoom = hasRoom;
        this.endpoint = endpoint;
        this.forecast = new PollForecast(consumer);
        this.gentle = new GentlePolling(endpoint);
    }

    /**
     * Before each start of the consumer: where it has no scheduler of the user's, it gets one that knows of rounds.
     *
     * @param ofSelection those of the selection that the device is polled for, or {@code null}
     */
    public void prepareStart(Turns ofSelection) {
        turns = ofSelection;
        gentle.restart();
        forecast.reset();
        takeThreads();
    }

    /** The component may have been stopped and started, and have other threads, while the consumer was suspended. */
    public void resume() {
        if (threads.isShutdown()) {
            takeThreads();
            if (consumer.getScheduler() instanceof PollScheduler own) {
                own.unscheduleTask();
                own.startScheduler();
            }
        }
    }

    private void takeThreads() {
        ScheduledExecutorService users = consumer.getScheduledExecutorService();
        threads = users == null ? endpoint.getComponent().threads().polls() : users;
        spareThreads = endpoint.getComponent().threads().spare();
        if (consumer.getScheduler() == null) {
            consumer.setScheduler(new PollScheduler(this));
        }
        if (consumer.getScheduler() instanceof PollScheduler own) {
            own.setScheduledExecutorService(threads);
            own.setInitialDelay(consumer.getInitialDelay());
            own.setDelay(consumer.getDelay());
            own.setTimeUnit(consumer.getTimeUnit());
            own.setUseFixedDelay(consumer.isUseFixedDelay());
        }
    }

    /**
     * Begins a round, unless one is under way, or another member of the cluster has the device. Does not wait for the
     * router.
     *
     * @return completes, always normally, when the round is over
     */
    public CompletionStage<Void> begin() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        if (!endpoint.mayAct() || !underWay.compareAndSet(false, true)) {
            over.complete(null);
            return over;
        }
        current = over;
        FutureTask<Void> task = new FutureTask<>(this::runIfAllowed, null) {
            @Override
            protected void done() {
                end(over);
            }
        };
        running = task;
        // whatever fails here, the round is over, and the next one can begin
        Completions.run(() -> begin(task), failure -> {
            LOG.warn("A poll of {} could not begin; the next one will be tried", endpoint, failure);
            task.cancel(false);
        });
        return over;
    }

    private void begin(FutureTask<Void> task) {
        if (!forecast.willPoll()) {
            task.run();
        } else {
            Completions.then(gentle.turn(threads), (skipped, failure) -> {
                if (skipped == null) {
                    ask(task);
                } else {
                    LOG.debug("A poll of {} is {}", endpoint, skipped);
                    if (turns != null) {
                        turns.skippedBusy();
                    }
                    task.cancel(false);
                }
            }, failure -> task.cancel(false));
        }
    }

    private void ask(FutureTask<Void> task) {
        if (mayAskItself()) {
            execute(spareThreads, task);
        } else {
            CompletableFuture<Reply> asked = command.askAhead();
            if (!mayAsk()) {
                asked.cancel(false);
            }
            Completions.then(asked, (reply, failure) -> {
                if (asked.isCancelled()) {
                    task.cancel(false);
                } else {
                    execute(threads, task);
                }
            }, failure -> task.cancel(false));
        }
    }

    /** Whether the consumer has been neither stopped nor suspended, nor is about to be. */
    public boolean mayAsk() {
        return consumer.isRunAllowed() && !consumer.isSuspendingOrSuspended();
    }

    private boolean mayAskItself() {
        return consumer.isGreedy() || consumer.getPollStrategy().getClass() != DefaultPollingConsumerPollStrategy.class
                || !hasRoom.getAsBoolean();
    }

    private static void execute(Executor threads, FutureTask<Void> task) {
        Dispatch.to(threads, task, () -> task.cancel(false));
    }

    /** What comes after a stop is dropped. */
    private void runIfAllowed() {
        if (consumer.isRunAllowed()) {
            forecast.runBegins();
            run.run();
            forecast.runEnds();
        }
    }

    private void end(CompletableFuture<Void> over) {
        command.forget();
        underWay.set(false);
        over.complete(null);
    }

    /** @return the same number */
    public int polled(int messages) {
        return forecast.polled(messages);
    }

    /** {@code null} if the device is polled for itself. */
    Turns turns() {
        return turns;
    }

    String device() {
        return endpoint.getDevice();
    }

    /** Waits until the round that is under way has ended, its route included; no longer than that time. */
    public void await(Duration time) throws InterruptedException {
        try {
            current.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("A poll of {} is still busy", endpoint);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a round that waits for its reply. */
    public void stop() {
        gentle.stop();
        command.cancel();
    }

    /** As Camel's scheduler does with a run that is still busy when it is unscheduled. */
    void interrupt() {
        FutureTask<Void> task = running;
        if (task != null) {
            task.cancel(true);
        }
    }
}

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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.ReplyTooLargeException;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An endless command that measures, such as {@code /interface/monitor-traffic} or {@code /ping}: kept running on the
 * device's command session, its rows or rounds handed out in order. The device is never slowed: when the target is too
 * slow, the oldest rows are dropped.
 */
public final class CommandStream implements RowSource {

    private static final Logger LOG = LoggerFactory.getLogger(CommandStream.class);

    private final PooledDevice device;
    private final RouterOsCommand command;
    private final Predicate<RouterOsRow> filter;
    private final boolean rounds;
    private final CommandOptions options;
    private final RowTarget target;
    private final NewestRows waiting;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicReference<CompletableFuture<Void>> stopped = new AtomicReference<>();
    private final StandingTask task;
    private final DeliveryLoop delivery;
    private volatile boolean running;
    private volatile boolean slow;

    /**
     * @param filter  which rows are of interest
     * @param rounds  whether all rows of a {@code .section} go together; otherwise each row alone
     * @param threads the target is called on these
     * @param timer   runs short work that does not block
     */
    public CommandStream(PooledDevice device, RouterOsCommand command, Predicate<RouterOsRow> filter, boolean rounds,
                         StreamSettings settings, RowTarget target, Executor threads, ScheduledExecutorService timer) {
        this.device = device;
        this.command = command;
        this.filter = filter;
        this.rounds = rounds;
        // its silence is no failure: an empty table has no rows, however often it is printed
        this.options = settings.options().withTimeout(Duration.ZERO);
        this.target = target;
        this.waiting = new NewestRows(settings.bufferSize());
        this.task = new StandingTask(device, command.path(), settings, threads, timer, this::run, this::failed);
        this.delivery = new DeliveryLoop(threads, this::next);
    }

    @Override
    public void start() {
        running = true;
        task.start();
    }

    @Override
    public CompletionStage<Void> stop() {
        running = false;
        task.stop();
        waiting.clear();
        failure.set(null);
        CompletableFuture<Void> result = new CompletableFuture<>();
        stopped.set(result);
        delivery.signal();
        return result;
    }

    @Override
    public Exception lastError() {
        return task.lastError();
    }

    private void run(StandingTaskRun attempt) {
        attempt.send(command, options.forStream(), new Receiver(attempt));
    }

    private void failed(Exception reason) {
        failure.set(reason);
        delivery.signal();
    }

    private void offer(List<RouterOsRow> rows) {
        if (waiting.add(rows) && !slow) {
            slow = true;
            LOG.warn("{} on {}: the route is slower than the device, the oldest rows are dropped", command.path(),
                    device.label());
        }
        delivery.signal();
    }

    private DeliveryLoop.Step next() {
        CompletableFuture<Void> complete = stopped.getAndSet(null);
        if (complete != null) {
            complete.complete(null);
        }
        if (!running) {
            return null;
        }
        Exception reason = failure.getAndSet(null);
        if (reason != null) {
            return done -> {
                target.failed(reason);
                return true;
            };
        }
        RowBatch rows = waiting.take();
        if (rows == null) {
            // it has caught up
            slow = false;
            return null;
        }
        // a measurement is of its moment: one that failed does not come again
        return done -> target.take(rows, outcome -> done.run()) != RowTarget.Outcome.PENDING;
    }

    private final class Receiver implements ReplyListener {

        private final StandingTaskRun attempt;
        private final SectionBatcher begun = new SectionBatcher(CommandStream.this::offer);

        Receiver(StandingTaskRun attempt) {
            this.attempt = attempt;
        }

        @Override
        public void onRow(RouterOsRow row) {
            attempt.serves();
            if (!filter.test(row)) {
                return;
            }
            if (!rounds) {
                offer(List.of(row));
                return;
            }
            begun.add(row);
            if (begun.size() > options.maxRows()) {
                attempt.end(new ReplyTooLargeException(device.label(), command.path(), options.maxRows()));
            }
        }

        @Override
        public void onDone(DoneReply done) {
            begun.end();
            attempt.end(new MikrotikException(
                    device.label(), command.path(), CommandFate.ANSWERED,
                    device.label() + " ended " + command.path() + " by itself; it is started again", null));
        }

        @Override
        public void onFailure(MikrotikException reason) {
            // a round that was broken off is no round
            attempt.end(reason);
        }
    }
}

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

import io.camelmikrotik.exception.MikrotikException;
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
 * Follows a device's log: no line twice, and none lost that the device still holds. Any thread may call it; nothing
 * blocks.
 * <p>
 * Each time it begins, after a reconnect as at the first start, it opens a {@code listen}, and when that is in force (a
 * command sent behind it was answered) prints the ring of lines that the device keeps. {@link LogPosition} says what is
 * new in it. Handed out are, in this order, lines that came by the listen meanwhile and that the ring has lost already,
 * those of the ring, those that came meanwhile and were not in it yet, then those that come. All of these are in the
 * log's order, unless the device itself tells a line later than a print whose ring has lost it: that line is late, not
 * lost.
 * <p>
 * Lines that wait for the target are bounded. When there is no more room the listen is cancelled, so that the device is
 * not slowed and memory does not grow; when all that waited is handed out, it begins again as after a reconnect. So a
 * slow target loses only what the ring has lost meanwhile, of which a warning tells. Lines that wait survive
 * {@link #stop()}, and are handed out first after the next {@link #start()}. A line that was not processed comes again
 * until it is, and no line overtakes it.
 * <p>
 * With a store, the position behind the last line that was processed survives the end of the application. The store has
 * the last word at each start: lines that were handed out and not processed are handed out again, as far as the device
 * still holds them.
 */
public final class LogFollower implements RowSource {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

    private static final List<String> LINE = List.of(".id", "time", "topics", "message");
    private static final RouterOsCommand BEHIND_THE_LISTEN = RouterOsCommand.of("/system/identity/print");

    private final String device;
    private final RouterOsCommand listen;
    private final RouterOsCommand print;
    private final Predicate<RouterOsRow> filter;
    private final CommandOptions options;
    private final int bufferSize;
    private final LogBuffer intake;
    private final StandingTask task;
    private final LogDelivery delivery;

    /**
     * @param print       the log's {@code print}; its queries and properties apply to the listen too. Besides the
     *                    properties that it names, lines have {@code .id}, {@code time}, {@code topics} and
     *                    {@code message}
     * @param filter      which lines are of interest
     * @param emitInitial whether the lines that are there at the very first start are handed out
     * @param store       keeps the position; {@link DeliveredStateStore#NONE} for none
     * @param threads     the target is called on these
     * @param timer       runs short work that does not block
     */
    public LogFollower(PooledDevice device, RouterOsCommand print, Predicate<RouterOsRow> filter, boolean emitInitial,
                       StreamSettings settings, DeliveredStateStore store, RowTarget target, Executor threads,
                       ScheduledExecutorService timer) {
        this.device = device.label();
        this.print = withWhatTellsLinesApart(print);
        this.listen = this.print.withVerb("listen");
        this.filter = filter;
        this.options = settings.options();
        this.bufferSize = settings.bufferSize();
        this.intake = new LogBuffer(bufferSize, !emitInitial);
        this.task = new StandingTask(device, listen.path(), settings, threads, timer, this::run, this::failed);
        this.delivery = new LogDelivery(
                intake, new LogStore(store), target, task, settings.pauses(), this.device,
                threads);
    }

    private static RouterOsCommand withWhatTellsLinesApart(RouterOsCommand print) {
        for (RouterOsCommand.Attribute attribute : print.attributes()) {
            if (attribute.name().equals(".proplist")) {
                Set<String> names = new LinkedHashSet<>(List.of(attribute.text().split(",")));
                names.addAll(LINE);
                return print.toBuilder().properties(names).build();
            }
        }
        return print;
    }

    @Override
    public void start() {
        delivery.start();
    }

    @Override
    public CompletionStage<Void> stop() {
        return delivery.stop();
    }

    @Override
    public Exception lastError() {
        return task.lastError();
    }

    private void failed(Exception reason) {
        delivery.failed(reason);
    }

    private void run(StandingTaskRun attempt) {
        intake.listening(attempt.number());
        attempt.send(listen, options.withTimeout(Duration.ZERO).forStream(), new Listening(attempt));
        attempt.ask(BEHIND_THE_LISTEN, options, new InForce(attempt));
    }

    private void noRoom() {
        LOG.info("{} on {}: {} lines wait for the route; reading resumes when they have been processed", listen.path(), device,
                bufferSize);
        delivery.hold();
    }

    /** A part of the attempt, which ends with the first one that fails. */
    private abstract static class Part implements ReplyListener {

        final StandingTaskRun attempt;

        Part(StandingTaskRun attempt) {
            this.attempt = attempt;
        }

        @Override
        public void onRow(RouterOsRow row) {
        }

        @Override
        public void onFailure(MikrotikException reason) {
            attempt.end(reason);
        }
    }

    private final class Listening extends Part {

        Listening(StandingTaskRun attempt) {
            super(attempt);
        }

        @Override
        public void onRow(RouterOsRow row) {
            if (row.containsKey(".dead") || !filter.test(row)) {
                return;
            }
            if (intake.told(attempt.number(), row)) {
                noRoom();
            } else {
                delivery.signal();
            }
        }

        @Override
        public void onDone(DoneReply done) {
            attempt.end(new MikrotikException(
                    device, listen.path(), CommandFate.ANSWERED,
                    device + " ended " + listen.path() + " by itself; it is started again", null));
        }
    }

    private final class InForce extends Part {

        InForce(StandingTaskRun attempt) {
            super(attempt);
        }

        @Override
        public void onDone(DoneReply done) {
            intake.ringBegins(attempt.number());
            attempt.send(print, options, new Ring(attempt));
        }
    }

    private final class Ring extends Part {

        Ring(StandingTaskRun attempt) {
            super(attempt);
        }

        @Override
        public void onRow(RouterOsRow row) {
            if (filter.test(row)) {
                if (intake.ring(attempt.number(), row)) {
                    noRoom();
                } else {
                    delivery.signal();
                }
            }
        }

        @Override
        public void onDone(DoneReply done) {
            if (intake.hasGap(attempt.number())) {
                LOG.warn("{} on {}: the device no longer holds the last line read; lines behind it may be lost", print.path(),
                        device);
            }
            attempt.serves();
            if (intake.ringEnds(attempt.number())) {
                noRoom();
            } else {
                delivery.signal();
            }
        }
    }
}

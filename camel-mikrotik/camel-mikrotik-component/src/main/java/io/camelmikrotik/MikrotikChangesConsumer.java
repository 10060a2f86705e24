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
package io.camelmikrotik;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.consumer.ChangeExchanges;
import io.camelmikrotik.internal.consumer.PollFailures;
import io.camelmikrotik.internal.consumer.PollRounds;
import io.camelmikrotik.internal.consumer.PolledCommand;
import io.camelmikrotik.internal.consumer.PolledInRounds;
import io.camelmikrotik.internal.consumer.WatchOptions;
import io.camelmikrotik.internal.feed.ChangeFeed;
import io.camelmikrotik.internal.feed.TableComparison;
import io.camelmikrotik.internal.feed.WatchedTable;
import io.camelmikrotik.internal.fleet.Turns;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Polls a table, and makes messages of what differs from the polls before. For menus and devices that cannot be
 * listened to; the messages are those of {@link MikrotikListenConsumer}.
 */
public class MikrotikChangesConsumer extends ScheduledPollConsumer implements PolledInRounds {

    private final MikrotikEndpoint endpoint;
    private final PollFailures failures;
    private PolledCommand command;
    private PollRounds rounds;
    private Turns turns;
    private WatchedTable table;
    private ChangeFeed feed;
    private boolean emitInitial;
    private volatile boolean following;
    private final ReentrantLock polling = new ReentrantLock();

    public MikrotikChangesConsumer(MikrotikEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.failures = new PollFailures(this, endpoint);
        setExceptionHandler(failures);
    }

    @Override
    public void awaitRound(Duration time) throws InterruptedException {
        if (rounds != null) {
            rounds.await(time);
        }
    }

    /** As one of a selection: at its own moment of the period, and skipping the turns that it is late for. */
    void takeTurns(Turns ofSelection) {
        turns = ofSelection;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        PreparedCommand prepared = new PolledCommand(endpoint).prepared();
        if (!prepared.command().kind().takesQueries() || prepared.command().has("count-only")) {
            throw new IllegalArgumentException("emit=changes needs a print, not " + prepared.command().path());
        }
    }

    @Override
    protected void doStart() throws Exception {
        endpoint.takeCredentials();
        if (feed == null) {
            PreparedCommand prepared = new PolledCommand(endpoint).prepared();
            WatchOptions options = WatchOptions.of(endpoint, prepared);
            table = options.table();
            command = new PolledCommand(endpoint, prepared.with(table.print()));
            emitInitial = options.settings().emitInitial();
            feed = new ChangeFeed(
                    table, new ChangeExchanges(this, endpoint), options.store(), options.settings().pauses(),
                    options.settings().bufferSize());
            rounds = new PollRounds(this, endpoint, super::run, command, () -> !feed.isFull());
        }
        following = false;
        failures.pollsBegin();
        rounds.prepareStart(turns);
        super.doStart();
        endpoint.getComponent().liveConsumers().started(this);
    }

    /** For a scheduler: begins a poll, which goes on when the router has answered. */
    @Override
    public void run() {
        rounds.begin();
    }

    @Override
    protected int poll() throws Exception {
        return rounds.polled(pollOnce());
    }

    private int pollOnce() throws Exception {
        polling.lock();
        try {
            feed.open();
            while (isPollAllowed() && feed.retryOne(System.nanoTime())) {
                // each that is due: one that fails again is not
            }
            List<RouterOsRow> rows = feed.isFull() ? null : command.rows(rounds::mayAsk);
            if (rows == null) {
                return 0;
            }
            forceConsumerAsReady();
            TableComparison comparison = new TableComparison(table, feed);
            rows.forEach(comparison::accept);
            Iterator<RowChange> changes = comparison.conclude(emitInitial, Set.of());
            failures.pollWorked();
            int delivered = deliver(changes);
            following = true;
            return delivered;
        } finally {
            polling.unlock();
            if (isStoppingOrStopped() || isSuspendingOrSuspended()) {
                closeUnlessPolling();
            }
        }
    }

    /**
     * Whether each difference from now on becomes a message at the next poll: a first poll has told which rows there
     * are. What a test, or whoever changes the table next, waits for; false while stopped. Any thread may ask.
     */
    public boolean isFollowing() {
        return following && isStarted();
    }

    private int deliver(Iterator<RowChange> changes) {
        int offered = 0;
        while (changes.hasNext() && isPollAllowed() && !feed.isFull()) {
            feed.offer(changes.next());
            offered++;
        }
        return offered;
    }

    /** Camel suspends before it stops, and waits for a poll that is under way: what a router owes is not waited for. */
    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        if (rounds != null) {
            rounds.stop();
        }
        // a suspended route keeps no state file from others; a poll under way closes it at its end
        if (feed != null) {
            closeUnlessPolling();
        }
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        rounds.resume();
    }

    private void closeUnlessPolling() throws IOException {
        if (polling.tryLock()) {
            try {
                feed.close();
            } finally {
                polling.unlock();
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().liveConsumers().stopped(this);
        if (rounds != null) {
            rounds.stop();
        }
        super.doStop();
        // a poll whose route is still busy closes the feed at its end
        if (feed != null && polling.tryLock(endpoint.getComponent().consumerStopTime().toNanos(), TimeUnit.NANOSECONDS)) {
            try {
                feed.close();
            } finally {
                polling.unlock();
            }
        }
    }
}

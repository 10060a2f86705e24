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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.camelmikrotik.internal.consumer.PollFailures;
import io.camelmikrotik.internal.consumer.PollRounds;
import io.camelmikrotik.internal.consumer.PolledCommand;
import io.camelmikrotik.internal.consumer.PolledInRounds;
import io.camelmikrotik.internal.fleet.Turns;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;

/**
 * Sends its command again and again, and makes messages of the replies: one of the whole table, or one of each row.
 */
public class MikrotikPollConsumer extends ScheduledBatchPollingConsumer implements PolledInRounds {

    private final MikrotikEndpoint endpoint;
    private final PollFailures failures;
    private PolledCommand command;
    private PollRounds rounds;
    private Turns turns;

    public MikrotikPollConsumer(MikrotikEndpoint endpoint, Processor processor) {
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
        // Camel initialises it again at each start, and its scheduler stays with the rounds that it was made for
        if (rounds == null) {
            command = new PolledCommand(endpoint).inRoute(this::getRouteId);
            rounds = new PollRounds(this, endpoint, super::run, command, () -> true);
        }
    }

    @Override
    protected void doStart() throws Exception {
        endpoint.takeCredentials();
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
        shutdownRunningTask = null;
        pendingExchanges = 0;
        List<RouterOsRow> rows = command.rows(rounds::mayAsk);
        if (rows == null) {
            return 0;
        }
        forceConsumerAsReady();
        failures.pollWorked();
        if (endpoint.getConfiguration().getEmit() != Emit.ROWS) {
            return rows.isEmpty() && !endpoint.getConfiguration().isRouteEmptyTable() ? 0 : deliverTable(rows);
        }
        Queue<Object> exchanges = new ArrayDeque<>(rows);
        return processBatch(exchanges);
    }

    private int deliverTable(List<RouterOsRow> rows) throws Exception {
        Exchange exchange = newExchange(new ArrayList<>(rows));
        exchange.getMessage().setHeader(MikrotikConstants.ROW_COUNT, rows.size());
        deliver(exchange);
        return 1;
    }

    @Override
    public int processBatch(Queue<Object> rows) throws Exception {
        int total = rows.size();
        if (maxMessagesPerPoll > 0 && total > maxMessagesPerPoll) {
            total = maxMessagesPerPoll;
        }
        for (int index = 0; index < total && isBatchAllowed(); index++) {
            Exchange exchange = newExchange(rows.poll());
            exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
            exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
            pendingExchanges = total - index - 1;
            deliver(exchange);
        }
        return total;
    }

    private Exchange newExchange(Object body) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(MikrotikConstants.DEVICE, endpoint.client().name());
        return exchange;
    }

    private void deliver(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        try {
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("Error processing exchange", exchange, exchange.getException());
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** Camel suspends before it stops, and waits for a poll that is under way: what a router owes is not waited for. */
    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        rounds.stop();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        rounds.resume();
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().liveConsumers().stopped(this);
        // one whose initialisation failed is stopped too
        if (rounds != null) {
            rounds.stop();
        }
        super.doStop();
    }
}

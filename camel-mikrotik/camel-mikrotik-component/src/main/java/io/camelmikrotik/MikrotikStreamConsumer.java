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

import java.util.ArrayList;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.consumer.ErrorReporter;
import io.camelmikrotik.internal.feed.RowBatch;
import io.camelmikrotik.internal.feed.RowSource;
import io.camelmikrotik.internal.feed.RowTarget;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages of what a device sends for as long as the route runs: the rows, or rounds of rows, of a streaming
 * command, or the lines of the log. One exchange at a time, in the device's order. Stop and suspend cancel the command
 * on the device; resume starts it again.
 */
@ManagedResource(description = "Managed MikroTik stream")
public class MikrotikStreamConsumer extends DefaultConsumer implements Suspendable, StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(MikrotikStreamConsumer.class);

    private final MikrotikEndpoint endpoint;
    private final StreamFactory factory;
    private final boolean wholeRounds;
    private RowSource source;
    private DeviceClient client;

    /**
     * @param factory     makes the source of rows
     * @param wholeRounds whether the body is the list of all rows of a round
     */
    public MikrotikStreamConsumer(MikrotikEndpoint endpoint, Processor processor, StreamFactory factory, boolean wholeRounds) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.factory = factory;
        this.wholeRounds = wholeRounds;
    }

    @Override
    protected void doStart() throws Exception {
        endpoint.takeCredentials();
        super.doStart();
        takeSource();
        setHealthCheck(new MikrotikConsumerHealthCheck(endpoint, this::lastError, getRouteId()));
        // a route that this one sends to may start after it
        endpoint.getCamelContext().addStartupListener(this);
        endpoint.getComponent().liveConsumers().started(this);
        if (endpoint.getCamelContext().isStarted()) {
            onCamelContextStarted(endpoint.getCamelContext(), true);
        }
    }

    /** Another one when the component was started again, or has another password. */
    private void takeSource() {
        if (source == null || client != endpoint.client()) {
            client = endpoint.client();
            source = factory.newSource(client.inRoute(getRouteId()), new Target());
        }
    }

    /** For one of a selection that came too late for the first call, as the context was starting. */
    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        onCamelContextStarted(context, alreadyStarted);
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (isRunAllowed() && !isSuspendingOrSuspended()) {
            source.start();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        stopSource();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        takeSource();
        source.start();
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().liveConsumers().stopped(this);
        stopSource();
        super.doStop();
    }

    private void stopSource() throws InterruptedException {
        if (source == null) {
            return;
        }
        CompletionStage<Void> stopped = source.stop();
        try {
            stopped.toCompletableFuture().get(endpoint.getComponent().consumerStopTime().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.info("{} is stopped, but its route is still busy", endpoint);
        } catch (ExecutionException e) {
            throw new IllegalStateException("stopping a source does not fail", e);
        }
    }

    /** Why nothing is received, or {@code null} while all is well. */
    private Exception lastError() {
        return source == null ? null : source.lastError();
    }

    @ManagedAttribute(description = "Why nothing is received; empty while all is well")
    public String getTrouble() {
        Exception lastError = lastError();
        return lastError == null ? "" : lastError.getMessage();
    }

    /** Makes the source of a consumer's rows. */
    @FunctionalInterface
    public interface StreamFactory {
        RowSource newSource(DeviceClient client, RowTarget target);
    }

    private final class Target implements RowTarget {

        private final ErrorReporter reports = new ErrorReporter(MikrotikStreamConsumer.this);

        @Override
        public Outcome take(RowBatch rows, Consumer<Outcome> later) {
            Exchange exchange = createExchange(false);
            fill(exchange.getMessage(), rows);
            try {
                boolean done = getAsyncProcessor().process(exchange, doneSynchronously -> {
                    if (!doneSynchronously) {
                        later.accept(finish(exchange));
                    }
                });
                return done ? finish(exchange) : Outcome.PENDING;
            } catch (RuntimeException e) {
                exchange.setException(e);
                return finish(exchange);
            }
        }

        private void fill(Message message, RowBatch rows) {
            message.setHeader(MikrotikConstants.DEVICE, endpoint.client().name());
            if (rows.skipped() > 0) {
                message.setHeader(MikrotikConstants.ROWS_SKIPPED, rows.skipped());
            }
            if (wholeRounds) {
                message.setHeader(MikrotikConstants.ROW_COUNT, rows.rows().size());
                message.setBody(new ArrayList<>(rows.rows()));
            } else {
                message.setBody(rows.rows().get(0));
            }
        }

        private Outcome finish(Exchange exchange) {
            Exception failure = exchange.getException();
            boolean processed = failure == null && !exchange.isRollbackOnly();
            if (failure != null) {
                reports.report("Error processing exchange", exchange, failure);
            }
            releaseExchange(exchange, false);
            return processed ? Outcome.PROCESSED : Outcome.FAILED;
        }

        @Override
        public void failed(Exception failure) {
            reports.report("Not receiving from " + endpoint.getDevice() + endpoint.getCommand() + "; trying again", failure);
        }
    }
}

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

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.consumer.ChangeExchanges;
import io.camelmikrotik.internal.consumer.WatchOptions;
import io.camelmikrotik.internal.feed.ListWatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live subscription to a table: each change of a row is a message. Begins to deliver when the context is up. While it
 * is suspended or stopped it holds nothing on the router, and nothing is lost: what changed meanwhile is delivered
 * afterwards.
 */
@ManagedResource(description = "Managed MikroTik subscription")
public class MikrotikListenConsumer extends DefaultConsumer implements Suspendable, StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(MikrotikListenConsumer.class);

    private final MikrotikEndpoint endpoint;
    private final PreparedCommand command;
    private volatile ListWatch watch;
    private DeviceClient client;

    public MikrotikListenConsumer(MikrotikEndpoint endpoint, Processor processor, PreparedCommand command) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.command = command;
    }

    @Override
    protected void doStart() throws Exception {
        endpoint.takeCredentials();
        super.doStart();
        takeWatch();
        setHealthCheck(new MikrotikConsumerHealthCheck(endpoint, this::lastError, getRouteId()));
        // a route that this one sends to may start after it
        endpoint.getCamelContext().addStartupListener(this);
        endpoint.getComponent().liveConsumers().started(this);
        if (endpoint.getCamelContext().isStarted()) {
            onCamelContextStarted(endpoint.getCamelContext(), true);
        }
    }

    /** Another one when the component was started again, or has another password. */
    private void takeWatch() {
        if (watch == null || client != endpoint.client()) {
            client = endpoint.client();
            WatchOptions options = WatchOptions.of(endpoint, command);
            watch = new ListWatch(
                    client.device(), options.table(), client.options(), options.settings(),
                    new ChangeExchanges(this, endpoint), options.store(), endpoint.getComponent().threads().consumers(),
                    endpoint.getComponent().threads().timer());
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
            watch.start();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        stopWatch();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        takeWatch();
        watch.start();
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().liveConsumers().stopped(this);
        stopWatch();
        super.doStop();
    }

    private void stopWatch() throws InterruptedException {
        if (watch == null) {
            return;
        }
        CompletionStage<Void> stopped = watch.stop();
        try {
            stopped.toCompletableFuture().get(endpoint.getComponent().consumerStopTime().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.info("{} is stopped, but its route is still busy with a change", watch);
        } catch (ExecutionException e) {
            throw new IllegalStateException("stopping a watch does not fail", e);
        }
    }

    /** Why nothing is being followed, or {@code null} while all is well. */
    Exception lastError() {
        return watch == null ? null : watch.lastError();
    }

    MikrotikEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Whether each change of the table from now on becomes a message: what a test, or whoever changes the table next,
     * waits for. It becomes true some time after the route has started, when the subscription is open and the rows that
     * there are have been compared with those known; it is false while there is no session, while suspended and while
     * stopped. Any thread may ask; no device is contacted.
     */
    @ManagedAttribute(description = "Whether each change of the table from now on becomes a message")
    public boolean isFollowing() {
        ListWatch present = watch;
        return present != null && present.isFollowing();
    }

    @ManagedAttribute(description = "Why the table is not being followed; empty while all is well")
    public String getTrouble() {
        Exception lastError = lastError();
        return lastError == null ? "" : lastError.getMessage();
    }
}

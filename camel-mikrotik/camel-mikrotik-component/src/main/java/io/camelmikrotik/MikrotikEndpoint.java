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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.command.EndlessReply;
import io.camelmikrotik.internal.component.ComponentThreads;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.SharedSessions;
import io.camelmikrotik.internal.consumer.ConsumerChoice;
import io.camelmikrotik.internal.endpoint.AliasedOptions;
import io.camelmikrotik.internal.endpoint.EndpointAddress;
import io.camelmikrotik.internal.endpoint.NamesOfEndpoint;
import io.camelmikrotik.internal.endpoint.RecentTargets;
import io.camelmikrotik.internal.endpoint.UnusedOptions;
import io.camelmikrotik.internal.producer.BulkWrites;
import io.camelmikrotik.internal.producer.ProducerOperations;
import io.camelmikrotik.internal.producer.ProducerOptions;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.SynchronousDelegateProducer;

/**
 * Send commands to MikroTik RouterOS devices, and poll or follow their tables over the RouterOS API.
 */
@ManagedResource(description = "Managed MikroTik endpoint")
@UriEndpoint(firstVersion = "1.0.0", scheme = "mikrotik", title = "MikroTik", syntax = "mikrotik:device/command",
             category = { Category.NETWORKING, Category.IOT, Category.MONITORING }, headersClass = MikrotikConstants.class)
public class MikrotikEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    private static final int MAX_TARGETS = 10_000;

    private final EndpointAddress address;
    private final MikrotikDevice registered;
    private final Map<String, Object> uriParameters;
    private boolean dynamic;
    private CommandTemplate template;
    private volatile DeviceAccess access;
    private volatile Parts parts;
    private BulkWrites bulkWrites = new BulkWrites();
    private final NamesOfEndpoint names;
    /** Bounded, for a target may hold whatever a message says; one that is made again finds its device in the pool. */
    private final RecentTargets<MikrotikEndpoint> targets = new RecentTargets<>(MAX_TARGETS);

    @UriPath(description = "Host name, IPv4 address, or IPv6 address in brackets, each with an optional :port (default 8728, or 8729"
                           + " with TLS); or the name of a registered device")
    @Metadata(required = true)
    private String device;
    @UriPath(description = "The RouterOS command, such as ppp/secret/print. Without it the command comes from the message: from the"
                           + " header CamelMikrotikCommand or a RouterOsCommand body")
    private String command;
    @UriParam
    private MikrotikConfiguration configuration;

    MikrotikEndpoint(String uri, MikrotikComponent component, EndpointAddress address, MikrotikDevice registered,
                     MikrotikConfiguration configuration, Map<String, Object> uriParameters) {
        super(uri, component);
        this.address = address;
        this.registered = registered;
        this.device = address.device();
        this.command = address.command();
        this.configuration = configuration;
        this.uriParameters = uriParameters;
        this.names = new NamesOfEndpoint(this);
    }

    @Override
    public MikrotikComponent getComponent() {
        return (MikrotikComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() throws Exception {
        if (!dynamic && !template.isOpen()) {
            refuseEndlessReply();
        }
        new UnusedOptions(this).refuseInProducer();
        new ProducerOptions(this).check();
        checkNames();
        Producer producer = new MikrotikProducer(this);
        return configuration.isSynchronous() ? new SynchronousDelegateProducer(producer) : producer;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (dynamic) {
            throw new IllegalArgumentException("a consumer needs a device of its own");
        }
        if (getBackoffErrorThreshold() > 0 && getBackoffMultiplier() == 0) {
            throw new IllegalArgumentException("backoffErrorThreshold needs backoffMultiplier");
        }
        Consumer consumer = new ConsumerChoice(this, processor).consumer();
        checkNames();
        configureConsumer(consumer);
        return consumer;
    }

    // ---- what it is made of, for producer and consumer

    public CommandTemplate template() {
        return template;
    }

    /** @throws RejectedExecutionException if the component has stopped */
    public DeviceClient client() {
        return parts().client();
    }

    /** @throws RejectedExecutionException if the component has stopped */
    ProducerOperations operations() {
        return parts().operations();
    }

    /** Those of the component as it runs now: it may have been stopped and started under its endpoints. */
    private Parts parts() {
        SharedSessions sessions = getComponent().sessions();
        Parts current = parts;
        if (current == null || current.sessions() != sessions || current.access() != access) {
            current = makeParts(sessions, access);
            parts = current;
        }
        return current;
    }

    private Parts makeParts(SharedSessions sessions, DeviceAccess known) {
        CommandOptions options = new CommandOptions(
                known.charset(), Duration.ofMillis(configuration.getRequestTimeout()),
                Duration.ofMillis(configuration.totalTimeoutInForce()), configuration.getMaxRows(),
                configuration.getMaxReplyBytes());
        DeviceClient client = new DeviceClient(
                address.target(), known, getComponent().poolSettings(registered), sessions, options,
                configuration.isRetryWrites());
        ComponentThreads threads = getComponent().threads();
        return new Parts(
                sessions, known, client, new ProducerOperations(
                        client, template, configuration, bulkWrites, threads.routes(), threads.timer(),
                        getComponent().keyTurns()));
    }

    /**
     * User and password as component and registered device have them now, where the URI does not give them. For a
     * producer or a consumer that starts: a changed password is taken by stopping and starting a route.
     */
    void takeCredentials() {
        if (dynamic) {
            // they are made again, with what is right now
            targets.clear();
            return;
        }
        if (isNamed("username") || isNamed("password")) {
            return;
        }
        MikrotikConfiguration now = getComponent().getConfiguration().copy();
        if (registered != null) {
            registered.applyTo(now);
        }
        if (!Objects.equals(now.getUsername(), configuration.getUsername())
                || !Objects.equals(now.getPassword(), configuration.getPassword())) {
            configuration.setUsername(now.getUsername());
            configuration.setPassword(now.getPassword());
            access = getComponent().access(address, registered, configuration);
        }
    }

    private record Parts(
            SharedSessions sessions, DeviceAccess access, DeviceClient client, ProducerOperations operations) {
    }

    public boolean isDynamic() {
        return dynamic;
    }

    /** The endpoint whose device and command the {@code toD} of an exchange names, with the options of this one. */
    MikrotikEndpoint target(String remaining) {
        MikrotikEndpoint known = targets.get(remaining);
        return known != null ? known : targets.putIfAbsent(remaining, makeTarget(remaining));
    }

    /** Whether the URI gives that option. */
    public boolean isNamed(String option) {
        return uriParameters.containsKey(option);
    }

    void makeDynamic() {
        dynamic = true;
    }

    private MikrotikEndpoint makeTarget(String remaining) {
        try {
            MikrotikEndpoint target
                    = getComponent().configuredEndpoint(scheme() + remaining, remaining, new HashMap<>(uriParameters));
            target.bulkWrites = bulkWrites;
            target.setCamelContext(getCamelContext());
            target.init();
            target.start();
            return target;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** The name of the component with its colon, as the URI has it. */
    private String scheme() {
        String uri = getEndpointUri();
        return uri.substring(0, uri.indexOf(':') + 1);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (!dynamic) {
            template = new CommandTemplate(address.command(), configuration, getComponent().aliases());
            new AliasedOptions(this).refuseOperations();
            if (!template.isOpen()) {
                fixedCommand();
            }
            access = getComponent().access(address, registered, configuration);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getComponent().startEarly();
        if (!dynamic && getComponent().isStarted()) {
            // bad options fail here, not at the first message
            parts();
        }
    }

    @Override
    protected void doStop() throws Exception {
        targets.clear();
        super.doStop();
    }

    private void checkNames() {
        if (!dynamic) {
            names.check();
        }
    }

    /**
     * Where the URI names attributes it says all that matters of a command, its end included. Where it leaves all of
     * them to the body, the message decides.
     */
    private void refuseEndlessReply() {
        boolean said = configuration.isIgnoreBody() || !configuration.getAttributes().isEmpty()
                || CommandTemplate.prints(template.path());
        if (said && configuration.getOperation() == Operation.COMMAND && !configuration.isStreaming()
                && fixedCommand().isEndless()) {
            throw new IllegalArgumentException(EndlessReply.explain(template.path()));
        }
    }

    /** What is known of the command without a message. */
    private RouterOsCommand fixedCommand() {
        RouterOsCommand.Builder fixed = RouterOsCommand.builder(template.path());
        configuration.getAttributes().keySet().forEach(fixed::flag);
        return fixed.build();
    }

    // ---- options and management

    /**
     * The device as named in the URI.
     */
    @ManagedAttribute(description = "The device as named in the URI")
    public String getDevice() {
        return device;
    }

    /**
     * The command of the URI.
     */
    @ManagedAttribute(description = "The command of the URI")
    public String getCommand() {
        return command;
    }

    /**
     * Bulk writes and ensure runs going on.
     */
    @ManagedAttribute(description = "Bulk writes and ensure runs going on")
    public int getBulkWritesRunning() {
        return bulkWrites.running();
    }

    /**
     * Elements of bulk writes, and writes of ensure runs, that were done so far.
     */
    @ManagedAttribute(description = "Elements of bulk writes, and writes of ensure runs, that were done so far")
    public long getBulkElementsDone() {
        return bulkWrites.elementsDone();
    }

    /**
     * Elements of bulk writes, and writes of ensure runs, that were refused, not sent or whose outcome is unknown so
     * far.
     */
    @ManagedAttribute(description = "Elements of bulk writes, and writes of ensure runs, that were refused, not sent or whose outcome is unknown so far")
    public long getBulkElementsNotDone() {
        return bulkWrites.elementsNotDone();
    }

    /**
     * How far each bulk write and ensure run going on has come.
     */
    @ManagedOperation(description = "How far each bulk write and ensure run going on has come")
    public List<String> listBulkWrites() {
        return bulkWrites.progress();
    }

    public MikrotikConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public String getServiceUrl() {
        return access == null ? device : access.address();
    }

    @Override
    public String getServiceProtocol() {
        return "routeros";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return configuration.getUsername() == null ? null : Map.of("username", configuration.getUsername());
    }
}

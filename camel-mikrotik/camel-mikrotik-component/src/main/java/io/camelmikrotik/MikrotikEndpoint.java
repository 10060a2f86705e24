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
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

import io.camelmikrotik.internal.cluster.ShardLeadership;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.command.EndlessReply;
import io.camelmikrotik.internal.component.AuditTrail;
import io.camelmikrotik.internal.component.ComponentThreads;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.SharedSessions;
import io.camelmikrotik.internal.consumer.ConsumerChoice;
import io.camelmikrotik.internal.endpoint.AliasedOptions;
import io.camelmikrotik.internal.endpoint.EndpointAddress;
import io.camelmikrotik.internal.endpoint.GentleLimits;
import io.camelmikrotik.internal.endpoint.NamesOfEndpoint;
import io.camelmikrotik.internal.endpoint.Permissions;
import io.camelmikrotik.internal.endpoint.RecentTargets;
import io.camelmikrotik.internal.endpoint.UnusedOptions;
import io.camelmikrotik.internal.fleet.DevicesOperation;
import io.camelmikrotik.internal.fleet.FencedProcessor;
import io.camelmikrotik.internal.fleet.FleetConsumer;
import io.camelmikrotik.internal.fleet.FleetDevice;
import io.camelmikrotik.internal.fleet.FleetMember;
import io.camelmikrotik.internal.fleet.FleetMembers;
import io.camelmikrotik.internal.fleet.FleetOperation;
import io.camelmikrotik.internal.fleet.FleetOptions;
import io.camelmikrotik.internal.fleet.FleetRollout;
import io.camelmikrotik.internal.fleet.RoundConsumer;
import io.camelmikrotik.internal.fleet.Selection;
import io.camelmikrotik.internal.fleet.SharedProcessor;
import io.camelmikrotik.internal.fleet.Turns;
import io.camelmikrotik.internal.pool.CommandPolicy;
import io.camelmikrotik.internal.producer.BulkWrites;
import io.camelmikrotik.internal.producer.ExchangeOperation;
import io.camelmikrotik.internal.producer.NeededCommands;
import io.camelmikrotik.internal.producer.ProducerOperations;
import io.camelmikrotik.internal.producer.ProducerOptions;
import io.camelmikrotik.internal.rollout.RolloutOptions;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
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
import org.apache.camel.support.service.ServiceHelper;

/**
 * Send commands to MikroTik RouterOS devices, and poll or follow their tables over the RouterOS API.
 */
@ManagedResource(description = "Managed MikroTik endpoint")
@UriEndpoint(firstVersion = "1.0.0", scheme = "mikrotik", title = "MikroTik", syntax = "mikrotik:device/command",
             category = { Category.NETWORKING, Category.IOT, Category.MONITORING }, headersClass = MikrotikConstants.class)
public class MikrotikEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    private static final int MAX_TARGETS = 10_000;

    private final EndpointAddress address;
    private volatile MikrotikDevice registered;
    private final Map<String, Object> uriParameters;
    private CommandPolicy around = CommandPolicy.UNRESTRICTED;
    private CommandPolicy policy;
    private boolean dynamic;
    /** Of a selection, which makes another one when the device has changed. */
    private boolean member;
    private CommandTemplate template;
    private volatile DeviceAccess access;
    private volatile Parts parts;
    private volatile SharedProcessor memberProcessor;
    /** Of a device that several members of a cluster share: whether it is this one's now. */
    private BooleanSupplier fence;
    private volatile ShardLeadership leadership;
    private volatile Turns turns;
    private ProducerTemplate rolloutTemplate;
    private BulkWrites bulkWrites = new BulkWrites();
    private final NamesOfEndpoint names;
    /** {@code null} for a single device. */
    private final FleetMembers fleet;
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
        this.fleet = address.isSelection()
                ? new FleetMembers(component.deviceRegistry(), Selection.parse(address.device()), this::makeMember) : null;
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
        FleetOptions.check(this);
        checkNames();
        if (!dynamic && !template.isOpen()) {
            requireAllowed(NeededCommands.of(configuration, template.pathFor(null)));
        }
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
        if (fleet != null) {
            FleetOptions.check(this);
        }
        Consumer consumer = fleet == null ? new ConsumerChoice(this, processor).consumer() : fleetConsumer(processor);
        checkNames();
        if (fleet == null) {
            FleetOptions.check(this);
            configureConsumer(consumer);
        }
        return consumer;
    }

    private Consumer fleetConsumer(Processor processor) throws Exception {
        if (configuration.getEmit() == Emit.ROUND) {
            if (!(new ConsumerChoice(this, processor).consumer() instanceof MikrotikPollConsumer)) {
                throw new IllegalArgumentException("emit=round is for commands that are polled, and " + command + " is not");
            }
            RoundConsumer rounds = new RoundConsumer(
                    this, processor, followed(), leadership, template.prepareForConsumer(), FleetOptions.period(this),
                    FleetOptions.initialDelay(this));
            turns = rounds.turns();
            configureConsumer(rounds);
            return rounds;
        }
        // whatever does not fit is refused here, once for all devices
        new ConsumerChoice(this, processor).consumer();
        memberProcessor = new SharedProcessor(processor);
        FleetConsumer followers = new FleetConsumer(this, processor, followed(), leadership);
        turns = followers.turns();
        return followers;
    }

    /** Those of the selection that a consumer in this process follows. */
    private FleetMembers followed() {
        ShardLeadership shared = FleetOptions.leadership(this);
        leadership = shared;
        return shared == null
                ? fleet : fleet.onlyOurs(device -> makeMember(device, () -> shared.mayAct(device.name())), shared::mayAct);
    }

    /** Whether its device may be followed by another member of a cluster at other times. */
    public boolean isShared() {
        return fence != null;
    }

    /** Whether anything may be done now with its device: not if another member of the cluster has it. */
    public boolean mayAct() {
        return fence == null || fence.getAsBoolean();
    }

    // ---- what it is made of, for producer and consumer

    public CommandTemplate template() {
        return template;
    }

    /** @throws IllegalArgumentException if {@code readOnly} or {@code allowedCommands} forbids one of them */
    public void requireAllowed(List<RouterOsCommand> commands) {
        Permissions.requireAtStart(policy, access == null ? device : access.label(), commands);
    }

    /** @throws RejectedExecutionException if the component has stopped */
    public DeviceClient client() {
        return parts().client();
    }

    /**
     * What an exchange makes the producer do.
     *
     * @throws RejectedExecutionException if the component has stopped
     */
    ExchangeOperation operation(Exchange exchange) {
        if (fleet == null) {
            return parts().operations().of(exchange);
        }
        ComponentThreads threads = getComponent().threads();
        return switch (configuration.getOperation()) {
            case DEVICES -> new DevicesOperation(fleet);
            case ROLLOUT -> new FleetRollout(
                    fleet, RolloutOptions.of(configuration), getComponent().rollouts(), rolloutTemplate(), threads.routes(),
                    threads.timer());
            default -> new FleetOperation(
                    fleet, command, configuration.getParallelism(), configuration.getFailOn(), configuration.isStreaming(),
                    threads.routes());
        };
    }

    private synchronized ProducerTemplate rolloutTemplate() {
        if (rolloutTemplate == null) {
            rolloutTemplate = getCamelContext().createProducerTemplate();
        }
        return rolloutTemplate;
    }

    /** The devices of a selection; {@code null} for a single device. */
    FleetMembers fleet() {
        return fleet;
    }

    private FleetMember makeMember(FleetDevice member) {
        return makeMember(member, null);
    }

    private FleetMember makeMember(FleetDevice member, BooleanSupplier mayAct) {
        Map<String, Object> parameters = new HashMap<>(uriParameters);
        FleetOptions.ofMember(parameters, member.name());
        String remaining = member.name() + (address.command() == null ? "" : address.command());
        MikrotikEndpoint made = started(() -> {
            MikrotikEndpoint configured = getComponent().configuredEndpoint(
                    scheme() + remaining, new EndpointAddress(member.name(), null, address.command()), member.device(),
                    parameters);
            configured.fence = mayAct;
            return configured;
        });
        made.member = true;
        return new FleetMember(member, made, made::operation, turns -> consumerOf(made, turns));
    }

    private Consumer consumerOf(MikrotikEndpoint made, Turns turns) {
        try {
            Consumer consumer = new ConsumerChoice(
                    made, made.fence == null ? memberProcessor : new FencedProcessor(memberProcessor, made.fence)).consumer();
            made.configureConsumer(consumer);
            if (consumer instanceof MikrotikPollConsumer poll) {
                poll.takeTurns(turns);
            } else if (consumer instanceof MikrotikChangesConsumer changes) {
                changes.takeTurns(turns);
            }
            return consumer;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RuntimeCamelException(e);
        }
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
        ComponentThreads threads = getComponent().threads();
        CommandOptions options = new CommandOptions(
                known.charset(), Duration.ofMillis(configuration.getRequestTimeout()),
                Duration.ofMillis(configuration.totalTimeoutInForce()), configuration.getMaxRows(),
                configuration.getMaxReplyBytes());
        DeviceClient client = new DeviceClient(
                address.target(), known, getComponent().poolSettings(registered), fence == null
                        ? policy : policy.onlyWhile(
                                "shards", fence, "another member of the cluster leads the shard of this device now"),
                sessions, options,
                configuration.isRetryWrites(),
                AuditTrail.of(
                        known.label(), configuration.isAudit(), configuration.getAuditListener(), threads.routes()));
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
        if (fleet != null || isNamed("username") || isNamed("password")) {
            return;
        }
        if (isOutdated()) {
            registered = getComponent().registeredDevice(address.device());
            if (registered == null) {
                throw new IllegalArgumentException("device " + address.device() + " is not registered any more");
            }
            access = getComponent().access(address, registered, configuration);
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
        if (known == null) {
            return targets.putIfAbsent(remaining, makeTarget(remaining));
        }
        if (known.isOutdated()) {
            known = makeTarget(remaining);
            targets.put(remaining, known);
        }
        return known;
    }

    /** How gently its device is treated. */
    public GentleLimits gentleLimits() {
        return getComponent().limits(registered);
    }

    /** How long a consumer that stops may wait for its routes. */
    public Duration consumerStopTime() {
        return getComponent().consumerStopTime();
    }

    /** Whether it stands for several devices. */
    public boolean isFleet() {
        return fleet != null;
    }

    /** Whether a source of devices has another device of that name by now, or none. */
    private boolean isOutdated() {
        return fleet == null && !member && getComponent().getDeviceSource() != null
                && registered != getComponent().registeredDevice(address.device());
    }

    /** Whether the URI gives that option. */
    public boolean isNamed(String option) {
        return uriParameters.containsKey(option);
    }

    /** What component and device allow; its own options narrow that. */
    void restrict(CommandPolicy byOthers) {
        around = byOthers;
    }

    void makeDynamic() {
        dynamic = true;
    }

    private MikrotikEndpoint makeTarget(String remaining) {
        return started(() -> getComponent().configuredEndpoint(scheme() + remaining, remaining, new HashMap<>(uriParameters)));
    }

    private MikrotikEndpoint started(Callable<MikrotikEndpoint> maker) {
        try {
            MikrotikEndpoint target = maker.call();
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
        policy = Permissions.of(around, configuration, isNamed("readOnly"));
        if (!dynamic) {
            template = new CommandTemplate(address.command(), configuration, getComponent().aliases());
            new AliasedOptions(this).refuseOperations();
            if (!template.isOpen()) {
                fixedCommand();
            }
            if (fleet == null) {
                access = getComponent().access(address, registered, configuration);
            }
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getComponent().startEarly();
        if (!dynamic && fleet == null && getComponent().isStarted()) {
            // bad options fail here, not at the first message
            parts();
        }
    }

    @Override
    protected void doStop() throws Exception {
        targets.clear();
        if (fleet != null) {
            fleet.clear();
        }
        ServiceHelper.stopService(rolloutTemplate);
        rolloutTemplate = null;
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

    /**
     * Polls of the devices of a selection so far.
     */
    @ManagedAttribute(description = "Polls of the devices of a selection so far")
    public long getFleetPolls() {
        return turns == null ? 0 : turns.polls();
    }

    /**
     * Turns that devices of a selection skipped, because their last poll was not done.
     */
    @ManagedAttribute(description = "Turns that devices of a selection skipped, because their last poll was not done")
    public long getFleetTurnsSkipped() {
        return turns == null ? 0 : turns.skipped();
    }

    /**
     * Those of the skipped turns at which the device was busier than maxCpuLoad.
     */
    @ManagedAttribute(description = "Those of the skipped turns at which the device was busier than maxCpuLoad")
    public long getFleetTurnsSkippedBusy() {
        return turns == null ? 0 : turns.skippedForLoad();
    }

    /**
     * Devices of a selection now.
     */
    @ManagedAttribute(description = "Devices of a selection now")
    public int getFleetDevices() {
        return fleet == null ? 0 : fleet.statuses().size();
    }

    /**
     * Those of them that are down, refuse the login, are suspended, or cannot be used as they are registered.
     */
    @ManagedAttribute(description = "Those of the devices of a selection that are not up")
    public int getFleetDevicesDown() {
        return fleet == null ? 0 : (int) fleet.statuses().values().stream().filter(FleetMembers::isDown).count();
    }

    /**
     * Each device of a selection, with its state.
     */
    @ManagedOperation(description = "Each device of a selection, with its state")
    public List<String> listFleetDevices() {
        return fleet == null
                ? List.of() : fleet.statuses().entrySet().stream()
                        .map(each -> each.getKey() + ": "
                                     + each.getValue().map(DeviceStatus::toString).orElse("cannot be used"))
                        .toList();
    }

    /**
     * The most by which a poll of a device of a selection began after its turn, in milliseconds.
     */
    @ManagedAttribute(description = "The most by which a poll of a device of a selection began after its turn, in milliseconds")
    public long getFleetLatestMillis() {
        return turns == null ? 0 : turns.latestMillis();
    }

    /**
     * Shards of the selection that this member of the cluster leads.
     */
    @ManagedAttribute(description = "Shards of the selection that this member of the cluster leads")
    public int getShardsLed() {
        return leadership == null ? 0 : leadership.led().size();
    }

    /**
     * Members of the cluster that share the selection, as far as its engine tells.
     */
    @ManagedAttribute(description = "Members of the cluster that share the selection, as far as its engine tells")
    public List<String> getClusterMembers() {
        return leadership == null ? List.of() : leadership.members().stream().sorted().toList();
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

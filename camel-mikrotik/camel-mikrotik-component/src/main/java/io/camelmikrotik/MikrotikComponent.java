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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;

import io.camelmikrotik.internal.cluster.ShardLeaderships;
import io.camelmikrotik.internal.command.MenuAliases;
import io.camelmikrotik.internal.component.ComponentThreads;
import io.camelmikrotik.internal.component.MeterRegistryLocator;
import io.camelmikrotik.internal.component.SharedSessions;
import io.camelmikrotik.internal.consumer.ContextStop;
import io.camelmikrotik.internal.consumer.LiveConsumers;
import io.camelmikrotik.internal.endpoint.Charsets;
import io.camelmikrotik.internal.endpoint.CheckedOptions;
import io.camelmikrotik.internal.endpoint.EndpointAddress;
import io.camelmikrotik.internal.endpoint.GentleLimits;
import io.camelmikrotik.internal.endpoint.NamedDevices;
import io.camelmikrotik.internal.endpoint.OptionRanges;
import io.camelmikrotik.internal.endpoint.Permissions;
import io.camelmikrotik.internal.endpoint.RegisteredNames;
import io.camelmikrotik.internal.endpoint.TlsSettings;
import io.camelmikrotik.internal.endpoint.UnsafeOptions;
import io.camelmikrotik.internal.endpoint.UriOptions;
import io.camelmikrotik.internal.fleet.DeviceRegistry;
import io.camelmikrotik.internal.fleet.FleetDevice;
import io.camelmikrotik.internal.fleet.Selection;
import io.camelmikrotik.internal.meters.SessionMeters;
import io.camelmikrotik.internal.pool.CommandPolicy;
import io.camelmikrotik.internal.pool.SessionPool;
import io.camelmikrotik.internal.rollout.RolloutStatus;
import io.camelmikrotik.internal.rollout.Rollouts;
import io.camelmikrotik.internal.write.KeyTurns;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.SessionLimits;
import io.camelmikrotik.routeros.TlsProfile;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes endpoints, and owns what they share: the pool of sessions, the network threads, the worker threads on which
 * routes go on, and the scheduler of polling consumers.
 */
@ManagedResource(description = "Managed MikroTik component")
@Component("mikrotik")
public class MikrotikComponent extends HealthCheckComponent implements SSLContextParametersAware {

    private static final Logger LOG = LoggerFactory.getLogger(MikrotikComponent.class);
    /** An option that Camel takes away: without any in the URI, it has no place for those of a map. */
    private static final String NO_OPTIONS = "?hash=none";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(1);

    private final KeyTurns keyTurns = new KeyTurns();

    @Metadata
    private MikrotikConfiguration configuration = new MikrotikConfiguration();
    @Metadata(label = "common")
    private Map<String, MikrotikDevice> devices = new NamedDevices();
    @Metadata(label = "common",
              description = "Names that may stand in place of a menu in the path of a URI, after an at sign, and the menus"
                            + " that they stand for, separated by commas: the first one that the router has, such as"
                            + " camel.component.mikrotik.menu-aliases.uplinks=/interface/lte,/interface/ppp-client")
    private Map<String, String> menuAliases = new LinkedHashMap<>();
    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;
    @Metadata(label = "pool", defaultValue = "2")
    private int maxTotalPerKey = 2;
    @Metadata(label = "pool", defaultValue = "-1")
    private int maxTotal = -1;
    @Metadata(label = "pool", defaultValue = "30s", javaType = "java.time.Duration")
    private long maxWait = 30_000;
    @Metadata(label = "pool", defaultValue = "10m", javaType = "java.time.Duration")
    private long minEvictableIdleDuration = 600_000;
    @Metadata(label = "pool", defaultValue = "5m", javaType = "java.time.Duration")
    private long durationBetweenEvictionRuns = 300_000;
    @Metadata(label = "pool", defaultValue = "true")
    private boolean testWhileIdle = true;
    @Metadata(label = "pool", defaultValue = "5s", javaType = "java.time.Duration")
    private long validateAfterIdle = 5_000;
    @Metadata(label = "pool", defaultValue = "16")
    private int maxCommandsPerSession = 16;
    @Metadata(label = "pool", defaultValue = "0")
    private double maxCommandsPerSecond;
    @Metadata(label = "pool", defaultValue = "0")
    private int maxSessionShare;
    @Metadata(label = "pool", defaultValue = "0", javaType = "java.time.Duration")
    private long minPollInterval;
    @Metadata(label = "pool", defaultValue = "0")
    private int maxCpuLoad;
    @Metadata(label = "pool", defaultValue = "1h", javaType = "java.time.Duration")
    private long maxSessionAge = 3_600_000;
    @Metadata(label = "pool,advanced", defaultValue = "0", javaType = "java.time.Duration")
    private long leaseLeakThreshold;
    @Metadata(label = "pool", defaultValue = "1000")
    private int maxConcurrentOpenings = 1_000;
    @Metadata(label = "pool", defaultValue = "1000")
    private int maxOpeningsPerSecond = 1_000;
    @Metadata(label = "advanced", defaultValue = "20")
    private int workerPoolSize = 20;
    @Metadata(label = "advanced", defaultValue = "8")
    private int pollPoolSize = 8;
    @Metadata(label = "advanced", defaultValue = "20")
    private int consumerPoolSize = 20;
    @Metadata(label = "advanced", defaultValue = "2")
    private int ioThreads = 2;
    @Metadata(label = "advanced", defaultValue = "false")
    private boolean metersPerDevice;
    @Metadata(label = "common", autowired = true)
    private DeviceSource deviceSource;
    @Metadata(label = "common", defaultValue = "30s", javaType = "java.time.Duration")
    private long deviceSourceInterval = 30_000;
    private volatile DeviceRegistry registry;
    private final Rollouts rollouts = new Rollouts();
    private final ShardLeaderships shardLeaderships = new ShardLeaderships(this::consumerStopTime);

    // null when stopped
    private volatile ComponentThreads threads;
    private volatile SharedSessions sessions;
    private volatile boolean ended;
    private final ContextStop contextStop = new ContextStop();
    private final LiveConsumers liveConsumers = new LiveConsumers();
    private TlsSettings tlsSettings;

    public MikrotikComponent() {
    }

    public MikrotikComponent(CamelContext context) {
        super(context);
    }

    // ---- endpoints

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String written = uri.endsWith(NO_OPTIONS) ? uri.substring(0, uri.length() - NO_OPTIONS.length()) : uri;
        UriOptions.refuseEncodedText(written);
        MikrotikEndpoint endpoint
                = configuredEndpoint(EndpointHelper.normalizeEndpointUri(written), remaining, parameters);
        if (remaining.equals(MikrotikSendDynamicAware.DYNAMIC)) {
            endpoint.makeDynamic();
        }
        return endpoint;
    }

    @Override
    public Endpoint createEndpoint(String uri, Map<String, Object> parameters) throws Exception {
        String written = UriOptions.isEncoded(uri) ? UriOptions.asWritten(uri) : uri;
        boolean none = written.indexOf('?') < 0 && parameters != null && !parameters.isEmpty();
        return super.createEndpoint(none ? written + NO_OPTIONS : written, parameters);
    }

    /** Text in options is what the route wrote: {@code a+b} is not {@code a b}. */
    @Override
    public boolean useRawUri() {
        return true;
    }

    /**
     * An endpoint with the options that apply to it: the component's, over them the registered device's, over them the
     * URI's.
     */
    MikrotikEndpoint configuredEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        EndpointAddress address = EndpointAddress.parse(remaining);
        if (devices.containsKey(MikrotikSendDynamicAware.DYNAMIC)) {
            throw new IllegalArgumentException("a device cannot have the name " + MikrotikSendDynamicAware.DYNAMIC);
        }
        MikrotikDevice device = address.isSelection() ? null : registeredDevice(address.device());
        return configuredEndpoint(uri, address, device, parameters);
    }

    /** @param device {@code null} if the address is not the name of one */
    MikrotikEndpoint configuredEndpoint(
            String uri, EndpointAddress address, MikrotikDevice device, Map<String, Object> parameters)
            throws Exception {
        MikrotikConfiguration options = configuration.copy();
        if (device != null) {
            device.applyTo(options);
        }
        CommandPolicy around = Permissions.around(configuration, address.device(), device);
        Permissions.clear(options);
        UriOptions.removeEmpty(parameters);
        Map<String, Object> uriParameters = new HashMap<>(parameters);
        options.getAttributes().putAll(PropertiesHelper.extractProperties(parameters, "attribute."));
        Set<String> named = Set.copyOf(parameters.keySet());
        MikrotikEndpoint endpoint = new MikrotikEndpoint(uri, this, address, device, options, uriParameters);
        endpoint.restrict(around);
        PropertyConfigurerGetter types = (PropertyConfigurerGetter) getEndpointPropertyConfigurer();
        OptionRanges.checkTexts(parameters, types);
        setProperties(endpoint, parameters);
        OptionRanges.check(endpoint, types);
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        UnsafeOptions.refuseTlsOptionsWithoutTls(options, named, address.device(), device, configuration);
        UnsafeOptions.refuseSecretsThatCamelShows(options, address.command());
        return endpoint;
    }

    /** The device that has that name now; {@code null} if none has. One of the source stands before the others. */
    MikrotikDevice registeredDevice(String name) {
        FleetDevice ofSource = deviceSource == null ? null : deviceRegistry().ofSource(name);
        if (ofSource != null) {
            return ofSource.device();
        }
        MikrotikDevice device = devices instanceof NamedDevices named ? named.named(name) : devices.get(name);
        if (device == null) {
            device = CamelContextHelper.lookup(getCamelContext(), name, MikrotikDevice.class);
        }
        return device;
    }

    /** The labels of the devices of a selection ({@code user@host:port}), by their names; of those that can be used. */
    Map<String, String> labels(Selection selection) {
        Map<String, String> labels = new TreeMap<>();
        for (FleetDevice each : deviceRegistry().select(selection)) {
            MikrotikConfiguration options = configuration.copy();
            each.device().applyTo(options);
            try {
                labels.put(each.name(), access(new EndpointAddress(each.name(), null, null), each.device(), options).label());
            } catch (IllegalArgumentException e) {
                LOG.debug("{} cannot be used as it is registered", each, e);
            }
        }
        return labels;
    }

    /** All devices that have a name. */
    DeviceRegistry deviceRegistry() {
        DeviceRegistry known = registry;
        if (known == null) {
            synchronized (this) {
                known = registry;
                if (known == null) {
                    CamelContextAware.trySetCamelContext(deviceSource, getCamelContext());
                    known = new DeviceRegistry(this::fixedDevices, deviceSource);
                    registry = known;
                }
            }
        }
        return known;
    }

    /** Those of the option and the beans. */
    private Map<String, MikrotikDevice> fixedDevices() {
        Map<String, MikrotikDevice> fixed
                = new HashMap<>(getCamelContext().getRegistry().findByTypeWithName(MikrotikDevice.class));
        fixed.putAll(devices);
        return fixed;
    }

    /** Those going on. */
    Rollouts rollouts() {
        return rollouts;
    }

    /** What this process leads of selections that it shares with others. */
    public ShardLeaderships shardLeaderships() {
        return shardLeaderships;
    }

    @ManagedOperation(description = "Each roll-out going on: its id, how far it is, and what it waits for")
    public List<String> listRollouts() {
        return rollouts.statuses().stream().map(RolloutStatus::toString).toList();
    }

    @ManagedOperation(description = "Begins no other device of a roll-out until it is resumed")
    public void pauseRollout(String id) {
        rollouts.pause(id);
    }

    @ManagedOperation(description = "Goes on with a roll-out that is paused")
    public void resumeRollout(String id) {
        rollouts.resume(id);
    }

    @ManagedOperation(description = "Begins no other device of a roll-out, and ends it when those in flight have ended")
    public void abortRollout(String id) {
        rollouts.abort(id);
    }

    /** Asks the source of devices now, and takes what has changed. */
    @ManagedOperation(description = "Asks the source of devices now")
    public void reloadDevices() {
        deviceRegistry().reload();
    }

    // ---- options

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return CheckedOptions.of(super.getComponentPropertyConfigurer());
    }

    // ---- for endpoints

    /** What may stand in place of a menu. */
    MenuAliases aliases() {
        return MenuAliases.with(menuAliases);
    }

    /** Where and how to log in, checked. */
    DeviceAccess access(EndpointAddress address, MikrotikDevice device, MikrotikConfiguration options) {
        if (options.getUsername() == null || options.getUsername().isEmpty()) {
            throw new IllegalArgumentException(
                    "username is required: set it in the URI, on the registered device, or as camel.component.mikrotik.username, "
                                               + "which Spring Boot reads where camel-mikrotik-starter is");
        }
        if (device != null && device.getHost() == null) {
            throw new IllegalArgumentException("device " + address.device() + " is registered without its host");
        }
        TlsProfile tls = tlsSettings.profile(options);
        String host = device == null ? address.device() : device.getHost();
        Integer port = address.port() != null ? address.port() : device == null ? null : device.getPort();
        SessionLimits limits = SessionLimits.DEFAULTS.withMaxWordLength(options.getMaxWordLength());
        Duration connectTimeout = Duration.ofMillis(options.getConnectTimeout());
        Duration loginTimeout = Duration.ofMillis(options.getLoginTimeout());
        Duration openTimeout = options.getOpenTimeout() == 0
                ? DeviceAccess.defaultOpenTimeout(connectTimeout, loginTimeout) : Duration.ofMillis(options.getOpenTimeout());
        return new DeviceAccess(
                host, port != null ? port : tls == null ? DeviceAccess.DEFAULT_PORT : DeviceAccess.DEFAULT_TLS_PORT,
                options.getUsername(), options.getPassword() == null ? "" : options.getPassword(), tls, options.isLegacyLogin(),
                Charsets.of(options), connectTimeout, loginTimeout, openTimeout, limits);
    }

    /** The settings of the pool, and over them what the device has for itself. */
    PoolSettings poolSettings(MikrotikDevice device) {
        PoolSettings shared = sessions().settings();
        return device == null ? shared : device.settings(limits(device).applyTo(shared));
    }

    /** How gently the device is treated: as it says itself, else its groups, else the component. */
    GentleLimits limits(MikrotikDevice device) {
        GentleLimits own = new GentleLimits(
                Duration.ofMillis(minPollInterval), maxCommandsPerSecond, maxCommandsPerSession, maxCpuLoad, maxSessionShare);
        if (device == null) {
            return own;
        }
        GentleLimits ofGroups = GentleLimits.NOT_SET;
        for (MikrotikDeviceGroup group : getCamelContext().getRegistry().findByType(MikrotikDeviceGroup.class)) {
            ofGroups = group.has(device) ? ofGroups.gentler(group.limits()) : ofGroups;
        }
        return device.limits().orElse(ofGroups).orElse(own);
    }

    /**
     * @throws RejectedExecutionException if the component has stopped
     */
    SharedSessions sessions() {
        return started(sessions);
    }

    /** Those in use; they measure nothing while it is stopped. */
    public SessionMeters meters() {
        SharedSessions current = sessions;
        return current == null ? SessionMeters.NONE : current.meters();
    }

    /** Who upserts or updates which key now. */
    KeyTurns keyTurns() {
        return keyTurns;
    }

    /**
     * @throws RejectedExecutionException if the component has stopped
     */
    public ComponentThreads threads() {
        return started(threads);
    }

    private static <T> T started(T part) {
        if (part == null) {
            throw new RejectedExecutionException("the component is not started");
        }
        return part;
    }

    /**
     * Starts the component, if it has not been stopped: Camel starts the processors of some patterns, split and
     * multicast among them, while the context initialises, which is before it starts its components.
     */
    void startEarly() {
        if (!ended) {
            start();
        }
    }

    /** The consumers that run, for they stop and start with the component. */
    public LiveConsumers liveConsumers() {
        return liveConsumers;
    }

    // ---- life cycle

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        OptionRanges.check(this, (PropertyConfigurerGetter) getComponentPropertyConfigurer());
        poolSettings();
        Permissions.around(configuration, null, null);
        aliases();
        tlsSettings = new TlsSettings(getCamelContext());
        contextStop.before(rollouts::stop);
        getCamelContext().addLifecycleStrategy(contextStop);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ended = false;
        threads = new ComponentThreads(getCamelContext().getExecutorServiceManager(), this);
        sessions = new SharedSessions(
                poolSettings(), ioThreads, threads, () -> MeterRegistryLocator.of(this), new RegisteredNames(this));
        if (deviceSource != null) {
            deviceRegistry().start(threads.timer(), threads.spare(), deviceSourceInterval);
        }
        rollouts.startAgain();
        liveConsumers.startAgain();
    }

    @Override
    protected void doStop() throws Exception {
        ended = true;
        if (registry != null) {
            registry.stop();
        }
        rollouts.stop();
        liveConsumers.stop();
        super.doStop();
        if (sessions != null) {
            // with the routes' stop before it, no longer than Camel's timeout
            sessions.close(contextStop.left(getCamelContext(), LONGEST_WAIT, Duration.ZERO));
            threads.stop(contextStop.left(getCamelContext(), LONGEST_WAIT, BEYOND_TIMEOUT).plus(BEYOND_TIMEOUT));
        }
        sessions = null;
        threads = null;
    }

    /**
     * How long a consumer that stops may wait for its route: no longer than Camel's shutdown timeout and a little, for
     * all consumers together when the context stops.
     */
    Duration consumerStopTime() {
        return contextStop.left(getCamelContext(), LONGEST_WAIT, BEYOND_TIMEOUT);
    }

    private PoolSettings poolSettings() {
        return PoolSettings.builder().maxTotalPerKey(maxTotalPerKey).maxTotal(maxTotal).maxWait(Duration.ofMillis(maxWait))
                .minEvictableIdleDuration(Duration.ofMillis(minEvictableIdleDuration))
                .durationBetweenEvictionRuns(Duration.ofMillis(durationBetweenEvictionRuns)).testWhileIdle(testWhileIdle)
                .validateAfterIdle(Duration.ofMillis(validateAfterIdle)).maxCommandsPerSession(maxCommandsPerSession)
                .maxCommandsPerSecond(maxCommandsPerSecond).maxSessionShare(maxSessionShare)
                .maxSessionAge(Duration.ofMillis(maxSessionAge)).leaseLeakThreshold(Duration.ofMillis(leaseLeakThreshold))
                .maxConcurrentOpenings(maxConcurrentOpenings).maxOpeningsPerSecond(maxOpeningsPerSecond).jmxName(jmxName())
                .build();
    }

    /**
     * Where nobody looks, the JVM's MBean server is not started for the pool alone: it takes longer than all the rest.
     */
    private String jmxName() {
        ManagementStrategy management = getCamelContext().getManagementStrategy();
        boolean managed = management != null && management.getManagementAgent() != null;
        return managed ? "mikrotik-" + getCamelContext().getName() + "-" : null;
    }

    // ---- management

    @ManagedAttribute(description = "Sessions open or being opened, idle ones included")
    public int getSessions() {
        SessionPool pool = pool();
        return pool == null ? 0 : pool.sessions();
    }

    @ManagedAttribute(description = "Attempts to open a session so far")
    public long getOpeningsStarted() {
        SessionPool pool = pool();
        return pool == null ? 0 : pool.openingsStarted();
    }

    @ManagedAttribute(description = "Attempts to open a session that failed so far")
    public long getOpeningsFailed() {
        SessionPool pool = pool();
        return pool == null ? 0 : pool.openingsFailed();
    }

    @ManagedAttribute(description = "Sessions in use for longer than leaseLeakThreshold so far; 0 if that is not set")
    public long getLeasesHeldTooLong() {
        SessionPool pool = pool();
        return pool == null ? 0 : pool.leasesHeldTooLong();
    }

    @ManagedOperation(description = "Each device in use, with its state")
    public List<String> listDevices() {
        return deviceStatuses().stream().map(DeviceStatus::toString).toList();
    }

    @ManagedOperation(description = "Stops all use of a device (user@host:port)")
    public void suspendDevice(String device) {
        SessionPool pool = pool();
        requireKnown(device, pool != null && pool.suspend(device));
    }

    @ManagedOperation(description = "Allows use of a device (user@host:port) again, and forgets earlier failures")
    public void resumeDevice(String device) {
        SessionPool pool = pool();
        requireKnown(device, pool != null && pool.resume(device));
    }

    /** How each device in use does, as far as is known without asking it. */
    public List<DeviceStatus> deviceStatuses() {
        SessionPool pool = pool();
        return pool == null ? List.of() : pool.devices();
    }

    private static void requireKnown(String device, boolean known) {
        if (!known) {
            throw new IllegalArgumentException("no such device in use: " + device);
        }
    }

    /** {@code null} when stopped, and as long as no device was used. */
    private SessionPool pool() {
        SharedSessions current = sessions;
        return current == null ? null : current.poolIfBegun();
    }

    // ---- options

    public MikrotikConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * Defaults for all endpoints.
     */
    public void setConfiguration(MikrotikConfiguration configuration) {
        this.configuration = configuration;
    }

    public Map<String, String> getMenuAliases() {
        return menuAliases;
    }

    /**
     * Names that may stand in place of a menu in the path of a URI, and the menus that they stand for, separated by
     * commas.
     */
    public void setMenuAliases(Map<String, String> menuAliases) {
        this.menuAliases = menuAliases;
    }

    public Map<String, MikrotikDevice> getDevices() {
        return devices;
    }

    /**
     * Devices by the name that URIs may use instead of an address. Beans of type MikrotikDevice in the registry are
     * found as well.
     */
    public void setDevices(Map<String, MikrotikDevice> devices) {
        this.devices = devices;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * Enable usage of global SSL context parameters.
     */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public DeviceSource getDeviceSource() {
        return deviceSource;
    }

    /**
     * Where devices come from that are not written down in properties: a table, a file, a bean. A device of the source
     * stands before one of the same name in the devices option.
     */
    public void setDeviceSource(DeviceSource deviceSource) {
        this.deviceSource = deviceSource;
    }

    public long getDeviceSourceInterval() {
        return deviceSourceInterval;
    }

    /**
     * Time after which the source of devices is asked again; 0 asks it once. While it fails, the devices of the last
     * time stay in use.
     */
    public void setDeviceSourceInterval(long deviceSourceInterval) {
        this.deviceSourceInterval = deviceSourceInterval;
    }

    public int getMaxTotalPerKey() {
        return maxTotalPerKey;
    }

    /**
     * Most sessions per device: one for all commands, the others for streams and exclusive work.
     */
    public void setMaxTotalPerKey(int maxTotalPerKey) {
        this.maxTotalPerKey = maxTotalPerKey;
    }

    public int getMaxTotal() {
        return maxTotal;
    }

    /**
     * Most sessions of all devices together; -1 for no bound. At the bound, sessions that have been idle for longest
     * are closed.
     */
    public void setMaxTotal(int maxTotal) {
        this.maxTotal = maxTotal;
    }

    public long getMaxWait() {
        return maxWait;
    }

    /**
     * Longest wait for a session. While many devices are to be opened at once, the time until it is the device's turn
     * does not count, up to nine times as long.
     */
    public void setMaxWait(long maxWait) {
        this.maxWait = maxWait;
    }

    public long getMinEvictableIdleDuration() {
        return minEvictableIdleDuration;
    }

    /**
     * Idle time after which a session is closed, at the next run of the evictor.
     */
    public void setMinEvictableIdleDuration(long minEvictableIdleDuration) {
        this.minEvictableIdleDuration = minEvictableIdleDuration;
    }

    public long getDurationBetweenEvictionRuns() {
        return durationBetweenEvictionRuns;
    }

    /**
     * Time between two runs of the evictor.
     */
    public void setDurationBetweenEvictionRuns(long durationBetweenEvictionRuns) {
        this.durationBetweenEvictionRuns = durationBetweenEvictionRuns;
    }

    public boolean isTestWhileIdle() {
        return testWhileIdle;
    }

    /**
     * Whether the evictor also drops idle sessions that are known to be closed or too old. It never contacts a device.
     */
    public void setTestWhileIdle(boolean testWhileIdle) {
        this.testWhileIdle = testWhileIdle;
    }

    public long getValidateAfterIdle() {
        return validateAfterIdle;
    }

    /**
     * Silence after which a stored session is validated with /system/identity/print before it is used; 0 validates
     * whenever one is taken from the store.
     */
    public void setValidateAfterIdle(long validateAfterIdle) {
        this.validateAfterIdle = validateAfterIdle;
    }

    public int getMaxCommandsPerSession() {
        return maxCommandsPerSession;
    }

    /**
     * Most commands in flight on the shared session of a device.
     */
    public void setMaxCommandsPerSession(int maxCommandsPerSession) {
        this.maxCommandsPerSession = maxCommandsPerSession;
    }

    public double getMaxCommandsPerSecond() {
        return maxCommandsPerSecond;
    }

    /**
     * Most commands per second on a device, over all of its sessions, each at its turn rather than several at once; 0
     * for no such bound. Logins, cancellations and the probes of sessions do not count.
     */
    public void setMaxCommandsPerSecond(double maxCommandsPerSecond) {
        this.maxCommandsPerSecond = maxCommandsPerSecond;
    }

    public int getMaxSessionShare() {
        return maxSessionShare;
    }

    /**
     * Most sessions on a device in percent of those that its service allows (max-sessions, RouterOS 7.16 and later),
     * but always one. The device is asked once, over its first session, before a second one is opened; where it does
     * not tell, maxTotalPerKey alone applies. 0 does not ask.
     */
    public void setMaxSessionShare(int maxSessionShare) {
        this.maxSessionShare = maxSessionShare;
    }

    public long getMinPollInterval() {
        return minPollInterval;
    }

    /**
     * Least time between two polls of a device, of all routes together. A poll that comes earlier waits for its turn. 0
     * for none.
     */
    public void setMinPollInterval(long minPollInterval) {
        this.minPollInterval = minPollInterval;
    }

    public int getMaxCpuLoad() {
        return maxCpuLoad;
    }

    /**
     * The cpu-load of a device, in percent, above which a consumer polls it at every fourth turn only. It is asked for
     * it (/system/resource/print) before a poll, once a minute at most. 0 does not look.
     */
    public void setMaxCpuLoad(int maxCpuLoad) {
        this.maxCpuLoad = maxCpuLoad;
    }

    public long getMaxSessionAge() {
        return maxSessionAge;
    }

    /**
     * Age, give or take a tenth, at which a session is replaced, so that a changed password or a revoked user takes
     * effect. One that carries live subscriptions is kept until they end, and commands go on sharing it: a second one
     * beside it would take the room of streams and exclusive work. Suspending and resuming the device renews it too.
     */
    public void setMaxSessionAge(long maxSessionAge) {
        this.maxSessionAge = maxSessionAge;
    }

    public long getLeaseLeakThreshold() {
        return leaseLeakThreshold;
    }

    /**
     * Time for which a command, a stream or exclusive work may hold a session before a warning in the log tells where
     * in the code it was asked for, once. It finds streams that are neither read to their end nor closed. 0 does not
     * look. Subscriptions and bulk writes hold one for long on purpose and do not count.
     */
    public void setLeaseLeakThreshold(long leaseLeakThreshold) {
        this.leaseLeakThreshold = leaseLeakThreshold;
    }

    public int getMaxConcurrentOpenings() {
        return maxConcurrentOpenings;
    }

    /**
     * Most sessions of all devices being opened at a time, silent devices included. How many are opened at once below
     * it follows from how quickly they answer. An eighth of it is for devices that were up when last tried; those that
     * were down have half of it at most, those that were never up a quarter.
     */
    public void setMaxConcurrentOpenings(int maxConcurrentOpenings) {
        this.maxConcurrentOpenings = maxConcurrentOpenings;
    }

    public int getMaxOpeningsPerSecond() {
        return maxOpeningsPerSecond;
    }

    /**
     * Most openings started per second, of which a second's worth may start at once. A bound for what stands behind the
     * devices, such as a RADIUS server: no device sees more than one opening at a time anyway.
     */
    public void setMaxOpeningsPerSecond(int maxOpeningsPerSecond) {
        this.maxOpeningsPerSecond = maxOpeningsPerSecond;
    }

    public int getWorkerPoolSize() {
        return workerPoolSize;
    }

    /**
     * Threads on which routes go on after a reply. What a route itself waits for on one of them, such as a
     * ProducerTemplate's request to a mikrotik endpoint, takes none of them.
     */
    public void setWorkerPoolSize(int workerPoolSize) {
        this.workerPoolSize = workerPoolSize;
    }

    public int getPollPoolSize() {
        return pollPoolSize;
    }

    /**
     * Threads shared by all polling consumers. A poll occupies one from the reply of its router until its route has
     * ended; while it waits for the reply, none.
     */
    public void setPollPoolSize(int pollPoolSize) {
        this.pollPoolSize = pollPoolSize;
    }

    public int getConsumerPoolSize() {
        return consumerPoolSize;
    }

    /**
     * Threads shared by all live subscriptions and streams, on which their routes run: one at a time for each, none
     * while it has nothing to deliver. When all of them wait, the others get spare threads.
     */
    public void setConsumerPoolSize(int consumerPoolSize) {
        this.consumerPoolSize = consumerPoolSize;
    }

    public int getIoThreads() {
        return ioThreads;
    }

    /**
     * Threads that read and write the network. One serves hundreds of busy devices.
     */
    public void setIoThreads(int ioThreads) {
        this.ioThreads = ioThreads;
    }

    public boolean isMetersPerDevice() {
        return metersPerDevice;
    }

    /**
     * Whether the Micrometer meters of logins and commands have a tag with the device, its user and address: ten more
     * meters for each device, until nobody has used it for an hour.
     */
    public void setMetersPerDevice(boolean metersPerDevice) {
        this.metersPerDevice = metersPerDevice;
    }
}

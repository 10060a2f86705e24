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
package io.camelmikrotik.internal.fleet;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.Emit;
import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.Operation;
import io.camelmikrotik.internal.cluster.ShardLeadership;
import io.camelmikrotik.internal.cluster.Shards;
import io.camelmikrotik.internal.rollout.RolloutOptions;
import io.camelmikrotik.write.ChangeLimit;
import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.support.cluster.ClusterServiceHelper;

/** What the options of an endpoint mean for a selection of devices. */
public final class FleetOptions {

    private static final List<String> OF_SELECTIONS = List.of(
            "failOn", "parallelism", "maxDevicesDown", "shards", "clusterService", "clusterNamespace", "clusterMaxPause");
    /** What the selection does itself, and not each of its members. */
    private static final List<String> NOT_OF_MEMBERS = List.of(
            "failOn", "parallelism", "maxDevicesDown", "streaming", "shards", "clusterService", "clusterNamespace",
            "clusterMaxPause");
    private static final List<String> OF_SHARDS = List.of("clusterService", "clusterNamespace", "clusterMaxPause");
    private static final Set<Operation> OF_FLEETS = Set.of(Operation.DEVICES, Operation.ROLLOUT);
    private static final List<String> OF_ROLLOUTS = List.of(
            "to", "verify", "waves", "maxFailures", "wavePause", "offlineDeadline", "stepTimeout", "stateFile");
    private static final List<String> NOT_OF_ROLLOUTS = List.of(
            "failOn", "streaming", "readOnly", "allowedCommands", "safeMode", "key", "where", "properties", "retryWrites",
            "writableOnly", "scope", "ignoreBody");
    private static final long DEFAULT_DELAY = 500;

    private FleetOptions() {
    }

    /** @throws IllegalArgumentException naming the option that would have no effect, or does not fit */
    public static void check(MikrotikEndpoint endpoint) {
        MikrotikConfiguration options = endpoint.getConfiguration();
        if (!endpoint.isFleet()) {
            OF_SELECTIONS.forEach(option -> refuse(option, !endpoint.isDynamic() && endpoint.isNamed(option),
                    "needs a selection of devices, such as mikrotik:@*" + (endpoint.getCommand() == null
                            ? "" : endpoint.getCommand())));
            refuse("emit=round", options.getEmit() == Emit.ROUND, "needs a selection of devices");
            for (Operation operation : OF_FLEETS) {
                refuse("operation=" + operation.name().toLowerCase(Locale.ROOT),
                        options.getOperation() == operation && !endpoint.isDynamic(), "needs a selection of devices");
            }
            return;
        }
        mostDown(options);
        OF_SHARDS.forEach(option -> refuse(option, options.getShards() == 0 && endpoint.isNamed(option), "needs shards"));
        refuse("operation=devices", options.getOperation() == Operation.DEVICES && endpoint.getCommand() != null,
                "takes no command: it tells how the devices do");
        if (options.getOperation() == Operation.DEVICES) {
            for (String option : List.of("failOn", "parallelism", "streaming", "where", "properties", "retryWrites", "key")) {
                refuse(option, endpoint.isNamed(option), "does not apply to operation=devices, which sends no command");
            }
        }
        if (options.getOperation() == Operation.ROLLOUT) {
            checkRollout(endpoint);
        }
        refuse("operation=download", options.getOperation() == Operation.DOWNLOAD,
                "reads a file of one device, not of a selection");
        refuse("failOn", options.isStreaming() && endpoint.isNamed("failOn"),
                "does not apply to streaming=true: each result tells for itself");
        if (options.getEmit() == Emit.ROUND) {
            for (String option : List.of("repeatCount", "greedy", "sendEmptyMessageWhenIdle", "backoffMultiplier",
                    "backoffIdleThreshold", "backoffErrorThreshold", "scheduler", "pollStrategy", "useFixedDelay",
                    "routeEmptyTable")) {
                refuse(option, endpoint.isNamed(option), "does not apply to emit=round");
            }
        } else {
            refuse("initialDelay", endpoint.isNamed("initialDelay"),
                    "does not apply to a selection: the first polls are spread over the period");
        }
        refuse("useFixedDelay", endpoint.isNamed("useFixedDelay"),
                "does not apply to a selection: each device has its own moment of the period");
        refuse("scheduler", endpoint.isNamed("scheduler"), "does not apply to a selection");
    }

    private static void checkRollout(MikrotikEndpoint endpoint) {
        RolloutOptions.of(endpoint.getConfiguration());
        refuse("operation=rollout", endpoint.getCommand() != null,
                "takes no command: the endpoint of the option to changes the device");
        NOT_OF_ROLLOUTS.forEach(
                option -> refuse(option, endpoint.isNamed(option),
                        "does not apply to operation=rollout, which sends nothing itself"));
        endpoint.getConfiguration().getAttributes().keySet().forEach(
                name -> refuse("attribute." + name, true, "does not apply to operation=rollout, which sends nothing itself"));
    }

    private static void refuse(String option, boolean set, String why) {
        if (set) {
            throw new IllegalArgumentException(option + " " + why);
        }
    }

    /** Makes the options of a selection those of one of its devices. */
    public static void ofMember(Map<String, Object> parameters, String device) {
        NOT_OF_MEMBERS.forEach(parameters::remove);
        // it is answered without them
        String operation = String.valueOf(parameters.get("operation"));
        if (OF_FLEETS.stream().anyMatch(each -> each.name().equalsIgnoreCase(operation))) {
            parameters.keySet().removeAll(OF_ROLLOUTS);
            parameters.remove("operation");
        }
        parameters.computeIfPresent("stateFile", (option, folder) -> stateFile(String.valueOf(folder), device));
    }

    /** The file of a device in the folder of the selection. */
    static String stateFile(String folder, String device) {
        return Path.of(folder, URLEncoder.encode(device, StandardCharsets.UTF_8) + ".state").toString();
    }

    /**
     * Which shards of the selection this member of the cluster leads.
     *
     * @return                          {@code null} if nothing is shared
     * @throws IllegalArgumentException naming the option that does not fit
     */
    public static ShardLeadership leadership(MikrotikEndpoint endpoint) {
        MikrotikConfiguration options = endpoint.getConfiguration();
        if (options.getShards() == 0) {
            return null;
        }
        CamelContext context = endpoint.getCamelContext();
        CamelClusterService service = options.getClusterService();
        if (service == null) {
            service = ClusterServiceHelper.lookupService(context).orElseThrow(() -> new IllegalArgumentException(
                    "shards needs a cluster service: set clusterService, or add one to the Camel context"));
        }
        Shards shards = new Shards(options.getClusterNamespace(), options.getShards());
        ensureRuns(service, context);
        return endpoint.getComponent().shardLeaderships().of(
                context, service, shards, Duration.ofMillis(options.getClusterMaxPause()));
    }

    /** A bean that nobody has added to the context would elect nobody. */
    private static void ensureRuns(CamelClusterService service, CamelContext context) {
        try {
            if (!context.hasService(service)) {
                context.addService(service);
            }
        } catch (Exception e) {
            throw new IllegalArgumentException("clusterService cannot be started: " + e.getMessage(), e);
        }
    }

    /** From one poll of a device to the next, in nanoseconds. */
    public static long period(MikrotikEndpoint endpoint) {
        return endpoint.getDelay() <= 0
                ? TimeUnit.MILLISECONDS.toNanos(DEFAULT_DELAY) : endpoint.getTimeUnit().toNanos(endpoint.getDelay());
    }

    /** Until the first round, in nanoseconds. */
    public static long initialDelay(MikrotikEndpoint endpoint) {
        return endpoint.getTimeUnit().toNanos(Math.max(0, endpoint.getInitialDelay()));
    }

    private static ChangeLimit mostDown(MikrotikConfiguration options) {
        try {
            return ChangeLimit.parse(options.getMaxDevicesDown());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "maxDevicesDown must be a number of devices such as 10, or a share such as 5%, not \""
                                               + options.getMaxDevicesDown() + "\"");
        }
    }

    public static FleetHealthCheck healthCheck(String id, MikrotikEndpoint endpoint, FleetMembers members) {
        return new FleetHealthCheck(id, endpoint, members, mostDown(endpoint.getConfiguration()));
    }

    static FleetHealthCheck consumerHealthCheck(String routeId, MikrotikEndpoint endpoint, FleetMembers members) {
        FleetHealthCheck check = healthCheck("consumer:" + routeId, endpoint, members);
        check.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        return check;
    }
}

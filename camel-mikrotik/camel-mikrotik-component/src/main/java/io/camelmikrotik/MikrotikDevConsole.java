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

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.camelmikrotik.internal.cluster.ShardLeadership;
import io.camelmikrotik.internal.component.CatalogueDescription;
import io.camelmikrotik.internal.fleet.Selection;
import io.camelmikrotik.pool.DeviceStatus;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.PatternHelper;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * Tells how each device in use does, as far as is known without asking it.
 */
@DevConsole(name = "mikrotik", displayName = "MikroTik", description = "MikroTik devices and their API sessions")
public class MikrotikDevConsole extends AbstractDevConsole {

    @Metadata(label = "query", javaType = "java.lang.String",
              description = "Shows the devices of which user@host:port or host:port is this text, begins with it (a trailing *) or matches it (a"
                            + " regular expression), or those in this state (up, down, login_refused, suspended), or the registered devices of a selection such as @pppoe, with their names. A menu or a command in its place, such as /ppp/secret, shows what the catalogue of RouterOS says of it")
    public static final String FILTER = "filter";

    @Metadata(label = "query", javaType = "java.lang.Integer", description = "Shows that many devices at most")
    public static final String LIMIT = "limit";

    @Metadata(label = "query", javaType = "java.lang.String", enums = "pause,resume,abort",
              description = "Pauses, resumes or aborts a roll-out that is under way")
    public static final String ACTION = "action";

    @Metadata(label = "query", javaType = "java.lang.String",
              description = "The id of the roll-out that the action is for. Not needed while only one is under way")
    public static final String ROLLOUT = "rollout";

    public MikrotikDevConsole() {
        super("camel", "mikrotik", "MikroTik", "MikroTik devices and their API sessions");
    }

    // ---- text

    @Override
    protected String doCallText(Map<String, Object> options) {
        Optional<String> path = cataloguePath(options);
        if (path.isPresent()) {
            return CatalogueDescription.of(path.get()).text();
        }
        steer(options);
        StringBuilder text = new StringBuilder();
        components().forEach((name, component) -> {
            List<DeviceStatus> devices = component.deviceStatuses();
            text.append(String.format(
                    "%s: sessions %d (attempts to open one %d, failed %d), devices %d%s, commands %d, waiting %d%n",
                    name, component.getSessions(), component.getOpeningsStarted(), component.getOpeningsFailed(),
                    devices.size(), devices.isEmpty() ? "" : " " + states(devices), commands(devices), waiting(devices)));
            component.listRollouts().forEach(
                    rollout -> text.append("    roll-out ").append(rollout).append(System.lineSeparator()));
            Map<String, String> names = selected(component, options);
            component.shardLeaderships().used().forEach(
                    shards -> text.append("    shards of ").append(shards).append(System.lineSeparator()));
            shown(devices, names, options).forEach(device -> text.append("    ").append(
                    names == null ? "" : names.get(device.device()) + " ").append(line(device)).append(System.lineSeparator()));
        });
        return text.toString();
    }

    private static String line(DeviceStatus device) {
        String line = String.format("%s: %s, sessions %d in use %d idle, commands %d, waiting %d",
                device.device(), device.state(), device.sessionsInUse(), device.sessionsIdle(), device.commands(),
                device.waiting());
        return device.lastFailure() == null
                ? line
                : String.format("%s, failures %d in %s, next attempt in %s: %s", line, device.failures(),
                        TimeUtils.printDuration(device.downFor(), true), TimeUtils.printDuration(device.nextAttempt(), true),
                        device.lastFailure());
    }

    // ---- JSON

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        Optional<String> path = cataloguePath(options);
        if (path.isPresent()) {
            return CatalogueDescription.of(path.get()).json();
        }
        steer(options);
        JsonArray components = new JsonArray();
        components().forEach((name, component) -> {
            List<DeviceStatus> devices = component.deviceStatuses();
            JsonObject json = new JsonObject();
            json.put("name", name);
            json.put("sessions", component.getSessions());
            json.put("openingsStarted", component.getOpeningsStarted());
            json.put("openingsFailed", component.getOpeningsFailed());
            json.put("deviceCount", devices.size());
            json.put("states", new JsonObject(states(devices)));
            json.put("commands", commands(devices));
            json.put("waiting", waiting(devices));
            json.put("rollouts", new JsonArray(component.listRollouts()));
            Map<String, String> names = selected(component, options);
            json.put("shards", component.shardLeaderships().used().stream().map(MikrotikDevConsole::json)
                    .collect(Collectors.toCollection(JsonArray::new)));
            json.put("devices", shown(devices, names, options).stream().map(device -> json(device, names))
                    .collect(Collectors.toCollection(JsonArray::new)));
            components.add(json);
        });
        JsonObject root = new JsonObject();
        root.put("components", components);
        return root;
    }

    private static JsonObject json(ShardLeadership shards) {
        JsonObject json = new JsonObject();
        json.put("namespace", shards.shards().namespace());
        json.put("count", shards.shards().count());
        json.put("led", new JsonArray(shards.led()));
        json.put("members", new JsonArray(shards.members().stream().sorted().toList()));
        return json;
    }

    private static JsonObject json(DeviceStatus device, Map<String, String> names) {
        JsonObject json = new JsonObject();
        if (names != null) {
            json.put("name", names.get(device.device()));
        }
        json.put("device", device.device());
        json.put("state", device.state().name());
        json.put("sessionsInUse", device.sessionsInUse());
        json.put("sessionsIdle", device.sessionsIdle());
        json.put("commands", device.commands());
        json.put("waiting", device.waiting());
        if (device.lastFailure() != null) {
            json.put("failures", device.failures());
            json.put("downForMillis", device.downFor().toMillis());
            json.put("nextAttemptMillis", device.nextAttempt().toMillis());
            json.put("cause", device.lastFailure());
        }
        return json;
    }

    // ---- what is told

    private void steer(Map<String, Object> options) {
        String action = Objects.toString(options.get(ACTION), "");
        if (!action.isBlank()) {
            List<MikrotikComponent> busy
                    = components().values().stream().filter(each -> !each.listRollouts().isEmpty()).toList();
            if (busy.isEmpty()) {
                throw new IllegalArgumentException("no roll-out is under way");
            }
            String id = Objects.toString(options.get(ROLLOUT), "");
            // ids are of a component: with several it is the first that has it
            busy.stream().filter(each -> each.rollouts().running().stream().anyMatch(rollout -> rollout.id().equals(id)))
                    .findFirst().orElse(busy.get(0)).rollouts().steer(action, id);
        }
    }

    /** No device begins with a slash. */
    private static Optional<String> cataloguePath(Map<String, Object> options) {
        String filter = Objects.toString(options.get(FILTER), "").strip();
        return filter.startsWith("/") ? Optional.of(filter) : Optional.empty();
    }

    /** Only those that are there: to ask for one would make it. */
    private Map<String, MikrotikComponent> components() {
        Map<String, MikrotikComponent> components = new TreeMap<>();
        for (String name : getCamelContext().getComponentNames()) {
            if (getCamelContext().hasComponent(name) instanceof MikrotikComponent component) {
                components.put(name, component);
            }
        }
        return components;
    }

    /** The names of the devices of a selection by their labels; {@code null} if the filter is none. */
    private static Map<String, String> selected(MikrotikComponent component, Map<String, Object> options) {
        String filter = Objects.toString(options.get(FILTER), "").strip();
        if (!Selection.isOne(filter)) {
            return null;
        }
        Map<String, String> names = new TreeMap<>();
        component.labels(Selection.parse(filter)).forEach((name, label) -> names.merge(label, name, (a, b) -> a + ", " + b));
        return names;
    }

    private static List<DeviceStatus> shown(
            List<DeviceStatus> devices, Map<String, String> names, Map<String, Object> options) {
        // AbstractDevConsole reads options itself, but not yet in Camel 4.18
        String filter = Objects.toString(options.get(FILTER), "");
        String limit = Objects.toString(options.get(LIMIT), "");
        return devices.stream()
                .filter(device -> names != null
                        ? names.containsKey(device.device()) : filter.isBlank() || matches(device, filter))
                .sorted(Comparator.comparing(DeviceStatus::device))
                .limit(limit.isBlank() ? Integer.MAX_VALUE : Integer.parseInt(limit)).toList();
    }

    private static boolean matches(DeviceStatus device, String filter) {
        String address = device.device().substring(device.device().lastIndexOf('@') + 1);
        return device.state().name().equalsIgnoreCase(filter) || PatternHelper.matchPattern(device.device(), filter)
                || PatternHelper.matchPattern(address, filter);
    }

    /** How many devices are in each state that any is in. */
    private static Map<String, Long> states(List<DeviceStatus> devices) {
        return devices.stream().collect(Collectors.groupingBy(
                device -> device.state().name().toLowerCase(Locale.ROOT), TreeMap::new, Collectors.counting()));
    }

    private static int commands(List<DeviceStatus> devices) {
        return devices.stream().mapToInt(DeviceStatus::commands).sum();
    }

    private static int waiting(List<DeviceStatus> devices) {
        return devices.stream().mapToInt(DeviceStatus::waiting).sum();
    }
}

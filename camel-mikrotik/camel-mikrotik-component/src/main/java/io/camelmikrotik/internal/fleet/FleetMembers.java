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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

import io.camelmikrotik.pool.DeviceStatus;

/**
 * The members of a selection, made when they are first needed, and again when something of their device has changed.
 * Safe for any thread.
 */
public final class FleetMembers {

    private final DeviceRegistry registry;
    private final Selection selection;
    private final Function<FleetDevice, FleetMember> factory;
    private final Predicate<String> ours;
    private final Map<String, FleetMember> members = new ConcurrentHashMap<>();

    /** @param factory makes a member of a device; fails if the endpoint's options do not fit it */
    public FleetMembers(DeviceRegistry registry, Selection selection, Function<FleetDevice, FleetMember> factory) {
        this(registry, selection, factory, device -> true);
    }

    private FleetMembers(DeviceRegistry registry, Selection selection, Function<FleetDevice, FleetMember> factory,
                         Predicate<String> ours) {
        this.registry = registry;
        this.selection = selection;
        this.factory = factory;
        this.ours = ours;
    }

    /**
     * Those of the same selection that this process is to follow, where several share them.
     *
     * @param factory of members of their own
     * @param ours    of devices, by name; may change at any time
     */
    public FleetMembers onlyOurs(Function<FleetDevice, FleetMember> factory, Predicate<String> ours) {
        return new FleetMembers(registry, selection, factory, ours);
    }

    DeviceRegistry registry() {
        return registry;
    }

    Selection selection() {
        return selection;
    }

    /** Those that are selected now and for this process to follow, in the order of their names. */
    List<FleetDevice> devices() {
        List<FleetDevice> devices = registry.select(selection);
        if (members.size() > devices.size() + 100) {
            members.values().removeIf(each -> !each.device().equals(registry.get(each.name())));
        }
        return devices.stream().filter(each -> ours.test(each.name())).toList();
    }

    /** Whether this process is the one to follow that device now. */
    boolean isOurs(FleetDevice device) {
        return ours.test(device.name());
    }

    FleetMember member(FleetDevice device) {
        return members.compute(device.name(), (name, known) -> known != null && known.device().equals(device)
                ? known : factory.apply(device));
    }

    /** How each does, by its name; empty for one that cannot be used as it is registered. */
    public Map<String, Optional<DeviceStatus>> statuses() {
        Map<String, Optional<DeviceStatus>> statuses = new TreeMap<>();
        for (FleetDevice device : devices()) {
            Optional<DeviceStatus> status;
            try {
                status = Optional.of(member(device).endpoint().client().status());
            } catch (RuntimeException e) {
                status = Optional.empty();
            }
            statuses.put(device.name(), status);
        }
        return statuses;
    }

    public static boolean isDown(Optional<DeviceStatus> status) {
        return status.isEmpty() || status.get().state() != DeviceStatus.State.UP;
    }

    public void clear() {
        members.clear();
    }
}

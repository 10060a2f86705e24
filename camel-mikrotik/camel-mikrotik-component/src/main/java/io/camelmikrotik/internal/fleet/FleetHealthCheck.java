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

import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.write.ChangeLimit;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether enough devices of a selection are up. */
public final class FleetHealthCheck extends AbstractHealthCheck {

    private static final int NAMED = 20;

    private final MikrotikEndpoint endpoint;
    private final FleetMembers members;
    private final ChangeLimit mostDown;

    /** @param mostDown devices that may be down */
    public FleetHealthCheck(String id, MikrotikEndpoint endpoint, FleetMembers members, ChangeLimit mostDown) {
        super("camel", id);
        this.endpoint = endpoint;
        this.members = members;
        this.mostDown = mostDown;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, Optional<DeviceStatus>> devices = members.statuses();
        List<String> down = devices.entrySet().stream().filter(each -> FleetMembers.isDown(each.getValue()))
                .map(Map.Entry::getKey).toList();
        builder.detail("devices", devices.size());
        builder.detail("down", down.size());
        if (members.registry().failure() != null) {
            builder.detail("deviceSource", members.registry().failure());
        }
        if (!mostDown.allows(down.size(), devices.size())) {
            builder.detail("devicesDown", down.subList(0, Math.min(NAMED, down.size())));
            builder.message(down.size() + " of " + devices.size() + " devices of " + endpoint.getDevice()
                            + " are down; maxDevicesDown is " + endpoint.getConfiguration().getMaxDevicesDown());
            builder.down();
        } else {
            builder.up();
        }
    }

    @Override
    public boolean isLiveness() {
        // routers that are away are no reason to restart us
        return false;
    }
}

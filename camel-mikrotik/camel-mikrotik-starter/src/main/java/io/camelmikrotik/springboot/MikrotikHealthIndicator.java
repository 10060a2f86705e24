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
package io.camelmikrotik.springboot;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.pool.DeviceStatus;
import org.apache.camel.CamelContext;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The devices in use, as far as is known without asking them. Down when none of them can be reached: one router that is
 * away is no reason to take the application out of service.
 */
final class MikrotikHealthIndicator extends AbstractHealthIndicator {

    /** Those that are not up come first. */
    static final int MOST_DEVICES_SHOWN = 100;

    private final CamelContext camelContext;

    MikrotikHealthIndicator(CamelContext camelContext) {
        super("the MikroTik component does not tell how its devices do");
        this.camelContext = camelContext;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        List<DeviceStatus> devices = camelContext.getComponentNames().stream().map(camelContext::hasComponent)
                .filter(MikrotikComponent.class::isInstance).map(MikrotikComponent.class::cast)
                .flatMap(component -> component.deviceStatuses().stream())
                .sorted(Comparator.comparing(DeviceStatus::state).reversed().thenComparing(DeviceStatus::device)).toList();
        Map<DeviceStatus.State, Integer> count = new LinkedHashMap<>();
        devices.forEach(device -> count.merge(device.state(), 1, Integer::sum));
        boolean failed = count.containsKey(DeviceStatus.State.DOWN) || count.containsKey(DeviceStatus.State.LOGIN_REFUSED);
        if (failed && !count.containsKey(DeviceStatus.State.UP)) {
            builder.down();
        } else {
            builder.up();
        }
        builder.withDetail("devicesInUse", devices.size());
        count.forEach((state, many) -> builder.withDetail(state.name(), many));
        Map<String, Object> shown = new LinkedHashMap<>();
        devices.stream().limit(MOST_DEVICES_SHOWN).forEach(device -> shown.put(device.device(), details(device)));
        builder.withDetail("devices", shown);
        if (devices.size() > MOST_DEVICES_SHOWN) {
            builder.withDetail("devicesNotShown", devices.size() - MOST_DEVICES_SHOWN);
        }
    }

    private static Map<String, Object> details(DeviceStatus device) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", device.state().name());
        details.put("sessions", device.sessionsInUse() + device.sessionsIdle());
        if (device.lastFailure() != null) {
            details.put("failures", device.failures());
            details.put("downForSeconds", device.downFor().toSeconds());
            details.put("nextAttemptInSeconds", device.nextAttempt().toSeconds());
            details.put("lastFailure", device.lastFailure());
        }
        return details;
    }
}

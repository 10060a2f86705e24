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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.internal.producer.ExchangeOperation;
import io.camelmikrotik.pool.DeviceStatus;
import org.apache.camel.Exchange;

/**
 * How each device of a selection does, as far as is known without asking it: a list of maps, in the order of their
 * names.
 */
public final class DevicesOperation implements ExchangeOperation {

    private final FleetMembers members;

    public DevicesOperation(FleetMembers members) {
        this.members = members;
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        return CompletableFuture.completedFuture(() -> {
            List<Map<String, Object>> devices = new ArrayList<>();
            members.devices().forEach(device -> devices.add(describe(device)));
            exchange.getMessage().setBody(devices);
            exchange.getMessage().setHeader(MikrotikConstants.ROW_COUNT, devices.size());
        });
    }

    private Map<String, Object> describe(FleetDevice device) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", device.name());
        row.put("labels", device.device().getLabels());
        row.put("groups", List.copyOf(device.device().getGroups()));
        try {
            DeviceStatus status = members.member(device).endpoint().client().status();
            row.put("device", status.device());
            row.put("state", status.state().name());
            row.put("sessions", status.sessionsInUse() + status.sessionsIdle());
            row.put("failures", status.failures());
            if (status.state() != DeviceStatus.State.UP) {
                row.put("downSeconds", status.downFor().toSeconds());
                row.put("nextAttemptSeconds", roundedUp(status.nextAttempt()));
                row.put("lastFailure", status.lastFailure());
            }
        } catch (RuntimeException e) {
            // what it is registered with does not make a device that can be used
            row.put("state", "UNUSABLE");
            row.put("lastFailure", e.getMessage());
        }
        return row;
    }

    private static Long roundedUp(Duration time) {
        return time == null ? null : time.plusMillis(999).toSeconds();
    }
}

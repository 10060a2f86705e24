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
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.DeviceFacts;
import io.camelmikrotik.internal.producer.ExchangeOperation;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.pool.DeviceStatus;
import org.apache.camel.Exchange;

/**
 * How each device of a selection does: a list of maps, in the order of their names. Versions are read from devices that
 * have a session open, once after each login to them; nobody logs in for that.
 */
public final class DevicesOperation implements ExchangeOperation {

    /** Who has not told its version by then will have told it the next time. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final FleetMembers members;

    public DevicesOperation(FleetMembers members) {
        this.members = members;
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        List<FleetDevice> devices = members.devices();
        CompletableFuture<?>[] readings = devices.stream().map(this::readVersion).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(readings).completeOnTimeout(null, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(done -> () -> {
                    List<Map<String, Object>> rows = new ArrayList<>();
                    devices.forEach(device -> rows.add(describe(device)));
                    exchange.getMessage().setBody(rows);
                    exchange.getMessage().setHeader(MikrotikConstants.ROW_COUNT, rows.size());
                });
    }

    /** @return completes normally */
    private CompletableFuture<Void> readVersion(FleetDevice device) {
        CompletableFuture<Void> read = new CompletableFuture<>();
        try {
            DeviceClient client = members.member(device).endpoint().client();
            DeviceStatus status = client.status();
            if (status.state() != DeviceStatus.State.UP || status.sessionsInUse() + status.sessionsIdle() == 0
                    || status.lastLogin() == null) {
                read.complete(null);
            } else {
                // another version comes with another login
                Completions.then(
                        client.factsWithin(status.lastLogin()), (reading, never) -> read.complete(null),
                        failure -> read.complete(null));
            }
        } catch (RuntimeException e) {
            // told of in its row
            read.complete(null);
        }
        return read;
    }

    private Map<String, Object> describe(FleetDevice device) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", device.name());
        row.put("labels", device.device().getLabels());
        row.put("groups", List.copyOf(device.device().getGroups()));
        try {
            DeviceClient client = members.member(device).endpoint().client();
            DeviceStatus status = client.status();
            row.put("device", status.device());
            row.put("state", status.state().name());
            DeviceFacts.Reading reading = client.facts().last();
            if (reading != null && reading.version() != null) {
                row.put("version", reading.version());
                row.put("board", reading.board());
            }
            row.put("lastSuccessSeconds", status.lastAnswer() == null ? null : status.lastAnswer().toSeconds());
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

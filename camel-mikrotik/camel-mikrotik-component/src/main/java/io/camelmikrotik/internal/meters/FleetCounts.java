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
package io.camelmikrotik.internal.meters;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.internal.pool.SessionPool;
import io.camelmikrotik.pool.DeviceStatus;

/**
 * What the devices of a pool amount to. Counted at most once a second, however many gauges ask: each time, every device
 * is looked at.
 */
final class FleetCounts {

    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final SessionPool pool;
    // guarded by this
    private Counts counts;
    private long countedAt;

    FleetCounts(SessionPool pool) {
        this.pool = pool;
    }

    synchronized Counts now() {
        long now = System.nanoTime();
        if (counts == null || now - countedAt > FRESH) {
            counts = count();
            countedAt = now;
        }
        return counts;
    }

    private Counts count() {
        int sessions = pool.sessions();
        List<DeviceStatus> devices = pool.devices();
        Map<DeviceStatus.State, Integer> states = new EnumMap<>(DeviceStatus.State.class);
        Map<DeviceStatus.State, Double> ages = new EnumMap<>(DeviceStatus.State.class);
        for (DeviceStatus device : devices) {
            states.merge(device.state(), 1, Integer::sum);
            if (device.lastAnswer() != null) {
                ages.merge(device.state(), device.lastAnswer().toMillis() / 1_000.0, Math::max);
            }
        }
        int inUse = devices.stream().mapToInt(DeviceStatus::sessionsInUse).sum();
        int idle = devices.stream().mapToInt(DeviceStatus::sessionsIdle).sum();
        return new Counts(
                states, ages, inUse, idle, Math.max(0, sessions - inUse - idle),
                devices.stream().mapToInt(DeviceStatus::commands).sum(),
                devices.stream().mapToInt(DeviceStatus::waiting).sum());
    }

    /**
     * @param opening sessions being opened, or on their way between callers and store
     */
    record Counts(
            Map<DeviceStatus.State, Integer> states, Map<DeviceStatus.State, Double> ages, int inUse, int idle, int opening,
            int commands, int waiting) {

        int devices(DeviceStatus.State state) {
            return states.getOrDefault(state, 0);
        }

        /** In seconds; not a number where no device in that state ever answered. */
        double oldestSuccess(DeviceStatus.State state) {
            return ages.getOrDefault(state, Double.NaN);
        }
    }
}

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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;

/** A few routers r0, r1, … that come from a source which a test changes; even ones are in the group even. */
abstract class FleetTestSupport extends MikrotikTestSupport {

    final Map<String, MikrotikDevice> inventory = new ConcurrentSkipListMap<>();
    SimulatedFleet fleet;

    void startFleet(int count) {
        fleet = SimulatedFleet.start(count);
        for (int i = 0; i < count; i++) {
            inventory.put("r" + i, device(fleet.router(i), i));
        }
        component.setDeviceSource(() -> new LinkedHashMap<>(inventory));
        component.setDeviceSourceInterval(0);
    }

    static MikrotikDevice device(SimulatedRouter router, int number) {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost(router.host());
        device.setPort(router.port());
        device.setLabels("site=" + (number < 2 ? "berlin" : "wien") + ",number=" + number);
        device.setGroups(number % 2 == 0 ? "even,all" : "all");
        return device;
    }

    @AfterEach
    void stopFleet() {
        context.stop();
        if (fleet != null) {
            fleet.close();
        }
    }
}

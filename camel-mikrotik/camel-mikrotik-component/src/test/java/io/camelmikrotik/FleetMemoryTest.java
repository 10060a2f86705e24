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
import java.util.LinkedHashMap;
import java.util.Map;

import io.camelmikrotik.internal.fleet.FleetConsumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a device of a selection costs while it waits for its turn. */
class FleetMemoryTest {

    private static final int DEVICES = 2_000;

    @Test
    void aPolledDeviceCostsAtMost24KilobytesOfHeapAndNoThread() throws Exception {
        Map<String, MikrotikDevice> inventory = new LinkedHashMap<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("inventory", (DeviceSource) () -> inventory);
            MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
            component.getConfiguration().setUsername("api");
            component.setDeviceSourceInterval(0);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("mikrotik:@*/system/resource/print?delay=10h").routeId("polls").to("mock:out");
                }
            });
            context.start();
            long before = used();
            int threads = Thread.activeCount();
            for (int i = 0; i < DEVICES; i++) {
                MikrotikDevice device = new MikrotikDevice();
                device.setHost("192.0.2.1");
                device.setPort(1_000 + i);
                device.setLabels("number=" + i);
                inventory.put("r" + i, device);
            }
            component.reloadDevices();
            FleetConsumer consumer = (FleetConsumer) context.getRoute("polls").getConsumer();
            await().atMost(Duration.ofMinutes(1)).until(() -> consumer.devicesFollowed() == DEVICES);

            assertThat((used() - before) / DEVICES).as("bytes a device").isLessThan(24 << 10);
            await().atMost(Duration.ofMinutes(1)).until(() -> Thread.activeCount() <= threads + 30);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

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
package io.camelmikrotik.benchmarks.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.DeviceResult;
import io.camelmikrotik.DeviceSource;
import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikDevice;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** Brings the list onto all routers by one exchange for the selection, as often as it is told to. */
public final class FleetWriter {

    private static final String URI = "mikrotik:@*" + ScaleWrites.MENU + "?operation=ensure&scope=list=" + ScaleWrites.LIST
                                      + "&key=address&onAbsent=remove&parallelism=" + ScaleWrites.AT_ONCE;

    private FleetWriter() {
    }

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Map<String, MikrotikDevice> inventory = new LinkedHashMap<>();
            for (int i = 0; i < ScaleWrites.ROUTERS; i++) {
                MikrotikDevice device = new MikrotikDevice();
                device.setHost(new ScaleDevice(i).host());
                device.setPort(ScaleDevice.PORT);
                inventory.put(new ScaleDevice(i).name(), device);
            }
            context.getRegistry().bind("inventory", (DeviceSource) () -> inventory);
            MikrotikComponent mikrotik = context.getComponent("mikrotik", MikrotikComponent.class);
            mikrotik.getConfiguration().setUsername(ScaleDevice.USERNAME);
            mikrotik.getConfiguration().setPassword(ScaleDevice.PASSWORD);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            HeapAfterCollections heap = new HeapAfterCollections();
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            System.out.println("ready");
            while (orders.readLine() != null) {
                heap.reset();
                double processor = ProcessFigures.processorSeconds();
                long start = System.nanoTime();
                List<?> results = template.requestBody(URI, list(), List.class);
                double seconds = (System.nanoTime() - start) / 1e9;
                for (Object result : results) {
                    if (!((DeviceResult) result).isDone()) {
                        throw new IOException(result.toString());
                    }
                }
                System.out.println(
                        seconds + " " + (ProcessFigures.processorSeconds() - processor) + " " + heap.mostMegabytes());
            }
        }
        System.exit(0);
    }

    private static List<Map<String, Object>> list() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < ScaleWrites.ENTRIES; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("address", ScaleWrites.address(i));
            row.put("comment", "feed-" + i % 97);
            list.add(row);
        }
        return list;
    }
}

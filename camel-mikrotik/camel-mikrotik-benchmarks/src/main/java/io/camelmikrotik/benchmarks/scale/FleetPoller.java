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

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.camelmikrotik.DeviceSource;
import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.MikrotikDevice;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A route with one endpoint on all devices. Arguments: their number, the period in milliseconds, the log's file. */
public final class FleetPoller extends PollingProcess {

    private static final String POLLED = "system/resource/print";

    private final DefaultCamelContext context = new DefaultCamelContext();

    private FleetPoller(int devices, long periodMillis, Path log) throws Exception {
        super(devices, periodMillis, log);
        Map<String, MikrotikDevice> inventory = inventory(devices);
        context.getRegistry().bind("inventory", (DeviceSource) () -> inventory);
        MikrotikComponent mikrotik = context.getComponent("mikrotik", MikrotikComponent.class);
        mikrotik.getConfiguration().setUsername(ScaleDevice.USERNAME);
        mikrotik.getConfiguration().setPassword(ScaleDevice.PASSWORD);
        String validateAfterIdle = System.getProperty("scale.validateAfterIdle");
        if (validateAfterIdle != null) {
            mikrotik.setValidateAfterIdle(Long.parseLong(validateAfterIdle));
        }
        context.start();
    }

    public static void main(String[] arguments) throws Exception {
        new FleetPoller(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), Path.of(arguments[2])).obeyAll();
        System.exit(0);
    }

    static Map<String, MikrotikDevice> inventory(int devices) {
        Map<String, MikrotikDevice> inventory = new LinkedHashMap<>();
        for (int i = 0; i < devices; i++) {
            ScaleDevice each = new ScaleDevice(i);
            MikrotikDevice device = new MikrotikDevice();
            device.setHost(each.host());
            device.setPort(each.port());
            device.setLabels("region=" + each.region());
            device.setGroups(each.isHealthy() && each.region() == 0 ? "warm" : "others");
            inventory.put(each.name(), device);
        }
        return inventory;
    }

    @Override
    void warm(int seconds) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("mikrotik:@warm/" + POLLED + "?delay=1000").routeId("warm").process(exchange -> {
                    lateness.polled(number(exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class)));
                });
            }
        });
        Thread.sleep(seconds * 1_000L);
        context.getRouteController().stopRoute("warm");
        context.removeRoute("warm");
    }

    private static int number(String device) {
        return ScaleDevice.numberOf(device);
    }

    @Override
    void poll() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("mikrotik:@*/" + POLLED + "?delay=" + periodMillis).routeId("polls").process(exchange -> {
                    lateness.polled(number(exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class)));
                });
            }
        });
    }
}

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
package io.camelmikrotik.examples.fleet;

import io.camelmikrotik.DeviceSource;
import io.camelmikrotik.devices.FileDeviceSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.main.Main;

/**
 * With {@code -Dinventory=devices.csv}: watches these routers until stopped. With {@code -Dserve=true}: the same with
 * simulated routers, 200 or as many as {@code -Drouters} says. With neither: plays an hour on them, and ends.
 */
public final class FleetMonitorApplication {

    private static final int ROUTERS = Integer.getInteger("routers", 200);

    private final Main main = new Main();
    private final MonitorRoutes routes;

    /** Not started; {@code application.properties} has its settings. */
    FleetMonitorApplication(DeviceSource inventory) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        main.bind("meters", registry);
        main.bind("inventory", inventory);
        routes = new MonitorRoutes(registry);
        main.configure().addRoutesBuilder(routes);
    }

    public static void main(String[] arguments) throws Exception {
        String inventory = System.getProperty("inventory");
        if (inventory != null) {
            FileDeviceSource file = new FileDeviceSource();
            file.setFile(inventory);
            new FleetMonitorApplication(file).main().run();
        } else if (Boolean.getBoolean("serve")) {
            try (SimulatedNetwork network = SimulatedNetwork.start(ROUTERS)) {
                FleetMonitorApplication application = new FleetMonitorApplication(network);
                network.live(application);
                application.main().run();
            }
        } else if (!Demo.play(ROUTERS)) {
            System.exit(1);
        }
    }

    Main main() {
        return main;
    }

    FleetBoard board() {
        return routes.board();
    }

    RolloutRuns rollouts() {
        return routes.rollouts();
    }

    LivePage page() {
        return main.getCamelContext().hasService(LivePage.class);
    }
}

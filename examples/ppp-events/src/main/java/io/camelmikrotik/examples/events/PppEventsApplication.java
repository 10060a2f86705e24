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
package io.camelmikrotik.examples.events;

import java.util.List;

import io.camelmikrotik.examples.service.Service;
import org.apache.camel.main.Main;

/**
 * Follows the routers that {@code routers} names until it is stopped. {@code --dry-run} does the same with a broker
 * inside of the program, and logs each event. {@code --serve} follows simulated routers on which life goes on;
 * {@code --demo} plays one day on them, and ends.
 */
public final class PppEventsApplication {

    private static final String DEMO = "--demo";
    private static final String SERVE = "--serve";
    private static final String DRY_RUN = "--dry-run";

    private PppEventsApplication() {
    }

    public static void main(String[] arguments) throws Exception {
        int code = run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(String[] arguments) throws Exception {
        if (!Service.accepts(arguments, DEMO, SERVE, DRY_RUN)) {
            return Service.WRONG_USAGE;
        }
        List<String> options = List.of(arguments);
        if (options.contains(DEMO)) {
            return Demo.play() ? 0 : Service.FAILED;
        }
        if (options.contains(SERVE)) {
            try (SimulatedProvider provider = SimulatedProvider.start()) {
                provider.live();
                return Service.run(application(provider));
            }
        }
        Main main = application();
        if (options.contains(DRY_RUN)) {
            main.addOverrideProperty("broker.url", "vm://0");
            main.addOverrideProperty("broker.username", "");
            main.addOverrideProperty("dry.run", "true");
        }
        return Service.run(main);
    }

    /** The application, not started; {@code application.properties} has its settings. */
    static Main application() {
        return Service.main(new EventRoutes(), "routers");
    }

    /** The application for simulated routers, not started. */
    static Main application(SimulatedProvider provider) {
        Main main = application();
        provider.settings().forEach(main::addInitialProperty);
        main.addOverrideProperty("routers", String.join(",", SimulatedProvider.ROUTERS));
        main.addOverrideProperty("router.tls", "false");
        main.addOverrideProperty("camel.management.port", "0");
        return main;
    }
}

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

import org.apache.camel.main.Main;

/**
 * With {@code -Drouters=…}: follows these routers until stopped. With {@code -Dserve=true}: the same with simulated
 * routers on which life goes on. With neither: plays one day on them, and ends.
 */
public final class PppEventsApplication {

    private PppEventsApplication() {
    }

    public static void main(String[] arguments) throws Exception {
        if (System.getProperty("routers") != null) {
            application().run();
        } else if (Boolean.getBoolean("serve")) {
            try (SimulatedProvider provider = SimulatedProvider.start()) {
                provider.live();
                application(provider).run();
            }
        } else if (!Demo.play()) {
            System.exit(1);
        }
    }

    /** The application, not started; {@code application.properties} has its settings. */
    static Main application() {
        Main main = new Main();
        main.configure().addRoutesBuilder(new EventRoutes());
        return main;
    }

    /** The application for simulated routers, not started. */
    static Main application(SimulatedProvider provider) {
        Main main = application();
        provider.settings().forEach(main::addInitialProperty);
        return main;
    }
}

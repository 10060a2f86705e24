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
package io.camelmikrotik.examples.pppoe;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Keeps the PPPoE accounts of a router in step with a billing database.
 * <p>
 * Given a router ({@code -Drouter.address=…}, see README.md) it runs until it is stopped. Without one it starts a
 * simulated router and an embedded database, plays a day at an internet provider, checks the result and ends; the exit
 * code tells whether all went well.
 */
public final class PppoeSyncApplication {

    private PppoeSyncApplication() {
    }

    public static void main(String[] arguments) throws Exception {
        if (System.getProperty("router.address") != null) {
            main(new SyncReport()).run();
        } else if (!Demo.play()) {
            System.exit(1);
        }
    }

    /** The application, not started. */
    static Main main(SyncReport report) {
        Main main = new Main();
        main.configure().addRoutesBuilder(new SyncRoutes(report));
        main.addMainListener(new BillingDatabase());
        return main;
    }

    /** Binds the database that {@code billing.*} names, before the routes look for it. */
    private static final class BillingDatabase extends MainListenerSupport {

        @Override
        public void beforeConfigure(BaseMainSupport main) {
            PropertiesComponent properties = main.getCamelContext().getPropertiesComponent();
            main.getCamelContext().getRegistry().bind(
                    "billing",
                    new DriverManagerDataSource(
                            value(properties, "billing.url"), value(properties, "billing.username"),
                            value(properties, "billing.password")));
        }

        private static String value(PropertiesComponent properties, String name) {
            return properties.resolveProperty(name).orElse("");
        }
    }
}

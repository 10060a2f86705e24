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

import java.util.List;

import io.camelmikrotik.examples.service.Service;
import org.apache.camel.main.Main;

/**
 * Keeps the PPPoE accounts of a router in step with a billing database, until it is stopped. {@code --dry-run} tells
 * what it would change, and ends. {@code --demo} plays a day at an internet provider with a simulated router and an
 * embedded database, and checks the result. The exit code tells whether all went well.
 */
public final class PppoeSyncApplication {

    private static final String DEMO = "--demo";
    private static final String DRY_RUN = "--dry-run";

    private PppoeSyncApplication() {
    }

    public static void main(String[] arguments) throws Exception {
        int code = run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(String[] arguments) throws Exception {
        if (!Service.accepts(arguments, DEMO, DRY_RUN)) {
            return Service.WRONG_USAGE;
        }
        if (List.of(arguments).contains(DEMO)) {
            return Demo.play() ? 0 : Service.FAILED;
        }
        SyncReport report = new SyncReport();
        Main main = main(report);
        return List.of(arguments).contains(DRY_RUN) ? dryRun(main, report) : Service.run(main);
    }

    /** The application, not started. */
    static Main main(SyncReport report) {
        Main main = Service.main(new SyncRoutes(report), "router.address");
        main.addMainListener(new BillingDatabase());
        return main;
    }

    /** One round that writes nothing. */
    static int dryRun(Main main, SyncReport report) throws Exception {
        main.addOverrideProperty("sync.start", "false");
        main.addOverrideProperty("camel.management.enabled", "false");
        int code = Service.start(main);
        if (code == 0) {
            main.getCamelTemplate().sendBody("direct:dryRun", null);
            main.stop();
            code = report.failure().isEmpty() ? 0 : Service.FAILED;
        }
        return code;
    }
}

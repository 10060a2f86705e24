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
package io.camelmikrotik.examples.blocklist;

import java.util.List;

import io.camelmikrotik.examples.service.Service;

/**
 * One run against the router that {@code router.address} names, or one every {@code sync.period}, until it is stopped.
 * {@code --dry-run} tells what a run would change, {@code --demo} plays some runs against a simulated router. The exit
 * code of a run is 0 if the address list is equal to the published one, 3 if a guard stopped the run before the first
 * write, 2 for a wrong command line, otherwise 1.
 */
public final class BlocklistSyncApplication {

    private static final String DEMO = "--demo";
    private static final String DRY_RUN = "--dry-run";

    private BlocklistSyncApplication() {
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
        Progress progress = new Progress(System.out, System.console() != null);
        if (List.of(arguments).contains(DEMO)) {
            return Demo.play(progress);
        }
        Sync sync = new Sync(progress);
        return List.of(arguments).contains(DRY_RUN) ? sync.dryRun() : sync.run();
    }
}

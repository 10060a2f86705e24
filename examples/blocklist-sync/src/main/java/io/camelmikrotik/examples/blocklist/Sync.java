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

import io.camelmikrotik.examples.service.LastRun;
import io.camelmikrotik.examples.service.Service;
import io.camelmikrotik.exception.EnsureLimitException;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/** One run and its exit code, or one every {@code sync.period}. */
final class Sync {

    static final int EQUAL = 0;
    static final int FAILED = Service.FAILED;
    static final int STOPPED_BY_GUARD = 3;

    private final Main main;
    private final Progress progress;
    private final SyncReport report;
    private final LastRun lastRun = new LastRun("sync");

    /** @param settings beyond those of {@code application.properties}: names and values in turn */
    Sync(Progress progress, String... settings) {
        this.progress = progress;
        report = new SyncReport(progress);
        main = Service.main(new SyncRoutes(report, this::ended), "router.address");
        for (int i = 0; i < settings.length; i += 2) {
            main.addOverrideProperty(settings[i], settings[i + 1]);
        }
    }

    SyncReport report() {
        return report;
    }

    /** The application, for tests. */
    Main main() {
        return main;
    }

    /**
     * @return {@link #EQUAL}, {@link #STOPPED_BY_GUARD} with nothing changed, or {@link #FAILED}; where runs are
     *         repeated, the exit code after they were stopped
     */
    int run() throws Exception {
        int code = Service.init(main);
        if (code != 0) {
            return code;
        }
        boolean repeated = !Service.setting(main.getCamelContext(), "sync.period").isEmpty();
        if (repeated) {
            lastRun.register(main.getCamelContext());
        }
        return repeated ? Service.run(main) : once("direct:sync");
    }

    /** Tells what a run would do. */
    int dryRun() throws Exception {
        main.addOverrideProperty("sync.period", "");
        return once("direct:dryRun");
    }

    private int once(String route) throws Exception {
        if (Service.start(main) != 0) {
            return FAILED;
        }
        try {
            return ended(main.getCamelTemplate().request(route, exchange -> {
            }));
        } finally {
            progress.end();
            main.stop();
        }
    }

    private int ended(Exchange run) {
        Exception failure = run.getProperty(Exchange.EXCEPTION_CAUGHT, run.getException(), Exception.class);
        if (failure == null) {
            lastRun.succeeded();
            report.ended(report.result() == null
                    ? "Dry run: nothing was sent." : "The address list is equal to the published list.");
            return EQUAL;
        }
        lastRun.failed(failure);
        report.ended("NOT EQUAL: " + lastRun.failure());
        return failure instanceof EnsureLimitException ? STOPPED_BY_GUARD : FAILED;
    }
}

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

import io.camelmikrotik.exception.EnsureLimitException;
import org.apache.camel.main.Main;

/** One run, and its exit code. */
final class Sync {

    static final int EQUAL = 0;
    static final int FAILED = 1;
    static final int STOPPED_BY_GUARD = 2;

    private final Main main;
    private final Progress progress;
    private final SyncReport report;

    /** @param settings beyond those of {@code application.properties}: names and values in turn */
    Sync(Progress progress, String... settings) {
        this.progress = progress;
        report = new SyncReport(progress);
        main = new Main();
        main.configure().addRoutesBuilder(new SyncRoutes(report));
        for (int i = 0; i < settings.length; i += 2) {
            main.addOverrideProperty(settings[i], settings[i + 1]);
        }
    }

    SyncReport report() {
        return report;
    }

    /** @return {@link #EQUAL}, {@link #STOPPED_BY_GUARD} with nothing changed, or {@link #FAILED} */
    int run() throws Exception {
        main.start();
        try {
            Exception failure = main.getCamelTemplate().request("direct:sync", exchange -> {
            }).getException();
            if (failure == null) {
                report.ended("The address list is equal to the published list.");
                return EQUAL;
            }
            report.ended("NOT EQUAL: " + failure.getMessage().lines().findFirst().orElse(""));
            return failure instanceof EnsureLimitException ? STOPPED_BY_GUARD : FAILED;
        } finally {
            progress.end();
            main.stop();
        }
    }
}

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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.WriteProgress;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a run does and how long its phases took. */
final class SyncReport {

    private static final Logger LOG = LoggerFactory.getLogger("blocklist-sync");

    private final Progress progress;
    private final Map<String, Duration> phases = new LinkedHashMap<>();
    private String phase;
    private long began;
    private EnsurePlan plan;
    private EnsureResult result;

    SyncReport(Progress progress) {
        this.progress = progress;
    }

    void runBegan() {
        phases.clear();
        plan = null;
        result = null;
    }

    void begin(String name) {
        end();
        phase = name;
        began = System.nanoTime();
    }

    void planned(EnsurePlan dryRun) {
        end();
        plan = dryRun;
        LOG.info("{}", plan.summary());
        plan.steps().stream().limit(3).forEach(step -> LOG.info("  {}", step));
        if (plan.steps().size() > 3) {
            LOG.info("  ... and {} more", plan.steps().size() - 3);
        }
    }

    /** The next step of this exchange writes. */
    void writing(Exchange exchange) {
        progress.follow(() -> exchange.getProperty(MikrotikConstants.PROGRESS_PROPERTY, WriteProgress.class));
    }

    void done(EnsureResult outcome) {
        progress.end();
        result = outcome;
        phases.put("compare again", outcome.times().reading());
        phases.put("write", outcome.times().writing());
        phases.put("read back", outcome.times().verifying());
        LOG.info("{}", outcome.summary());
    }

    /** The last line of a run. */
    void ended(String verdict) {
        progress.end();
        end();
        phases.forEach((name, time) -> LOG.info("  %8.2f s  %s".formatted(time.toMillis() / 1000.0, name)));
        LOG.info("{}", verdict);
    }

    /** {@code null} if it was not made. */
    EnsurePlan plan() {
        return plan;
    }

    /** {@code null} if the run did not get that far. */
    EnsureResult result() {
        return result;
    }

    private void end() {
        if (phase != null) {
            phases.put(phase, Duration.ofNanos(System.nanoTime() - began));
            phase = null;
        }
    }
}

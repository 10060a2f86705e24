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
package io.camelmikrotik.internal.rollout;

import java.nio.file.Path;
import java.time.Duration;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.write.ChangeLimit;
import org.apache.camel.util.URISupport;

/**
 * How a roll-out is done.
 *
 * @param to              the endpoint that changes a device
 * @param verify          the endpoint that looks whether the change is there; {@code null} for none
 * @param waves           how many devices are tried before it is waited and looked
 * @param maxFailures     how many devices may fail, or become unknown, before the rest is left alone
 * @param parallelism     how many devices have their turn at a time
 * @param wavePause       between two waves
 * @param offlineDeadline how long a device that is not reachable is waited for
 * @param stepTimeout     how long the change of a device, and its verification, may take each
 * @param stateFile       where it is kept what was begun and ended; {@code null} for nowhere
 */
public record RolloutOptions(
        String to, String verify, Waves waves, ChangeLimit maxFailures, int parallelism, Duration wavePause,
        Duration offlineDeadline, Duration stepTimeout, Path stateFile) {

    /** @throws IllegalArgumentException naming the option that is missing or has a bad value */
    public static RolloutOptions of(MikrotikConfiguration options) {
        if (isBlank(options.getTo())) {
            throw new IllegalArgumentException(
                    "operation=rollout needs to: the endpoint that changes a device, such as direct:one");
        }
        if (options.getVerify() != null && isBlank(options.getVerify())) {
            throw new IllegalArgumentException("verify is empty: name an endpoint, or leave it out");
        }
        if (options.getParallelism() < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1: " + options.getParallelism());
        }
        return new RolloutOptions(
                options.getTo(), options.getVerify(), Waves.parse(options.getWaves()), limit(options.getMaxFailures()),
                options.getParallelism(), time("wavePause", 0, options.getWavePause()),
                time("offlineDeadline", 0, options.getOfflineDeadline()), time("stepTimeout", 1, options.getStepTimeout()),
                isBlank(options.getStateFile()) ? null : Path.of(options.getStateFile()));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static ChangeLimit limit(String text) {
        try {
            return ChangeLimit.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "maxFailures: expected a number of devices such as 3, or a share such as 5%, not \"" + text + "\"");
        }
    }

    private static Duration time(String option, long least, long millis) {
        if (millis < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ": " + millis);
        }
        return Duration.ofMillis(millis);
    }

    /** What is done to the devices, as it may be shown. */
    String shownTo() {
        return URISupport.sanitizeUri(to);
    }
}

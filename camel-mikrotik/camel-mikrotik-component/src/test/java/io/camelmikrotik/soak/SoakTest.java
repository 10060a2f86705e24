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
package io.camelmikrotik.soak;

import java.time.Duration;

import io.camelmikrotik.leaks.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A soak of some seconds, so that it keeps working; {@code -Dsoak.minutes=30} makes it one worth its name, and only
 * then is it judged whether the samples are flat.
 */
@ExtendWith(LeakCheck.class)
class SoakTest {

    private static final int MINUTES = Integer.getInteger("soak.minutes", 0);

    @Test
    void whatTheComponentHoldsDoesNotGrow() throws Exception {
        boolean real = MINUTES > 0;

        SoakReport report
                = new Soak(real ? Duration.ofMinutes(MINUTES) : Duration.ofSeconds(4), Long.getLong("soak.seed", 1)).run();

        System.out.println(report);
        Sample last = report.samples().get(report.samples().size() - 1);
        assertThat(last.sent()).isPositive();
        // a device that is down fails its commands at once: one in two hundred, for some seconds of twenty
        assertThat(last.failed()).as("failed commands of %s", last.sent()).isLessThan(20 + last.sent() / (real ? 100 : 5));
        if (real) {
            assertThat(report.samples()).hasSizeGreaterThan(6);
            assertThat(last.changes()).isPositive();
            assertThat(report.growth()).isEmpty();
        }
    }
}

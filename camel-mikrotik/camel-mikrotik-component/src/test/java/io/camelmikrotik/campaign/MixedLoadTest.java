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
package io.camelmikrotik.campaign;

import java.time.Duration;

import io.camelmikrotik.leaks.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 64 routes of mixed reads and writes on eight devices with random troubles. Some seconds; {@code -Dmixed.minutes=10}
 * for longer, {@code -Dmixed.seed} for the same troubles again, and {@code -Dcampaign.with=all} for those that are met
 * only if they are named.
 */
@ExtendWith(LeakCheck.class)
class MixedLoadTest {

    private static final int MINUTES = Integer.getInteger("mixed.minutes", 0);

    @Test
    void everyExchangeEndsInTimeNoWriteIsExecutedTwiceAndNoResultIsShort() throws Exception {
        long seed = Long.getLong("mixed.seed", 20261128);
        try (MixedLoad load = new MixedLoad(seed)) {
            assertThat(load.run(MINUTES > 0 ? Duration.ofMinutes(MINUTES) : Duration.ofSeconds(4))).as("mixed.seed=%s", seed)
                    .isEmpty();
            System.out.println(load);
            assertThat(load.exchanges()).isGreaterThan(64);
        }
    }
}

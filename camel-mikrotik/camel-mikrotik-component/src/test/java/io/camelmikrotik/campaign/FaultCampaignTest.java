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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.simulator.Faults;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code -Dcampaign.exchanges=10000 -Dcampaign.seed=1}: so many exchanges, and where the random choices begin;
 * {@code -Dcampaign.with=STRAY_BYTES,DARK_REGION} or {@code all}: troubles that are met only if they are named;
 * {@code -Dcampaign.without=ROWS_THEN_DONE,DONE_WITHOUT_EXECUTING}: then whatever is read must be complete. An episode
 * that fails says its seed: it is repeated with that seed and few exchanges.
 */
@ExtendWith(LeakCheck.class)
class FaultCampaignTest {

    private static final int EXCHANGES = Integer.getInteger("campaign.exchanges", 600);
    private static final int A_LONG_ONE = 5_000;
    private static final int EACH = 50;
    private static final int AT_ONCE = Integer.getInteger("campaign.parallel", 4);

    @Test
    void everyExchangeEndsOnceAndTheDeviceAgreesWithWhatWasSaid() throws Exception {
        long seed = Long.getLong("campaign.seed", 20261124);
        CampaignReport report = new CampaignReport();
        if (Trouble.inForce().contains(Trouble.EXHAUSTED_DESCRIPTORS)) {
            ClassFolders.load();
        }
        ExecutorService episodes = Executors.newFixedThreadPool(AT_ONCE);
        try (RecordedLog leaks = RecordedLog.start("io.netty.util.ResourceLeakDetector")) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < Math.max(1, EXCHANGES / EACH); i++) {
                Episode episode = Episode.begin(seed + i, report);
                running.add(episodes.submit(() -> episode.run(EACH)));
                if (running.size() > AT_ONCE) {
                    running.remove(0).get(5, TimeUnit.MINUTES);
                }
            }
            for (Future<?> each : running) {
                each.get(5, TimeUnit.MINUTES);
            }
            System.out.println("Fault campaign, seed " + seed + ": " + report);
            assertThat(bufferLeaks(leaks)).isEmpty();
        } finally {
            episodes.shutdownNow();
            episodes.awaitTermination(1, TimeUnit.MINUTES);
        }
        if (EXCHANGES >= A_LONG_ONE) {
            assertThat(report.troubles()).containsOnlyKeys(Trouble.inForce().toArray(Trouble[]::new));
        }
    }

    /** The detector reports when buffers are allocated after the lost ones were collected. */
    private static List<String> bufferLeaks(RecordedLog log) {
        for (int i = 0; i < 5; i++) {
            System.gc();
            for (int j = 0; j < 200; j++) {
                ByteBufAllocator.DEFAULT.buffer(16).release();
            }
        }
        return log.lines().stream().filter(line -> line.contains("LEAK")).toList();
    }

    @Test
    void everyFaultOfTheSimulatorIsAmongTheTroubles() {
        Set<String> faults
                = Stream.of(Faults.class, Faults.Rule.class).flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> method.getReturnType() == void.class).map(Method::getName)
                        .filter(name -> !name.equals("clear")).collect(Collectors.toSet());

        assertThat(Arrays.stream(Trouble.values()).map(Trouble::method)).containsAll(faults);
    }
}

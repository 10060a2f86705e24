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
package io.camelmikrotik;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand {@linkplain FeedRun random lives}. System properties: {@code feed.runs} for more of them,
 * {@code feed.seed} to begin with the seed of a life that went wrong.
 */
@ExtendWith(LeakCheck.class)
class ChangeFeedPropertyTest {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeedPropertyTest.class);

    private static final int RUNS = Integer.getInteger("feed.runs", 1000);
    private static final long FIRST_SEED = Long.getLong("feed.seed", System.nanoTime() % 1_000_000_000);
    private static final int AT_ONCE = 16;

    @TempDir
    Path directory;

    @Test
    void whatIsDeliveredAddsUpToTheTableWhateverHappens() throws Exception {
        LOG.info("{} random lives from seed {}", RUNS, FIRST_SEED);
        AtomicLong nextSeed = new AtomicLong(FIRST_SEED);
        ExecutorService lives = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(lives.submit(() -> {
                    live(nextSeed);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(30, TimeUnit.MINUTES);
            }
        } finally {
            lives.shutdownNow();
        }
        assertThat(nextSeed.get() - FIRST_SEED).isGreaterThanOrEqualTo(RUNS);
    }

    private void live(AtomicLong nextSeed) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
            component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
            component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
            context.getShutdownStrategy().setTimeout(20);
            context.start();
            for (long seed = nextSeed.getAndIncrement(); seed < FIRST_SEED + RUNS; seed = nextSeed.getAndIncrement()) {
                new FeedRun(seed, context, directory).run();
            }
        }
    }
}

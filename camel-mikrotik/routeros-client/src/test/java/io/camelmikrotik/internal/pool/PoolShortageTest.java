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
package io.camelmikrotik.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.pool.PoolSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever the pool needs fails now and then for a while, by errors. Afterwards everything works, and nothing is lost.
 */
class PoolShortageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int DEVICES = 10;

    private final long seed = System.nanoTime();
    private final AtomicBoolean lacking = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final FakeFleet fleet = new FakeFleet();

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            failNowAndThen();
            return super.schedule(task, delay, unit);
        }
    };

    private void failNowAndThen() {
        if (lacking.get() && ThreadLocalRandom.current().nextInt(3) == 0) {
            failures.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void everyCallerIsToldAndAllDevicesWorkAfterwards() {
        Random random = new Random(seed);
        PoolSettings settings = PoolSettings.builder().maxWait(Duration.ofSeconds(5)).maxConcurrentOpenings(3)
                .durationBetweenEvictionRuns(Duration.ofDays(1)).build();
        SessionPool pool = new SessionPool(access -> {
            failNowAndThen();
            return fleet.open(access);
        }, settings, task -> {
            failNowAndThen();
            threads.execute(task);
        }, timer);
        List<PooledDevice> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            devices.add(pool.device(FakeFleet.device("r" + i)));
        }
        lacking.set(true);
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            PooledDevice device = devices.get(random.nextInt(DEVICES));
            CompletableFuture<Lease> lease
                    = device.acquire(random.nextInt(4) == 0 ? LeaseKind.EXCLUSIVE : LeaseKind.SHARED, "/print");
            lease.thenAccept(granted -> {
                failNowAndThen();
                granted.release();
            }).exceptionally(failure -> {
                if (lease.isDone() && !lease.isCompletedExceptionally()) {
                    lease.join().release();
                }
                return null;
            });
            leases.add(lease);
            if (i % 50 == 0) {
                fleet.open().forEach(session -> session.close("the device has closed it"));
            }
        }
        assertThat(leases).as("seed " + seed).allSatisfy(
                lease -> await().atMost(PATIENCE).until(lease::isDone));
        assertThat(failures).hasPositiveValue();

        lacking.set(false);

        devices.forEach(PooledDevice::resume);
        for (PooledDevice device : devices) {
            CompletableFuture<Lease> lease = device.acquire(LeaseKind.EXCLUSIVE, "/print");
            assertThat(lease).as("seed " + seed + ", " + device.label()).succeedsWithin(PATIENCE);
            lease.join().release();
        }
        pool.close(Duration.ofSeconds(2));
        assertThat(fleet.open()).as("sessions left, seed " + seed).isEmpty();
        assertThat(pool.sessions()).as("sessions counted, seed " + seed).isZero();
    }
}

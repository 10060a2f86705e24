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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import io.camelmikrotik.pool.PoolSettings;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pool over fake devices, with a clock that the test moves. What the pool leaves to its worker is done at once, on
 * the thread that caused it, but never from within: so a test runs the same way each time.
 */
abstract class PoolTestSupport {

    static final String HOST = "r1";

    final ManualClock time = new ManualClock();
    final FakeFleet fleet = new FakeFleet();
    SessionPool pool;
    private final Queue<Runnable> work = new ArrayDeque<>();
    private boolean working;
    /** Tasks given to the worker so far. */
    int tasks;

    final Executor worker = task -> {
        tasks++;
        work.add(task);
        if (!working) {
            working = true;
            try {
                for (Runnable next = work.poll(); next != null; next = work.poll()) {
                    next.run();
                }
            } finally {
                working = false;
            }
        }
    };

    @AfterEach
    void nothingIsLeft() {
        if (pool != null) {
            pool.close(Duration.ofMillis(1));
            assertThat(fleet.open()).as("sessions left").isEmpty();
            assertThat(pool.sessions()).as("sessions counted").isZero();
        }
    }

    /** Settings whose evictor does not come while a test runs. */
    static PoolSettings.Builder settings() {
        return PoolSettings.builder().durationBetweenEvictionRuns(Duration.ofDays(1));
    }

    PooledDevice device(PoolSettings.Builder settings) {
        pool = new SessionPool(fleet, settings.build(), worker, time, time);
        return device(HOST);
    }

    PooledDevice device(String host) {
        return pool.device(FakeFleet.device(host));
    }

    FakeFleet.Books books() {
        return fleet.books(FakeFleet.device(HOST));
    }

    static CompletableFuture<Lease> shared(PooledDevice device) {
        return device.acquire(LeaseKind.SHARED);
    }

    static CompletableFuture<Lease> exclusive(PooledDevice device) {
        return device.acquire(LeaseKind.EXCLUSIVE);
    }

    static List<CompletableFuture<Lease>> shared(PooledDevice device, int count) {
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leases.add(shared(device));
        }
        return leases;
    }

    static Lease granted(CompletableFuture<Lease> lease) {
        assertThat(lease).as("lease").isCompleted();
        return lease.join();
    }

    static Throwable failure(CompletableFuture<?> future) {
        assertThat(future).as("future").isCompletedExceptionally();
        try {
            future.join();
            throw new AssertionError("it did not fail");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Long enough for sessions at hand to be stored. */
    void linger() {
        time.advance(Duration.ofSeconds(2));
    }
}

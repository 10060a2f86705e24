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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.pool.PoolSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each pair of things that can meet, made to meet a few hundred times on two threads; after each, nothing may be lost
 * and the next caller must be served.
 */
class PoolRacesTest {

    private static final int ROUNDS = Integer.getInteger("mikrotik.race.rounds", 400);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeFleet fleet = new FakeFleet();
    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService racers = Executors.newFixedThreadPool(2);
    private final CyclicBarrier start = new CyclicBarrier(2);
    private SessionPool pool;
    private PooledDevice device;

    @AfterEach
    void stop() {
        pool.close(Duration.ofMillis(200));
        List.of(worker, timer, racers).forEach(ExecutorService::shutdownNow);
        assertThat(fleet.open()).isEmpty();
    }

    private void pool(PoolSettings.Builder settings) {
        pool = new SessionPool(fleet, settings.maxOpeningsPerSecond(1_000_000).build(), worker, timer);
        device = pool.device(FakeFleet.device("r1"));
    }

    private static PoolSettings.Builder single() {
        return PoolSettings.builder().maxCommandsPerSession(1).durationBetweenEvictionRuns(Duration.ofDays(1));
    }

    private void race(Runnable one, Runnable other) throws Exception {
        List<Future<?>> both = new ArrayList<>();
        for (Runnable each : List.of(one, other)) {
            both.add(racers.submit(() -> {
                start.await(20, TimeUnit.SECONDS);
                each.run();
                return null;
            }));
        }
        for (Future<?> each : both) {
            each.get(20, TimeUnit.SECONDS);
        }
    }

    private static Lease get(CompletableFuture<Lease> lease) throws Exception {
        return lease.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Awaitility would be slower than what is waited for. */
    private static void until(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime() - deadline).as("waiting time left").isNegative();
            LockSupport.parkNanos(50_000);
        }
    }

    /** Releases the lease if it was granted after all. */
    private static void settle(CompletableFuture<Lease> lease) throws Exception {
        until(lease::isDone);
        if (!lease.isCompletedExceptionally()) {
            lease.join().release();
        }
    }

    private void atRest() throws Exception {
        until(() -> device.status().commands() == 0
                && device.status().waiting() == 0);
        assertThat(fleet.books(device.label()).openAtMost.get()).isLessThanOrEqualTo(2);
        assertThat(fleet.books(device.label()).openingAtMost.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void grantAndCancel() throws Exception {
        pool(single());
        for (int round = 0; round < ROUNDS; round++) {
            Lease held = get(device.acquire(LeaseKind.SHARED));
            CompletableFuture<Lease> waiting = device.acquire(LeaseKind.SHARED);

            race(held::release, () -> waiting.cancel(false));

            if (!waiting.isCancelled()) {
                get(waiting).release();
            }
            atRest();
        }
    }

    @Test
    void grantAndDeadline() throws Exception {
        pool(single().maxWait(Duration.ofMillis(2)));
        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<Lease> first = device.acquire(LeaseKind.SHARED);
            until(first::isDone);
            if (first.isCompletedExceptionally()) {
                continue;
            }
            CompletableFuture<Lease> waiting = device.acquire(LeaseKind.SHARED);
            LockSupport.parkNanos(1_000_000 + round % 10 * 200_000);
            first.join().release();
            settle(waiting);
            atRest();
        }
    }

    @Test
    void joinAndGiveBack() throws Exception {
        pool(single().linger(Duration.ZERO));
        for (int round = 0; round < ROUNDS; round++) {
            Lease held = get(device.acquire(LeaseKind.SHARED));
            List<CompletableFuture<Lease>> joined = new ArrayList<>();

            race(held::release, () -> joined.add(device.acquire(LeaseKind.SHARED)));

            get(joined.get(0)).release();
            atRest();
        }
        assertThat(fleet.opened()).as("sessions").hasSize(1);
    }

    @Test
    void releaseAndDie() throws Exception {
        pool(single());
        for (int round = 0; round < ROUNDS; round++) {
            Lease held = get(device.acquire(LeaseKind.SHARED));
            CompletableFuture<Lease> waiting = device.acquire(LeaseKind.SHARED);

            race(held::release, ((FakeSession) held.session())::dies);

            get(waiting).release();
            atRest();
        }
    }

    @Test
    void openedAndDie() throws Exception {
        pool(single());
        for (int round = 0; round < ROUNDS; round++) {
            fleet.keepOpening();
            int before = fleet.sessions.size();
            CompletableFuture<Lease> lease = device.acquire(LeaseKind.SHARED);
            until(() -> fleet.sessions.size() > before);
            FakeSession opening = fleet.last();

            race(opening::loggedIn, opening::dies);

            // one that was logged in and died before the caller had it is replaced, and that one must get in
            fleet.letIn();
            until(() -> {
                fleet.open().forEach(FakeSession::loggedIn);
                return lease.isDone();
            });
            settle(lease);
            fleet.open().forEach(FakeSession::dies);
            device.resume();
            atRest();
        }
        fleet.letIn();
        get(device.acquire(LeaseKind.SHARED)).release();
    }

    @Test
    void openAndClose() throws Exception {
        for (int round = 0; round < ROUNDS / 8; round++) {
            pool(single());
            List<CompletableFuture<Lease>> lease = new ArrayList<>();

            race(() -> lease.add(device.acquire(LeaseKind.SHARED)), () -> pool.close(Duration.ofMillis(20)));

            settle(lease.get(0));
            until(() -> fleet.open().isEmpty() && pool.sessions() == 0);
        }
    }

    @Test
    void suspendAndAcquire() throws Exception {
        pool(single());
        for (int round = 0; round < ROUNDS; round++) {
            List<CompletableFuture<Lease>> lease = new ArrayList<>();

            race(device::suspend, () -> lease.add(device.acquire(LeaseKind.SHARED)));

            settle(lease.get(0));
            until(() -> fleet.open().isEmpty());
            device.resume();
            get(device.acquire(LeaseKind.SHARED)).release();
            atRest();
        }
    }

    @Test
    void retireAndAcquire() throws Exception {
        pool(single());
        for (int round = 0; round < ROUNDS; round++) {
            get(device.acquire(LeaseKind.SHARED)).release();
            List<CompletableFuture<Lease>> lease = new ArrayList<>();

            race(device::retire, () -> lease.add(device.acquire(LeaseKind.SHARED)));

            settle(lease.get(0));
            until(this::isServed);
            atRest();
        }
    }

    /** A retired device is known again once it has been forgotten. */
    private boolean isServed() throws Exception {
        try {
            get(device.acquire(LeaseKind.SHARED)).release();
            return true;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(MikrotikException.class);
            return false;
        }
    }

    @Test
    void releaseAndReleaseOfTheSameLease() throws Exception {
        pool(single());
        for (int round = 0; round < ROUNDS; round++) {
            Lease held = get(device.acquire(LeaseKind.SHARED));

            race(held::release, held::release);

            Lease next = get(device.acquire(LeaseKind.SHARED));
            assertThat(device.status().commands()).isEqualTo(1);
            CompletableFuture<Lease> waiting = device.acquire(LeaseKind.SHARED);
            assertThat(waiting).isNotDone();
            next.release();
            get(waiting).release();
        }
    }

    @Test
    void evictAndBorrow() throws Exception {
        pool(single().linger(Duration.ZERO).minEvictableIdleDuration(Duration.ofNanos(1))
                .durationBetweenEvictionRuns(Duration.ofMillis(1)));
        for (int round = 0; round < ROUNDS * 4; round++) {
            Lease lease = get(device.acquire(round % 2 == 0 ? LeaseKind.SHARED : LeaseKind.EXCLUSIVE));
            assertThat(lease.session().isOpen()).isTrue();
            lease.release();
        }
        atRest();
        assertThat(device.status().failures()).isZero();
    }
}

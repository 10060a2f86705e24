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

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.camelmikrotik.pool.PoolSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What commons-pool2 would do to us if it were asked in another way: wait too long, spin, scan all keys, grant one too
 * many, run a stranger's work. With threads of its own, and an evictor that can be stopped while it looks at a session.
 * What needs neither is shown in the other tests of the pool.
 */
class StoreTrapsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeFleet fleet = new FakeFleet();
    private final ExecutorService worker = Executors.newFixedThreadPool(2, task -> new Thread(task, "pool worker"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final EvictorStop evictor = new EvictorStop();
    private SessionPool pool;

    @AfterEach
    void stop() {
        evictor.goOn();
        pool.close(Duration.ofMillis(50));
        worker.shutdownNow();
        timer.shutdownNow();
        assertThat(fleet.open()).isEmpty();
    }

    private PooledDevice device(PoolSettings.Builder settings) {
        pool = new SessionPool(fleet, settings.build(), worker, timer, evictor);
        return device("r1");
    }

    private PooledDevice device(String host) {
        return pool.device(FakeFleet.device(host));
    }

    private static PoolSettings.Builder settings() {
        return PoolSettings.builder().durationBetweenEvictionRuns(Duration.ofDays(1)).linger(Duration.ZERO);
    }

    private static PoolSettings.Builder settingsWithEvictor() {
        return settings().durationBetweenEvictionRuns(Duration.ofMillis(5));
    }

    private static Lease get(CompletableFuture<Lease> lease) throws Exception {
        return lease.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void stored(PooledDevice device, int sessions) {
        await().atMost(PATIENCE)
                .until(() -> device.status().sessionsIdle() == sessions && device.status().sessionsInUse() == 0);
    }

    @Test
    void aDeadlineHoldsAndNoThreadSpinsWhileAnotherCallerConnects() throws Exception {
        fleet.keepOpening();
        PooledDevice device = device(settings().maxWait(Duration.ofMillis(200)));
        long cpu = cpu();
        long start = System.nanoTime();

        CompletableFuture<?>[] waiting = new CompletableFuture<?>[8];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = device.acquire(LeaseKind.SHARED);
        }

        for (CompletableFuture<?> each : waiting) {
            await().atMost(PATIENCE).until(each::isCompletedExceptionally);
        }
        // commons-pool would wait until the connect ends, which it never does here
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(cpu() - cpu).as("CPU time of pool threads").isLessThan(TimeUnit.SECONDS.toNanos(2));
        assertThat(fleet.opened()).hasSize(1);
    }

    @Test
    void aReturnedSessionServesItsWaiterThoughAnotherSessionIsBeingOpened() throws Exception {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        Lease command = get(device.acquire(LeaseKind.SHARED));
        fleet.keepOpening();
        CompletableFuture<Lease> exclusive = device.acquire(LeaseKind.EXCLUSIVE);
        CompletableFuture<Lease> waiting = device.acquire(LeaseKind.SHARED);
        await().atMost(PATIENCE).until(() -> fleet.opened().size() == 2);

        command.release();

        assertThat(get(waiting).session()).isSameAs(command.session());
        assertThat(exclusive).isNotDone();
    }

    @Test
    void aSessionThatTheEvictorIsLookingAtIsNeitherMissedNorDoubled() throws Exception {
        PooledDevice device = device(settingsWithEvictor());
        Lease command = get(device.acquire(LeaseKind.SHARED));
        Lease first = get(device.acquire(LeaseKind.EXCLUSIVE));
        first.release();
        await().atMost(PATIENCE).until(() -> device.status().sessionsIdle() == 1);
        evictor.stopAtNextLook();

        CompletableFuture<Lease> next = device.acquire(LeaseKind.EXCLUSIVE);
        // the slot asks every two milliseconds
        await().pollDelay(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> !next.isDone());
        evictor.goOn();

        assertThat(get(next).session()).isSameAs(first.session());
        assertThat(fleet.books("api@r1:8728").openAtMost).hasValue(2);
        command.release();
    }

    @Test
    void aSessionThatTheEvictorTakesAwayUnderACallerIsReplacedAtOnce() throws Exception {
        PooledDevice device = device(settingsWithEvictor());
        Lease first = get(device.acquire(LeaseKind.SHARED));
        first.release();
        stored(device, 1);
        evictor.stopAtNextLook();
        ((FakeSession) first.session()).dies();

        CompletableFuture<Lease> next = device.acquire(LeaseKind.SHARED);
        evictor.goOn();

        assertThat(get(next).session()).isNotSameAs(first.session());
        assertThat(device.status().failures()).isZero();
    }

    @Test
    void suspendingADeviceClosesAlsoTheSessionThatTheEvictorIsLookingAt() throws Exception {
        PooledDevice device = device(settingsWithEvictor());
        Lease first = get(device.acquire(LeaseKind.SHARED));
        first.release();
        stored(device, 1);
        evictor.stopAtNextLook();

        device.suspend();
        evictor.goOn();

        await().atMost(PATIENCE).until(() -> fleet.open().isEmpty());
    }

    @Test
    void theEvictorTalksToNoDevice() throws Exception {
        PooledDevice device = device(settingsWithEvictor().validateAfterIdle(Duration.ZERO));
        Lease lease = get(device.acquire(LeaseKind.SHARED));
        fleet.last().mustBeValidated(new CompletableFuture<>());
        lease.release();
        stored(device, 1);
        long looks = evictor.looks();

        await().atMost(PATIENCE).until(() -> evictor.looks() > looks + 10);

        assertThat(fleet.validations).hasValue(0);
        assertThat(lease.session().isOpen()).isTrue();
    }

    @Test
    void nobodyConnectsToADeadDeviceButForACaller() throws Exception {
        fleet.stayDown();
        PooledDevice device = device(settingsWithEvictor());
        PooledDevice other = device("other");
        await().atMost(PATIENCE).until(device.acquire(LeaseKind.SHARED)::isCompletedExceptionally);
        fleet.letIn();
        get(other.acquire(LeaseKind.SHARED)).release();
        long looks = evictor.looks();

        await().atMost(PATIENCE).until(() -> evictor.looks() > looks + 10);

        assertThat(fleet.books("api@r1:8728").attempts).hasValue(1);
    }

    @Test
    void whoReleasesOrLosesASessionNeverRunsTheOpeningOfAnotherDevice() throws Exception {
        Set<String> openers = ConcurrentHashMap.newKeySet();
        fleet.behave(session -> {
            openers.add(Thread.currentThread().getName());
            session.loggedIn();
        });
        device(settings().maxTotal(1).maxCommandsPerSession(1));
        Lease first = get(device("first").acquire(LeaseKind.SHARED));
        CompletableFuture<Lease> second = device("second").acquire(LeaseKind.SHARED);
        CompletableFuture<Lease> third = device("third").acquire(LeaseKind.SHARED);

        onLoop(first::release);
        // whichever asked for room first
        Lease granted = (Lease) CompletableFuture.anyOf(second, third).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        onLoop(((FakeSession) granted.session())::dies);
        get(second);
        get(third);

        assertThat(openers).containsExactly("pool worker");
    }

    private static void onLoop(Runnable task) throws InterruptedException {
        Thread loop = new Thread(task, "event loop");
        loop.start();
        loop.join();
    }

    /** Of all threads alive. */
    private static long cpu() {
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += Math.max(0, threads.getThreadCpuTime(id));
        }
        return sum;
    }

    /** The pool's clock, at which the evictor can be stopped: it reads it while it holds a session for its look. */
    private static final class EvictorStop implements LongSupplier {

        private volatile CountDownLatch stopped;
        private volatile CountDownLatch goOn;
        private volatile long looks;

        @Override
        public long getAsLong() {
            if (Thread.currentThread().getName().startsWith("commons-pool-evictor")) {
                looks++;
                CountDownLatch until = goOn;
                if (until != null) {
                    stopped.countDown();
                    try {
                        until.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
            return System.nanoTime();
        }

        void stopAtNextLook() throws InterruptedException {
            stopped = new CountDownLatch(1);
            goOn = new CountDownLatch(1);
            assertThat(stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the evictor came").isTrue();
        }

        void goOn() {
            CountDownLatch waiting = goOn;
            goOn = null;
            if (waiting != null) {
                waiting.countDown();
            }
        }

        long looks() {
            return looks;
        }
    }
}

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many callers, few devices, everything going wrong at random, and books that must balance. Eight seconds, or as many
 * as {@code -Dmikrotik.stress.seconds} says; {@code -Dmikrotik.stress.seed} repeats the choices of a run, though not
 * the order in which threads make them.
 * <p>
 * Checked throughout: sessions per device within the bound and one opening at a time (by the devices' books), leases
 * per session within the limit, exclusive work alone, no grant of a session that was known to be closed, every caller
 * answered once and not long after its deadline. Checked at rest: nothing leased, waiting, or open but uncounted.
 */
class PoolStressTest {

    private static final int DEVICES = 6;
    private static final int CALLERS = 24;
    private static final int LIMIT = 4;
    private static final int MAX_PER_DEVICE = 2;
    private static final Duration MAX_WAIT = Duration.ofMillis(100);
    /** A busy machine runs its timers late; a lost caller would wait for ever. */
    private static final Duration LATENESS = Duration.ofSeconds(10);

    private final long seed = Long.getLong("mikrotik.stress.seed", System.nanoTime());
    private final Duration time = Duration.ofSeconds(Long.getLong("mikrotik.stress.seconds", 8));
    private final FakeFleet fleet = new FakeFleet();
    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final ConcurrentHashMap<ApiSession, Use> uses = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final LongAdder granted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder killed = new LongAdder();

    /** Leases out on one session. */
    private static final class Use {
        final AtomicInteger commands = new AtomicInteger();
        final AtomicInteger exclusive = new AtomicInteger();
        final AtomicInteger standing = new AtomicInteger();
    }

    @Test
    void theBooksBalanceWhateverGoesWrong() throws Exception {
        fleet.behave(this::openAtRandom);
        SessionPool pool = new SessionPool(
                fleet, PoolSettings.builder().maxTotalPerKey(MAX_PER_DEVICE).maxCommandsPerSession(LIMIT).maxWait(MAX_WAIT)
                        .linger(Duration.ofMillis(2)).maxSessionAge(Duration.ofMillis(300)).maxOpeningsPerSecond(1_000_000)
                        .minEvictableIdleDuration(Duration.ofMillis(4)).durationBetweenEvictionRuns(Duration.ofMillis(1))
                        .build(),
                worker, timer);
        List<PooledDevice> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            devices.add(pool.device(DeviceAccess.of("r" + i, 8728, "api", "secret")));
        }
        long end = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Random random = new Random(seed + i);
            running.add(threads.submit(() -> {
                while (System.nanoTime() - end < 0) {
                    call(devices.get(random.nextInt(DEVICES)), random);
                }
            }));
        }
        running.add(threads.submit(() -> disturb(devices, new Random(seed - 1), end)));
        for (Future<?> each : running) {
            each.get(time.toSeconds() + 60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        fleet.letIn();
        devices.forEach(PooledDevice::resume);

        assertThat(violations).as("seed %d", seed).isEmpty();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(pool.devices()).as("seed %d", seed)
                .allSatisfy(status -> {
                    assertThat(status.commands()).as("leases").isZero();
                    assertThat(status.waiting()).as("waiting").isZero();
                    assertThat(status.sessionsInUse()).as("sessions in use").isZero();
                }));
        await().atMost(Duration.ofSeconds(20)).until(() -> pool.sessions() == fleet.open().size());
        for (PooledDevice device : devices) {
            FakeFleet.Books books = fleet.books(device.label());
            assertThat(books.openAtMost).as("sessions").hasValueBetween(1, MAX_PER_DEVICE);
            assertThat(books.openingAtMost).as("openings").hasValueBetween(1, 1);
            device.acquire(LeaseKind.SHARED).get(20, TimeUnit.SECONDS).release();
        }
        pool.close(Duration.ofSeconds(5));
        assertThat(fleet.open()).isEmpty();
        assertThat(pool.sessions()).isZero();
        worker.shutdownNow();
        timer.shutdownNow();
        System.out.printf("stress: seed %d, %d leases, %d refusals, %d cancelled, %d killed, %d sessions%n", seed,
                granted.sum(), refused.sum(), cancelled.sum(), killed.sum(), fleet.sessions.size());
        assertThat(granted.sum()).isGreaterThan(1_000);
    }

    private void call(PooledDevice device, Random random) {
        LeaseKind kind = random.nextInt(6) == 0 ? LeaseKind.EXCLUSIVE
                : random.nextInt(6) == 0 ? LeaseKind.LONG_LIVED : LeaseKind.SHARED;
        long start = System.nanoTime();
        CompletableFuture<Lease> future = device.acquire(kind);
        if (random.nextInt(20) == 0) {
            if (future.cancel(false)) {
                cancelled.increment();
                return;
            }
        }
        Lease lease;
        try {
            lease = future.get(MAX_WAIT.plus(LATENESS).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            violations.add("a caller was not answered by its deadline: " + device.status());
            return;
        } catch (Exception e) {
            refused.increment();
            if (System.nanoTime() - start > MAX_WAIT.plus(LATENESS).toNanos()) {
                violations.add("a caller was refused late");
            }
            // callers that are refused at once would drown those that are not
            pause(random.nextInt(500));
            return;
        }
        granted.increment();
        long endedAt = ((FakeSession) lease.session()).endedAt;
        if (endedAt != 0 && endedAt - start < 0) {
            violations.add("a session was handed out that had been closed before");
        }
        use(lease, kind, random);
    }

    private void use(Lease lease, LeaseKind kind, Random random) {
        Use use = uses.computeIfAbsent(lease.session(), unused -> new Use());
        AtomicInteger mine
                = kind == LeaseKind.SHARED ? use.commands : kind == LeaseKind.LONG_LIVED ? use.standing : use.exclusive;
        int now = mine.incrementAndGet();
        if (kind == LeaseKind.SHARED && now > LIMIT) {
            violations.add(now + " commands on one session");
        }
        if (kind == LeaseKind.EXCLUSIVE && (now > 1 || use.commands.get() > 0 || use.standing.get() > 0)
                || kind != LeaseKind.EXCLUSIVE && use.exclusive.get() > 0) {
            violations.add("exclusive work was not alone");
        }
        if (random.nextInt(4) == 0) {
            pause(random.nextInt(200));
        }
        if (random.nextInt(200) == 0) {
            killed.increment();
            ((FakeSession) lease.session()).dies();
        }
        mine.decrementAndGet();
        lease.release();
        if (random.nextInt(10) == 0) {
            lease.release();
        }
    }

    /** Kills, suspends, resumes and retires. */
    private void disturb(List<PooledDevice> devices, Random random, long end) {
        while (System.nanoTime() - end < 0) {
            PooledDevice device = devices.get(random.nextInt(DEVICES));
            switch (random.nextInt(4)) {
                case 0:
                    device.suspend();
                    pause(random.nextInt(2_000));
                    device.resume();
                    break;
                case 1:
                    device.retire();
                    pause(random.nextInt(2_000));
                    device.resume();
                    break;
                default:
                    // forgets a failure, so that the long pauses of a refused login do not end the test for the device
                    device.resume();
            }
            fleet.open().stream().skip(random.nextInt(DEVICES)).findFirst().ifPresent(FakeSession::dies);
            pause(1_000 + random.nextInt(4_000));
        }
    }

    private void openAtRandom(FakeSession session) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int dice = random.nextInt(20);
        Runnable outcome = dice == 0 ? () -> session.failsToOpen(FakeFleet.unreachable(session))
                : dice == 1 ? () -> session.failsToOpen(FakeFleet.refused(session))
                : dice == 2 ? session::dies : session::loggedIn;
        if (random.nextBoolean()) {
            outcome.run();
        } else {
            timer.schedule(outcome, random.nextInt(3_000), TimeUnit.MICROSECONDS);
        }
        if (dice == 3) {
            // found dead when it is taken from the store
            CompletableFuture<Void> answer = new CompletableFuture<>();
            session.mustBeValidated(answer);
            timer.schedule(() -> {
                session.dies();
                answer.completeExceptionally(FakeFleet.unreachable(session));
            }, random.nextInt(50), TimeUnit.MILLISECONDS);
        }
    }

    private static void pause(int micros) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }
}

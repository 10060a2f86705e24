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
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.LeaseTimeoutException;
import io.camelmikrotik.routeros.Diagnosis;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gets a lease on which session, and when. */
class SharingTest extends PoolTestSupport {

    @Test
    void commandsShareOneSessionUpToTheLimitAndTheRestWaitInTheOrderTheyCame() {
        PooledDevice device = device(settings().maxCommandsPerSession(2));
        List<CompletableFuture<Lease>> leases = shared(device, 5);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            leases.get(i).thenRun(() -> order.add(number));
        }
        assertThat(order).containsExactly(0, 1);

        granted(leases.get(1)).release();
        granted(leases.get(0)).release();
        granted(leases.get(2)).release();

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(fleet.opened()).hasSize(1);
    }

    @Test
    void nobodyOvertakesThoseWhoWait() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        Lease first = granted(shared(device));
        CompletableFuture<Lease> second = shared(device);
        CompletableFuture<Lease> third = shared(device);

        first.release();

        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
    }

    @Test
    void aSessionForCommandsAndOneForExclusiveWorkAreAllThereIs() {
        PooledDevice device = device(settings());

        List<CompletableFuture<Lease>> commands = shared(device, 10);
        Lease exclusive = granted(exclusive(device));
        CompletableFuture<Lease> waiting = exclusive(device);

        assertThat(commands).allMatch(CompletableFuture::isDone);
        assertThat(granted(commands.get(0)).session()).isNotSameAs(exclusive.session());
        assertThat(waiting).isNotDone();
        exclusive.release();
        assertThat(granted(waiting).session()).isSameAs(exclusive.session());
        assertThat(books().openAtMost).hasValue(2);
    }

    @Test
    void withOneSessionPerDeviceCommandsAndExclusiveWorkTakeTurns() {
        PooledDevice device = device(settings().maxTotalPerKey(1));
        Lease command = granted(shared(device));
        CompletableFuture<Lease> exclusive = exclusive(device);
        time.advance(Duration.ofMillis(1));
        CompletableFuture<Lease> later = shared(device);
        assertThat(exclusive).isNotDone();
        assertThat(later).as("asked after the exclusive one").isNotDone();

        command.release();
        assertThat(later).isNotDone();
        granted(exclusive).release();

        granted(later).release();
        assertThat(books().openAtMost).hasValue(1);
        assertThat(fleet.opened()).hasSize(1);
    }

    @Test
    void aWaitIsBoundedAndItsFailureTellsTheNumbers() {
        PooledDevice device = device(settings().maxCommandsPerSession(1).maxWait(Duration.ofMillis(300)));
        granted(shared(device));
        CompletableFuture<Lease> waiting = shared(device);

        time.advance(Duration.ofMillis(299));
        assertThat(waiting).isNotDone();
        time.advance(Duration.ofMillis(1));

        String numbers = "no free session for api@r1:8728 within 300 ms (sessions 1/2, commands in flight 1, waiting 0)";
        assertThat(failure(waiting)).isInstanceOf(LeaseTimeoutException.class).hasMessage(numbers + Diagnosis.POINTER);
    }

    @Test
    void aLeaseReleasedTwiceCountsOnce() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        Lease lease = granted(shared(device));
        lease.release();
        lease.release();

        granted(shared(device));

        assertThat(shared(device)).isNotDone();
        assertThat(device.status().commands()).isEqualTo(1);
    }

    @Test
    void aCancelledCallerIsSkippedAndNothingIsLost() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        Lease held = granted(shared(device));
        CompletableFuture<Lease> cancelled = shared(device);
        CompletableFuture<Lease> next = shared(device);
        cancelled.cancel(false);

        held.release();

        granted(next).release();
        assertThat(device.status().commands()).isZero();
    }

    @Test
    void aLeaseGrantedToACallerWhoJustLeftGoesToTheNext() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        Lease held = granted(shared(device));
        CompletableFuture<Lease> leaving = shared(device);
        CompletableFuture<Lease> first = shared(device);
        CompletableFuture<Lease> second = shared(device);
        // leaves while the grant before it is being told
        first.thenAccept(lease -> second.cancel(false));
        leaving.thenAccept(Lease::release);

        held.release();

        granted(first).release();
        assertThat(device.status().commands()).isZero();
        granted(shared(device));
    }

    @Test
    void callersThatLeftBeforeTheDeviceWasAskedCauseNoLogin() {
        fleet.keepOpening();
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        CompletableFuture<Lease> served = shared(device);
        CompletableFuture<Lease> gone = exclusive(device);
        gone.cancel(false);

        fleet.last().loggedIn();

        granted(served);
        assertThat(fleet.opened()).hasSize(1);
    }

    @Test
    void tenThousandCallersThatReleaseAtOnceAreServedWithoutDeepRecursion() {
        fleet.keepOpening();
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        AtomicInteger served = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (CompletableFuture<Lease> lease : shared(device, 10_000)) {
            all.add(lease.thenAccept(granted -> {
                served.incrementAndGet();
                granted.release();
            }));
        }

        fleet.last().loggedIn();

        assertThat(served).hasValue(10_000);
        assertThat(all).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(device.status().commands()).isZero();
    }

    @Test
    void serialTrafficStaysOnTheSessionAtHandAndNeverAsksTheStore() {
        PooledDevice device = device(settings());
        for (int i = 0; i < 100; i++) {
            granted(shared(device)).release();
            time.advance(Duration.ofMillis(500));
            assertThat(device.status().sessionsIdle()).isZero();
        }

        linger();

        assertThat(device.status().sessionsIdle()).isEqualTo(1);
        assertThat(device.status().sessionsInUse()).isZero();
        assertThat(fleet.validations).hasValue(0);
        assertThat(fleet.opened()).hasSize(1);
    }

    @Test
    void serialTrafficLeavesNoPileOfTimersBehind() {
        PooledDevice device = device(settings());
        for (int i = 0; i < 1_000; i++) {
            granted(shared(device)).release();
            time.advance(Duration.ofMillis(1));
        }

        assertThat(time.scheduled()).isLessThan(10);
    }

    @Test
    void aCallerMayNotWaitLongerBecauseAnotherGaveUpEarlier() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        PooledDevice impatient = pool.device(
                FakeFleet.device(HOST), settings().maxCommandsPerSession(1).maxWait(Duration.ofSeconds(1)).build());
        granted(shared(device));
        CompletableFuture<Lease> patient = shared(device);
        CompletableFuture<Lease> hasty = shared(impatient);

        time.advance(Duration.ofSeconds(1));
        assertThat(failure(hasty)).isInstanceOf(LeaseTimeoutException.class);
        assertThat(patient).isNotDone();
        time.advance(Duration.ofSeconds(29));

        assertThat(failure(patient)).isInstanceOf(LeaseTimeoutException.class);
    }

    @Test
    void theCostOfALeaseDoesNotGrowWithTheNumberOfDevices() {
        PooledDevice device
                = device(settings().linger(Duration.ZERO).maxOpeningsPerSecond(1_000_000).maxConcurrentOpenings(100_000));
        cpuOfLeasesThroughTheStore(device);
        long alone = cpuOfLeasesThroughTheStore(device);
        for (int i = 0; i < 5_000; i++) {
            granted(shared(device("many" + i))).release();
        }
        assertThat(pool.devices()).hasSize(5_001).allMatch(each -> each.sessionsIdle() == 1);

        long among = cpuOfLeasesThroughTheStore(device);

        // commons-pool's default settings look through every key at each return
        assertThat(among).as("CPU time among 5,000 devices, against %s ns alone", alone)
                .isLessThan(10 * Math.max(alone, 20_000_000));
    }

    private static long cpuOfLeasesThroughTheStore(PooledDevice device) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 5_000; i++) {
            granted(shared(device)).release();
        }
        return threads.getCurrentThreadCpuTime() - before;
    }

    @Test
    void anExclusiveSessionThatCannotBeOpenedFailsNobodyWhoWaitsForTheOneThatLives() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        Lease command = granted(shared(device));
        CompletableFuture<Lease> next = shared(device);
        fleet.stayDown();

        failure(exclusive(device));

        assertThat(next).isNotDone();
        command.release();
        assertThat(granted(next).session()).isSameAs(command.session());
    }

    @Test
    void whenTheOnlySessionDiesTheNextIsForWhoeverWaitedLongest() {
        PooledDevice device = device(settings().maxTotalPerKey(1).maxCommandsPerSession(1));
        Lease command = granted(shared(device));
        time.advance(Duration.ofMillis(10));
        CompletableFuture<Lease> first = exclusive(device);
        time.advance(Duration.ofMillis(10));
        CompletableFuture<Lease> second = shared(device);

        ((FakeSession) command.session()).dies();

        granted(first);
        assertThat(second).isNotDone();
    }

    @Test
    void aLeaseGrantedToSomebodyWhoHasJustLeftIsGivenBack() {
        fleet.keepOpening();
        PooledDevice device = device(settings().maxCommandsPerSession(2));
        CompletableFuture<Lease> staying = shared(device);
        CompletableFuture<Lease> leaving = shared(device);
        staying.thenRun(() -> leaving.cancel(false));

        fleet.last().loggedIn();

        granted(staying);
        assertThat(leaving).isCancelled();
        assertThat(device.status().commands()).isEqualTo(1);
        granted(shared(device));
    }

    @Test
    void aFailureToGetASessionNamesTheCommandThatItKeptFromBeingSent() {
        fleet.keepOpening();
        PooledDevice device = device(settings());
        CompletableFuture<Lease> one = device.acquire(LeaseKind.SHARED, "/ppp/secret/add");
        CompletableFuture<Lease> other = device.acquire(LeaseKind.SHARED, "/ip/pool/print");

        fleet.last().failsToOpen(FakeFleet.unreachable(fleet.last()));

        assertThat(failure(one)).isInstanceOfSatisfying(ConnectionFailedException.class, e -> {
            assertThat(e).hasMessageContaining("refused the connection").hasMessageEndingWith("/ppp/secret/add was not sent");
            assertThat(e.getCommand()).isEqualTo("/ppp/secret/add");
            assertThat(e.getDevice()).isEqualTo(device.label());
        });
        assertThat(failure(other)).hasMessageEndingWith("/ip/pool/print was not sent");
        assertThat(failure(device.acquire(LeaseKind.SHARED, "/log/print")))
                .isInstanceOfSatisfying(DeviceSuspendedException.class, e -> {
                    assertThat(e).hasMessageEndingWith("/log/print was not sent");
                    assertThat(e.getNextAttempt()).isNotNull();
                });
    }
}

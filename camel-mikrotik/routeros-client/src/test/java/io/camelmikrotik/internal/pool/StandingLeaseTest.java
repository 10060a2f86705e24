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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Leases of subscriptions and bulk work, beside those of commands. */
class StandingLeaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SimulatedRouter router;
    private RouterOsTransport transport;
    private ExecutorService worker;
    private ScheduledExecutorService timer;
    private SessionPool pool;
    private final AtomicLong elapsed = new AtomicLong();

    @BeforeEach
    void start() {
        router = SimulatedRouter.start();
        worker = Executors.newFixedThreadPool(2);
        timer = Executors.newSingleThreadScheduledExecutor();
        transport = new RouterOsTransport(1, Thread::new, worker);
    }

    @AfterEach
    void stop() {
        pool.close(Duration.ofSeconds(1));
        transport.close();
        worker.shutdownNow();
        timer.shutdownNow();
        router.close();
    }

    @Test
    void manyStandingLeasesShareTheCommandSessionAndLeaveRoomForCommands() throws Exception {
        PooledDevice device = device(PoolSettings.builder().maxCommandsPerSession(1));
        List<Lease> standing = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            standing.add(get(device.acquire(LeaseKind.LONG_LIVED)));
        }

        Lease command = get(device.acquire(LeaseKind.SHARED));
        command.session().execute(RouterOsCommand.of("/system/identity/print"), CommandOptions.DEFAULTS).get(5,
                TimeUnit.SECONDS);

        assertThat(standing).allSatisfy(lease -> assertThat(lease.session()).isSameAs(command.session()));
        assertThat(device.acquire(LeaseKind.SHARED)).isNotDone();
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void exclusiveWorkHasASessionOfItsOwnBesideStandingLeases() throws Exception {
        PooledDevice device = device(PoolSettings.builder());
        Lease standing = get(device.acquire(LeaseKind.LONG_LIVED));

        Lease exclusive = get(device.acquire(LeaseKind.EXCLUSIVE));

        assertThat(exclusive.session()).isNotSameAs(standing.session());
    }

    @Test
    void aSessionThatCarriesAStandingLeaseIsNotReplacedByAge() throws Exception {
        PooledDevice device = device(PoolSettings.builder().maxSessionAge(Duration.ofHours(1)));
        Lease standing = get(device.acquire(LeaseKind.LONG_LIVED));
        elapsed.set(Duration.ofHours(2).toNanos());

        Lease command = get(device.acquire(LeaseKind.SHARED));

        assertThat(command.session()).isSameAs(standing.session());
    }

    @Test
    void suspendingTheDeviceWithdrawsTheLeaseAndTheSessionClosesOnceItIsReleased() throws Exception {
        PooledDevice device = device(PoolSettings.builder());
        Lease standing = get(device.acquire(LeaseKind.LONG_LIVED));
        CompletableFuture<Void> withdrawn = new CompletableFuture<>();
        standing.onWithdrawn(() -> withdrawn.complete(null));
        assertThat(withdrawn).isNotDone();

        device.suspend();

        get(withdrawn);
        assertThat(standing.session().isOpen()).isTrue();
        standing.release();
        await().atMost(PATIENCE).until(() -> router.sessionsOpen() == 0);
    }

    @Test
    void aHolderThatHasGoneIsNotToldAndTheSharedSessionKeepsNothingOfIt() throws Exception {
        PooledDevice device = device(PoolSettings.builder());
        Lease staying = get(device.acquire(LeaseKind.LONG_LIVED));
        Lease going = get(device.acquire(LeaseKind.LONG_LIVED));
        AtomicBoolean told = new AtomicBoolean();
        going.onWithdrawn(() -> told.set(true));
        WeakReference<Lease> gone = new WeakReference<>(going);
        going.release();
        going = null;

        device.suspend();

        assertThat(told).isFalse();
        await().atMost(PATIENCE).until(() -> {
            System.gc();
            return gone.get() == null;
        });
        staying.release();
    }

    @Test
    void closingThePoolWithdrawsTheLeaseAndWaitsForItsRelease() throws Exception {
        PooledDevice device = device(PoolSettings.builder());
        Lease standing = get(device.acquire(LeaseKind.LONG_LIVED));
        standing.onWithdrawn(standing::release);

        pool.close(PATIENCE);

        assertThat(standing.session().isOpen()).isFalse();
    }

    private PooledDevice device(PoolSettings.Builder settings) {
        pool = new SessionPool(transport, settings.build(), worker, timer, () -> System.nanoTime() + elapsed.get());
        return pool.device(DeviceAccess.of(
                router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void retiringTheDeviceWithdrawsTheLease() throws Exception {
        PooledDevice device = device(PoolSettings.builder());
        Lease standing = get(device.acquire(LeaseKind.LONG_LIVED));
        CompletableFuture<Void> withdrawn = new CompletableFuture<>();
        standing.onWithdrawn(() -> withdrawn.complete(null));

        device.retire();

        get(withdrawn);
        standing.release();
    }

    @Test
    void workThatEndedBeforeItsLeaseIsNotToldOfTheWithdrawal() throws Exception {
        PooledDevice device = device(PoolSettings.builder());
        Lease standing = get(device.acquire(LeaseKind.LONG_LIVED));
        AtomicBoolean forgottenTold = new AtomicBoolean();
        AtomicBoolean otherTold = new AtomicBoolean();
        standing.onWithdrawn(() -> forgottenTold.set(true)).forget();
        standing.onWithdrawn(() -> otherTold.set(true));

        device.suspend();

        assertThat(forgottenTold).isFalse();
        assertThat(otherTold).isTrue();
        standing.release();
    }

    @Test
    void whoAsksToBeToldAfterTheWithdrawalIsToldAtOnceUnlessItHasReleased() throws Exception {
        PooledDevice device = device(PoolSettings.builder());
        Lease holding = get(device.acquire(LeaseKind.LONG_LIVED));
        Lease released = get(device.acquire(LeaseKind.LONG_LIVED));
        released.release();
        AtomicBoolean told = new AtomicBoolean();
        device.suspend();

        holding.onWithdrawn(() -> told.set(true));

        assertThat(told).isTrue();
        holding.release();
    }
}

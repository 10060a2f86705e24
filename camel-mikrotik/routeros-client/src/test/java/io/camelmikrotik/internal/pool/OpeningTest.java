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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.LeaseTimeoutException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.routeros.DeviceAccess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How sessions are opened, and what happens when they cannot be. */
class OpeningTest extends PoolTestSupport {

    @Test
    void aHundredWaitingCallersCauseOneAttemptAndShareItsSuccess() {
        fleet.keepOpening();
        PooledDevice device = device(settings().maxCommandsPerSession(100));
        List<CompletableFuture<Lease>> leases = shared(device, 100);
        assertThat(leases).noneMatch(CompletableFuture::isDone);

        fleet.last().loggedIn();

        assertThat(leases).allMatch(CompletableFuture::isDone);
        assertThat(books().attempts).hasValue(1);
    }

    @Test
    void aHundredWaitingCallersShareOneFailureAtOnce() {
        fleet.keepOpening();
        PooledDevice device = device(settings());
        List<CompletableFuture<Lease>> leases = shared(device, 100);
        leases.add(exclusive(device));

        fleet.last().failsToOpen(FakeFleet.unreachable(fleet.last()));

        assertThat(leases).allSatisfy(
                lease -> assertThat(failure(lease)).isInstanceOf(ConnectionFailedException.class));
        assertThat(books().attempts).hasValue(1);
    }

    @Test
    void commandsAndExclusiveWorkAreLoggedInOneAfterTheOther() {
        fleet.keepOpening();
        PooledDevice device = device(settings());
        CompletableFuture<Lease> command = shared(device);
        CompletableFuture<Lease> exclusive = exclusive(device);
        assertThat(books().attempts).hasValue(1);

        fleet.last().loggedIn();
        assertThat(command).isCompleted();
        fleet.last().loggedIn();

        assertThat(exclusive).isCompleted();
        assertThat(books().attempts).hasValue(2);
        assertThat(books().openingAtMost).hasValue(1);
    }

    @Test
    void aCallersDeadlineHoldsWhileSomebodyConnectsAndTheLateSessionIsKept() {
        fleet.keepOpening();
        PooledDevice device = device(settings().maxWait(Duration.ofMillis(300)));
        CompletableFuture<Lease> lease = shared(device);

        time.advance(Duration.ofMillis(300));
        assertThat(failure(lease)).isInstanceOf(LeaseTimeoutException.class).hasMessageContaining("one being opened");
        fleet.last().loggedIn();
        linger();

        assertThat(device.status().sessionsIdle()).isEqualTo(1);
        granted(shared(device));
        assertThat(books().attempts).hasValue(1);
    }

    @Test
    void anUnreachableDeviceIsTriedLessAndLessOftenDownToOnceAMinute() {
        fleet.stayDown();
        PooledDevice device = device(settings());
        long[] fullSeconds = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };

        for (int i = 0; i < fullSeconds.length; i++) {
            assertThat(failure(shared(device))).isInstanceOf(ConnectionFailedException.class);
            assertThat(books().attempts).hasValue(i + 1);

            Duration pause = device.status().nextAttempt();

            Duration full = Duration.ofSeconds(fullSeconds[i]);
            assertThat(pause).as("pause %d", i).isBetween(full.dividedBy(2), full);
            time.advance(pause.minusNanos(1));
            assertThat(failure(shared(device))).isInstanceOfSatisfying(DeviceSuspendedException.class, e -> {
                assertThat(e.getNextAttempt()).isEqualTo(Duration.ofNanos(1));
                assertThat(e).hasMessageContaining("refused the connection").hasMessageContaining("next attempt in")
                        .hasCauseInstanceOf(ConnectionFailedException.class);
            });
            assertThat(books().attempts).hasValue(i + 1);
            time.advance(Duration.ofNanos(1));
        }
    }

    @Test
    void pausesOfAFleetThatFellTogetherAreSpread() {
        fleet.stayDown();
        device(settings());
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            PooledDevice device = device("down" + i);
            failure(shared(device));
            pauses.add(device.status().nextAttempt());
            time.advance(Duration.ofMillis(50));
        }

        assertThat(pauses.stream().distinct().count()).isGreaterThan(90);
    }

    @Test
    void aRefusedLoginIsTriedOnAFarLongerScale() {
        fleet.refuseLogins();
        PooledDevice device = device(settings());
        Duration[] scale = {
                Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
                Duration.ofMinutes(30), Duration.ofMinutes(30) };

        for (int i = 0; i < scale.length; i++) {
            assertThat(failure(shared(device))).isInstanceOf(LoginRefusedException.class);
            Duration pause = device.status().nextAttempt();
            assertThat(pause).as("pause %d", i).isBetween(scale[i], scale[i].plus(scale[i].dividedBy(10)));
            assertThat(device.status().state()).isEqualTo(DeviceStatus.State.LOGIN_REFUSED);
            time.advance(pause);
        }
        assertThat(books().attempts).hasValue(scale.length);
    }

    @Test
    void aDayOfConstantLoadWithAWrongPasswordCausesFewLogins() {
        fleet.refuseLogins();
        PooledDevice device = device(settings());

        for (int second = 0; second < 60; second++) {
            failure(shared(device));
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(books().attempts.get()).isLessThanOrEqualTo(2);
        for (int second = 60; second < 86_400; second += 10) {
            failure(shared(device));
            time.advance(Duration.ofSeconds(10));
        }

        assertThat(books().attempts.get()).isLessThanOrEqualTo(64);
    }

    @Test
    void correctedCredentialsGetThroughAtOnce() {
        fleet.behave(session -> {
            if (session.access.password().equals("right")) {
                session.loggedIn();
            } else {
                session.failsToOpen(FakeFleet.refused(session));
            }
        });
        PooledDevice wrong = device(settings());
        failure(shared(wrong));

        PooledDevice right = pool.device(DeviceAccess.of(HOST, 8728, "api", "right"));

        granted(shared(right));
        assertThat(failure(shared(wrong))).isInstanceOf(DeviceSuspendedException.class);
    }

    @Test
    void aLoginForgetsEarlierFailures() {
        fleet.stayDown();
        PooledDevice device = device(settings());
        for (int i = 0; i < 5; i++) {
            failure(shared(device));
            time.advance(device.status().nextAttempt());
        }
        fleet.letIn();
        granted(shared(device)).release();
        assertThat(device.status().state()).isEqualTo(DeviceStatus.State.UP);
        fleet.last().dies();
        fleet.stayDown();

        failure(shared(device));

        assertThat(device.status().nextAttempt()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aDeviceThatClosesTheSessionRightAfterTheLoginIsDown() {
        fleet.behave(session -> {
            session.loggedIn();
            session.dies();
        });
        PooledDevice device = device(settings());

        assertThat(failure(shared(device))).isInstanceOf(MikrotikException.class)
                .hasMessageContaining("api@r1:8728 closed the session right after the login");
        assertThat(device.status().state()).isEqualTo(DeviceStatus.State.DOWN);
        assertThat(failure(shared(device))).isInstanceOf(DeviceSuspendedException.class);
    }

    @Test
    void exclusiveWorkThatGetsNoSessionLeavesTheCommandsAlone() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        Lease command = granted(shared(device));
        CompletableFuture<Lease> waitingCommand = shared(device);
        fleet.stayDown();

        assertThat(failure(exclusive(device))).isInstanceOf(ConnectionFailedException.class);

        assertThat(waitingCommand).isNotDone();
        command.release();
        granted(waitingCommand);
    }

    @Test
    void anOpenerThatThrowsFailsTheCallersAndNothingIsLost() {
        fleet.behave(session -> {
            session.dies();
            throw new RejectedExecutionException("no threads");
        });
        PooledDevice device = device(settings());

        assertThat(failure(shared(device))).isInstanceOf(MikrotikException.class).hasMessageContaining("no threads");

        assertThat(pool.sessions()).isZero();
        fleet.letIn();
        time.advance(device.status().nextAttempt());
        granted(shared(device));
    }

    // ---- many devices

    @Test
    void onlySoManyDevicesAreLoggedInToAtATime() {
        fleet.keepOpening();
        device(settings().maxConcurrentOpenings(4).maxOpeningsPerSecond(1000));
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            leases.add(shared(device("many" + i)));
        }
        assertThat(fleet.opened()).hasSize(4);

        fleet.opened().get(2).loggedIn();
        fleet.opened().get(0).failsToOpen(FakeFleet.unreachable(fleet.opened().get(0)));

        assertThat(fleet.opened()).hasSize(6);
        assertThat(leases.get(2)).isCompleted();
    }

    @Test
    void onlySoManyLoginsStartPerSecond() {
        device(settings().maxOpeningsPerSecond(10));
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            leases.add(shared(device("many" + i)));
        }
        // a second's worth and the one that falls due now
        assertThat(fleet.opened()).hasSizeBetween(10, 11);

        time.advance(Duration.ofSeconds(1));
        assertThat(fleet.opened()).hasSizeBetween(20, 21);
        time.advance(Duration.ofSeconds(1));

        assertThat(leases).allMatch(CompletableFuture::isDone);
    }

    @Test
    void devicesThatNobodyWaitsForAnyMoreUseUpNoTurns() {
        device(settings().maxOpeningsPerSecond(10).maxWait(Duration.ofSeconds(5)));
        for (int i = 0; i < 5_000; i++) {
            shared(device("many" + i)).cancel(false);
        }
        time.advance(Duration.ofSeconds(6));
        int opened = fleet.opened().size();

        CompletableFuture<Lease> wanted = shared(device("wanted"));
        time.advance(Duration.ofSeconds(1));

        granted(wanted);
        assertThat(fleet.opened().size() - opened).isLessThanOrEqualTo(20);
    }

    @Test
    void aCallersTimeStandsStillUntilItIsItsDevicesTurn() {
        device(settings().maxOpeningsPerSecond(10).maxWait(Duration.ofSeconds(5)));
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            leases.add(shared(device("many" + i)));
        }

        time.advance(Duration.ofSeconds(30));
        assertThat(leases).noneMatch(CompletableFuture::isCompletedExceptionally);
        time.advance(Duration.ofSeconds(10));

        assertThat(leases).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void whatACallerWaitsAfterItsTurnCameIsStillBounded() {
        fleet.keepOpening();
        device(settings().maxOpeningsPerSecond(1).maxWait(Duration.ofSeconds(5)));
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            leases.add(shared(device("many" + i)));
        }

        time.advance(Duration.ofSeconds(14));
        assertThat(leases.get(11)).isNotDone();
        time.advance(Duration.ofSeconds(2));

        assertThat(failure(leases.get(11))).isInstanceOf(LeaseTimeoutException.class)
                .hasMessageContaining("one being opened");
    }

    @Test
    void aTurnThatDoesNotComeIsNotWaitedForForEver() {
        device(settings().maxOpeningsPerSecond(1).maxWait(Duration.ofSeconds(5)));
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            leases.add(shared(device("many" + i)));
        }

        time.advance(Duration.ofSeconds(49));
        assertThat(leases.get(99)).isNotDone();
        time.advance(Duration.ofSeconds(1));

        assertThat(failure(leases.get(99))).isInstanceOf(LeaseTimeoutException.class)
                .hasMessageContaining("turn to be opened has not come").hasMessageContaining("maxOpeningsPerSecond");
    }

    @Test
    void aPoolThatClosesWaitsForNoTurn() {
        device(settings().maxOpeningsPerSecond(1));
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            leases.add(shared(device("many" + i)));
        }

        pool.close(Duration.ofMillis(1));

        assertThat(leases).allMatch(CompletableFuture::isDone);
        assertThat(pool.sessions()).isZero();
    }

    @Test
    void aRegionOfAThousandDevicesThatComesBackIsInUseAgainWithinAMinute() {
        // dark ones take their whole connect timeout
        boolean[] dark = new boolean[1];
        fleet.behave(session -> {
            if (dark[0]) {
                time.schedule(() -> session.failsToOpen(FakeFleet.unreachable(session)), 5, TimeUnit.SECONDS);
            } else {
                session.loggedIn();
            }
        });
        device(settings());
        List<PooledDevice> region = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            region.add(device("region" + i));
        }
        region.forEach(each -> granted(shared(each)).release());
        dark[0] = true;
        fleet.opened().forEach(FakeSession::dies);
        askEvery(Duration.ofSeconds(5), region, Duration.ofMinutes(10));
        int tries = fleet.opened().size();
        dark[0] = false;

        askEvery(Duration.ofSeconds(5), region, Duration.ofSeconds(60));

        assertThat(region).allSatisfy(each -> assertThat(each.status().state()).isEqualTo(DeviceStatus.State.UP));
        // six hundred seconds, a try each fifteen on average and five for each
        assertThat(tries).isLessThan(1_000 * 60);
    }

    private void askEvery(Duration period, List<PooledDevice> devices, Duration length) {
        for (long times = length.dividedBy(period); times > 0; times--) {
            devices.forEach(each -> shared(each).thenAccept(Lease::release));
            time.advance(period);
        }
    }

    @Test
    void aSingleRouterThatAcceptsConnectionsButIsBrokenSeesGentlePauses() {
        PooledDevice device = device(settings());
        granted(shared(device)).release();
        fleet.behave(session -> session.failsToOpen(
                new ConnectionFailedException(session.device(), "it closed the connection before the login", null)));
        fleet.last().dies();
        askEvery(Duration.ofSeconds(1), List.of(device), Duration.ofMinutes(5));
        int before = fleet.opened().size();

        askEvery(Duration.ofSeconds(1), List.of(device), Duration.ofMinutes(10));

        // every 30 to 60 seconds
        assertThat(fleet.opened().size() - before).isLessThanOrEqualTo(21);
    }

    @Test
    void aDeviceThatStaysAwayForLongIsTriedLessOften() {
        PooledDevice device = device(settings());
        granted(shared(device)).release();
        fleet.stayDown();
        fleet.last().dies();
        askEvery(Duration.ofSeconds(1), List.of(device), Duration.ofMinutes(70));
        int before = fleet.opened().size();

        askEvery(Duration.ofSeconds(1), List.of(device), Duration.ofMinutes(10));

        assertThat(fleet.opened().size() - before).isLessThanOrEqualTo(21);
    }

    @Test
    void aThousandDeadDevicesDoNotKeepAHealthyOneWaiting() {
        // dead ones take their whole connect timeout
        fleet.behave(session -> {
            if (session.access.host().startsWith("dead")) {
                time.schedule(
                        () -> session.failsToOpen(FakeFleet.unreachable(session)), 5, TimeUnit.SECONDS);
            } else {
                session.loggedIn();
            }
        });
        device(settings());
        List<PooledDevice> dead = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            dead.add(device("dead" + i));
        }
        for (int second = 0; second < 120; second++) {
            dead.forEach(PoolTestSupport::shared);
            time.advance(Duration.ofSeconds(1));
        }

        CompletableFuture<Lease> healthy = shared(device("healthy"));
        time.advance(Duration.ofMillis(500));

        granted(healthy);
    }

    @Test
    void openingsThatFailAtOnceDoNotOverflowTheStack() {
        fleet.stayDown();
        device(settings().maxConcurrentOpenings(1).maxOpeningsPerSecond(1_000_000));
        List<CompletableFuture<Lease>> leases = new ArrayList<>();
        FakeSession[] first = new FakeSession[1];
        fleet.behave(session -> first[0] = session);
        leases.add(shared(device("first")));
        fleet.stayDown();
        for (int i = 0; i < 5_000; i++) {
            leases.add(shared(device("many" + i)));
        }

        first[0].failsToOpen(FakeFleet.unreachable(first[0]));

        assertThat(leases).allMatch(CompletableFuture::isCompletedExceptionally);
    }
}

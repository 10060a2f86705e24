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
import java.util.concurrent.atomic.AtomicReference;

import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandFate;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of a session: death, age, idleness, suspension, the end of the pool. */
class SessionLifeTest extends PoolTestSupport {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // ---- death

    @Test
    void aDeadSessionFreesItsPlaceWhileLeasesOnItAreStillOut() {
        PooledDevice device = device(settings().maxTotalPerKey(1).maxCommandsPerSession(2));
        List<CompletableFuture<Lease>> held = shared(device, 2);
        CompletableFuture<Lease> waiting = shared(device);

        fleet.last().dies();

        Lease next = granted(waiting);
        assertThat(next.session()).isSameAs(fleet.last()).isNotSameAs(granted(held.get(0)).session());
        held.forEach(lease -> granted(lease).release());
        assertThat(device.status().commands()).isEqualTo(1);
        granted(shared(device));
        assertThat(shared(device)).isNotDone();
    }

    @Test
    void aSessionThatDiesBeforeItIsHandedOutIsNeverHandedOut() {
        AtomicReference<FakeSession> dying = new AtomicReference<>();
        fleet.behave(dying::set);
        PooledDevice device = device(settings());
        CompletableFuture<Lease> lease = shared(device);
        fleet.letIn();

        FakeSession session = dying.get();
        session.dies();

        failure(lease);
        assertThat(fleet.open()).isEmpty();
    }

    @Test
    void aSessionThatDiedInTheStoreIsReplacedWithoutBlame() {
        PooledDevice device = device(settings());
        granted(shared(device)).release();
        linger();
        fleet.last().dies();

        Lease lease = granted(shared(device));

        assertThat(lease.session().isOpen()).isTrue();
        assertThat(device.status().failures()).isZero();
        assertThat(device.status().state()).isEqualTo(DeviceStatus.State.UP);
    }

    @Test
    void aStoredSessionThatDoesNotAnswerWhenAskedIsReplacedWithoutBlame() {
        PooledDevice device = device(settings());
        granted(shared(device)).release();
        linger();
        FakeSession stored = fleet.last();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        stored.mustBeValidated(answer);
        List<CompletableFuture<Lease>> leases = shared(device, 5);
        assertThat(leases).noneMatch(CompletableFuture::isDone);
        assertThat(fleet.validations).hasValue(1);

        stored.dies();
        answer.completeExceptionally(
                new SessionClosedException(stored.device(), null, CommandFate.NEVER_SENT, "it did not answer", null));

        assertThat(leases).allSatisfy(lease -> assertThat(granted(lease).session()).isSameAs(fleet.last()));
        assertThat(fleet.opened()).hasSize(2);
        assertThat(device.status().failures()).isZero();
    }

    @Test
    void aWaitingCallerGetsTheSessionThatIsGivenBackNotANewOne() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        Lease first = granted(shared(device));
        CompletableFuture<Lease> waiting = shared(device);

        first.release();

        assertThat(granted(waiting).session()).isSameAs(first.session());
        assertThat(fleet.opened()).hasSize(1);
    }

    // ---- age

    @Test
    void aSessionOfAgeIsReplacedUnderPermanentLoadAndWhatItCarriesGoesOn() {
        PooledDevice device = device(settings().maxSessionAge(Duration.ofHours(1)));
        Lease carried = granted(shared(device));
        time.advance(Duration.ofMinutes(67));

        Lease next = granted(shared(device));

        assertThat(next.session()).isNotSameAs(carried.session());
        assertThat(carried.session().isOpen()).isTrue();
        carried.release();
        assertThat(carried.session().isOpen()).isFalse();
        assertThat(books().openAtMost).hasValue(2);
    }

    @Test
    void withoutRoomForASuccessorAnOldSessionIsReplacedAtTwiceItsAgeAtTheLatest() {
        PooledDevice device
                = device(settings().maxSessionAge(Duration.ofHours(1)).maxTotalPerKey(1).maxWait(Duration.ofHours(1)));
        Lease carried = granted(shared(device));
        time.advance(Duration.ofMinutes(67));
        Lease second = granted(shared(device));
        assertThat(second.session()).as("nobody waits for age alone").isSameAs(carried.session());
        time.advance(Duration.ofMinutes(66));

        CompletableFuture<Lease> third = shared(device);

        assertThat(third).isNotDone();
        carried.release();
        second.release();
        assertThat(granted(third).session()).isNotSameAs(carried.session());
        assertThat(books().openAtMost).hasValue(1);
    }

    @Test
    void anOldSessionWithASubscriptionServesCommandsLeavesRoomForExclusiveWorkAndIsReplacedOnceTheSubscriptionEnds() {
        PooledDevice device = device(settings().maxSessionAge(Duration.ofHours(1)));
        Lease subscription = granted(device.acquire(LeaseKind.LONG_LIVED));
        time.advance(Duration.ofDays(3));

        Lease command = granted(shared(device));
        Lease exclusive = granted(exclusive(device));
        assertThat(command.session()).isSameAs(subscription.session());
        exclusive.release();
        linger();
        subscription.release();
        Lease next = granted(shared(device));

        assertThat(next.session()).isNotSameAs(command.session());
        assertThat(command.session().isOpen()).as("what it carries goes on").isTrue();
        command.release();
        assertThat(command.session().isOpen()).isFalse();
    }

    @Test
    void aSessionThatDiedInUseIsNotKeptAsAnIdleOne() {
        PooledDevice device = device(settings());
        Lease lease = granted(shared(device));
        ((FakeSession) lease.session()).dies();

        lease.release();

        assertThat(device.status().sessionsIdle()).isZero();
        assertThat(pool.sessions()).isZero();
    }

    @Test
    void anIdleSessionOfAgeIsNotUsedAgain() {
        PooledDevice device = device(settings().maxSessionAge(Duration.ofHours(1)));
        granted(shared(device)).release();
        linger();
        time.advance(Duration.ofMinutes(67));

        granted(shared(device));

        assertThat(fleet.opened()).hasSize(2);
        assertThat(fleet.opened().get(0).isOpen()).isFalse();
    }

    @Test
    void sessionsOpenedTogetherDoNotExpireTogether() {
        device(settings().maxSessionAge(Duration.ofHours(1)));
        List<PooledDevice> devices = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            devices.add(device("many" + i));
            granted(shared(devices.get(i))).release();
        }
        linger();

        time.advance(Duration.ofMinutes(60));
        devices.forEach(device -> granted(shared(device)).release());

        assertThat(fleet.opened()).hasSizeBetween(45, 75);
    }

    // ---- idleness

    @Test
    void theEvictorClosesASessionAfterItsIdleTimeAndNotBefore() {
        PooledDevice device = device(
                settings().durationBetweenEvictionRuns(Duration.ofMillis(20)).minEvictableIdleDuration(Duration.ofMinutes(10)));
        PooledDevice busy = device("busy");
        granted(shared(device)).release();
        granted(shared(busy)).release();
        linger();
        time.advance(Duration.ofMinutes(9));
        granted(shared(busy)).release();
        linger();
        FakeSession idle = fleet.opened().get(0);
        await().pollDelay(Duration.ofMillis(60)).atMost(PATIENCE).until(idle::isOpen);

        time.advance(Duration.ofMinutes(1));

        await().atMost(PATIENCE).until(() -> !idle.isOpen());
        assertThat(idle.closeReason()).contains("idle");
        assertThat(fleet.opened().get(1).isOpen()).as("the busy device's").isTrue();
        assertThat(pool.sessions()).isEqualTo(1);
    }

    @Test
    void aDeviceMayHaveAnIdleTimeOfItsOwn() {
        PoolSettings.Builder settings
                = settings().durationBetweenEvictionRuns(Duration.ofMillis(20))
                        .minEvictableIdleDuration(Duration.ofMinutes(10));
        PooledDevice patient = device(settings);
        PooledDevice hasty = pool.device(
                FakeFleet.device("hasty"), settings.minEvictableIdleDuration(Duration.ofMinutes(1)).build());
        granted(shared(patient)).release();
        granted(shared(hasty)).release();
        linger();

        time.advance(Duration.ofMinutes(1));

        await().atMost(PATIENCE).until(() -> !fleet.opened().get(1).isOpen());
        assertThat(fleet.opened().get(0).isOpen()).as("the patient device's").isTrue();
    }

    @Test
    void fiveThousandDevicesThatGoIdleAreAllStoredThenEvicted() {
        device(settings().maxOpeningsPerSecond(1_000_000).maxConcurrentOpenings(10_000)
                .durationBetweenEvictionRuns(Duration.ofSeconds(3))
                .minEvictableIdleDuration(Duration.ofMinutes(10)));
        for (int i = 0; i < 5_000; i++) {
            granted(shared(device("many" + i))).release();
        }
        // at one time: each has armed a timer of its own
        time.advance(Duration.ofSeconds(1));
        assertThat(pool.devices()).hasSize(5_000).allSatisfy(status -> {
            assertThat(status.sessionsInUse()).isZero();
            assertThat(status.sessionsIdle()).isEqualTo(1);
        });

        time.advance(Duration.ofMinutes(10));
        await().atMost(PATIENCE).until(() -> fleet.open().isEmpty());
        assertThat(pool.sessions()).isZero();
    }

    @Test
    void aDeviceThatNobodyAskedForInAnHourIsForgottenAndKnownAgainWhenAskedFor() {
        PooledDevice device = device(settings().durationBetweenEvictionRuns(Duration.ofMinutes(5)));
        fleet.stayDown();
        failure(shared(device));
        time.advance(Duration.ofMinutes(30));
        assertThat(pool.devices()).hasSize(1);

        time.advance(Duration.ofMinutes(40));
        assertThat(pool.devices()).isEmpty();
        fleet.letIn();

        granted(shared(device));
        assertThat(pool.devices()).hasSize(1);
    }

    // ---- suspension and retirement

    @Test
    void suspendingADeviceFailsThoseWhoWaitLetsCommandsEndAndClosesEverySession() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        granted(exclusive(device)).release();
        linger();
        Lease command = granted(shared(device));
        CompletableFuture<Lease> waiting = shared(device);

        device.suspend();

        assertThat(failure(waiting)).isInstanceOf(DeviceSuspendedException.class).hasMessageContaining("resume it");
        assertThat(failure(shared(device))).isInstanceOf(DeviceSuspendedException.class);
        assertThat(command.session().isOpen()).as("the command goes on").isTrue();
        command.release();
        assertThat(fleet.open()).isEmpty();
        assertThat(device.status().state()).isEqualTo(DeviceStatus.State.SUSPENDED);
    }

    @Test
    void aSessionThatWasBeingOpenedWhenTheDeviceWasSuspendedIsGivenUpWithoutBlame() {
        fleet.keepOpening();
        PooledDevice device = device(settings());
        CompletableFuture<Lease> waiting = shared(device);

        device.suspend();

        assertThat(failure(waiting)).isInstanceOf(DeviceSuspendedException.class);
        assertThat(fleet.open()).isEmpty();
        device.resume();
        assertThat(device.status().failures()).isZero();
        fleet.letIn();
        granted(shared(device));
    }

    @Test
    void resumingADeviceForgetsItsFailures() {
        fleet.refuseLogins();
        PooledDevice device = device(settings());
        failure(shared(device));
        fleet.letIn();

        device.resume();

        granted(shared(device));
    }

    @Test
    void suspendAndResumeWhileACommandRunsLeavesTheOldSessionToItAndOpensAnother() {
        PooledDevice device = device(settings());
        Lease old = granted(shared(device));

        device.suspend();
        device.resume();

        Lease fresh = granted(shared(device));
        assertThat(fresh.session()).isNotSameAs(old.session());
        old.release();
        assertThat(old.session().isOpen()).isFalse();
        assertThat(fresh.session().isOpen()).isTrue();
    }

    @Test
    void retiredCredentialsLeaveNoSessionAndNoMemory() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        granted(exclusive(device)).release();
        linger();
        Lease command = granted(shared(device));
        CompletableFuture<Lease> waiting = shared(device);

        device.retire();

        assertThat(failure(waiting)).isInstanceOf(DeviceSuspendedException.class).hasMessageContaining("retired");
        assertThat(pool.devices()).hasSize(1);
        command.release();
        assertThat(fleet.open()).isEmpty();
        assertThat(pool.devices()).isEmpty();
    }

    @Test
    void suspendingAndResumingAreOneLineInTheLogEachHoweverOftenTheyAreAskedFor() {
        PooledDevice device = device(settings());
        granted(shared(device)).release();
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.pool.DeviceStatus")) {
            device.resume();
            device.suspend();
            device.suspend();
            device.resume();
            device.resume();

            assertThat(log.lines(Level.INFO)).containsExactly(device.label() + " is suspended", device.label() + " is resumed");
        }
    }

    @Test
    void resumingADeviceThatIsDownIsALineInTheLogAsItMayBeUsedAtOnce() {
        fleet.stayDown();
        PooledDevice device = device(settings());
        failure(shared(device));
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.pool.DeviceStatus")) {
            device.resume();

            assertThat(log.lines(Level.INFO)).singleElement().asString().contains(device.label(), "no longer considered down");
        }
    }

    @Test
    void retiringADeviceIsALineInTheLogEvenIfItWasSuspended() {
        PooledDevice device = device(settings());
        Lease command = granted(shared(device));
        device.suspend();
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.pool.DeviceStatus")) {
            device.retire();
            device.retire();

            assertThat(log.lines(Level.INFO)).singleElement().asString().contains(device.label(), "is retired");
        }
        command.release();
    }

    // ---- the end

    @Test
    void aClosedPoolTakesNoWorkAndClosesWhatIsIdleAtOnce() {
        PooledDevice device = device(settings());
        granted(shared(device)).release();
        granted(exclusive(device)).release();
        linger();

        pool.close(PATIENCE);

        assertThat(fleet.open()).isEmpty();
        assertThat(failure(shared(device))).isInstanceOf(DeviceSuspendedException.class).hasMessageContaining("closing");
    }

    @Test
    void closingWaitsForCommandsInFlight() throws Exception {
        PooledDevice device = device(settings());
        Lease command = granted(shared(device));
        Thread closer = new Thread(() -> pool.close(PATIENCE), "closer");
        closer.start();
        await().atMost(PATIENCE).until(() -> shared(device).isCompletedExceptionally());
        assertThat(closer.isAlive()).isTrue();
        assertThat(command.session().isOpen()).isTrue();

        command.release();

        closer.join(PATIENCE.toMillis());
        assertThat(closer.isAlive()).isFalse();
        assertThat(fleet.open()).isEmpty();
    }

    @Test
    void closingWaitsForAStuckCommandOnlyAsLongAsItMay() {
        PooledDevice device = device(settings());
        Lease stuck = granted(shared(device));

        pool.close(Duration.ofMillis(10));

        assertThat(stuck.session().isOpen()).isFalse();
        stuck.release();
    }

    @Test
    void closingGivesUpASessionThatIsBeingOpenedAndWaitsForNothing() {
        fleet.keepOpening();
        PooledDevice device = device(settings());
        CompletableFuture<Lease> waiting = shared(device);
        long start = System.nanoTime();

        pool.close(PATIENCE);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.dividedBy(2));
        assertThat(failure(waiting)).isInstanceOf(DeviceSuspendedException.class);
        assertThat(fleet.open()).isEmpty();
    }

    @Test
    void closingAFleetThatWaitsAtTheGateWaitsForNothing() {
        fleet.keepOpening();
        device(settings().maxConcurrentOpenings(4));
        List<CompletableFuture<Lease>> waiting = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(shared(device("many" + i)));
        }
        long start = System.nanoTime();

        pool.close(PATIENCE);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.dividedBy(2));
        assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(fleet.open()).isEmpty();
    }
}

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
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.pool.DeviceStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A device that lets us in, only to end each session before it has answered a command. */
class EarlyDisconnectTest extends PoolTestSupport {

    private PooledDevice device;

    @BeforeEach
    void aDeviceThatAnswersNothing() {
        fleet.behave(FakeSession::loggedInButAnswersNothing);
        device = device(settings());
    }

    /** A caller's whole try: the device drops its session in answer to the command. */
    private void tryCommand() {
        Lease lease = granted(shared(device));
        ((FakeSession) lease.session()).dies();
        lease.release();
    }

    @Test
    void oneSessionThatDiesYoungIsReplacedAtOnce() {
        tryCommand();
        fleet.letIn();

        granted(shared(device)).release();

        assertThat(device.status().state()).isEqualTo(DeviceStatus.State.UP);
        assertThat(device.status().failures()).isZero();
    }

    @Test
    void theSecondInARowStartsAPauseWhoseCauseAndEndCallersAreTold() {
        tryCommand();
        tryCommand();

        assertThat(failure(shared(device))).isInstanceOfSatisfying(DeviceSuspendedException.class, e -> {
            assertThat(e.getNextAttempt()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
            assertThat(e).hasMessageContaining("accepts the login").hasMessageContaining("2 in a row")
                    .hasMessageContaining("next attempt in").hasCauseInstanceOf(SessionClosedException.class);
        });
        assertThat(books().attempts).hasValue(2);
        assertThat(device.status().state()).isEqualTo(DeviceStatus.State.DOWN);
        assertThat(pool.openingsFailed()).isEqualTo(1);
    }

    @Test
    void whoWaitsForARoomOnTheDyingSessionIsToldTooAndCausesNoLogin() {
        device = pool.device(FakeFleet.device("small"), settings().maxCommandsPerSession(1).build());
        tryCommand();
        Lease lease = granted(shared(device));
        CompletableFuture<Lease> waiting = shared(device);

        ((FakeSession) lease.session()).dies();

        assertThat(failure(waiting)).isInstanceOf(DeviceSuspendedException.class).hasMessageContaining("2 in a row");
        lease.release();
        assertThat(fleet.opened()).hasSize(2);
    }

    @Test
    void resumingTheDeviceStartsTheCountAnew() {
        tryCommand();
        device.resume();
        tryCommand();

        granted(shared(device));
    }

    @Test
    void anHourOfConstantLoadCausesFewLogins() {
        for (int second = 0; second < 3_600; second++) {
            CompletableFuture<Lease> lease = shared(device);
            if (!lease.isCompletedExceptionally()) {
                ((FakeSession) granted(lease).session()).dies();
                lease.join().release();
            }
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(books().attempts.get()).isLessThan(130);
    }

    @Test
    void aLoginAloneDoesNotShortenThePauseButAnAnsweredCommandEndsIt() {
        tryCommand();
        tryCommand();
        time.advance(device.status().nextAttempt());
        tryCommand();
        assertThat(device.status().failures()).isEqualTo(2);
        assertThat(device.status().nextAttempt()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        time.advance(device.status().nextAttempt());
        fleet.letIn();

        granted(shared(device)).release();

        assertThat(device.status().state()).isEqualTo(DeviceStatus.State.UP);
        assertThat(device.status().failures()).isZero();
    }

    @Test
    void anAnswerBetweenTwoDeathsStartsTheCountAnew() {
        tryCommand();
        fleet.letIn();
        tryCommand();
        fleet.behave(FakeSession::loggedInButAnswersNothing);
        tryCommand();

        granted(shared(device)).release();
        assertThat(device.status().failures()).isZero();
    }

    @Test
    void sessionsThatDieTogetherCountOnce() {
        Lease command = granted(shared(device));
        Lease exclusive = granted(exclusive(device));

        ((FakeSession) command.session()).dies();
        ((FakeSession) exclusive.session()).dies();
        command.release();
        exclusive.release();

        granted(shared(device));
        assertThat(device.status().failures()).isZero();
    }

    @Test
    void aSessionThatLivedForAMinuteDidNotDieYoung() {
        for (int i = 0; i < 5; i++) {
            Lease quiet = granted(shared(device));
            time.advance(Duration.ofMinutes(1));
            ((FakeSession) quiet.session()).dies();
            quiet.release();
        }

        assertThat(device.status().failures()).isZero();
    }

    @Test
    void workOnASessionThatLivesGoesOnWhileOthersDieYoung() {
        fleet.letIn();
        Lease command = granted(shared(device));
        fleet.behave(FakeSession::loggedInButAnswersNothing);
        for (int i = 0; i < 2; i++) {
            Lease exclusive = granted(exclusive(device));
            ((FakeSession) exclusive.session()).dies();
            exclusive.release();
        }

        assertThat(failure(exclusive(device))).isInstanceOf(DeviceSuspendedException.class);
        assertThat(granted(shared(device)).session()).isSameAs(command.session());
    }

    @Test
    void sessionsClosedHereDoNotCount() {
        for (int i = 0; i < 3; i++) {
            granted(shared(device)).release();
            device.suspend();
            device.resume();
        }
        tryCommand();

        granted(shared(device));
        assertThat(device.status().failures()).isZero();
    }
}

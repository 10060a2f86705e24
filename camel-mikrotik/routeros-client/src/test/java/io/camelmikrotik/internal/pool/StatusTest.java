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
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.pool.DeviceStatus;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the pool tells of a device: by its status, in the log, and for how long. */
class StatusTest extends PoolTestSupport {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void itCountsSessionsCommandsAndThoseWhoWait() {
        PooledDevice device = device(settings().maxCommandsPerSession(1));
        granted(shared(device));
        granted(exclusive(device));
        List<CompletableFuture<Lease>> waiting = List.of(shared(device), shared(device), exclusive(device));

        DeviceStatus status = device.status();

        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(status.sessionsInUse()).isEqualTo(2);
        assertThat(status.sessionsIdle()).isZero();
        assertThat(status.commands()).isEqualTo(2);
        assertThat(status.waiting()).isEqualTo(3);
    }

    @Test
    void anAnswerThatEndsATroubleIsNoticedByWhoeverAsksForTheStatus() {
        fleet.behave(FakeSession::loggedInButAnswersNothing);
        PooledDevice device = device(settings());
        for (int i = 0; i < 2; i++) {
            Lease lease = granted(shared(device));
            ((FakeSession) lease.session()).dies();
            lease.release();
        }
        assertThat(device.status().state()).isEqualTo(DeviceStatus.State.DOWN);
        time.advance(device.status().nextAttempt());
        fleet.letIn();

        granted(shared(device));

        assertThat(device.status().state()).isEqualTo(DeviceStatus.State.UP);
    }

    @Test
    void aDeviceIsForgottenAfterAnHourWithoutUseAndNotBefore() {
        PooledDevice device = device(
                settings().durationBetweenEvictionRuns(Duration.ofMillis(20)).minEvictableIdleDuration(Duration.ofMinutes(10)));
        granted(shared(device)).release();
        linger();
        time.advance(Duration.ofMinutes(50));
        await().atMost(PATIENCE).until(() -> fleet.open().isEmpty());
        granted(shared(device)).release();
        linger();
        time.advance(Duration.ofMinutes(50));
        await().atMost(PATIENCE).until(() -> fleet.open().isEmpty());

        assertThat(pool.devices()).extracting(DeviceStatus::device).containsExactly(device.label());

        time.advance(Duration.ofMinutes(15));
        await().atMost(PATIENCE).until(() -> pool.devices().isEmpty());
    }

    @Test
    void goingDownAndComingBackAreOneLineEach() {
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.pool.DeviceStatus")) {
            PooledDevice device = device(settings());
            fleet.stayDown();
            for (int i = 0; i < 4; i++) {
                failure(shared(device));
                time.advance(Duration.ofMinutes(2));
            }
            fleet.letIn();
            granted(shared(device)).release();
            granted(shared(device)).release();

            assertThat(log.lines(Level.INFO)).hasSize(2).allSatisfy(line -> assertThat(line).contains(device.label()));
            assertThat(log.lines(Level.INFO).get(0)).contains("is down");
            assertThat(log.lines(Level.INFO).get(1)).contains("is back");
            assertThat(pool.openingsFailed()).isEqualTo(4);
        }
    }
}

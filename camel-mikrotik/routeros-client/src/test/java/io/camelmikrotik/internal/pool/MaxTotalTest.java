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

import io.camelmikrotik.exception.LeaseTimeoutException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A bound on the sessions of all devices together. */
class MaxTotalTest extends PoolTestSupport {

    @Test
    void atTheBoundTheSessionThatWasIdleForLongestMakesRoom() {
        device(settings().maxTotal(3));
        for (String host : List.of("first", "second", "third")) {
            granted(shared(device(host))).release();
            linger();
        }

        granted(shared(device("fourth")));

        assertThat(fleet.open()).extracting(session -> session.access.host()).containsExactly("second", "third", "fourth");
        assertThat(pool.sessions()).isEqualTo(3);
    }

    @Test
    void whoWaitsForRoomGetsItWhenASessionBecomesIdle() {
        device(settings().maxTotal(1));
        Lease held = granted(shared(device("first")));
        CompletableFuture<Lease> waiting = shared(device("second"));
        assertThat(waiting).isNotDone();

        held.release();
        linger();

        granted(waiting);
        assertThat(fleet.open()).extracting(session -> session.access.host()).containsExactly("second");
    }

    @Test
    void whoWaitsForRoomGetsItWhenASessionDies() {
        device(settings().maxTotal(1));
        granted(shared(device("first")));
        CompletableFuture<Lease> waiting = shared(device("second"));

        fleet.last().dies();

        granted(waiting);
    }

    @Test
    void roomGoesToTheDeviceThatAskedFirstAndPastThoseThatGaveUp() {
        device(settings().maxTotal(1));
        granted(shared(device("holder")));
        List<CompletableFuture<Lease>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(shared(device("waiting" + i)));
        }
        waiting.get(0).cancel(false);
        waiting.get(1).cancel(false);

        fleet.last().dies();

        granted(waiting.get(2));
        assertThat(waiting.get(3)).isNotDone();
        fleet.last().dies();
        granted(waiting.get(3));
    }

    @Test
    void anOpeningThatFailsHandsItsRoomOn() {
        device(settings().maxTotal(1));
        granted(shared(device("holder")));
        CompletableFuture<Lease> dead = shared(device("dead"));
        CompletableFuture<Lease> alive = shared(device("alive"));
        fleet.behave(session -> {
            if (session.access.host().equals("dead")) {
                session.failsToOpen(FakeFleet.unreachable(session));
            } else {
                session.loggedIn();
            }
        });

        fleet.opened().get(0).dies();

        failure(dead);
        granted(alive);
    }

    @Test
    void hundredsOfDevicesThatWaitForRoomCostNothingMeanwhile() {
        device(settings().maxTotal(1));
        granted(shared(device("holder")));
        for (int i = 0; i < 500; i++) {
            shared(device("waiting" + i));
        }
        int before = tasks;

        time.advance(Duration.ofSeconds(29));

        assertThat(tasks - before).as("tasks").isLessThan(1_000);
    }

    @Test
    void askingForRoomInVainTakesNothingOfWhatTheDeviceMayHave() {
        device(settings().maxTotal(1).maxWait(Duration.ofSeconds(1)));
        granted(shared(device("holder")));
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Lease> inVain = shared(device("waiting"));
            time.advance(Duration.ofSeconds(2));
            assertThat(failure(inVain)).isInstanceOf(LeaseTimeoutException.class);
        }
        CompletableFuture<Lease> waiting = shared(device("waiting"));

        fleet.last().dies();

        granted(waiting);
    }
}

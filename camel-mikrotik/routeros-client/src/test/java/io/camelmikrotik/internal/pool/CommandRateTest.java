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

import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code maxCommandsPerSecond}: when each command is sent, by a clock that the test moves. */
class CommandRateTest extends PoolTestSupport {

    private final List<CompletableFuture<Reply>> replies = new ArrayList<>();

    private Lease lease(double perSecond) {
        Lease lease = granted(shared(device(settings().maxCommandsPerSecond(perSecond))));
        fleet.sent.clear();
        return lease;
    }

    private void send(Lease lease, String path) {
        replies.add(lease.session().execute(RouterOsCommand.of(path), CommandOptions.DEFAULTS));
    }

    @Test
    void eachIsSentAtItsTurnInTheOrderInWhichTheyCame() {
        Lease lease = lease(2);
        for (String each : List.of("/a", "/b", "/c", "/d")) {
            send(lease, each);
        }
        assertThat(fleet.sent).containsExactly("/a");

        time.advance(Duration.ofMillis(499));
        assertThat(fleet.sent).containsExactly("/a");
        time.advance(Duration.ofMillis(1));
        assertThat(fleet.sent).containsExactly("/a", "/b");
        time.advance(Duration.ofMillis(1_000));
        assertThat(fleet.sent).startsWith("/a", "/b", "/c");
        time.advance(Duration.ofMillis(500));
        assertThat(fleet.sent).containsExactly("/a", "/b", "/c", "/d");
        lease.release();
    }

    @Test
    void whatWasNotSentForALongTimeIsNotMadeUpFor() {
        Lease lease = lease(2);
        time.advance(Duration.ofSeconds(10));

        send(lease, "/a");
        send(lease, "/b");

        assertThat(fleet.sent).containsExactly("/a");
        lease.release();
    }

    @Test
    void leasesOfTheSameDeviceShareTheRate() {
        Lease one = lease(2);
        Lease other = granted(shared(device(HOST)));
        send(one, "/a");
        send(other, "/b");

        assertThat(fleet.sent).containsExactly("/a");
        time.advance(Duration.ofMillis(500));
        assertThat(fleet.sent).containsExactly("/a", "/b");
        one.release();
        other.release();
    }

    @Test
    void oneThatIsCancelledBeforeItsTurnIsNeverSentAndTakesNoTurn() {
        Lease lease = lease(2);
        send(lease, "/a");
        send(lease, "/b");
        send(lease, "/c");

        replies.get(1).cancel(false);
        time.advance(Duration.ofMillis(500));

        assertThat(fleet.sent).containsExactly("/a", "/c");
        lease.release();
    }

    @Test
    void whatWaitsForASessionThatDiesEndsWithIt() {
        Lease lease = lease(2);
        send(lease, "/a");
        send(lease, "/b");
        send(lease, "/c");

        fleet.open().forEach(FakeSession::dies);

        assertThat(replies).allMatch(CompletableFuture::isDone);
        lease.release();
    }

    @Test
    void noMoreHoldTheSessionThanCanBeSentWhileTheOthersMayWait() {
        PooledDevice device = device(settings().maxCommandsPerSecond(0.5).maxWait(Duration.ofSeconds(10)));

        List<CompletableFuture<Lease>> leases = shared(device, 16);

        assertThat(leases.stream().filter(CompletableFuture::isDone)).hasSize(5);
        time.advance(Duration.ofSeconds(11));
        assertThat(failure(leases.get(15))).hasMessageContaining("maxCommandsPerSecond 0.5");
        leases.subList(0, 5).forEach(each -> granted(each).release());
    }
}

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.camelmikrotik.client.RouterOsClient;
import io.camelmikrotik.client.RouterOsDevice;
import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.LeaseTimeoutException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RowStream;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** How many commands a second and how many sessions a device is burdened with, as it sees it itself. */
class GentleDeviceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PRINT = "/ppp/secret/print";
    private static final String SERVICES = "/ip/service/print";

    private SimulatedRouter router;
    private RouterOsClient client;

    private RouterOsDevice start(SimulatedRouter.Builder builder, Consumer<PoolSettings.Builder> settings) {
        router = builder.start();
        PoolSettings.Builder pool = PoolSettings.builder();
        settings.accept(pool);
        client = RouterOsClient.builder().settings(pool.build()).build();
        return client.device(access("api"));
    }

    private DeviceAccess access(String user) {
        return DeviceAccess.of(router.host(), router.port(), user, SimulatedRouter.PASSWORD);
    }

    @AfterEach
    void stop() {
        client.close();
        router.close();
    }

    // ---- commands per second

    @Test
    void commandsThatComeTogetherAreSentOneAfterTheOther() {
        RouterOsDevice device = start(SimulatedRouter.builder(), pool -> pool.maxCommandsPerSecond(20));

        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(device.execute(RouterOsCommand.of(PRINT)));
        }
        all.forEach(each -> assertThat(each).succeedsWithin(PATIENCE));

        assertNoMoreThan(20);
        assertThat(router.journal().count(PRINT)).isEqualTo(30);
    }

    @Test
    void bulkWritesKeepToTheRateOfTheDevice() {
        RouterOsDevice device = start(SimulatedRouter.builder(), pool -> pool.maxCommandsPerSecond(20));
        List<Map<String, String>> rows
                = IntStream.range(0, 30).mapToObj(i -> Map.of("name", "user-" + i)).toList();

        CompletableFuture<?> written = device.bulk("/ppp/secret/add", rows, outcome -> {
        });
        CompletableFuture<?> read = device.execute(RouterOsCommand.of(PRINT));

        assertThat(written).succeedsWithin(PATIENCE);
        assertThat(read).succeedsWithin(PATIENCE);
        assertThat(router.journal().writes()).isEqualTo(30);
        assertNoMoreThan(20);
    }

    @Test
    void whatWaitsForItsTurnWhenTheSessionDiesIsSentOverAnother() {
        RouterOsDevice device = start(SimulatedRouter.builder(), pool -> pool.maxCommandsPerSecond(4));
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(device.execute(RouterOsCommand.builder("/ppp/secret/add").attribute("name", "n" + i).build()));
        }
        await().atMost(PATIENCE).until(() -> router.journal().writes() >= 1 && all.get(0).isDone());
        router.cutSessions();

        all.forEach(each -> assertThat(each).succeedsWithin(PATIENCE));
        assertThat(router.table("/ppp/secret").rows()).hasSize(4);
        assertThat(router.journal().writes()).isEqualTo(4);
    }

    @Test
    void whoWaitsForTooLongHearsOfTheRate() {
        RouterOsDevice device = start(
                SimulatedRouter.builder(), pool -> pool.maxCommandsPerSecond(1).maxWait(Duration.ofSeconds(2)));
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(device.execute(RouterOsCommand.of(PRINT)));
        }

        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<Reply> each : all) {
            try {
                each.orTimeout(20, TimeUnit.SECONDS).join();
            } catch (CompletionException e) {
                failures.add(Completions.cause(e));
            }
        }
        assertThat(failures).isNotEmpty().allSatisfy(
                each -> assertThat(each).isInstanceOf(LeaseTimeoutException.class)
                        .hasMessageContaining("maxCommandsPerSecond 1.0"));
    }

    private void assertNoMoreThan(int perSecond) {
        List<Instant> times = router.journal().commands().stream().map(Journal.Entry::time).sorted().toList();
        assertThat(times.size()).isGreaterThan(perSecond + 2);
        // a few may be made up for, and arrive together
        for (int i = 0; i + perSecond + 2 < times.size(); i++) {
            assertThat(Duration.between(times.get(i), times.get(i + perSecond + 2)).toMillis()).isGreaterThan(900);
        }
    }

    // ---- sessions

    @Test
    void aShareOfTheSessionsOfTheDeviceIsKeptTo() {
        RouterOsDevice device = start(
                SimulatedRouter.builder().maxSessions(8), pool -> pool.maxTotalPerKey(6).maxSessionShare(25));
        streamsOf(device, 6, 2);

        assertThat(router.journal().count(SERVICES)).isOne();
    }

    @Test
    void aDeviceThatDoesNotTellHasAsManyAsMaxTotalPerKeySays() {
        RouterOsDevice device = start(
                SimulatedRouter.builder().version("7.12"), pool -> pool.maxTotalPerKey(3).maxSessionShare(1));
        streamsOf(device, 6, 3);

        assertThat(router.journal().count(SERVICES)).isOne();
    }

    @Test
    void aUserWhoMayNotAskKeepsToMaxTotalPerKey() {
        router = SimulatedRouter.builder().start();
        router.faults().onNext(SERVICES).times(1).trap("", "not enough permissions (9)");
        client = RouterOsClient.builder().settings(PoolSettings.builder().maxTotalPerKey(3).maxSessionShare(10).build())
                .build();
        streamsOf(client.device(access("api")), 6, 3);

        assertThat(router.journal().count(SERVICES)).isOne();
    }

    @Test
    void theDeviceIsNotAskedWithoutAShare() {
        RouterOsDevice device = start(SimulatedRouter.builder(), pool -> pool.maxTotalPerKey(3));
        streamsOf(device, 2, 3);

        assertThat(router.journal().count(SERVICES)).isZero();
    }

    @Test
    void aRefusedSessionSaysWhoHoldsTheRest() {
        RouterOsDevice device = start(
                SimulatedRouter.builder().maxSessions(2).user("api", SimulatedRouter.PASSWORD)
                        .user("nms", SimulatedRouter.PASSWORD),
                pool -> pool.maxTotalPerKey(3));
        device.execute(RouterOsCommand.of(PRINT)).join();
        client.device(access("nms")).execute(RouterOsCommand.of(PRINT)).join();
        RouterOsCommand listen = RouterOsCommand.of("/ppp/active/listen");
        CompletableFuture<?> standing = device.execute(listen);

        CompletableFuture<RowStream> stream = device.stream(RouterOsCommand.of(PRINT));

        assertThatThrownBy(() -> stream.orTimeout(20, TimeUnit.SECONDS).join()).cause()
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessageContaining("; 2 API sessions are in use: 1 of api from 127.0.0.1, 1 of nms from 127.0.0.1; "
                                      + "operation=diagnose shows more; " + PRINT + " was not sent")
                .satisfies(failure -> assertThat(((MikrotikException) failure).getFate()).isEqualTo(CommandFate.NEVER_SENT));
        standing.cancel(false);
    }

    /**
     * Asks for that many at once, uses the session of commands beside them, and sees how many sessions there are then.
     */
    private void streamsOf(RouterOsDevice device, int count, int sessions) {
        device.execute(RouterOsCommand.of(PRINT)).join();
        List<CompletableFuture<RowStream>> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(device.stream(
                    RouterOsCommand.builder("/interface/monitor-traffic").attribute("interface", "ether1").build()));
        }
        await().atMost(PATIENCE)
                .until(() -> asked.stream().filter(CompletableFuture::isDone).count() >= Math.min(count, sessions - 1));
        device.execute(RouterOsCommand.of(PRINT)).join();

        assertThat(router.journal().sessionsAtMost()).isEqualTo(sessions);
        device.suspend();
        assertThat(asked).allSatisfy(each -> assertThat(each.handle((rows, failure) -> "done")).succeedsWithin(PATIENCE));
    }
}

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RowStream;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What is sent again when a session dies, what is not, and what a caller that leaves leaves behind. */
class DeviceCommandsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RouterOsCommand PRINT = RouterOsCommand.of("/ppp/secret/print");
    private static final RouterOsCommand ADD
            = RouterOsCommand.builder("/ppp/secret/add").attribute("name", "cust1").build();

    private final SimulatedRouter router = SimulatedRouter.start();
    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RouterOsTransport transport = new RouterOsTransport(1, Thread::new, worker);
    private SessionPool pool;
    private DeviceCommands commands;
    private PooledDevice device;

    @BeforeEach
    void start() {
        pool = new SessionPool(transport, PoolSettings.builder().build(), worker, timer);
        commands = new DeviceCommands(pool);
        device = pool.device(
                DeviceAccess.of(router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD));
    }

    @AfterEach
    void stop() {
        pool.close(Duration.ofSeconds(1));
        transport.close();
        worker.shutdownNow();
        timer.shutdownNow();
        router.close();
    }

    private CompletableFuture<Reply> execute(RouterOsCommand command) {
        return commands.execute(device, command, CommandOptions.DEFAULTS, false);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void atRest() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(device.status().commands()).isZero();
            assertThat(device.status().waiting()).isZero();
        });
    }

    @Test
    void aReadThatFatalInterruptedIsSentOnceMore() throws Exception {
        router.faults().onNext("/ppp/secret/print").fatal("session terminated");

        assertThat(get(execute(PRINT)).rows()).isEmpty();

        assertThat(router.journal().count("/ppp/secret/print")).isEqualTo(2);
        assertThat(router.journal().logins()).isEqualTo(2);
    }

    @Test
    void aWriteThatFatalInterruptedIsNotSentAgain() {
        router.faults().onNext("/ppp/secret/add").fatal("session terminated");

        assertThatThrownBy(() -> get(execute(ADD))).hasCauseInstanceOf(OutcomeUnknownException.class);

        assertThat(router.journal().count("/ppp/secret/add")).isEqualTo(1);
    }

    @Test
    void aWriteInFlightWhenThePoolClosesTheSessionHasAnUnknownOutcome() {
        router.faults().onNext("/ppp/secret/add").stall();
        CompletableFuture<Reply> add = execute(ADD);
        await().atMost(PATIENCE).until(() -> router.journal().count("/ppp/secret/add") == 1);

        pool.close(Duration.ofMillis(20));

        assertThatThrownBy(() -> get(add)).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(OutcomeUnknownException.class).hasMessageContaining("closed here");
    }

    @Test
    void aCommandInFlightWhenTheDeviceIsSuspendedEndsAsUsual() throws Exception {
        router.faults().onNext("/ppp/secret/add").delay(Duration.ofMillis(200));
        CompletableFuture<Reply> add = execute(ADD);
        await().atMost(PATIENCE).until(() -> router.journal().count("/ppp/secret/add") == 1);

        device.suspend();

        assertThat(get(add).ret()).isNotNull();
        await().atMost(PATIENCE).until(() -> router.sessionsOpen() == 0);
    }

    @Test
    void aReadThatIsInterruptedTwiceFails() {
        router.faults().onNext("/ppp/secret/print").times(2).executeThenCut();

        assertThatThrownBy(() -> get(execute(PRINT))).isInstanceOf(ExecutionException.class);

        assertThat(router.journal().count("/ppp/secret/print")).isEqualTo(2);
    }

    @Test
    void aRouterThatDropsEachSessionAtItsFirstCommandIsNotFloodedWithLogins() throws Exception {
        router.faults().onNext("/ppp/secret/print").times(1_000).executeThenCut();
        assertThatThrownBy(() -> get(execute(PRINT))).isInstanceOf(ExecutionException.class);

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> get(execute(PRINT))).isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("accepts the login").hasMessageContaining("next attempt in");
        }

        assertThat(router.journal().logins()).as("at most one attempt more, on a slow machine").isBetween(2, 8);
        router.faults().clear();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get(execute(PRINT)).rows().isEmpty());
        await().atMost(PATIENCE).until(() -> device.status().state() == DeviceStatus.State.UP);
    }

    @Test
    void aWriteThatMayBeRepeatedStaysInDoubtWhenItsRepetitionCannotBeSent() {
        router.faults().onNext("/ppp/secret/add").executeThenCut();
        router.faults().onNext("/ppp/secret/add").executeThenCut();
        CompletableFuture<Reply> add = commands.execute(device, ADD, CommandOptions.DEFAULTS, true);
        assertThatThrownBy(() -> get(add)).hasCauseInstanceOf(OutcomeUnknownException.class);

        CompletableFuture<Reply> second = commands.execute(device, ADD, CommandOptions.DEFAULTS, true);

        assertThatThrownBy(() -> get(second)).as("never sent: no doubt").hasCauseInstanceOf(DeviceSuspendedException.class);
    }

    @Test
    void cancellingACommandCancelsItOnTheRouterAndFreesItsLease() {
        router.faults().onNext("/ppp/secret/print").stall();
        CompletableFuture<Reply> print = execute(PRINT);
        await().atMost(PATIENCE).until(() -> router.journal().count("/ppp/secret/print") == 1);

        print.cancel(true);

        await().atMost(PATIENCE).until(() -> router.journal().count("/cancel") == 1);
        atRest();
    }

    @Test
    void aCommandCancelledBeforeItsSessionIsOpenIsNeverSent() throws Exception {
        router.faults().slowLogin(Duration.ofMillis(100), 1);
        CompletableFuture<Reply> add = execute(ADD);
        add.cancel(true);

        assertThat(get(execute(PRINT)).rows()).isEmpty();

        assertThat(router.journal().count("/ppp/secret/add")).isZero();
        atRest();
    }

    @Test
    void cancellingAStreamBeforeItsFirstRowFreesItsSession() throws Exception {
        RouterOsCommand listen = RouterOsCommand.of("/ppp/secret/listen");
        CompletableFuture<RowStream> stream
                = commands.stream(device, listen, CommandOptions.DEFAULTS.withTimeout(Duration.ZERO));
        await().atMost(PATIENCE).until(() -> router.journal().count("/ppp/secret/listen") == 1);

        stream.cancel(true);

        get(device.acquire(LeaseKind.EXCLUSIVE)).release();
        await().atMost(PATIENCE).until(() -> router.journal().count("/cancel") == 1);
        atRest();
    }
}

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.SessionLimits;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A session that was asked whether its device is there, and has no answer yet, takes no writes that it may lose. */
class DoubtfulSessionTest {

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

    @BeforeEach
    void start() {
        pool = new SessionPool(transport, PoolSettings.builder().build(), worker, timer);
        commands = new DeviceCommands(pool);
    }

    @AfterEach
    void stop() {
        pool.close(Duration.ofSeconds(1));
        transport.close();
        worker.shutdownNow();
        timer.shutdownNow();
        router.close();
    }

    private PooledDevice device(Duration probeTimeout) {
        SessionLimits usual = SessionLimits.DEFAULTS;
        return pool.device(
                DeviceAccess.of(router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                        .withLimits(new SessionLimits(
                                usual.maxWordLength(), usual.maxSentWordLength(), usual.maxSentenceLength(),
                                usual.probeAfter(), probeTimeout)));
    }

    /** A read gets no reply in time. */
    private ApiSession inDoubt(PooledDevice device, Runnable silence) throws Exception {
        Lease lease = device.acquire(LeaseKind.SHARED, "test").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        ApiSession session = lease.session();
        lease.release();
        silence.run();
        assertThat(commands.execute(device, PRINT, CommandOptions.DEFAULTS.withTimeout(Duration.ofMillis(50)), false))
                .failsWithin(PATIENCE);
        assertThat(session.isInDoubt() || !session.isOpen()).isTrue();
        return session;
    }

    @Test
    void aWriteWaitsForTheVerdictAndGoesOverAnotherSessionWhenTheDeviceDoesNotAnswer() throws Exception {
        PooledDevice device = device(Duration.ofSeconds(2));
        ApiSession lost = inDoubt(device, router::swallowExistingSessions);

        CompletableFuture<Reply> add = commands.execute(device, ADD, CommandOptions.DEFAULTS, false);

        assertThat(add).succeedsWithin(PATIENCE);
        assertThat(lost.isOpen()).isFalse();
        assertThat(router.journal().count("/ppp/secret/add")).isEqualTo(1);
        assertThat(router.journal().logins()).isEqualTo(2);
    }

    @Test
    void aWriteThatWaitedIsSentWhenTheDeviceIsHeardAgain() throws Exception {
        PooledDevice device = device(Duration.ofMinutes(1));
        ApiSession session = inDoubt(device, router::freeze);

        CompletableFuture<Reply> add = commands.execute(device, ADD, CommandOptions.DEFAULTS, false);
        CompletableFuture<Reply> print = commands.execute(device, PRINT, CommandOptions.DEFAULTS, false);
        CompletableFuture<Reply> givenUp = commands.execute(device, ADD, CommandOptions.DEFAULTS, false);
        await().atMost(PATIENCE).until(() -> device.status().commands() == 3);
        givenUp.cancel(false);
        await().atMost(PATIENCE).until(() -> device.status().commands() == 2);
        router.thaw();

        assertThat(add).succeedsWithin(PATIENCE);
        assertThat(print).succeedsWithin(PATIENCE);
        assertThat(session.isInDoubt()).isFalse();
        assertThat(router.journal().count("/ppp/secret/add")).isEqualTo(1);
        assertThat(router.journal().logins()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> device.status().commands() == 0);
    }

    @Test
    void commandsOfALeaseThatIsHeldAlreadyWaitToo() throws Exception {
        PooledDevice device = device(Duration.ofSeconds(1));
        ApiSession session = inDoubt(device, router::swallowExistingSessions);

        CompletableFuture<Reply> add = session.execute(ADD, CommandOptions.DEFAULTS);

        assertThat(add).failsWithin(PATIENCE).withThrowableThat().havingCause()
                .isInstanceOfSatisfying(MikrotikException.class, e -> assertThat(e.getFate())
                        .isEqualTo(CommandFate.NEVER_SENT));
    }
}

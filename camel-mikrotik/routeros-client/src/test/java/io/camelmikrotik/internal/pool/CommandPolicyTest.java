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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a policy lets through to a router, judged by what arrived there. */
class CommandPolicyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final CommandPolicy READ_ONLY = CommandPolicy.UNRESTRICTED.and("the endpoint", true, null);
    private static final int BATCH = 100;

    private final SimulatedRouter router = SimulatedRouter.start();
    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RouterOsTransport transport = new RouterOsTransport(1, Thread::new, worker);
    private SessionPool pool;

    @BeforeEach
    void start() {
        pool = new SessionPool(transport, PoolSettings.builder().build(), worker, timer);
    }

    @AfterEach
    void stop() {
        pool.close(Duration.ofSeconds(1));
        transport.close();
        worker.shutdownNow();
        timer.shutdownNow();
        router.close();
    }

    /** By the table that people have looked through. */
    @Test
    void readOnlyRefusesExactlyTheWritesOfTheCatalogue() throws Exception {
        Set<String> reads = new TreeSet<>();
        Set<String> writes = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("command-kinds.tsv"))) {
            if (line.startsWith("/")) {
                String[] columns = line.split("\t", -1);
                (columns[1].equals("read") ? reads : writes).add(columns[0]);
            }
        }
        assertThat(reads).hasSizeGreaterThan(1000);
        assertThat(writes).hasSizeGreaterThan(3000);
        Lease lease = device(READ_ONLY).acquire(LeaseKind.LONG_LIVED).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try {
            for (String path : writes) {
                assertThat(refusal(lease.session().execute(RouterOsCommand.of(path), CommandOptions.DEFAULTS)))
                        .hasMessageContaining("readOnly=true of the endpoint");
            }
            send(lease.session(), List.copyOf(reads));
        } finally {
            lease.release();
        }
        assertThat(writes).allMatch(path -> router.journal().count(path) == 0);
        assertThat(reads).allMatch(path -> router.journal().count(path) > 0);
    }

    @Test
    void whatMayNotBeSentAnyMoreWhenItIsWrittenIsNotSent() throws Exception {
        RouterOsCommand command = RouterOsCommand.of("/system/identity/print");
        AtomicInteger asked = new AtomicInteger();
        // as if the process was paused between the first question and the write
        CommandPolicy policy = CommandPolicy.UNRESTRICTED.onlyWhile(
                "shards", () -> asked.incrementAndGet() != 2, "another member leads the shard");
        Lease lease = device(policy).acquire(LeaseKind.SHARED).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try {
            CompletableFuture<?> sent = lease.session().execute(command, CommandOptions.DEFAULTS);
            assertThat(sent).failsWithin(PATIENCE);
            assertThat(refusal(sent)).hasMessageContaining("another member leads the shard");
            assertThat(router.journal().count(command.path())).isZero();
            assertThat(lease.session().execute(command, CommandOptions.DEFAULTS).get(20, TimeUnit.SECONDS).rows()).hasSize(1);
        } finally {
            lease.release();
        }
        assertThat(policy.withoutLevels().mayChange()).isTrue();
        assertThat(CommandPolicy.UNRESTRICTED.mayChange()).isFalse();
    }

    private void send(ApiSession session, List<String> paths) {
        for (int from = 0; from < paths.size(); from += BATCH) {
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            List<String> batch = paths.subList(from, Math.min(paths.size(), from + BATCH));
            batch.forEach(path -> replies.add(session.execute(RouterOsCommand.of(path), CommandOptions.DEFAULTS)));
            await().atMost(PATIENCE).until(() -> batch.stream().allMatch(path -> router.journal().count(path) > 0));
            // some are endless
            replies.forEach(reply -> reply.cancel(false));
        }
    }

    private Set<String> arrived() {
        return router.journal().commands().stream().map(Journal.Entry::command)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({
            "/ppp/secret/print,file,false", "/ppp/secret/print,append,false", "/log/print,on-event,false",
            "/export,file,false", "/ppp/secret/print,detail,true", "/file/read,file,true", "/ppp/secret/getall,file,false",
            "/interface/monitor-traffic,do,false" })
    void anAttributeThatMakesAWriteOfAReadCounts(String path, String attribute, boolean allowed) {
        CommandNotAllowedException refusal = READ_ONLY.refusal(
                "api@r1:8728", RouterOsCommand.builder(path).attribute(attribute, "c4nary").build());

        assertThat(refusal == null).isEqualTo(allowed);
        if (refusal != null) {
            assertThat(refusal).hasMessage(
                    path + " was not sent to api@r1:8728: readOnly=true of the endpoint forbids it, which is a write because of"
                                           + " its attribute " + attribute);
        }
    }

    @Test
    void aPrintIntoAFileNeedsThatFilesMayBeMade() {
        RouterOsCommand intoFile = RouterOsCommand.builder("/ppp/secret/print").attribute("file", "x").build();

        assertThat(allowing("/ppp/**").refusal("r1", intoFile)).hasMessageContaining(
                "forbids its attribute file, which needs /file/add to be allowed as well");
        assertThat(allowing("/ppp/**,/file/*").refusal("r1", intoFile)).isNull();
        RouterOsCommand script = RouterOsCommand.builder("/ppp/secret/print").attribute("on-event", "x").build();
        assertThat(allowing("/ppp/**,/file/*").refusal("r1", script)).hasMessageContaining("/execute");
    }

    @Test
    void everyLevelMustAllowItAndTheFirstThatDoesNotIsNamed() {
        CommandPolicy policy = CommandPolicy.UNRESTRICTED.and("the component", false, "/ppp/**,/ip/**")
                .and("the device core1", false, "/ppp/secret/*").and("the endpoint", true, "/**");

        assertThat(policy.refusal("r1", RouterOsCommand.of("/ppp/secret/print"))).isNull();
        assertRefused(policy, "/system/reboot", "allowedCommands", "the component");
        assertRefused(policy, "/ip/address/print", "allowedCommands", "the device core1");
        assertRefused(policy, "/ppp/secret/add", "readOnly", "the endpoint");
    }

    private static void assertRefused(CommandPolicy policy, String path, String option, String level) {
        CommandNotAllowedException refusal = policy.refusal("r1", RouterOsCommand.of(path));
        assertThat(refusal.getOption()).isEqualTo(option);
        assertThat(refusal.getLevel()).isEqualTo(level);
        assertThat(refusal.getCommand()).isEqualTo(path);
        assertThat(refusal.getFate()).isEqualTo(CommandFate.NEVER_SENT);
    }

    @Test
    void handlesWithDifferentPoliciesShareASession() throws Exception {
        RouterOsCommand add = RouterOsCommand.builder("/ppp/secret/add").attribute("name", "cust1").build();
        DeviceCommands commands = new DeviceCommands(pool);

        assertThat(refusal(commands.execute(device(READ_ONLY), add, CommandOptions.DEFAULTS, false))).isNotNull();
        commands.execute(device(CommandPolicy.UNRESTRICTED), add, CommandOptions.DEFAULTS, false)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Lease careful = device(READ_ONLY).acquire(LeaseKind.SHARED).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(refusal(careful.session().execute(add, CommandOptions.DEFAULTS))).isNotNull();
        careful.release();

        assertThat(router.journal().logins()).isEqualTo(1);
        assertThat(router.journal().count("/ppp/secret/add")).isEqualTo(1);
    }

    @Test
    void aStreamThatIsNotAllowedTakesNoSession() {
        DeviceCommands commands = new DeviceCommands(pool);

        assertThat(refusal(commands.stream(
                device(allowing("/ppp/**")), RouterOsCommand.of("/log/print"), CommandOptions.DEFAULTS))).isNotNull();

        assertThat(router.journal().connections()).isZero();
    }

    @Test
    void theClientsOwnQuestionsAreAskedWhateverIsAllowed() throws Exception {
        Lease lease = device(allowing("/ppp/**")).acquire(LeaseKind.EXCLUSIVE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        lease.session().ready(Duration.ZERO).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        lease.unrestricted().execute(RouterOsCommand.of("/system/resource/print"), CommandOptions.DEFAULTS)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        lease.release();

        assertThat(arrived()).contains("/system/identity/print", "/system/resource/print");
        assertThat(refusal(lease.session().execute(RouterOsCommand.of("/system/resource/print"), CommandOptions.DEFAULTS)))
                .isNotNull();
    }

    private PooledDevice device(CommandPolicy policy) {
        return pool.device(
                DeviceAccess.of(router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD),
                PoolSettings.builder().build(), policy);
    }

    private static CommandPolicy allowing(String patterns) {
        return CommandPolicy.UNRESTRICTED.and("the endpoint", false, patterns);
    }

    private static CommandNotAllowedException refusal(CompletableFuture<?> sent) {
        assertThat(sent).isCompletedExceptionally();
        assertThatThrownBy(sent::join).isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CommandNotAllowedException.class);
        return (CommandNotAllowedException) sent.handle((done, failure) -> failure instanceof CompletionException wrapped
                ? wrapped.getCause() : failure).join();
    }
}

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
package io.camelmikrotik.internal.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.camelmikrotik.exception.CommandTimeoutException;
import io.camelmikrotik.exception.ReplyTooLargeException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.processes.ChildJvm;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RowStream;
import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.camelmikrotik.internal.session.ScriptedRouter.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Replies that do not end, or are too large: the command ends, is cancelled, and takes no more memory than is said. */
class BoundedReplyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/ppp/secret/print";
    private static final RouterOsCommand PRINT = RouterOsCommand.of(PATH);
    private static final Duration EVERY = Duration.ofMillis(50);

    private final SimulatedRouter router = SimulatedRouter.start();
    private final RouterOsTransport transport = new RouterOsTransport(1, task -> new Thread(task, "io"), Runnable::run);

    @AfterEach
    void close() {
        transport.close();
        router.close();
    }

    private ApiSession session() {
        return transport.open(
                DeviceAccess.of(router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD));
    }

    private static <T extends Throwable> T failure(CompletableFuture<Reply> reply, Class<T> type) {
        Throwable[] cause = new Throwable[1];
        assertThat(reply).failsWithin(PATIENCE).withThrowableThat().havingCause().satisfies(e -> cause[0] = e);
        assertThat(cause[0]).isInstanceOf(type);
        return type.cast(cause[0]);
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                Arguments.of("traps", (Consumer<Faults.Rule>) rule -> rule.endlessTraps(EVERY)),
                Arguments.of("!empty", (Consumer<Faults.Rule>) rule -> rule.endlessEmpty(EVERY)),
                Arguments.of("rows", (Consumer<Faults.Rule>) rule -> rule.endlessRows(Duration.ofMillis(1))),
                Arguments.of("a row now and then", (Consumer<Faults.Rule>) rule -> rule.endlessRows(Duration.ofMillis(500))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void aReplyThatDoesNotEndEndsWithItsTotalTimeAndIsCancelled(String what, Consumer<Faults.Rule> fault) {
        ApiSession session = session();
        fault.accept(router.faults().onNext(PATH));

        CommandTimeoutException failure = failure(
                session.execute(PRINT, CommandOptions.DEFAULTS.withTotalTimeout(Duration.ofMillis(1200))),
                CommandTimeoutException.class);

        assertThat(failure).hasMessageContaining("totalTimeout").hasMessageContaining(PATH);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(router.commandsRunning()).isZero());
        assertThat(router.journal().count("/cancel")).isEqualTo(1);
        assertThat(session.execute(PRINT, CommandOptions.DEFAULTS)).succeedsWithin(PATIENCE);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aStreamGoesOnBeyondIt() {
        router.faults().onNext(PATH).endlessRows(EVERY);
        CommandOptions options = CommandOptions.DEFAULTS.withTotalTimeout(Duration.ofMillis(200)).withMaxReplyBytes(200);

        try (RowStream rows = RowStream.open(session(), PRINT, options, 16)) {
            for (int i = 0; i < 20; i++) {
                assertThat(rows.next().get("name")).isEqualTo("account0");
            }
        }
    }

    @Test
    void tooManyTrapsEndTheCommand() {
        router.faults().onNext(PATH).endlessTraps(Duration.ofMillis(1));

        TrapException failure = failure(session().execute(PRINT, CommandOptions.DEFAULTS), TrapException.class);

        assertThat(failure.getTraps()).hasSize(100);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(router.commandsRunning()).isZero());
    }

    @Test
    void aReplyOfMoreBytesThanMaxReplyBytesFailsAndIsCancelled() {
        ApiSession session = session();
        router.faults().onNext(PATH).endlessRows(Duration.ofMillis(1));

        ReplyTooLargeException failure = failure(
                session.execute(PRINT, CommandOptions.DEFAULTS.withMaxReplyBytes(10_000)), ReplyTooLargeException.class);

        assertThat(failure).hasMessageContaining("10000 bytes").hasMessageContaining("maxReplyBytes");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(router.commandsRunning()).isZero());
        assertThat(session.execute(PRINT, CommandOptions.DEFAULTS)).succeedsWithin(PATIENCE);
    }

    @Test
    void hostileRepliesStayWithinThreeTimesMaxReplyBytes() throws Exception {
        for (String reply : List.of("tiny words", "big rows", "small rows", "new names")) {
            String said = ChildJvm.run(
                    Duration.ofMinutes(2), Hostile.class, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m"),
                    reply);
            assertThat(said).as(reply).contains("ended as it should");
        }
    }

    /** In a heap of three times {@code maxReplyBytes}, and 48 MB for all else: it sends, too. */
    public static final class Hostile {

        private static final int MAX_REPLY = 16 << 20;

        private Hostile() {
        }

        public static void main(String[] reply) throws Exception {
            RouterOsTransport transport = new RouterOsTransport(1, task -> new Thread(task, "io"), Runnable::run);
            try (ScriptedRouter router = ScriptedRouter.afterLogin((sentence, line) -> {
                if (sentence.get(0).equals(PATH)) {
                    say(reply[0], tag(sentence), line);
                }
            })) {
                transport.open(router.access()).execute(PRINT, CommandOptions.DEFAULTS.withMaxReplyBytes(MAX_REPLY)).join();
                System.out.println("it has succeeded");
            } catch (CompletionException e) {
                boolean known = e.getCause() instanceof ReplyTooLargeException
                        || e.getCause() instanceof SessionClosedException && reply[0].equals("tiny words");
                System.out.println(known ? "ended as it should" : "failed with " + e.getCause());
            }
            System.exit(0);
        }

        private static void say(String what, String tag, ScriptedRouter.Line line) throws IOException {
            if (what.equals("tiny words")) {
                line.raw(ScriptedRouter.encoded("!re", tag));
                byte[] words = "\3=a=".repeat(16_384).getBytes(StandardCharsets.ISO_8859_1);
                for (int sent = 0; sent < 60 << 20; sent += words.length) {
                    line.raw(words);
                }
                return;
            }
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            for (int i = 0;; i++) {
                if (what.equals("big rows")) {
                    rows.writeBytes(ScriptedRouter.encoded("!re", tag, "=.id=*" + i, "=source=" + "x".repeat(16_000)));
                } else if (what.equals("small rows")) {
                    rows.writeBytes(ScriptedRouter.encoded("!re", tag, "=a="));
                } else {
                    rows.writeBytes(ScriptedRouter.encoded("!re", tag, "=a" + i + "=", "=b" + i + "=", "=c" + i + "="));
                }
                rows.write(0);
                if (rows.size() > 60_000) {
                    line.raw(rows.toByteArray());
                    rows.reset();
                }
            }
        }
    }
}

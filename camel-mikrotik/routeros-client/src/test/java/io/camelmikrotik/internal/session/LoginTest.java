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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.DeviceUnreachableException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.exception.TlsFailedException;
import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.internal.session.ApiSessionTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

class LoginTest {

    private static final String CHALLENGE = "0123456789abcdef0123456789abcdef";

    private static final Path CONNECTIONS = Path.of("/proc/self/net/tcp6");

    private final RouterOsTransport transport = new RouterOsTransport(1, task -> new Thread(task, "io"), Runnable::run);
    private ScriptedRouter router;

    @AfterEach
    void close() throws IOException {
        transport.close();
        if (router != null) {
            router.close();
        }
    }

    @Test
    void nameAndPasswordTravelInOneSentence() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.say("!done"));

        ready(router.access()).join();

        assertThat(router.received()).containsExactly(List.of("/login", "=name=camel", "=password=s3cret"));
    }

    @Test
    void anEmptyPasswordIsSentToo() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.say("!done"));
        DeviceAccess access = router.access();

        ready(DeviceAccess.of(access.host(), access.port(), "admin", "")).join();

        assertThat(router.received()).containsExactly(List.of("/login", "=name=admin", "=password="));
    }

    @Test
    void aChallengeIsAnswered() throws IOException {
        router = ScriptedRouter.fromLogin(LoginTest::challenge);

        ready(router.access()).join();

        assertThat(router.received().get(1))
                .containsExactly("/login", "=name=camel", "=response=00b2d7ad5e15961d0d0d546bc4af805834");
    }

    @Test
    void withLegacyLoginThePasswordIsNeverSent() throws IOException {
        router = ScriptedRouter.fromLogin(LoginTest::challenge);

        ready(router.access().withLegacyLogin(true)).join();

        assertThat(router.received().get(0)).containsExactly("/login");
        assertThat(router.received().toString()).doesNotContain("s3cret");
    }

    @Test
    void withLegacyLoginABareDoneIsNoLogin() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.say("!done"));

        assertThat(failure(ready(router.access().withLegacyLogin(true)), LoginRefusedException.class))
                .hasMessageContaining("legacyLogin=false");
    }

    @Test
    void aRefusedLegacyLoginNamesTheRoutersThatRefuseIt() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> {
            if (sentence.size() == 1) {
                line.say("!done", "=ret=" + CHALLENGE);
            } else {
                line.say("!trap", "=message=invalid user name or password (6)");
                line.say("!done");
            }
        });

        assertThat(failure(ready(router.access().withLegacyLogin(true)), LoginRefusedException.class))
                .hasMessageContaining("6.45.1").hasMessageContaining("legacyLogin=false");
    }

    @Test
    void aPasswordThatARefusalRepeatsIsMasked() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.say("!trap", "=message=no user camel with s3cret"));

        LoginRefusedException failure = failure(ready(router.access()), LoginRefusedException.class);

        assertThat(failure).hasMessageContaining("xxxxxx").hasMessageNotContaining("s3cret");
        assertThat(failure.getRefusal()).isEqualTo("no user camel with xxxxxx");
    }

    @Test
    void everyChallengeOfTheVectorsIsAnsweredRight() throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(LoginTest.class.getResource("/routeros-vectors.json"));
        assertThat(vectors.get("md5_challenge_login")).isNotEmpty();
        for (JsonNode vector : vectors.get("md5_challenge_login")) {
            Charset charset = Charset.forName(vector.get("charset").asText());
            DeviceAccess access = DeviceAccess.of("192.0.2.1", 8728, "camel", vector.get("password").asText())
                    .withCharset(ApiCharset.of(charset));
            LoginDialogue dialogue = new LoginDialogue(access);
            dialogue.opening();

            RouterOsCommand answer = dialogue.reply(
                    Sentence.of("!done".getBytes(), ("=ret=" + vector.get("challenge").asText()).getBytes()));

            assertThat(answer.attributes()).extracting(RouterOsCommand.Attribute::text).last()
                    .as(vector.toString()).isEqualTo(vector.get("response").asText());
        }
    }

    @Test
    void theRoutersOwnWordsOfARefusalAreKept() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> {
            line.say("!trap", "=message=invalid user name or password (6)");
            line.say("!done");
        });

        LoginRefusedException failure = failure(ready(router.access()), LoginRefusedException.class);

        assertThat(failure.getRefusal()).isEqualTo("invalid user name or password (6)");
        assertThat(failure).hasMessageContaining("camel@127.0.0.1").hasMessageNotContaining("s3cret");
        assertThat(failure.getFate()).isEqualTo(CommandFate.NEVER_SENT);
    }

    @Test
    void aChallengeThatIsAnsweredWithAnotherOneIsARefusal() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.say("!done", "=ret=" + CHALLENGE));

        failure(ready(router.access()), LoginRefusedException.class);
    }

    @Test
    void fatalDuringTheLoginIsToldWithItsReason() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.say("!fatal", "too many commands before login"));

        assertThat(failure(ready(router.access()), ConnectionFailedException.class))
                .hasMessageContaining("too many commands before login");
    }

    @Test
    void aConnectionClosedInsteadOfAnAnswerNamesTheSessionLimit() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.close());

        assertThat(failure(ready(router.access()), ConnectionFailedException.class)).hasMessageContaining("max-sessions");
    }

    @Test
    void aLoginWithoutAnswerFailsAtItsDeadline() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> {
        });

        assertThat(
                failure(
                        ready(router.access().withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(50))),
                        ConnectionFailedException.class))
                .hasMessageContaining("did not answer the login within 50 ms");
    }

    @Test
    void aPortThatSpeaksTlsIsRecognised() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.raw(new byte[] { 0x15, 3, 3, 0, 2, 2, 40 }));

        assertThat(failure(ready(router.access()), TlsFailedException.class)).hasMessageContaining("set tls=true");
    }

    @Test
    void aServerOfAnotherKindIsRecognised() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.say("HTTP/1.1 400 Bad Request"));

        assertThat(failure(ready(router.access()), ConnectionFailedException.class))
                .hasMessageContaining("does not answer as a RouterOS API does");
    }

    @Test
    void aRefusedConnectionNamesTheService() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }

        assertThat(failure(ready(DeviceAccess.of("127.0.0.1", port, "camel", "s3cret")), DeviceUnreachableException.class))
                .hasMessageContaining("/ip/service/print");
    }

    @Test
    void aSessionThatIsGivenUpWhileItConnectsKeepsNoSocket() throws Exception {
        assumeThat(CONNECTIONS).exists();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> others = new ArrayList<>();
            // the kernel answers nobody any more once so many wait to be accepted
            while (connecting(full.getLocalPort()) == 0 && others.size() < 50) {
                SocketChannel other = SocketChannel.open();
                others.add(other);
                other.configureBlocking(false);
                other.connect(full.getLocalSocketAddress());
            }
            long before = connecting(full.getLocalPort());

            ApiSession session = transport.open(
                    DeviceAccess.of("127.0.0.1", full.getLocalPort(), "camel", "s3cret")
                            .withTimeouts(Duration.ofMinutes(5), Duration.ofMinutes(5)));
            await().until(() -> connecting(full.getLocalPort()) == before + 1);
            session.close("no caller waits for it any more");

            await().until(() -> connecting(full.getLocalPort()) == before);
            for (SocketChannel other : others) {
                other.close();
            }
        }
    }

    /** Connections to that port which nobody has answered yet, as the kernel counts them; Java's are of both kinds. */
    private static long connecting(int port) throws IOException {
        String to = String.format(":%04X 02 ", port);
        return Files.readAllLines(CONNECTIONS).stream().filter(line -> line.contains(to)).count();
    }

    @Test
    void aNameThatDoesNotResolveIsSaid() {
        assertThat(failure(ready(DeviceAccess.of("no-such-router.invalid", 8728, "a", "b")), DeviceUnreachableException.class))
                .hasMessageContaining("does not resolve");
    }

    @Test
    void aCommandSentBeforeTheLoginIsOverWaitsForIt() throws Exception {
        router = ScriptedRouter.fromLogin((sentence, line) -> {
            String tag = ScriptedRouter.tag(sentence);
            if (tag.isEmpty()) {
                line.say("!done");
            } else {
                line.say("!done", tag, "=ret=42");
            }
        });

        Reply reply = transport.open(router.access())
                .execute(RouterOsCommand.of("/x/print"), CommandOptions.DEFAULTS).get();

        assertThat(reply.ret()).isEqualTo("42");
    }

    @Test
    void aCommandOfASessionThatCouldNotOpenWasNeverSent() throws IOException {
        router = ScriptedRouter.fromLogin((sentence, line) -> line.close());

        MikrotikException failure = failure(
                transport.open(router.access()).execute(RouterOsCommand.of("/x/print"), CommandOptions.DEFAULTS),
                SessionClosedException.class);

        assertThat(failure.getFate()).isEqualTo(CommandFate.NEVER_SENT);
    }

    private CompletableFuture<Void> ready(DeviceAccess access) {
        return transport.open(access).ready(Duration.ofMinutes(1)).toCompletableFuture();
    }

    private static void challenge(List<String> sentence, ScriptedRouter.Line line) throws IOException {
        if (sentence.stream().anyMatch(word -> word.startsWith("=response="))) {
            line.say("!done");
        } else {
            line.say("!done", "=ret=" + CHALLENGE);
        }
    }
}

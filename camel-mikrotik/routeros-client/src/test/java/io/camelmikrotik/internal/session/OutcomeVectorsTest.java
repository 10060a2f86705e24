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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelmikrotik.exception.FatalException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.camelmikrotik.internal.session.ApiSessionTest.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** What a command comes to when a router answers it with a reply stream of the vectors. */
class OutcomeVectorsTest {

    private final RouterOsTransport transport = new RouterOsTransport(1, task -> new Thread(task, "io"), Runnable::run);
    private ScriptedRouter router;

    @AfterEach
    void close() throws IOException {
        transport.close();
        router.close();
    }

    /** Those of one command; several at once, and cancelling, are told in ApiSessionTest. */
    static Stream<Arguments> outcomes() {
        return Vectors.of("reply_streams", "name").filter(vector -> vectorOf(vector).path("outcome").has("status"));
    }

    private static JsonNode vectorOf(Arguments arguments) {
        return (JsonNode) arguments.get()[1];
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outcomes")
    void aCommandEndsAsTheVectorsSay(String name, JsonNode vector) throws Exception {
        router = ScriptedRouter.afterLogin((sentence, line) -> {
            if (vector.get("replies").isEmpty() || vector.has("then")) {
                line.raw(Vectors.bytes(vector));
                line.close();
            } else {
                for (JsonNode reply : vector.get("replies")) {
                    line.say(words(reply, ScriptedRouter.tag(sentence)));
                }
            }
        });
        ApiSession session = transport.open(router.access());

        check(session.execute(RouterOsCommand.of("/x/print"), CommandOptions.DEFAULTS), vector.get("outcome"));
    }

    private static void check(CompletableFuture<Reply> reply, JsonNode outcome) throws Exception {
        switch (outcome.get("status").asText()) {
            case "ok", "challenge" -> {
                Reply done = reply.get(20, TimeUnit.SECONDS);
                assertThat(done.done().ret()).isEqualTo(outcome.has("ret") ? outcome.get("ret").asText() : null);
                assertThat(done.rows()).hasSize(outcome.path("rows").asInt());
            }
            case "error" -> checkTrap(failure(reply, TrapException.class), outcome);
            case "fatal" -> {
                String reason = outcome.get("message").isNull() ? "no reason given" : outcome.get("message").asText();
                assertThat(failure(reply, FatalException.class)).hasMessageContaining(reason);
            }
            default ->
                assertThat(failure(reply, SessionClosedException.class).getFate()).isEqualTo(CommandFate.OUTCOME_UNKNOWN);
        }
    }

    private static void checkTrap(TrapException trap, JsonNode outcome) {
        List<String> messages = new ArrayList<>();
        outcome.path("messages").forEach(message -> messages.add(message.asText()));
        if (outcome.has("message")) {
            messages.add(outcome.get("message").asText());
        }
        if (!messages.isEmpty()) {
            assertThat(trap.getTraps()).extracting(Trap::message).isEqualTo(messages);
        }
        if (outcome.has("category")) {
            assertThat(trap.getCategory())
                    .isEqualTo(outcome.get("category").isNull() ? null : Integer.valueOf(outcome.get("category").asInt()));
        }
    }

    /** The reply as it is, under the tag of our command if it has one. */
    private static String[] words(JsonNode reply, String tag) {
        List<String> words = new ArrayList<>(List.of(reply.get("reply").asText()));
        if (!reply.get("tag").isNull()) {
            words.add(tag);
        }
        for (JsonNode attribute : reply.get("attrs")) {
            String word = "=" + attribute.get("k").asText() + "=" + attribute.get("v").asText();
            words.add(new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
        return words.toArray(String[]::new);
    }
}

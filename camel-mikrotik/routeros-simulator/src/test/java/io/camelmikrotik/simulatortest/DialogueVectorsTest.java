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
package io.camelmikrotik.simulatortest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The published dialogues: the client's bytes are sent, and the simulated router says what the dialogue says. */
class DialogueVectorsTest {

    static Stream<Arguments> dialogues() throws IOException {
        try (InputStream file = DialogueVectorsTest.class.getResourceAsStream("/routeros-vectors.json")) {
            JsonNode dialogues = new ObjectMapper().readTree(file).get("dialogues");
            assertThat(dialogues).hasSizeGreaterThan(7);
            return StreamSupport.stream(dialogues.spliterator(), false)
                    .map(dialogue -> Arguments.of(dialogue.get("name").asText(), dialogue.get("steps")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialogues")
    void theRouterSaysItsPart(String name, JsonNode steps) throws IOException {
        // the challenge is random: only its form can be compared, and a right answer to another one is refused
        boolean challenge = steps.toString().contains("=response=");
        SimulatedRouter.Builder builder
                = SimulatedRouter.builder().identity("edge-1").version(challenge ? "6.42.12" : "7.18.2");
        try (SimulatedRouter router = builder.user("camel", "s3cret")
                .user(SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD).start()) {
            router.table("/interface").add("name", "ether1", "type", "ether", "disabled", "false");
            boolean afterLogin = !name.equals("command before login") && !steps.get(0).toString().contains("/login");
            try (RawClient client = afterLogin
                    ? RawClient.login(router.host(), router.port()) : RawClient.connect(router.host(), router.port())) {
                play(client, router, steps);
            }
        }
    }

    private static void play(RawClient client, SimulatedRouter router, JsonNode steps) throws IOException {
        List<List<String>> expected = new ArrayList<>();
        for (JsonNode step : steps) {
            if (step.path("close").asBoolean()) {
                hear(client, expected);
                assertThatThrownBy(client::read).isInstanceOf(IOException.class);
                return;
            } else if (step.get("from").asText().equals("server")) {
                List<String> words = new ArrayList<>();
                step.get("words").forEach(word -> words.add(word.asText()));
                expected.add(words);
            } else {
                hear(client, expected);
                if (step.get("words").toString().contains("=response=")) {
                    return;
                }
                client.sendBytes(HexFormat.of().parseHex(step.get("hex").asText()));
                if (step.get("words").get(0).asText().equals("/ip/arp/listen")) {
                    change(client, router);
                }
            }
        }
        hear(client, expected);
    }

    /** What the dialogue's listen hears of. */
    private static void change(RawClient client, SimulatedRouter router) throws IOException {
        // the answer to another command shows that the listen before it runs
        client.send("/system/identity/print", ".tag=first");
        assertThat(client.read()).contains(".tag=first");
        assertThat(client.read()).contains(".tag=first");
        router.table("/ip/arp").add("address", "192.0.2.9", "mac-address", "02:00:00:00:00:09", "interface", "bridge");
    }

    /** As many sentences as expected; commands run at once, so only those of one tag have an order. */
    private static void hear(RawClient client, List<List<String>> expected) throws IOException {
        List<List<String>> heard = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            try {
                heard.add(client.read());
            } catch (EOFException e) {
                throw new AssertionError("closed after " + heard + ", expected " + expected, e);
            }
        }
        heard.sort(Comparator.comparing(DialogueVectorsTest::tag));
        expected.sort(Comparator.comparing(DialogueVectorsTest::tag));
        for (int i = 0; i < expected.size(); i++) {
            compare(heard.get(i), expected.get(i));
        }
        expected.clear();
    }

    private static void compare(List<String> heard, List<String> expected) {
        for (String word : expected) {
            if (word.startsWith("=ret=")) {
                assertThat(heard).anyMatch(each -> each.matches("=ret=[0-9a-f]{32}"));
            } else if (!word.startsWith("=.id=")) {
                // a router may say more of a row than the dialogue shows
                assertThat(heard).contains(word);
            }
        }
        if (!heard.get(0).equals("!re")) {
            assertThat(heard).hasSameSizeAs(expected);
        }
    }

    private static String tag(List<String> sentence) {
        return sentence.stream().filter(word -> word.startsWith(".tag=")).findFirst().orElse("");
    }
}

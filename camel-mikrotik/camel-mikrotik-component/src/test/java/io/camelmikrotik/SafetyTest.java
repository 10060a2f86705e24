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
package io.camelmikrotik;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What README says under "What is guaranteed" of messages, sentence by sentence. What a {@code toD} lets through is
 * told by {@link DynamicTargetTest}, what is shown by {@link SecretsTest}.
 */
class SafetyTest extends MikrotikTestSupport {

    private static final String ADD = "/ppp/secret/add";

    /** Whoever changes one of these changes its test. */
    @Test
    void theSentencesAreThoseThatAreTestedHere() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md")).replaceAll("\\s+", " ");

        assertThat(readme).contains("No message can redirect an endpoint that has a command path")
                .contains("nor name the device's credentials")
                .contains("Values bound with `:#name` stay values")
                .contains("Secrets are masked wherever a command, a row or an endpoint is shown")
                .contains("A write whose reply was lost fails with `OutcomeUnknownException` and is not repeated");
        assertThat(readme.split("No message", -1)).as("sentences that begin with No message").hasSize(2);
    }

    /** Every option that there is, and every header of ours. */
    static Stream<String> options() throws IOException {
        JsonNode metadata = new ObjectMapper().readTree(
                SafetyTest.class.getResourceAsStream("/META-INF/io/camelmikrotik/mikrotik.json"));
        List<String> names = new ArrayList<>();
        metadata.get("componentProperties").fieldNames().forEachRemaining(names::add);
        metadata.get("properties").fieldNames().forEachRemaining(names::add);
        metadata.get("headers").fieldNames().forEachRemaining(names::add);
        assertThat(names).hasSizeGreaterThan(80).contains("username", "device", "CamelMikrotikCommand");
        return names.stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("options")
    void noMessageRedirectsAnEndpointThatHasAPathNorNamesItsCredentials(String option) throws Exception {
        try (SimulatedRouter other = SimulatedRouter.builder().user("intruder", "intruder").start()) {
            start(routes -> {
                routes.from("direct:fixed").to(uri(ADD + "?attribute.name=:#customer&attribute.service=pppoe"));
                routes.from("direct:dynamic")
                        .toD("mikrotik:${variable.router}" + ADD + "?attribute.name=:#customer&attribute.service=pppoe");
            });
            String capital = option.substring(0, 1).toUpperCase(Locale.ROOT) + option.substring(1);
            int customer = 0;
            for (String value : List.of(other.address(), "intruder", "/user/add", "true", other.address() + "/user/add")) {
                for (String route : List.of("direct:fixed", "direct:dynamic")) {
                    String name = "cust" + customer++;
                    Exchange exchange = ExchangeBuilder.anExchange(context).build();
                    exchange.setVariable("router", router.address());
                    Map<String, Object> hostile = new HashMap<>();
                    for (String spelling : List.of(option, capital, "CamelMikrotik" + capital, "mikrotik." + option,
                            "attribute." + option)) {
                        hostile.put(spelling, value);
                    }
                    exchange.getMessage().setHeaders(new HashMap<>(hostile));
                    exchange.getMessage().setHeader("customer", name);
                    hostile.forEach(exchange::setProperty);

                    template.send(route, exchange);

                    assertThat(exchange.getException()).as("%s=%s", option, value).isNull();
                    assertThat(last().command()).isEqualTo(ADD);
                    assertThat(last().attributes()).isEqualTo(Map.of("name", name, "service", "pppoe"));
                }
            }
            assertThat(other.journal().connections()).isZero();
            assertThat(router.journal().failedLogins()).isZero();
            assertThat(router.journal().logins()).isEqualTo(1);
        }
    }

    /** Whatever it is, it arrives as one value. */
    @Test
    void aBoundValueStaysAValue() throws Exception {
        long seed = Long.getLong("safety.seed", System.nanoTime());
        Random random = new Random(seed);
        start(routes -> {
            routes.from("direct:add").to(uri(ADD + "?attribute.comment=:#text&attribute.name=:#name"));
            routes.from("direct:print").to(uri("/ppp/secret/print?where=comment=:#text"));
        });
        List<String> pieces = List.of(" ", "=", "?", "#", "&", "/", ";", "\"", "'", "\\", "\n", "\0", "!", "or", "and", "not",
                "(",
                ")", "name=x", "=.tag=1", ".tag=1", ":#name", "RAW(", "${body}", "$", "[find]", "%41", "+", "\u00EB", "~", ",");
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder("t").append(i);
            for (int length = random.nextInt(6); length >= 0; length--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            Map<String, Object> headers = Map.of("text", text.toString(), "name", "cust" + i);

            assertThat(send("direct:add", null, headers).getException()).as("safety.seed=%s: %s", seed, text).isNull();
            assertThat(last().attributes()).as("safety.seed=%s", seed)
                    .isEqualTo(Map.of("comment", text.toString(), "name", "cust" + i));
            assertThat(rows(send("direct:print", null, headers))).as("safety.seed=%s: %s", seed, text).singleElement()
                    .satisfies(row -> assertThat(row.get("name")).isEqualTo(headers.get("name")));
        }
        assertThat(router.journal().commands()).extracting(Journal.Entry::command).containsOnly(ADD, "/ppp/secret/print");
    }

    @Test
    void aWriteWhoseReplyWasLostIsUnknownAndNotRepeated() throws Exception {
        startWithout();
        router.faults().onNext(ADD).executeThenCut();

        assertThat(send(uri(ADD), Map.of("name", "cust1")).getException()).isInstanceOf(OutcomeUnknownException.class);

        assertThat(router.journal().count(ADD)).isEqualTo(1);
        assertThat(router.table("/ppp/secret").find("name", "cust1")).hasSize(1);
    }

    private Journal.Entry last() {
        List<Journal.Entry> commands = router.journal().commands();
        return commands.get(commands.size() - 1);
    }
}

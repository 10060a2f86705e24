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
package io.camelmikrotik.kamelets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedRouterExtension;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each Kamelet of the jar, found by Camel where it looks by default, against a router. */
class KameletsTest {

    private static final String NASTY = "p+a&s%s w=o?r/d";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final SimulatedRouterExtension device = new SimulatedRouterExtension(
            SimulatedRouter.builder().user("api", "secret").user("other", NASTY));

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    static Stream<Path> kamelets() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "kamelets"))) {
            return files.sorted().toList().stream();
        }
    }

    private SimulatedRouter router() {
        return device.router();
    }

    /** Routes as a user writes them, with the router as {@code {{host}}} and {@code {{port}}}. */
    private void start(String from, String to) throws Exception {
        main.addInitialProperty("host", router().host());
        main.addInitialProperty("port", Integer.toString(router().port()));
        main.addInitialProperty("camel.component.mikrotik.username", SimulatedRouter.USERNAME);
        main.addInitialProperty("camel.component.mikrotik.password", SimulatedRouter.PASSWORD);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        });
        main.start();
    }

    private Exchange send(Object body) throws Exception {
        Exchange exchange = ExchangeBuilder.anExchange(main.getCamelContext()).withBody(body).build();
        return main.getCamelTemplate().send("direct:rows", exchange);
    }

    private MockEndpoint received(int atLeast) {
        MockEndpoint mock = main.getCamelContext().getEndpoint("mock:received", MockEndpoint.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> mock.getReceivedCounter() >= atLeast);
        return mock;
    }

    private static Map<String, String> json(Exchange exchange) throws Exception {
        return JSON.readValue(exchange.getMessage().getBody(String.class), new TypeReference<>() {
        });
    }

    @Test
    void pollSourceMakesAMessageOfEachRow() throws Exception {
        router().table("/ip/dhcp-server/lease").add("address", "192.0.2.50", "status", "bound", "host-name", "tv");
        router().table("/ip/dhcp-server/lease").add("address", "192.0.2.51", "status", "waiting");
        start("kamelet:mikrotik-poll-source?host={{host}}&port={{port}}&menu=/ip/dhcp-server/lease&where=status=bound"
              + "&properties=address,host-name&delay=1h",
                "mock:received");

        Exchange message = received(1).getExchanges().get(0);

        assertThat(json(message)).isEqualTo(Map.of("address", "192.0.2.50", "host-name", "tv"));
        assertThat(message.getMessage().getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void pollSourceMakesOneMessageOfTheTable() throws Exception {
        router().table("/ppp/secret").add("name", "anna");
        router().table("/ppp/secret").add("name", "bert");
        start("kamelet:mikrotik-poll-source?host={{host}}&port={{port}}&menu=/ppp/secret&properties=name&emit=table&delay=1h",
                "mock:received");

        String body = received(1).getExchanges().get(0).getMessage().getBody(String.class);

        List<Map<String, String>> rows = JSON.readValue(body, new TypeReference<>() {
        });
        assertThat(rows).isEqualTo(List.of(Map.of("name", "anna"), Map.of("name", "bert")));
    }

    @Test
    void changesSourceTellsWhatHappensToARow() throws Exception {
        router().table("/ppp/active").add("name", "anna", "address", "203.0.113.1");
        start("kamelet:mikrotik-changes-source?host={{host}}&port={{port}}&menu=/ppp/active&key=name&initial=skip&ignore=uptime",
                "mock:received");
        await().atMost(Duration.ofSeconds(30)).until(() -> router().journal().count("/ppp/active/print") > 0);

        String id = router().table("/ppp/active").add("name", "bert", "address", "203.0.113.2");
        received(1);
        router().table("/ppp/active").remove(id);

        List<Exchange> messages = received(2).getExchanges();
        assertThat(messages).extracting(message -> message.getMessage().getHeader("CamelMikrotikChangeType", String.class))
                .containsExactly("created", "removed");
        assertThat(json(messages.get(1))).containsEntry("name", "bert").containsEntry("address", "203.0.113.2");
    }

    @Test
    void logSourceTellsNewLines() throws Exception {
        router().log("system,error", "of before");
        start("kamelet:mikrotik-log-source?host={{host}}&port={{port}}&where=topics~\"error\"", "mock:received");
        await().atMost(Duration.ofSeconds(30)).until(() -> router().journal().count("/log/print") > 0);

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            router().log("system,info", "not selected");
            router().log("system,error", "fan failed");
            return main.getCamelContext().getEndpoint("mock:received", MockEndpoint.class).getReceivedCounter() > 0;
        });

        assertThat(json(received(1).getExchanges().get(0))).containsEntry("message", "fan failed")
                .containsEntry("topics", "system,error").containsKeys("time", ".id");
    }

    @Test
    void commandSinkTakesJsonAndMaps() throws Exception {
        start("direct:rows", "kamelet:mikrotik-command-sink?host={{host}}&port={{port}}&command=/ppp/secret/add");

        assertThat(send("{\"name\": \"anna\", \"comment\": \"a+b & c\"}").getException()).isNull();
        assertThat(send(Map.of("name", "bert")).getException()).isNull();
        assertThat(send("[{\"name\": \"carl\"}, {\"name\": \"dora\"}]".getBytes()).getException()).isNull();

        assertThat(router().table("/ppp/secret").rows()).extracting(row -> row.get("name"))
                .containsExactly("anna", "bert", "carl", "dora");
        assertThat(router().table("/ppp/secret").find("name", "anna")).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("comment", "a+b & c"));
    }

    @Test
    void commandSinkSendsACommandWithoutABody() throws Exception {
        start("direct:rows", "kamelet:mikrotik-command-sink?host={{host}}&port={{port}}&command=/system/identity/print");

        assertThat(send(null).getException()).isNull();
        assertThat(send("").getException()).isNull();

        assertThat(router().journal().count("/system/identity/print")).isEqualTo(2);
    }

    @Test
    void whatIsNoJsonFailsTheMessage() throws Exception {
        start("direct:rows", "kamelet:mikrotik-command-sink?host={{host}}&port={{port}}&command=/ppp/secret/add");

        assertThat(send("name=anna").getException()).isNotNull();

        assertThat(router().journal().writes()).isZero();
    }

    @Test
    void upsertSinkAddsSetsAndLeavesAlone() throws Exception {
        router().table("/ppp/secret").add("name", "anna", "comment", "old");
        router().table("/ppp/secret").add("name", "bert", "comment", "same");
        start("direct:rows", "kamelet:mikrotik-upsert-sink?host={{host}}&port={{port}}&menu=/ppp/secret&key=name");

        assertThat(send("[{\"name\": \"anna\", \"comment\": \"new\"}, {\"name\": \"bert\", \"comment\": \"same\"}, "
                        + "{\"name\": \"carl\"}]")
                .getException()).isNull();

        assertThat(router().table("/ppp/secret").find("comment", "new")).hasSize(1);
        assertThat(router().table("/ppp/secret").rows()).hasSize(3);
        assertThat(router().journal().writes()).isEqualTo(2);
    }

    @Test
    void upsertSinkThatUpdatesAddsNoRow() throws Exception {
        start("direct:rows",
                "kamelet:mikrotik-upsert-sink?host={{host}}&port={{port}}&menu=/ppp/secret&key=name&operation=update");

        assertThat(send("{\"name\": \"ana\", \"comment\": \"new\"}").getException()).hasMessageContaining("ana");

        assertThat(router().table("/ppp/secret").rows()).isEmpty();
    }

    @Test
    void ensureSinkMakesTheScopeEqualUnlessTooMuchWouldGo() throws Exception {
        router().table("/ip/firewall/address-list").add("list", "other", "address", "198.51.100.1");
        start("direct:rows",
                "kamelet:mikrotik-ensure-sink?host={{host}}&port={{port}}&menu=/ip/firewall/address-list&scope=list=blocklist&key=address"
                             + "&onAbsent=remove&maxRemovals=50%");

        assertThat(send("[{\"address\": \"192.0.2.1\"}, {\"address\": \"192.0.2.2\"}]").getException()).isNull();
        Exchange halved = send(List.of(Map.of("address", "192.0.2.2")));
        Exchange emptied = send("[]");

        assertThat(halved.getException()).isNull();
        assertThat(emptied.getException()).hasMessageContaining("maxRemovals");
        assertThat(router().table("/ip/firewall/address-list").rows()).extracting(row -> row.get("address"))
                .containsExactlyInAnyOrder("198.51.100.1", "192.0.2.2");
    }

    @Test
    void ensureSinkOnlyPlansInADryRun() throws Exception {
        start("direct:rows",
                "kamelet:mikrotik-ensure-sink?host={{host}}&port={{port}}&menu=/ip/firewall/address-list&scope=list=blocklist&key=address"
                             + "&dryRun=true");

        assertThat(send("[{\"address\": \"192.0.2.1\"}]").getException()).isNull();

        assertThat(router().journal().writes()).isZero();
    }

    @Test
    void aKameletLogsInAsItIsTold() throws Exception {
        start("direct:rows", "kamelet:mikrotik-command-sink?host={{host}}&port={{port}}&command=/ppp/secret/add&username=other"
                             + "&password=RAW(" + NASTY + ")");

        assertThat(send(Map.of("name", "anna")).getException()).isNull();

        assertThat(router().journal().failedLogins()).isZero();
        assertThat(router().journal().logins()).isPositive();
    }

    @Test
    void theRouteOfTheReadmeRuns() throws Exception {
        Matcher block = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$").matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        start("direct:unused", "mock:unused");
        PluginHelper.getRoutesLoader(main.getCamelContext())
                .loadRoutes(ResourceHelper.fromString("readme.yaml", block.group(1)));
        await().atMost(Duration.ofSeconds(30)).until(() -> router().journal().count("/ppp/active/print") > 0);

        router().table("/ppp/active").add("name", "anna");

        MockEndpoint sessions = main.getCamelContext().getEndpoint("mock:sessions", MockEndpoint.class);
        sessions.expectedMessageCount(1);
        sessions.expectedHeaderReceived("CamelMikrotikDevice", router().host());
        sessions.assertIsSatisfied(30_000);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void eachIsDescribedForToolsAndPeople(Path file) throws Exception {
        String text = Files.readString(file);
        Map<?, ?> kamelet = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
        Map<?, ?> definition = (Map<?, ?>) ((Map<?, ?>) kamelet.get("spec")).get("definition");
        Map<?, ?> properties = (Map<?, ?>) definition.get("properties");

        assertThat(kamelet.get("apiVersion")).isEqualTo("camel.apache.org/v1");
        assertThat(file).hasFileName(((Map<?, ?>) kamelet.get("metadata")).get("name") + ".kamelet.yaml");
        assertThat(definition.get("title")).asString().startsWith("MikroTik ");
        assertThat(definition.get("description")).asString().endsWith(".");
        assertThat((List<?>) definition.get("required")).isNotEmpty()
                .allSatisfy(name -> assertThat(properties.containsKey(name)).as("%s", name).isTrue());
        properties.forEach((name, value) -> {
            Map<?, ?> property = (Map<?, ?>) value;
            boolean secret = name.equals("password");
            assertThat(property.get("title")).as("%s", name).asString().isNotBlank();
            assertThat(property.get("description")).as("%s", name).asString().endsWith(".");
            assertThat(property.containsKey("example")).as("%s", name).isNotEqualTo(secret);
            assertThat(property.get("format")).as("%s", name).isEqualTo(secret ? "password" : null);
            assertThat(text).as("%s is used", name).containsAnyOf("{{" + name + "}}", "{{?" + name + "}}");
        });
    }
}

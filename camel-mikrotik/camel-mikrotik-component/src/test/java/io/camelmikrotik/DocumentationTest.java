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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.camelmikrotik.documented.ComponentPageRoutes;
import io.camelmikrotik.documented.ReadmeRoutes;
import io.camelmikrotik.internal.where.WhereExpression;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What README.md and the component page show is run, and the Java among it is compiled. */
class DocumentationTest extends MikrotikTestSupport {

    private static final Path README = Path.of("..", "..", "README.md");
    private static final Path RECIPES = Path.of("..", "RECIPES.md");
    private static final Path COMPONENT_PAGE = Path.of("src", "main", "docs", "mikrotik-component.adoc");
    private static final Path JAVA = Path.of("src", "test", "java", "io", "camelmikrotik", "documented");

    /** Of recipes that need brokers, and are run where brokers are. */
    private static final Path JAVA_WITH_BROKERS
            = Path.of("..", "camel-mikrotik-broker-tests", "src", "test", "java", "io", "camelmikrotik", "brokers",
                    "documented");

    private static final Pattern MARKDOWN_BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern ASCIIDOC_BLOCK = Pattern.compile("(?ms)^\\[source,(\\w+)\\]\\n----\\n(.*?)^----$");

    @TempDir
    Path data;

    @BeforeEach
    void prepareRouter() {
        context.getPropertiesComponent().addInitialProperty("data", data.toString());
        MikrotikDevice core1 = new MikrotikDevice();
        core1.setHost(router.host());
        core1.setPort(router.port());
        context.getRegistry().bind("core1", core1);
        context.getPropertiesComponent().addInitialProperty("router", router.address());
        router.table("/ppp/profile").add("name", "gold");
        router.table("/ppp/secret").add("name", "anna", "profile", "gold", "disabled", "true", "comment", "moved away");
        router.table("/ppp/secret").add("name", "bert", "profile", "default", "disabled", "false");
        router.table("/ip/dhcp-server/lease")
                .add("address", "192.0.2.50", "mac-address", "02:00:00:00:00:50", "status", "bound");
        router.table("/ip/dhcp-server/lease").add("address", "192.0.2.60", "mac-address", "02:00:00:00:00:60", "status",
                "waiting");
    }

    @Test
    void theJavaOfBothIsCompiledHere() throws IOException {
        StringBuilder compiled = new StringBuilder();
        for (Path folder : List.of(JAVA, JAVA_WITH_BROKERS)) {
            try (Stream<Path> sources = Files.list(folder)) {
                for (Path source : sources.toList()) {
                    compiled.append(withoutSpace(Files.readString(source)));
                }
            }
        }
        List<String> blocks = new ArrayList<>(blocks(README, "java"));
        blocks.addAll(blocks(RECIPES, "java"));
        blocks.addAll(blocks(COMPONENT_PAGE, "java"));
        assertThat(blocks).hasSizeGreaterThan(4)
                .allSatisfy(block -> assertThat(compiled).as("put this into %s as well", JAVA).contains(withoutSpace(block)));
    }

    @Test
    void theJavaOfTheReadmeRuns() throws Exception {
        context.addRoutes(new ReadmeRoutes());
        startWithout();
        MockEndpoint disabled = mock("mock:disabled");
        disabled.expectedMessageCount(1);

        assertThat(send("direct:disabled", null).getException()).isNull();
        Exchange added
                = send("direct:newCustomer", Map.of("name", "carl", "profile", "gold"), Map.of("router", router.address()));

        disabled.assertIsSatisfied();
        assertThat(disabled.getExchanges().get(0).getMessage().getBody(Map.class)).isEqualTo(
                Map.of("name", "anna", "comment", "moved away"));
        assertThat(added.getMessage().getHeader("CamelMikrotikRet", String.class)).startsWith("*");
        assertThat(router.table("/ppp/secret").find("name", "carl")).singleElement()
                .satisfies(account -> assertThat(account).containsEntry("service", "pppoe"));
    }

    @Test
    void theFeedAndTheListOfTheReadmeRun() throws Exception {
        context.addRoutes(new ReadmeRoutes());
        MockEndpoint online = mock("mock:online");
        startWithout();
        online.expectedMessageCount(1);
        router.table("/ppp/active").add("name", "anna", "address", "203.0.113.10");

        Exchange filled = send("direct:blocklist", List.of(Map.of("address", "192.0.2.1"), Map.of("address", "192.0.2.2")));
        Exchange halved = send("direct:blocklist", List.of(Map.of("address", "192.0.2.1")));

        online.assertIsSatisfied(TimeUnit.SECONDS.toMillis(20));
        assertThat(online.getExchanges().get(0).getMessage().getHeader("CamelMikrotikChangeType")).hasToString("created");
        assertThat(filled.getException()).isNull();
        assertThat(router.table("/ip/firewall/address-list").find("list", "blocklist")).hasSize(2);
        assertThat(halved.getException()).hasMessageContaining("maxRemovals");
    }

    @Test
    void theErrorsOfTheReadmeAreToldApart() throws Exception {
        context.addRoutes(new ReadmeRoutes());
        startWithout();
        mock("mock:refused").expectedMessageCount(1);
        mock("mock:askTheRouter").expectedMessageCount(1);

        send("direct:newCustomer", Map.of("name", "erik", "profile", "no-such-profile"), Map.of("router", router.address()));
        router.faults().onNext("/ppp/secret/add").executeThenCut();
        send("direct:newCustomer", Map.of("name", "dora"), Map.of("router", router.address()));

        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void theYamlOfTheReadmeRuns() throws Exception {
        loadYaml(README);
        MockEndpoint lease = mock("mock:lease");
        lease.expectedMessageCount(1);
        startWithout();

        lease.assertIsSatisfied(TimeUnit.SECONDS.toMillis(20));
        assertThat(lease.getExchanges().get(0).getMessage().getBody(Map.class)).containsEntry("address", "192.0.2.50");
    }

    @Test
    void theJavaOfTheComponentPageRuns() throws Exception {
        context.addRoutes(new ComponentPageRoutes());
        MockEndpoint lease = mock("mock:lease");
        lease.expectedMinimumMessageCount(1);
        start(routes -> routes.from("direct:lease").to("mock:lease"));

        checkGold();
        assertThat(send("direct:add", Map.of("name", "carl", "profile", "gold")).getMessage().getHeader("CamelMikrotikRet"))
                .isNotNull();
        lease.assertIsSatisfied(TimeUnit.SECONDS.toMillis(20));
    }

    @Test
    void theYamlOfTheComponentPageRuns() throws Exception {
        loadYaml(COMPONENT_PAGE);
        // a direct endpoint without a consumer would wait for one for half a minute, the route's end with it
        start(routes -> List.of("events", "traffic", "lost", "alarm")
                .forEach(name -> routes.from("direct:" + name).to("mock:" + name)));

        checkGold();
    }

    @Test
    void theXmlOfTheComponentPageRuns() throws Exception {
        for (String block : blocks(COMPONENT_PAGE, "xml")) {
            if (block.startsWith("<route")) {
                byte[] xml = ("<routes>" + block + "</routes>").getBytes(StandardCharsets.UTF_8);
                ((ModelCamelContext) context).addRouteDefinitions(
                        new ModelParser(new ByteArrayInputStream(xml), "").parseRoutesDefinition().orElseThrow().getRoutes());
            }
        }
        startWithout();

        checkGold();
    }

    @Test
    void theFiguresOfReadmeAreThoseOfTheBenchmarks() throws IOException {
        String readme = Files.readString(README);
        String speed = readme.substring(readme.indexOf("## Speed"), readme.indexOf("## Limits"));
        String benchmarks = Files.readString(Path.of("..", "BENCHMARKS.md"));
        List<String> figures = Pattern.compile("(?<![\\d.,])\\d+(?:,\\d{3})*(?:\\.\\d+)?(?= (?:µs|KB|\\|)|, taking)")
                .matcher(speed).results()
                .map(MatchResult::group).toList();

        assertThat(figures).hasSizeGreaterThan(12).allSatisfy(figure -> assertThat(benchmarks).contains(figure + " "));
    }

    @Test
    void thePropertiesOfBothConfigure() throws Exception {
        Properties properties = new Properties();
        for (Path page : List.of(README, COMPONENT_PAGE)) {
            for (String block : blocks(page, "properties")) {
                properties.load(new StringReader(block.replaceAll("\\{\\{env:\\w+}}", "from-environment")));
            }
        }
        Main main = new Main();
        properties.stringPropertyNames().forEach(name -> main.addInitialProperty(name, properties.getProperty(name)));
        try {
            main.start();
            MikrotikDevice core1 = main.getCamelContext().getRegistry().lookupByNameAndType("core1", MikrotikDevice.class);
            assertThat(core1.getHost()).isEqualTo("192.0.2.1");
            assertThat(core1.getPassword()).isEqualTo("from-environment");
            assertThat(core1.getReadOnly()).isTrue();
            MikrotikComponent configured = main.getCamelContext().getComponent("mikrotik", MikrotikComponent.class);
            assertThat(configured.getConfiguration().getUsername()).isEqualTo("camel");
            assertThat(configured.getConfiguration().getPassword()).isEqualTo("from-environment");
            assertThat(configured.getConfiguration().getAllowedCommands())
                    .isEqualTo("/ppp/**,/ip/firewall/address-list/*,/log/*");
            assertThat(configured.getMaxCpuLoad()).isEqualTo(90);
            MikrotikDeviceGroup small = main.getCamelContext().getRegistry()
                    .lookupByNameAndType("small", MikrotikDeviceGroup.class);
            assertThat(small.getSelection()).isEqualTo("@model=hap");
            assertThat(small.getMinPollInterval()).isEqualTo(Duration.ofSeconds(30));
            assertThat(small.getMaxCommandsPerSecond()).isEqualTo(5);
        } finally {
            main.stop();
        }
    }

    @Test
    void theWhereExpressionsOfTheComponentPageAreSome() throws IOException {
        Matcher plain = Pattern.compile("(?ms)^----\\n(\\w+=[^\\n]*)\\n----$").matcher(Files.readString(COMPONENT_PAGE));
        int found = 0;
        while (plain.find()) {
            assertThat(WhereExpression.parse(plain.group(1))).isNotNull();
            found++;
        }
        assertThat(found).isPositive();
    }

    private void checkGold() {
        assertThat(rows(send("direct:gold", null))).singleElement()
                .satisfies(row -> assertThat(row).isEqualTo(Map.of("name", "anna", "comment", "moved away")));
    }

    private void loadYaml(Path page) throws Exception {
        List<String> blocks = blocks(page, "yaml");
        assertThat(blocks).isNotEmpty();
        for (int i = 0; i < blocks.size(); i++) {
            for (RoutesBuilder routes : PluginHelper.getRoutesLoader(context)
                    .findRoutesBuilders(ResourceHelper.fromString("documented" + i + ".yaml", blocks.get(i)))) {
                context.addRoutes(routes);
            }
        }
    }

    private MockEndpoint mock(String uri) {
        return context.getEndpoint(uri, MockEndpoint.class);
    }

    private static List<String> blocks(Path page, String language) throws IOException {
        Pattern block = page.toString().endsWith(".md") ? MARKDOWN_BLOCK : ASCIIDOC_BLOCK;
        return block.matcher(Files.readString(page)).results().filter(found -> found.group(1).equals(language))
                .map(found -> found.group(2)).toList();
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}

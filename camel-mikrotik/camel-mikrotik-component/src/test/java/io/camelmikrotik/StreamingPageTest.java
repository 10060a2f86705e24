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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.documented.StreamingPageRoutes;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the component's page shows of streaming commands and the log does what it says, in Java and in YAML. */
class StreamingPageTest extends MikrotikTestSupport {

    private static final Path PAGE = Path.of("src/main/docs/mikrotik-component.adoc");

    @TempDir
    Path data;

    private MockEndpoint traffic;
    private MockEndpoint lost;
    private MockEndpoint alarm;

    @BeforeEach
    void registerTheDevice() {
        router.close();
        router = SimulatedRouter.builder().monitorInterval(Duration.ofMillis(20)).start();
        router.log("system,error,critical", "before");
        MikrotikDevice core1 = new MikrotikDevice();
        core1.setHost(router.host());
        core1.setPort(router.port());
        context.getRegistry().bind("core1", core1);
        context.getPropertiesComponent().addInitialProperty("data", data.toString());
        traffic = expecting("mock:traffic", 2);
        lost = expecting("mock:lost", 1);
        alarm = expecting("mock:alarm", 2);
    }

    private MockEndpoint expecting(String uri, int messages) {
        MockEndpoint mock = context.getEndpoint(uri, MockEndpoint.class);
        mock.expectedMinimumMessageCount(messages);
        return mock;
    }

    @Test
    void theJavaExamplesRun() throws Exception {
        context.addRoutes(new StreamingPageRoutes());
        context.addRoutes(new Ends());
        context.start();

        assertThatAllArrives();
    }

    @Test
    void theYamlExamplesRun() throws Exception {
        context.addRoutes(new Ends());
        List<String> blocks = blocks("yaml");
        assertThat(blocks).hasSize(2);
        for (int i = 0; i < blocks.size(); i++) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("example" + i + ".yaml", blocks.get(i)));
        }
        context.start();

        assertThatAllArrives();
    }

    private void assertThatAllArrives() throws Exception {
        await().atMost(PATIENCE).until(() -> alarm.getReceivedCounter() == 1);
        router.log("system,info", "of no interest");
        router.log("interface,error", "after");

        MockEndpoint.assertIsSatisfied(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, traffic, lost, alarm);
        assertThat(rows(traffic.getExchanges().get(0))).extracting(row -> row.get("name")).containsExactly("ether1", "ether2");
        assertThat(lost.getExchanges().get(0).getMessage().getBody(RouterOsRow.class)).containsEntry("status", "timeout");
        assertThat(alarm.getExchanges()).extracting(each -> each.getMessage().getBody(RouterOsRow.class).get("message"))
                .containsExactly("before", "after");
        assertThat(data.resolve("core1-log")).exists();
    }

    /** The blocks of the two sections, in their order. */
    private static List<String> blocks(String language) throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("=== Streaming commands"), page.indexOf("=== Many devices"));
        Matcher matcher = Pattern.compile("\\[source," + language + "]\n----\n(.*?)\n----", Pattern.DOTALL).matcher(section);
        return matcher.results().map(result -> result.group(1)).toList();
    }

    private static final class Ends extends RouteBuilder {

        @Override
        public void configure() {
            from("direct:traffic").to("mock:traffic");
            from("direct:lost").to("mock:lost");
            from("direct:alarm").to("mock:alarm");
        }
    }
}

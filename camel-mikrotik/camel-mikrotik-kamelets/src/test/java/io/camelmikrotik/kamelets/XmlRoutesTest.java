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
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedRouterExtension;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes in XML, by Camel's own loader. */
class XmlRoutesTest {

    private static final Path COMPONENT_PAGE
            = Path.of("..", "camel-mikrotik-component", "src", "main", "docs", "mikrotik-component.adoc");
    private static final Pattern XML_BLOCK = Pattern.compile("(?ms)^\\[source,xml\\]\\n----\\n(<route.*?)^----$");

    @RegisterExtension
    final SimulatedRouterExtension device = new SimulatedRouterExtension();

    private final Main main = new Main();

    @BeforeEach
    void configure() {
        main.addInitialProperty("router", device.router().address());
        main.addInitialProperty("camel.component.mikrotik.username", SimulatedRouter.USERNAME);
        main.addInitialProperty("camel.component.mikrotik.password", SimulatedRouter.PASSWORD);
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void aFileOfRoutesIsLoadedAndRuns() throws Exception {
        device.router().table("/ip/dhcp-server/lease").add("address", "192.0.2.50", "status", "bound", "host-name", "tv");
        device.router().table("/ip/dhcp-server/lease").add("address", "198.51.100.7", "status", "bound");
        main.addInitialProperty("camel.main.routes-include-pattern", "classpath:xml/leases.xml");

        main.start();
        main.getCamelTemplate().requestBody("direct:add", Map.of("name", "anna"));

        MockEndpoint leases = main.getCamelContext().getEndpoint("mock:leases", MockEndpoint.class);
        leases.expectedBodiesReceived("192.0.2.50 is tv");
        leases.assertIsSatisfied(30_000);
        assertThat(device.router().table("/ppp/secret").find("name", "anna")).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("service", "pppoe").containsEntry("comment", "a+b&c"));
    }

    @Test
    void theXmlOfTheComponentPageIsLoadedAndRuns() throws Exception {
        device.router().table("/ppp/profile").add("name", "gold");
        device.router().table("/ppp/secret").add("name", "anna", "profile", "gold", "comment", "moved away");
        device.router().table("/ppp/secret").add("name", "bert", "profile", "default");
        main.addInitialProperty("camel.beans.core1", "#class:io.camelmikrotik.MikrotikDevice");
        main.addInitialProperty("camel.beans.core1.host", device.router().host());
        main.addInitialProperty("camel.beans.core1.port", Integer.toString(device.router().port()));
        List<String> blocks = XML_BLOCK.matcher(Files.readString(COMPONENT_PAGE)).results()
                .map((MatchResult found) -> found.group(1)).toList();

        main.start();
        for (String block : blocks) {
            PluginHelper.getRoutesLoader(main.getCamelContext()).loadRoutes(ResourceHelper.fromString("page.xml", block));
        }
        List<?> gold = main.getCamelTemplate().requestBody("direct:gold", null, List.class);

        assertThat(blocks).isNotEmpty();
        assertThat(gold).hasSize(1).first().isEqualTo(Map.of("name", "anna", "comment", "moved away"));
    }
}

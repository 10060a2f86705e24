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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.documented.ChangeFeedRoutes;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs what the component page shows of change feeds.
 */
class ChangeFeedDocsTest extends MikrotikTestSupport {

    private static final Path PAGE = Path.of("src/main/docs/mikrotik-component.adoc");

    @TempDir
    Path data;

    private final List<String> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void core1() {
        MikrotikDevice core1 = new MikrotikDevice();
        core1.setHost(router.host());
        core1.setPort(router.port());
        context.getRegistry().bind("core1", core1);
        context.getPropertiesComponent().addOverrideProperty("data", data.toString());
    }

    private static String example(String language) throws IOException {
        Matcher example = Pattern.compile(
                "// tested by ChangeFeedDocsTest\n\\[source," + language + "]\n----\n(.*?)----\n", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(example.find()).isTrue();
        return example.group(1);
    }

    private void startWithEvents(RouteBuilder example) throws Exception {
        if (example != null) {
            context.addRoutes(example);
        }
        start(routes -> routes.from("direct:events")
                .process(exchange -> events.add(exchange.getMessage().getBody(String.class))));
    }

    @Test
    void theRouteInJavaTellsWhoIsUpAndDown() throws Exception {
        startWithEvents(new ChangeFeedRoutes());
        String id = router.table("/ppp/active").add("name", "cust1", "address", "192.0.2.1", "uptime", "1s");
        await().atMost(PATIENCE).until(() -> events.size() == 1);
        router.table("/ppp/active").set(id, "uptime", "2s");
        router.table("/ppp/active").set(id, "address", "192.0.2.2");
        router.table("/ppp/active").remove(id);

        await().atMost(PATIENCE).until(() -> events.size() == 3);
        assertThat(events).containsExactly("cust1 is up at 192.0.2.1", "cust1: [address]", "cust1 is down");
    }

    @Test
    void theRouteInYamlTellsWhichLeasesAreBound() throws Exception {
        router.table("/ip/dhcp-server/lease").add("mac-address", "02:00:00:00:00:01", "address", "192.0.2.1", "status",
                "bound");
        Resource yaml = ResourceHelper.fromString(
                "leases.yaml", example("yaml").replace("delay: 30s", "delay: 20\n        initialDelay: 0"));
        PluginHelper.getRoutesLoader(context).loadRoutes(yaml);
        startWithEvents(null);
        await().atMost(PATIENCE).until(() -> router.journal().count("/ip/dhcp-server/lease/print") > 1);
        router.table("/ip/dhcp-server/lease").add("mac-address", "02:00:00:00:00:02", "address", "192.0.2.2", "status", "bound",
                "host-name", "laptop");

        await().atMost(PATIENCE).until(() -> !events.isEmpty());
        assertThat(events).containsExactly("192.0.2.2 is laptop");
    }
}

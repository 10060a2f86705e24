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

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.camelmikrotik.leaks.RecordedLog;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ManagementTest extends MikrotikTestSupport {

    private static final String IDENTITY = "/system/identity/print";

    @Test
    void theComponentTellsItsSessionsAndDevicesOverJmx() throws Exception {
        start(routes -> routes.from("direct:in").to(uri(IDENTITY)));
        rows(send("direct:in", null));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name
                = only(server.queryNames(new ObjectName("org.apache.camel:context=*,type=components,name=\"mikrotik\""), null));

        assertThat(server.getAttribute(name, "Sessions")).isEqualTo(1);
        assertThat(server.getAttribute(name, "OpeningsStarted")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "OpeningsFailed")).isEqualTo(0L);
        assertThat(server.invoke(name, "listDevices", null, null).toString()).contains("api@" + router.address())
                .contains("UP");

        server.invoke(name, "suspendDevice", new Object[] { "api@" + router.address() },
                new String[] { String.class.getName() });
        assertThat(send("direct:in", null).getException()).hasMessageContaining("suspended");
        server.invoke(name, "resumeDevice", new Object[] { "api@" + router.address() },
                new String[] { String.class.getName() });
        assertThat(rows(send("direct:in", null))).hasSize(1);
    }

    @Test
    void theEndpointTellsItsDeviceAndCommandOverJmx() throws Exception {
        start(routes -> routes.from("direct:in").to(uri(IDENTITY)));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(new ObjectName("org.apache.camel:context=*,type=endpoints,name=*"), null).stream()
                .filter(each -> each.toString().contains("mikrotik:")).findFirst().orElseThrow();

        assertThat(server.getAttribute(name, "Device")).isEqualTo("127.0.0.1");
        assertThat(server.getAttribute(name, "Command")).isEqualTo(IDENTITY);
    }

    @Test
    void aStreamTellsItsTroubleOverJmx() throws Exception {
        tellsItsTrouble("/ping?attribute.address=192.0.2.1&attribute.interval=10ms");
    }

    @Test
    void aSubscriptionTellsItsTroubleOverJmx() throws Exception {
        tellsItsTrouble("/ppp/active/listen");
    }

    private void tellsItsTrouble(String command) throws Exception {
        component.getConfiguration().setConnectTimeout(500);
        start(routes -> routes.from(uri(command)).to("mock:out"));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(new ObjectName("org.apache.camel:context=*,type=consumers,name=Mikrotik*"), null)
                .stream().findFirst().orElseThrow();
        await().atMost(PATIENCE).until(() -> server.getAttribute(name, "Trouble"), ""::equals);

        router.shutdown();

        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(server.getAttribute(name, "Trouble").toString()).contains(router.address()));
    }

    @Test
    void aProducersHealthCheckFollowsItsDeviceWithoutAskingIt() throws Exception {
        HealthCheckRegistry registry = new DefaultHealthCheckRegistry(context);
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        component.getConfiguration().setConnectTimeout(500);
        start(routes -> {
            routes.from("direct:in").to(uri(IDENTITY));
            routes.from("direct:other").to(uri("/system/resource/print"));
        });
        assertThat(producers.stream()).hasSize(2);
        assertThat(state()).isEqualTo(HealthCheck.State.UP);
        assertThat(router.journal().connections()).isZero();

        router.shutdown();
        send("direct:in", null);
        assertThat(state()).isEqualTo(HealthCheck.State.DOWN);

        router.powerOn();
        await().atMost(PATIENCE).until(() -> send("direct:in", null).getException() == null);
        assertThat(state()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aHealthCheckHasTheSameIdInEachRun() throws Exception {
        Set<String> ids = new TreeSet<>();
        for (int run = 0; run < 2; run++) {
            try (CamelContext each = new DefaultCamelContext()) {
                MikrotikEndpoint endpoint
                        = each.getEndpoint(uri(IDENTITY + "?username=api&password=secret"), MikrotikEndpoint.class);
                ids.add(new MikrotikProducerHealthCheck(endpoint).getId());
            }
        }
        assertThat(ids).hasSize(1);
    }

    private HealthCheck.State state() {
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(each -> each.getCheck().getId().startsWith("producer:mikrotik")).map(HealthCheck.Result::getState)
                .reduce(HealthCheck.State.UP, (a, b) -> a == HealthCheck.State.DOWN ? a : b);
    }

    @Test
    void aDeviceThatGoesDownAndComesBackIsOneLineEach() throws Exception {
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik")) {
            component.getConfiguration().setConnectTimeout(500);
            startWithout();
            rows(send(uri(IDENTITY), null));
            router.shutdown();
            for (int i = 0; i < 50; i++) {
                send(uri(IDENTITY), null);
            }
            router.powerOn();
            await().atMost(PATIENCE).until(() -> send(uri(IDENTITY), null).getException() == null);

            assertThat(log.lines(Level.INFO)).filteredOn(line -> line.contains(router.address()))
                    .satisfiesExactly(
                            down -> assertThat(down).contains("is down").contains("/ip/service/print")
                                    .contains("next attempt in"),
                            back -> assertThat(back).contains("is back after"));
        }
    }

    private static ObjectName only(Set<ObjectName> names) {
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }
}

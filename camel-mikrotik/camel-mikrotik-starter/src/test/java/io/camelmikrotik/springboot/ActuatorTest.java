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
package io.camelmikrotik.springboot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

import io.camelmikrotik.CatalogueCheck;
import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An application of Spring Boot with the actuator, which shows all it has, seen over HTTP.
 */
class ActuatorTest {

    private static final String PASSWORD = "not-to-be-seen";
    private static final String OTHER_PASSWORD = "nor-this-one";

    private static SimulatedRouter router;
    private static SimulatedRouter absent;
    private static ConfigurableApplicationContext application;

    @Configuration
    @EnableAutoConfiguration
    static class Application {
    }

    @BeforeAll
    static void start() {
        router = SimulatedRouter.builder().user("operator", PASSWORD).tls(TlsMode.CERTIFICATE).start();
        absent = SimulatedRouter.start();
        absent.shutdown();
        System.setProperty("CORE1_SECRET", PASSWORD);
        System.setProperty("OTHER_SECRET", OTHER_PASSWORD);
        application = new SpringApplication(Application.class).run(
                "--server.port=0",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always",
                "--management.endpoint.health.show-details=always",
                "--camel.main.name=boot",
                "--camel.component.mikrotik.username=operator",
                "--camel.component.mikrotik.password={{OTHER_SECRET}}",
                "--camel.component.mikrotik.request-timeout=7s",
                "--camel.component.mikrotik.connectTimeout=500",
                "--camel.component.mikrotik.MAX_TOTAL_PER_KEY=3",
                "--camel.component.mikrotik.min-evictable-idle-duration=2m",
                "--camel.component.mikrotik.catalogue-check=FAIL",
                "--camel.component.mikrotik.devices.core1.host=" + router.host(),
                "--camel.component.mikrotik.devices.core1.port=" + router.port(),
                "--camel.component.mikrotik.devices.core1.password={{CORE1_SECRET}}",
                "--camel.component.mikrotik.devices.core1.request-timeout=9s",
                "--camel.component.mikrotik.devices.pop-north.host=" + router.host(),
                "--camel.component.mikrotik.devices.pop-north.port=" + router.tlsPort(),
                "--camel.component.mikrotik.devices.pop-north.password=" + PASSWORD,
                "--camel.component.mikrotik.devices.pop-north.tls=true",
                "--camel.component.mikrotik.devices.pop-north.certificate-fingerprint="
                                                                         + SimulatedRouter.certificateFingerprint(),
                "--camel.component.mikrotik.devices.away.host=" + absent.host(),
                "--camel.component.mikrotik.devices.away.port=" + absent.port(),
                "--my.uri=mikrotik:core1/ppp/active/print?password=" + OTHER_PASSWORD);
    }

    @AfterAll
    static void stop() {
        application.close();
        router.close();
        absent.close();
        System.clearProperty("CORE1_SECRET");
        System.clearProperty("OTHER_SECRET");
    }

    @Test
    void optionsAreBoundInAllSpellings() {
        MikrotikComponent component = component();

        assertThat(component.getConfiguration().getRequestTimeout()).isEqualTo(7_000);
        assertThat(component.getConfiguration().getConnectTimeout()).isEqualTo(500);
        assertThat(component.getMaxTotalPerKey()).isEqualTo(3);
        assertThat(component.getMinEvictableIdleDuration()).isEqualTo(120_000);
        assertThat(component.getConfiguration().getCatalogueCheck()).isEqualTo(CatalogueCheck.FAIL);
        assertThat(component.getMaxCommandsPerSession()).as("not set").isEqualTo(16);
    }

    @Test
    void devicesAreBoundByTheirNames() {
        Map<String, MikrotikDevice> devices = component().getDevices();

        assertThat(devices).containsOnlyKeys("core1", "pop-north", "away");
        assertThat(devices.get("core1").getRequestTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(devices.get("core1").getPassword()).as("Camel's placeholder").isEqualTo(PASSWORD);
    }

    @Test
    void dataMovesOverBothDevices() {
        assertThat(identity("core1")).contains(router.identity());
        assertThat(identity("pop-north")).contains(router.identity());
    }

    @Test
    void healthShowsTheDevicesAndOneThatIsAwayDoesNotTakeTheApplicationDown() throws Exception {
        identity("core1");
        assertThatThrownBy(() -> identity("away")).hasStackTraceContaining(absent.address());

        JsonObject mikrotik = get("/actuator/health/mikrotik", 200);

        assertThat(mikrotik.getString("status")).isEqualTo("UP");
        JsonObject devices = (JsonObject) mikrotik.getMap("details").get("devices");
        assertThat(state(devices, router)).isEqualTo("UP");
        assertThat(state(devices, absent)).isEqualTo("DOWN");
        assertThat(((JsonObject) devices.get("operator@" + absent.address())).getString("lastFailure")).isNotEmpty();
    }

    @Test
    void metersLandInTheRegistryOfTheActuator() throws Exception {
        identity("core1");

        Collection<String> names = get("/actuator/metrics", 200).getCollection("names");

        assertThat(names).anyMatch(name -> name.startsWith("camel.mikrotik."));
    }

    @Test
    void noEndpointShowsASecret() throws Exception {
        identity("core1");

        for (String endpoint : new String[] { "env", "configprops", "beans", "health", "metrics", "mappings", "conditions" }) {
            String text = text("/actuator/" + endpoint, 200);
            assertThat(text).as(endpoint).doesNotContain(PASSWORD, OTHER_PASSWORD);
        }
        assertThat(text("/actuator/env", 200)).contains("camel.component.mikrotik.devices.core1.port", "mikrotik:core1/ppp");
        assertThat(text("/actuator/configprops", 200)).contains("pop-north", Integer.toString(router.tlsPort()));
    }

    private static MikrotikComponent component() {
        return application.getBean(CamelContext.class).getComponent("mikrotik", MikrotikComponent.class);
    }

    private static String identity(String device) {
        return application.getBean(ProducerTemplate.class)
                .requestBody("mikrotik:" + device + "/system/identity/print", null, String.class);
    }

    private static String state(JsonObject devices, SimulatedRouter of) {
        return ((JsonObject) devices.get("operator@" + of.address())).getString("state");
    }

    private static JsonObject get(String path, int status) throws IOException, InterruptedException {
        return Jsoner.deserialize(text(path, status), (JsonObject) null);
    }

    private static String text(String path, int status) throws IOException, InterruptedException {
        String port = application.getEnvironment().getProperty("local.server.port");
        HttpResponse<String> response = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isEqualTo(status);
        return response.body();
    }
}

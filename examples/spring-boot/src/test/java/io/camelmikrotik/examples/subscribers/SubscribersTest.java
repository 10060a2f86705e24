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
package io.camelmikrotik.examples.subscribers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service as it starts, over HTTP; behind it, a simulated router.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SubscribersTest {

    private static final SimulatedRouter ROUTER = SimulatedRouter.start();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Environment environment;

    SubscribersTest(@Autowired Environment environment) {
        this.environment = environment;
    }

    @DynamicPropertySource
    static void router(DynamicPropertyRegistry properties) {
        properties.add("ROUTER_HOST", ROUTER::host);
        properties.add("ROUTER_PORT", ROUTER::port);
        properties.add("ROUTER_USERNAME", () -> SimulatedRouter.USERNAME);
        properties.add("ROUTER_PASSWORD", () -> SimulatedRouter.PASSWORD);
        properties.add("ROUTER_TLS", () -> false);
    }

    @BeforeEach
    void subscriberOnLine() {
        ROUTER.table("/ppp/secret").clear();
        ROUTER.table("/ppp/active").clear();
        ROUTER.table("/ppp/secret").add(Map.of("name", "maria", "password", "old", "profile", "default"));
        ROUTER.table("/ppp/active").add(Map.of("name", "maria", "service", "pppoe", "address", "192.0.2.17"));
    }

    @AfterAll
    static void close() {
        ROUTER.close();
    }

    @Test
    void whoIsOnLineIsListed() throws Exception {
        assertThat(call("GET", "/subscribers/online", "", 200)).contains("\"name\":\"maria\"", "\"address\":\"192.0.2.17\"");
    }

    @Test
    void aSubscriberIsAddedAndThenChanged() throws Exception {
        assertThat(call("PUT", "/subscribers/jonas", "{\"password\":\"first\"}", 200)).contains("created");
        assertThat(call("PUT", "/subscribers/jonas", "{\"password\":\"second\"}", 200)).contains("updated");

        assertThat(ROUTER.table("/ppp/secret").rows()).filteredOn(row -> "jonas".equals(row.get("name")))
                .singleElement().satisfies(row -> assertThat(row).containsEntry("password", "second").containsEntry(
                        "service", "pppoe"));
    }

    @Test
    void whoIsSuspendedLosesHisSessionAndIsResumed() throws Exception {
        assertThat(call("POST", "/subscribers/maria/suspend", "", 200)).contains("suspended");

        assertThat(ROUTER.table("/ppp/secret").rows()).allMatch(row -> row.get("disabled").matches("yes|true"));
        assertThat(ROUTER.table("/ppp/active").rows()).isEmpty();

        call("POST", "/subscribers/maria/resume", "", 200);
        assertThat(ROUTER.table("/ppp/secret").rows()).allMatch(row -> row.get("disabled").matches("no|false"));
    }

    @Test
    void whoIsUnknownIsNotFoundAndNotCreated() throws Exception {
        assertThat(call("POST", "/subscribers/nobody/suspend", "", 404)).contains("nobody");
        assertThat(ROUTER.table("/ppp/secret").rows()).hasSize(1);
    }

    @Test
    void whatTheRouterRefusesIsToldInItsWords() throws Exception {
        assertThat(call("PUT", "/subscribers/maria", "{\"no-such-property\":\"1\"}", 409)).contains("unknown parameter");
    }

    @Test
    void aDryRunAnswersWhatItWouldDoAndWritesNothing() throws Exception {
        int writes = ROUTER.journal().writes();

        assertThat(call("PUT", "/subscribers/jonas?dryRun=true", "{\"password\":\"first\"}", 200)).contains("+ ", "jonas")
                .doesNotContain("first");
        assertThat(call("POST", "/subscribers/maria/suspend?dryRun=true", "", 200)).contains("~ ", "disabled");
        assertThat(call("POST", "/subscribers/nobody/suspend?dryRun=true", "", 404)).contains("nobody");
        assertThat(ROUTER.journal().writes()).isEqualTo(writes);
    }

    @Test
    void prometheusFindsTheMeters() throws Exception {
        call("GET", "/subscribers/online", "", 200);

        assertThat(call("GET", "/actuator/prometheus", "", 200)).contains("camel_mikrotik_commands");
    }

    @Test
    void healthShowsTheRouter() throws Exception {
        call("GET", "/subscribers/online", "", 200);

        assertThat(call("GET", "/actuator/health", "", 200)).contains("api@" + ROUTER.address()).doesNotContain("secret");
    }

    private String call(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + environment.getProperty("local.server.port") + path))
                        .header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body();
    }
}

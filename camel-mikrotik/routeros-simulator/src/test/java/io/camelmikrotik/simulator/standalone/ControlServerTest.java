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
package io.camelmikrotik.simulator.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.camelmikrotik.simulator.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the control does, and what it refuses. README.md's requests are in ReadmeTest. */
class ControlServerTest {

    private StandaloneFleet fleet;
    private ControlServer control;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        fleet = StandaloneFleet.start(SimulatorOptions.parse(List.of("--port", "0", "--routers", "2"), Map.of()));
        control = ControlServer.start(InetAddress.getLoopbackAddress(), 0, fleet);
    }

    @AfterEach
    void stop() {
        control.close();
        fleet.close();
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(control.address() + path)).method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private SimulatedRouter first() {
        return fleet.routers().get(0).router();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GET | / | | 404 | there are /health",
            "GET | /nothing | | 404 | there are /health",
            "GET | /health/x | | 404 | /health/x",
            "POST | /health | | 405 | GET",
            "GET | /reset | | 405 | POST",
            "GET | /routers/3 | | 404 | router 3, only 1 to 2",
            "GET | /routers/1/nothing | | 404 | there are sessions, journal",
            "GET | /routers/1/sessions/1 | | 404 | there is no",
            "POST | /routers/1/sessions | | 405 | GET, DELETE",
            "GET | /routers/1/journal?session=1 | | 400 | selected by command",
            "GET | /routers/1/journal?command | | 400 | name=value",
            "GET | /routers/1/rows | | 404 | which one",
            "GET | /routers/1/rows/no/such/menu | | 404 | menu /no/such/menu",
            "PUT | /routers/1/rows/ppp/secret | | 405 | PATCH",
            "PATCH | /routers/1/rows/ppp/secret?name=a | {\"comment\":\"b\"} | 404 | such row",
            "PATCH | /routers/1/rows/system/identity | {\".id\":\"*1\"} | 400 | does not change",
            "DELETE | /routers/1/rows/ppp/secret?name=a | | 404 | such row",
            "POST | /routers/1/rows/ppp/secret | {\"name\":null} | 400 | name has no value",
            "POST | /routers/1/rows/ppp/secret | {\"name\":[]} | 400 | neither a text",
            "POST | /routers/1/rows/ppp/secret | [] | 400 | no JSON object",
            "POST | /routers/1/rows/ppp/secret | {} {} | 400 | no JSON object",
            "POST | /routers/1/rows/ppp/secret | null | 400 | no JSON object",
            "POST | /routers/1/rows/ppp/secret | {\".id\":\"1\"} | 409 | no row can have the id 1",
            "POST | /routers/1/rows/ppp/secret?name=a | {\"name\":\"a\"} | 400 | not selected",
            "POST | /routers/1/rows/P%20P | {\"name\":\"a\"} | 400 | no menu has a name like",
            "POST | /routers/1/ppp | {} | 400 | name is missing",
            "GET | /routers/1/ppp | | 405 | POST to ppp",
            "DELETE | /routers/1/ppp/nobody | | 404 | session of nobody",
            "POST | /routers/1/log | {\"topics\":\"system\"} | 400 | message is missing",
            "POST | /routers/1/log | {\"topic\":\"system\"} | 400 | there is no topic here",
            "GET | /routers/1/faults | | 405 | POST, DELETE",
            "POST | /routers/1/faults | {\"fault\":\"explode\"} | 400 | there is no fault explode"
    })
    void whatIsWrongIsToldAndChangesNothing(String method, String path, String body, int status, String message)
            throws Exception {
        HttpResponse<String> answer = ask(method, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"error\"").contains(message);
        assertThat(first().table("/ppp/secret").rows()).isEmpty();
    }

    @Test
    void aDisabledSubscriberIsRefused() throws Exception {
        first().addRow("/ppp/secret", Map.of("name", "bert", "disabled", "true"));

        assertThat(ask("POST", "/routers/1/ppp", "{\"name\":\"bert\"}").statusCode()).isEqualTo(409);
    }

    @Test
    void pagesOfABrowserAreNotServed() throws Exception {
        HttpResponse<String> answer = ask("POST", "/reset", null, "Origin", "http://example.net");

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void aRowThatIsChangedIsToldToListenersAndOneRouterIsNotTheOther() throws Exception {
        assertThat(ask("POST", "/routers/2/rows/ppp/active", "{\"name\":\"anna\",\"address\":\"192.0.2.7\"}").statusCode())
                .isEqualTo(201);

        assertThat(fleet.routers().get(1).router()).hasRow("/ppp/active", "name", "anna");
        assertThat(first()).hasNoRow("/ppp/active", "name", "anna");
    }

    @Test
    void aFaultIsInForceWhenItsOrderIsAnswered() throws Exception {
        assertThat(ask("POST", "/routers/1/faults", "{\"fault\":\"acceptAndClose\"}").statusCode()).isEqualTo(204);

        try (Socket socket = new Socket(first().host(), first().port())) {
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aResetGivesANewRouterAtTheSamePort() throws Exception {
        SimulatedRouter old = first();
        first().table("/ppp/secret").add("name", "anna");
        first().faults().refuse(true);
        try (Socket socket = new Socket(fleet.routers().get(1).router().host(), fleet.routers().get(1).router().port())) {
            assertThat(ask("POST", "/routers/1/reset", null).statusCode()).isEqualTo(204);
            assertThat(fleet.routers().get(1).router()).within(Duration.ofSeconds(10)).hasSessions(1);
        }
        assertThat((Object) first()).isNotSameAs(old);
        assertThat(first().address()).isEqualTo(old.address());
        assertThat(first()).hasNoRow("/ppp/secret", "name", "anna");
        try (Socket socket = new Socket(first().host(), first().port())) {
            assertThat(first()).within(Duration.ofSeconds(10)).hasSessions(1);
        }
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws Exception {
        assertThat(ask("POST", "/routers/1/log", "x".repeat(5_000_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void anotherProcessAsksWhetherItIsUp() throws Exception {
        String port = control.address().replaceFirst(".*:", "");
        SimulatorOptions options = SimulatorOptions.parse(List.of("--control-port", port), Map.of());
        assertThat(HealthQuestion.ask(options)).contains("UP");
        control.close();
        assertThatThrownBy(() -> HealthQuestion.ask(options)).isInstanceOf(IOException.class)
                .hasMessage("no simulator answers at 127.0.0.1:" + port);
        SimulatorOptions none = SimulatorOptions.parse(List.of(), Map.of());
        assertThatThrownBy(() -> HealthQuestion.ask(none)).hasMessage("--health needs --control-port NUMBER");
    }

    @Test
    void routersAreListedWithTheirAddresses() throws Exception {
        assertThat(ask("GET", "/routers", null).body().getBytes(StandardCharsets.UTF_8)).asString()
                .contains(first().address()).contains("simulated-2").doesNotContain("tlsAddress");
    }
}

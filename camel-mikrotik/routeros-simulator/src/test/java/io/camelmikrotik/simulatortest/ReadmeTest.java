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
package io.camelmikrotik.simulatortest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.simulator.Seed;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What README.md of the simulator shows is so. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Path DOCUMENTED = Path.of("src", "test", "java", "io", "camelmikrotik", "simulatortest", "documented");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern CURL = Pattern.compile(
            "curl (?:-X (\\w+) )?'?localhost:8780([^' ]+)'?(?: -d '(.*)')?");

    private final HttpClient http = HttpClient.newHttpClient();

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(README)).results().filter(found -> found.group(1).equals(language))
                .map((MatchResult found) -> found.group(2)).toList();
    }

    @Test
    void itsJavaIsCompiledAndRunHere() throws IOException {
        String test = Files.readString(DOCUMENTED.resolve("BranchOfficeTest.java"));
        assertThat(blocks("java")).singleElement().satisfies(java -> assertThat(test).contains(java));
    }

    @Test
    void itsSeedsAreUnderstood() throws IOException {
        String export = blocks("rsc").get(0);
        assertThat(Path.of("src/test/resources/io/camelmikrotik/simulatortest/documented/branch.rsc")).hasContent(export);
        Seed json = Seed.json(blocks("json").get(0));
        try (SimulatedRouter router = SimulatedRouter.builder().seed(Seed.export(export)).start()) {
            assertThat(router.table("/ppp/secret").size()).isEqualTo(2);
        }
        try (SimulatedRouter router = SimulatedRouter.builder().seed(json).start()) {
            assertThat(router.identity()).isEqualTo("branch-7");
        }
    }

    @Test
    void itsOptionsAreThoseOfTheProgramAndItsRequestsAreServed() throws Exception {
        try (SimulatorProcess help = SimulatorProcess.start(Map.of(), "--help");
             SimulatorProcess simulator = SimulatorProcess.running(
                     Map.of(), "--port", "0", "--tls-port", "0", "--control-port", "0", "--seed",
                     "src/test/resources/io/camelmikrotik/simulatortest/documented/branch.rsc")) {
            String control = simulator.find("Control: (http://127.0.0.1:\\d+)");
            assertThat(simulator.output().replaceAll("Control: .*\n", "").replaceFirst("127.0.0.1:\\d+", "127.0.0.1:8728")
                    .replaceFirst("TLS at 127.0.0.1:\\d+", "TLS at 127.0.0.1:8729"))
                    .isEqualTo(blocks("text").get(0));
            int port = Integer.parseInt(simulator.find(" at 127.0.0.1:(\\d+)"));
            try (RawClient client = RawClient.login("127.0.0.1", port)) {
                client.ask("/ppp/secret/add", "=name=carl", "=password=s3cret");
                client.send("/ppp/active/listen");
                serveAll(control);
            }
            assertThat(help.end()).isZero();
            assertThat(blocks("text").get(1)).isEqualTo(help.output());
        }
    }

    /** Each request that is shown, in order; what they answer is looked at where it says something. */
    private void serveAll(String control) throws Exception {
        Map<String, String> answers = new HashMap<>();
        List<String> shown = new ArrayList<>();
        for (String block : blocks("sh")) {
            block.lines().filter(line -> line.startsWith("curl")).forEach(shown::add);
        }
        assertThat(shown).hasSizeGreaterThan(25);
        for (String line : shown) {
            Matcher request = CURL.matcher(line);
            assertThat(request.matches()).as(line).isTrue();
            HttpResponse<String> answer = ask(control, request.group(1), request.group(2), request.group(3));
            assertThat(answer.statusCode()).as("%s: %s", line, answer.body()).isBetween(200, 204);
            assertThat(answer.body()).doesNotContain("s3cret");
            answers.put((request.group(1) == null ? "GET" : request.group(1)) + " " + request.group(2), answer.body());
        }
        assertThat(json(answers, "GET /health").get("status").asText()).isEqualTo("UP");
        assertThat(json(answers, "GET /routers")).hasSize(1);
        assertThat(json(answers, "GET /routers/1").get("fingerprint").asText())
                .isEqualTo(SimulatedRouter.certificateFingerprint());
        assertThat(json(answers, "GET /routers/1/sessions").get(0).get("user").asText()).isEqualTo("api");
        assertThat(json(answers, "GET /routers/1/journal").get("writes").asInt()).isEqualTo(1);
        assertThat(json(answers, "GET /routers/1/journal?command=/ppp/secret/add").get("commands").get(0).get("attributes")
                .get("password").asText()).isEqualTo("***");
        assertThat(json(answers, "GET /routers/1/menus").get("/ppp/secret").asInt()).isEqualTo(3);
        assertThat(json(answers, "GET /routers/1/rows/ppp/secret?disabled=false")).hasSize(2);
        assertThat(json(answers, "PATCH /routers/1/rows/ip/dhcp-server/lease?address=192.0.2.50").get(0).get("status").asText())
                .isEqualTo("waiting");
        assertThat(json(answers, "POST /routers/1/ppp").get("address").asText()).isEqualTo("203.0.113.10");
        assertThat(json(answers, "GET /routers/1/listeners").get("/ppp/active").asInt()).isEqualTo(1);
        // after the reset
        assertThat(new ObjectMapper().readTree(ask(control, "GET", "/routers/1/menus", null).body()).get("/ppp/secret").asInt())
                .isEqualTo(2);
    }

    private static JsonNode json(Map<String, String> answers, String request) throws IOException {
        assertThat(answers).containsKey(request);
        return new ObjectMapper().readTree(answers.get(request));
    }

    private HttpResponse<String> ask(String control, String method, String path, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(control + path)).method(
                method == null ? "GET" : method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}

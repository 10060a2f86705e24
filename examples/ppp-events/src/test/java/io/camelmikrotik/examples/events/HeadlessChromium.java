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
package io.camelmikrotik.examples.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;

/** A real browser without a window, driven over its DevTools protocol; it has one page. */
final class HeadlessChromium implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path profile;
    private final Process process;
    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final AtomicInteger callNumbers = new AtomicInteger();
    private final WebSocket devTools;

    HeadlessChromium(String... moreArguments) throws Exception {
        profile = Files.createTempDirectory("chromium");
        List<String> command = Stream.concat(
                Stream.of(
                        PROGRAM.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        "--disable-dev-shm-usage", "--remote-debugging-port=0", "--user-data-dir=" + profile),
                Stream.concat(Stream.of(moreArguments), Stream.of("about:blank"))).toList();
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            devTools = connect();
        } catch (Exception | Error e) {
            close(null);
            throw e;
        }
    }

    private WebSocket connect() throws Exception {
        Path portFile = profile.resolve("DevToolsActivePort");
        List<String> port = Awaitility.await("Chromium's DevTools port").atMost(PATIENCE)
                .until(() -> Files.exists(portFile) ? Files.readAllLines(portFile) : List.<String> of(),
                        lines -> lines.size() >= 2);
        HttpClient http = HttpClient.newHttpClient();
        JsonNode pages = Awaitility.await("Chromium's page").atMost(PATIENCE).until(
                () -> JSON.readTree(URI.create("http://127.0.0.1:" + port.get(0) + "/json/list").toURL()),
                list -> list.findValuesAsText("type").contains("page"));
        for (JsonNode page : pages) {
            if (page.get("type").asText().equals("page")) {
                return http.newWebSocketBuilder()
                        .buildAsync(URI.create(page.get("webSocketDebuggerUrl").asText()), new Answers())
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
        throw new IllegalStateException("no page in " + pages);
    }

    void open(String address) throws Exception {
        call("Page.navigate", Map.of("url", address));
    }

    /** The value of a JavaScript expression, as text. */
    String evaluate(String expression) throws Exception {
        return call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")", "returnByValue", true))
                .path("result").path("value").asText();
    }

    /** The text of the elements that a selector finds, one a line, as a person sees it. */
    String text(String selector) throws Exception {
        return evaluate("[...document.querySelectorAll('" + selector + "')].map(e => e.innerText).join('\\n')");
    }

    /** From now on the page is so wide, in CSS pixels, and its visitor prefers light or dark. */
    void view(int width, int height, boolean dark) throws Exception {
        call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Before any script of a page that is opened later. */
    void recordScriptErrors() throws Exception {
        call("Page.enable", Map.of());
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source",
                "window.scriptErrors = []; addEventListener('error', e => scriptErrors.push(e.message));"
                                                                       + "addEventListener('unhandledrejection', e => scriptErrors.push(String(e.reason)));"
                                                                       + "addEventListener('securitypolicyviolation', e => scriptErrors.push(e.violatedDirective));"));
    }

    /** A picture of the page as it is now: a PNG file. */
    void screenshot(Path file) throws Exception {
        String picture = call("Page.captureScreenshot", Map.of("format", "png")).get("data").asText();
        Files.write(file, java.util.Base64.getDecoder().decode(picture));
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        int number = callNumbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(number, answer);
        devTools.sendText(JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters)), true).join();
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).path("result");
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    JsonNode message = JSON.readTree(text.toString());
                    CompletableFuture<JsonNode> call = calls.remove(message.path("id").asInt());
                    if (call != null) {
                        call.complete(message);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    @Override
    public void close() throws Exception {
        close(devTools);
    }

    private void close(WebSocket socket) throws Exception {
        if (socket != null) {
            socket.abort();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        Awaitility.await("Chromium's profile is gone").atMost(PATIENCE).ignoreExceptions().until(this::deleteProfile);
    }

    private boolean deleteProfile() throws IOException {
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        return true;
    }
}

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
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The control over HTTP: JSON in, JSON out. It knows no login, and listens at this machine only unless told otherwise.
 */
final class ControlServer implements AutoCloseable {

    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final int THREADS = 4;
    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "control");
        thread.setDaemon(true);
        return thread;
    });
    private final Control control;

    private ControlServer(HttpServer server, StandaloneFleet fleet) {
        this.server = server;
        this.control = new Control(fleet);
    }

    static ControlServer start(InetAddress host, int port, StandaloneFleet fleet) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new IOException("the control cannot listen at " + host.getHostAddress() + ":" + port, e);
        }
        ControlServer control = new ControlServer(server, fleet);
        server.setExecutor(control.threads);
        server.createContext("/", control::serve);
        server.start();
        return control;
    }

    String address() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            ControlRequest.Answer answer;
            try {
                answer = control.answer(request(exchange));
            } catch (ControlRequest.Refused e) {
                answer = new ControlRequest.Answer(e.status, Map.of("error", e.getMessage()));
            } catch (RuntimeException | Error e) {
                // an error of the simulator itself must not look like one of the request
                e.printStackTrace();
                answer = new ControlRequest.Answer(500, Map.of("error", e.toString()));
            }
            write(exchange, answer);
        }
    }

    private static ControlRequest request(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            // a page in somebody's browser is nobody who may give orders here
            throw new ControlRequest.Refused(403, "requests of web pages are not served");
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            throw new ControlRequest.Refused(413, "the body is longer than " + LARGEST_BODY + " bytes");
        }
        List<String> path = List.of(exchange.getRequestURI().getPath().split("/")).stream()
                .filter(segment -> !segment.isEmpty()).toList();
        return new ControlRequest(
                exchange.getRequestMethod(), path, query(exchange.getRequestURI().getRawQuery()), body(bytes));
    }

    private static Map<String, Object> body(byte[] bytes) {
        if (bytes.length == 0) {
            return Map.of();
        }
        try {
            Map<String, Object> body = JSON.readValue(bytes, new TypeReference<Map<String, Object>>() {
            });
            if (body == null) {
                throw ControlRequest.wrong("the body is no JSON object");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw ControlRequest.wrong("the body is no JSON object");
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : raw == null ? new String[0] : raw.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw ControlRequest.wrong("a parameter is expected to be name=value");
            }
            query.put(URLDecoder.decode(parameter.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void write(HttpExchange exchange, ControlRequest.Answer answer) throws IOException {
        if (answer.json() == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] bytes = (JSON.writeValueAsString(answer.json()) + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

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
package io.camelmikrotik.examples.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health at {@code /observe/health}, {@code …/live} and {@code …/ready}, metrics for Prometheus at
 * {@code /observe/metrics}: the paths that Camel's own server has.
 */
public final class ManagementServer extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger("service");
    private static final String METRICS = "/observe/metrics";
    private static final int UP = 200;
    private static final int DOWN = 503;

    private final CamelContext context;
    private final HttpManagementServerConfigurationProperties properties;
    private final PrometheusMeterRegistry meters;
    private HttpServer server;
    private ExecutorService threads;

    ManagementServer(CamelContext context, HttpManagementServerConfigurationProperties properties,
                     PrometheusMeterRegistry meters) {
        this.context = context;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    protected void doStart() {
        try {
            server = HttpServer.create(new InetSocketAddress(properties.getHost(), properties.getPort()), 0);
        } catch (IOException e) {
            throw new StartException(
                    "the management server cannot listen at " + properties.getHost() + ":" + properties.getPort()
                                     + " (camel.management.host, camel.management.port)",
                    e);
        }
        threads = context.getExecutorServiceManager().newFixedThreadPool(this, "management", 2);
        server.setExecutor(threads);
        if (properties.isHealthCheckEnabled()) {
            String health = properties.getHealthPath();
            server.createContext(health, exchange -> answer(exchange, health, () -> HealthCheckHelper.invoke(context)));
            server.createContext(
                    health + "/live",
                    exchange -> answer(exchange, health + "/live", () -> HealthCheckHelper.invokeLiveness(context)));
            server.createContext(
                    health + "/ready",
                    exchange -> answer(exchange, health + "/ready", () -> HealthCheckHelper.invokeReadiness(context)));
        }
        if (properties.isMetricsEnabled()) {
            server.createContext(METRICS, exchange -> send(exchange, METRICS, UP, "text/plain; version=0.0.4", meters::scrape));
        }
        server.start();
        LOG.info("health and metrics at http://{}:{}/observe/", properties.getHost(), port());
    }

    /** Where it listens, if {@code camel.management.port} is 0. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, String path, Supplier<Collection<HealthCheck.Result>> checks)
            throws IOException {
        Collection<HealthCheck.Result> results = checks.get();
        boolean up = HealthCheckHelper.isResultsUp(results, path.endsWith("/ready"));
        send(exchange, path, up ? UP : DOWN, "application/json", () -> told(results, up));
    }

    private static String told(Collection<HealthCheck.Result> results, boolean up) {
        JsonArray checks = new JsonArray();
        for (HealthCheck.Result result : results) {
            JsonObject check = new JsonObject();
            check.put("name", result.getCheck().getId());
            check.put("status", result.getState().name());
            result.getMessage().ifPresent(message -> check.put("message", message));
            checks.add(check);
        }
        JsonObject health = new JsonObject();
        health.put("status", up ? "UP" : "DOWN");
        health.put("checks", checks);
        return health.toJson();
    }

    private static void send(HttpExchange exchange, String path, int status, String type, Supplier<String> content)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] bytes = content.get().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    protected void doStop() {
        if (server != null) {
            server.stop(0);
            server = null;
            context.getExecutorServiceManager().shutdownNow(threads);
        }
    }
}

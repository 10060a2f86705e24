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
package io.camelmikrotik.examples.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page in the browser, the stream of server-sent events that keeps it current, and what Prometheus reads. A browser
 * first gets the whole board and then what changes; one that cannot keep up is let go: it connects again by itself and
 * gets the whole board.
 */
final class LivePage extends ServiceSupport {

    private static final int BROWSERS = 100;
    private static final int BACKLOG = 100;
    private static final int QUIET_SECONDS = 15;
    private static final String STAY_ALIVE = ": nothing new\n\n";
    private static final String GOOD_BYE = "";
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]+]");

    private static final Logger LOG = LoggerFactory.getLogger("fleet-monitor");

    private final FleetBoard board;
    private final PrometheusMeterRegistry registry;
    private InetSocketAddress listen;
    private final ObjectMapper json = new ObjectMapper();
    private final Set<BlockingQueue<String>> browsers = ConcurrentHashMap.newKeySet();
    private ExecutorService threads;
    private HttpServer server;

    LivePage(FleetBoard board, PrometheusMeterRegistry registry, String host, int port) {
        this.board = board;
        this.registry = registry;
        this.listen = new InetSocketAddress(host, port);
    }

    @Override
    protected void doStart() throws IOException {
        threads = Executors.newCachedThreadPool(task -> new Thread(task, "page")); // one for each browser
        server = HttpServer.create(listen, 0);
        listen = server.getAddress(); // with port 0 the system chose one: after a restart browsers find it again
        server.setExecutor(threads);
        server.createContext("/", this::sendPage);
        server.createContext("/events", this::sendEvents);
        server.createContext("/metrics", this::sendMetrics);
        server.start();
        LOG.info("the page is at {}", address());
    }

    @Override
    protected void doStop() {
        server.stop(0);
        threads.shutdownNow();
    }

    String address() {
        return "http://" + listen.getHostString() + ":" + listen.getPort() + "/";
    }

    /** Sends what has changed to every browser. */
    synchronized void publish(FleetBoard.Change change) {
        String message = message(change);
        browsers.forEach(browser -> offer(browser, message));
    }

    private void offer(BlockingQueue<String> browser, String message) {
        if (browser.size() >= BACKLOG) {
            browsers.remove(browser);
            browser.clear();
            browser.add(GOOD_BYE);
        } else {
            browser.add(message);
        }
    }

    /**
     * Somebody else's page can let its own name point to this machine, and would then be allowed to read what comes
     * from here. It cannot let its name be an address, nor be that of this page.
     */
    private boolean isAskedForByItsName(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host == null) {
            return false;
        }
        String name = PORT.matcher(host).replaceFirst("");
        return ADDRESS.matcher(name).matches() || name.equalsIgnoreCase("localhost")
                || name.equalsIgnoreCase(listen.getHostString());
    }

    private boolean refused(HttpExchange exchange) throws IOException {
        boolean refused = !isAskedForByItsName(exchange);
        if (refused) {
            LOG.warn("refused a request for another host than {}", listen.getHostString());
            exchange.sendResponseHeaders(421, -1);
        }
        return refused;
    }

    private void sendPage(HttpExchange exchange) throws IOException {
        try (exchange; InputStream page = LivePage.class.getResourceAsStream("/page/index.html")) {
            if (refused(exchange)) {
                return;
            }
            if (!exchange.getRequestURI().getPath().equals("/")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] content = page.readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            // names and texts come from routers: the page must not load or run anything but itself
            exchange.getResponseHeaders().set(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private void sendEvents(HttpExchange exchange) throws IOException {
        BlockingQueue<String> browser = new LinkedBlockingQueue<>();
        try (exchange) {
            if (refused(exchange)) {
                return;
            }
            if (browsers.size() >= BROWSERS) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            // a change that is on its way may be in both: it says what is so then, and changes nothing
            synchronized (this) {
                browsers.add(browser);
                browser.add(message(board.everything()));
            }
            follow(browser, exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the page is closed
        } finally {
            browsers.remove(browser);
        }
    }

    /** @throws IOException once the browser has gone */
    private static void follow(BlockingQueue<String> browser, OutputStream body) throws IOException, InterruptedException {
        while (true) {
            String message = browser.poll(QUIET_SECONDS, TimeUnit.SECONDS);
            if (GOOD_BYE.equals(message)) {
                return;
            }
            body.write((message == null ? STAY_ALIVE : message).getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
    }

    private void sendMetrics(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (refused(exchange)) {
                return;
            }
            byte[] content = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private String message(FleetBoard.Change change) {
        try {
            return "data: " + json.writeValueAsString(change) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

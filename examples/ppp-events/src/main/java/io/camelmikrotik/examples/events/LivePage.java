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
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page in the browser, and the stream of server-sent events that keeps it current. A browser first gets the whole
 * board and then each event; one that cannot keep up is let go: it connects again by itself and gets the whole board.
 */
final class LivePage extends ServiceSupport {

    private static final int BROWSERS = 100;
    private static final int BACKLOG = 10_000;
    private static final int QUIET_SECONDS = 15;
    private static final int COUNT_SECONDS = 10;
    private static final String STAY_ALIVE = ": nothing new\n\n";
    private static final String GOOD_BYE = "";
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]+]");

    private static final Logger LOG = LoggerFactory.getLogger("ppp-events");

    private final Board board = new Board();
    private final RouterStates routers;
    private InetSocketAddress listen;
    private final ObjectMapper json = new ObjectMapper();
    private final Set<BlockingQueue<String>> browsers = ConcurrentHashMap.newKeySet();
    private ExecutorService threads;
    private ScheduledExecutorService clock;
    private HttpServer server;

    LivePage(RouterStates routers, String host, int port) {
        this.routers = routers;
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
        look();
        server.start();
        clock = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "page-clock"));
        clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        clock.scheduleAtFixedRate(() -> send(() -> message("total", board.count())), 1, COUNT_SECONDS, TimeUnit.SECONDS);
        LOG.info("the page is at {}", address());
    }

    @Override
    protected void doStop() {
        clock.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }

    String address() {
        return "http://" + listen.getHostString() + ":" + listen.getPort() + "/";
    }

    Board board() {
        return board;
    }

    /** Puts an event on the board and sends it to every browser. */
    void publish(SubscriberEvent event) {
        send(() -> {
            board.accept(event);
            return message("change", event);
        });
    }

    /** Tells the browsers how the routers are, if that has changed. */
    private void look() {
        try {
            List<RouterState> states = routers.now();
            send(() -> board.accept(states) ? message("routers", states) : null);
        } catch (RuntimeException e) {
            LOG.warn("the state of the routers is not known", e); // and the next time it may be
        }
    }

    /** @param change changes the board and gives the message of it, or {@code null} for none */
    private synchronized void send(Supplier<String> change) { // a browser's board and its first event meet without a gap
        String message = change.get();
        if (message != null) {
            browsers.forEach(browser -> offer(browser, message));
        }
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
            // names come from subscribers' devices: the page must not load or run anything but itself
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
            synchronized (this) {
                browser.add(message("board", board.content()));
                browsers.add(browser);
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

    private String message(String event, Object content) {
        try {
            return "event: " + event + "\ndata: " + json.writeValueAsString(content) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

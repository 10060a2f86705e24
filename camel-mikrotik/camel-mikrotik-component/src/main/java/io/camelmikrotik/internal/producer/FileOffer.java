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
package io.camelmikrotik.internal.producer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A file that waits to be fetched by a router, over HTTP, under a name that cannot be guessed. The port is open as long
 * as any file waits there. Safe for any thread.
 */
final class FileOffer implements AutoCloseable {

    private static final SecureRandom NAMES = new SecureRandom();
    private static final int NAME_BYTES = 24;
    // guarded by itself: a port is one of the machine's, whichever endpoint asks for it
    private static final Map<Integer, Port> PORTS = new HashMap<>();

    /**
     * Where routers find this machine.
     *
     * @param host as they see it
     */
    record Address(String host, int port) {

        /** @throws IllegalArgumentException naming the option, if it is no host and port */
        static Address parse(String text) {
            int colon = text.lastIndexOf(':');
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (colon > 0 && port > 0 && port < 1 << 16) {
                    return new Address(text.substring(0, colon), port);
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new IllegalArgumentException(
                    "uploadAddress must be a host and a port of this machine, such as 192.0.2.10:8069, not \"" + text + "\"");
        }

        @Override
        public String toString() {
            return host + ':' + port;
        }
    }

    private record Port(HttpServer server, Map<String, byte[]> files) {
    }

    private final Address address;
    private final String path;

    private FileOffer(Address address, String path) {
        this.address = address;
        this.path = path;
    }

    /**
     * @param  threads     serve the file
     * @throws IOException if the port cannot be listened at
     */
    static FileOffer open(Address address, byte[] contents, Executor threads) throws IOException {
        byte[] name = new byte[NAME_BYTES];
        NAMES.nextBytes(name);
        String path = "/" + HexFormat.of().formatHex(name);
        synchronized (PORTS) {
            Port port = PORTS.get(address.port());
            if (port == null) {
                port = listen(address.port(), threads);
                PORTS.put(address.port(), port);
            }
            port.files().put(path, contents);
        }
        return new FileOffer(address, path);
    }

    private static Port listen(int number, Executor threads) throws IOException {
        // the host that routers see may be another machine's, which forwards to this one
        HttpServer server = HttpServer.create(new InetSocketAddress((InetAddress) null, number), 0);
        Port port = new Port(server, new ConcurrentHashMap<>());
        server.createContext("/", exchange -> serve(exchange, port.files().get(exchange.getRequestURI().getPath())));
        server.setExecutor(threads);
        server.start();
        return port;
    }

    private static void serve(HttpExchange exchange, byte[] contents) throws IOException {
        try (exchange) {
            if (contents == null || !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, contents.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(contents);
            }
        }
    }

    String url() {
        return "http://" + address + path;
    }

    @Override
    public void close() {
        Port last = null;
        synchronized (PORTS) {
            Port port = PORTS.get(address.port());
            if (port != null && port.files().remove(path) != null && port.files().isEmpty()) {
                last = PORTS.remove(address.port());
            }
        }
        if (last != null) {
            last.server().stop(0);
        }
    }
}

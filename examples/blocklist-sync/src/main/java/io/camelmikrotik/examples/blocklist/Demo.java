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
package io.camelmikrotik.examples.blocklist;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.sun.net.httpserver.HttpServer;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A list of 50,000 entries that is published, changes, and once arrives in half. */
final class Demo {

    static final int ENTRIES = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger("demo");
    private static final String USERNAME = "blocklist";
    private static final String PASSWORD = "blocklist-s3cret";
    private static final String MENU = "/ip/firewall/address-list";

    private final SimulatedRouter router;
    private final String url;
    private final Progress progress;
    private volatile List<String> published = List.of();
    private boolean well = true;

    private Demo(SimulatedRouter router, HttpServer server, Progress progress) {
        this.router = router;
        this.progress = progress;
        this.url = "http://127.0.0.1:" + server.getAddress().getPort() + "/blocklist.txt";
        server.createContext("/blocklist.txt", exchange -> {
            byte[] text
                    = ("# published at " + url + "\n" + String.join("\n", published) + "\n").getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        });
    }

    /** @return 0 if everything went as it should */
    static int play(Progress progress) throws Exception {
        return play(progress, ENTRIES);
    }

    static int play(Progress progress, int entries) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (SimulatedRouter router = SimulatedRouter.builder().identity("edge").countingJournal()
                .user(USERNAME, PASSWORD, "read", "write", "api").start()) {
            server.start();
            router.table(MENU).add("list", "admins", "address", "192.0.2.10", "comment", "by hand");
            return new Demo(router, server, progress).run(entries);
        } finally {
            server.stop(0);
        }
    }

    private int run(int entries) throws Exception {
        published = entries(0, entries);
        LOG.info("--- the router has no blocklist yet: {} entries to add", entries);
        check("exit code 0", sync() == Sync.EQUAL);
        checkEqual();

        int changed = entries / 100;
        published = entries(changed, entries + changed);
        LOG.info("--- 1 % changes: {} entries leave the list, {} others join it", changed, changed);
        check("exit code 0", sync() == Sync.EQUAL);
        checkEqual();

        LOG.info("--- nothing changes");
        int writes = router.journal().writes();
        check("exit code 0", sync() == Sync.EQUAL);
        check("no write was sent", router.journal().writes() == writes);

        published = published.subList(0, entries / 2);
        LOG.info("--- half of the list is published by mistake");
        check("the guard stops it, exit code 3", sync() == Sync.STOPPED_BY_GUARD);
        check("no write was sent", router.journal().writes() == writes);

        check("the list made by hand is untouched", router.table(MENU).find("list", "admins").size() == 1);
        LOG.info(well ? "All is well." : "SOMETHING IS WRONG, see above.");
        return well ? 0 : 1;
    }

    private int sync() throws Exception {
        return new Sync(
                progress, "router.address", router.address(), "router.username", USERNAME, "router.password", PASSWORD,
                "router.tls", "false", "blocklist.source", url).run();
    }

    private void checkEqual() {
        Set<String> onTheRouter = new TreeSet<>();
        router.table(MENU).find("list", "blocklist").forEach(row -> onTheRouter.add(row.get("address")));
        check("the router has the " + published.size() + " published entries", onTheRouter.equals(new TreeSet<>(published)));
    }

    private void check(String what, boolean so) {
        if (so) {
            LOG.info("    ok: {}", what);
        } else {
            LOG.error("    NOT SO: {}", what);
            well = false;
        }
    }

    private static List<String> entries(int from, int to) {
        List<String> entries = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            entries.add("198." + (18 + i / 62_500) + "." + i / 250 % 250 + "." + (i % 250 + 1));
        }
        return entries;
    }
}

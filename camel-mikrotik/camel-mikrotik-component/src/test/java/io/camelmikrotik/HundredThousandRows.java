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
package io.camelmikrotik;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import static org.awaitility.Awaitility.await;

/**
 * Follows a table of 100,000 rows of ten properties, its state kept in a file, through a lost session and a burst of
 * 100,000 changes that a stuck route does not take; or, told {@code changes}, polls a table in which as many rows
 * appear between two polls, and disappear again. The simulated router is in the same heap. Run with {@code -Xmx100m} by
 * {@link ChangeFeedMemoryTest}.
 */
final class HundredThousandRows {

    private static final int ROWS = 100_000;
    private static final String MENU = "/ip/firewall/address-list";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private HundredThousandRows() {
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("changes")) {
            poll();
        } else {
            follow(Path.of(arguments[0]));
        }
        System.out.println("done");
    }

    private static void poll() throws Exception {
        AtomicInteger created = new AtomicInteger();
        AtomicInteger removed = new AtomicInteger();
        CountDownLatch stuck = new CountDownLatch(1);
        try (SimulatedRouter router = SimulatedRouter.builder().countingJournal().start();
             DefaultCamelContext context = new DefaultCamelContext()) {
            SimulatedTable table = router.table(MENU);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("mikrotik:" + router.address() + MENU
                         + "/print?emit=changes&delay=100&initialDelay=0&username=api&password=secret").process(exchange -> {
                             stuck.await();
                             boolean isNew = exchange.getMessage().getHeader(MikrotikConstants.CHANGE_TYPE).equals("created");
                             (isNew ? created : removed).incrementAndGet();
                         });
                }
            });
            context.start();
            await().atMost(PATIENCE).until(() -> router.journal().count(MENU + "/print") > 1);
            table.generateRows(ROWS, HundredThousandRows::row);
            int polls = router.journal().count(MENU + "/print");
            await().atMost(PATIENCE).until(() -> router.journal().count(MENU + "/print") > polls);
            stuck.countDown();
            await().atMost(PATIENCE).until(() -> created.get() == ROWS);
            System.out.println("heap used: " + heapUsed());
            table.clear();
            await().atMost(PATIENCE).until(() -> removed.get() == ROWS);
        }
    }

    private static void follow(Path state) throws Exception {
        AtomicInteger changes = new AtomicInteger();
        CountDownLatch stuck = new CountDownLatch(1);
        Map<String, String> last = new LinkedHashMap<>();
        try (SimulatedRouter router = SimulatedRouter.builder().countingJournal().start();
             DefaultCamelContext context = new DefaultCamelContext()) {
            SimulatedTable table = router.table(MENU);
            table.generateRows(ROWS, HundredThousandRows::row);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("mikrotik:" + router.address() + MENU
                         + "/listen?username=api&password=secret&retryDelay=10&stateFile=" + state)
                            .process(exchange -> receive(exchange, changes, stuck, last));
                }
            });
            context.start();
            await().atMost(PATIENCE).until(() -> changes.get() == ROWS);
            System.out.println("heap used: " + heapUsed());

            router.cutSessions();
            await().atMost(PATIENCE).until(() -> router.journal().count(MENU + "/print") == 2);
            String id = table.add(".id", "*F0000000", "list", "burst", "address", "0");
            await().atMost(PATIENCE).until(() -> changes.get() == ROWS + 1);
            for (int i = 1; i <= ROWS; i++) {
                table.set(id, "address", Integer.toString(i));
                if (i % 1000 == 0) {
                    // no faster than the simulated router can tell it: its own queue is in this heap as well
                    router.commandsRunning();
                }
            }
            System.out.println("heap used in the burst: " + heapUsed());
            stuck.countDown();
            await().atMost(PATIENCE).until(() -> Integer.toString(ROWS).equals(last.get(id)));
        }
    }

    private static void receive(
            Exchange exchange, AtomicInteger changes, CountDownLatch stuck, Map<String, String> last)
            throws InterruptedException {
        RouterOsRow row = exchange.getMessage().getBody(RouterOsRow.class);
        if (row.get("list").equals("burst") && !row.get("address").equals("0")) {
            stuck.await();
            last.put(row.getId(), row.get("address"));
        }
        changes.incrementAndGet();
    }

    private static long heapUsed() {
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed();
    }

    private static Map<String, String> row(long i) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(".id", "*" + Long.toHexString(i + 1).toUpperCase());
        row.put("list", "blocklist");
        row.put("address", "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        row.put("creation-time", "2026-11-01 08:00:00");
        row.put("timeout", "1d2h3m" + i % 60 + "s");
        row.put("dynamic", "false");
        row.put("disabled", "false");
        row.put("comment", "feed-" + i % 97);
        row.put("packets", Long.toString(i * 31));
        row.put("bytes", Long.toString(i * 1500));
        return row;
    }
}

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A day in the life of three feeds, with times shortened: 24 virtual hours pass in {@code feed.day.seconds} real
 * seconds (a system property, 20 unless told otherwise), so that one real second is {@link #SCALE} virtual ones: 72
 * virtual minutes by default, 96 virtual seconds in a day of 900. The feeds' timers are their defaults, shortened by
 * the same factor as far as a test can still tell them from nothing. A fault comes every {@link #FAULT_EVERY} virtual
 * seconds on average, or as fast as a feed can come back if that is slower. {@code feed.seed} repeats a day's dice.
 */
class VirtualDayTest extends MikrotikTestSupport {

    private static final Logger LOG = LoggerFactory.getLogger(VirtualDayTest.class);

    private static final int DAY_SECONDS = Integer.getInteger("feed.day.seconds", 20);
    /** Virtual time in one unit of real time. */
    private static final int SCALE = (int) (TimeUnit.DAYS.toSeconds(1) / DAY_SECONDS);
    private static final Duration FAULT_EVERY = Duration.ofSeconds(5);
    private static final long LEAST_FAULT_MILLIS = 60;
    /** However slow the machine is, a day is not over before. */
    private static final int LEAST_FAULTS = 300;
    /** One exchange in so many fails, so that its change must come again. */
    private static final int ROUTE_FAILS = 1000;

    private static final long SEED = Long.getLong("feed.seed", System.nanoTime() % 1_000_000_000);
    private static final String[] MENUS = { "/ppp/active", "/ip/dhcp-server/lease", "/ip/arp" };
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);
    private static final long LEAST_LEAK = 24 << 20;

    private final Random random = new Random(SEED);
    private final FeedReplay[] replays = { new FeedReplay(".id"), new FeedReplay("name"), new FeedReplay(".id") };
    private int names;
    private int faults;
    private int edits;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger failedExchanges = new AtomicInteger();

    @Test
    void aDayOfFaultsLeavesNoGapAndNoLeak() throws Exception {
        router.close();
        router = SimulatedRouter.builder().countingJournal().partialChangeRows(true).start();
        LOG.info("a day in {} s, 1 s for {} virtual minutes, from seed {}", DAY_SECONDS, SCALE / 60.0, SEED);
        start(routes -> {
            String quick = "retryDelay=" + real(1, 5) + "&maxRetryDelay=" + real(30, 50);
            String quiet = "idleProbeInterval=" + real(30, 200);
            routes.from(uri(MENUS[0] + "/listen?bufferSize=64&" + quiet + "&" + quick)).process(to(replays[0]));
            routes.from(uri(MENUS[1] + "/listen?key=name&" + quiet + "&" + quick)).process(to(replays[1]));
            routes.from(uri(MENUS[2] + "/print?emit=changes&initialDelay=0&delay=" + real(30, 20) + "&" + quick))
                    .process(to(replays[2]));
        });

        // a device can be resumed once a feed has asked for it
        await().atMost(PATIENCE).until(() -> !component.deviceStatuses().isEmpty());
        live(DAY_SECONDS * 1000 / 4, LEAST_FAULTS / 4);
        awaitEqual();
        int threadsBefore = threads();
        long heapBefore = heapUsed();
        live(DAY_SECONDS * 1000 * 3 / 4, LEAST_FAULTS);
        awaitEqual();

        LOG.info("{} faults, {} edits, {} events, {} failed exchanges, {} logins, heap {} and {} MB, threads {} and {}", faults,
                edits, events, failedExchanges, router.journal().logins(), heapBefore >> 20, heapUsed() >> 20, threadsBefore,
                threads());
        assertThat(faults).isGreaterThanOrEqualTo(LEAST_FAULTS);
        await().atMost(LONG_PATIENCE).untilAsserted(() -> {
            // two listens, and a poll from time to time
            assertThat(router.commandsRunning()).isBetween(2, 3);
            assertThat(component.deviceStatuses()).singleElement()
                    .satisfies(status -> assertThat(status.commands()).as("tags in use").isBetween(2, 3));
            assertThat(component.getSessions()).isEqualTo(1);
            assertThat(router.sessionsOpen()).isEqualTo(1);
            assertThat(threads()).isLessThanOrEqualTo(threadsBefore + 5);
            assertThat(heapUsed()).isLessThan(heapBefore + LEAST_LEAK);
        });
        assertThat(router.journal().sessionsAtMost()).isLessThanOrEqualTo(4);
        context.stop();
        await().atMost(PATIENCE).until(() -> router.sessionsOpen() == 0 && router.commandsRunning() == 0);
    }

    /** A time of the feeds, shortened; in milliseconds. */
    private static long real(int virtualSeconds, long atLeast) {
        return Math.max(atLeast, virtualSeconds * 1000L / SCALE);
    }

    private Processor to(FeedReplay replay) {
        return exchange -> {
            if (events.incrementAndGet() % ROUTE_FAILS == 0) {
                failedExchanges.incrementAndGet();
                throw new IllegalStateException("the route fails now and then");
            }
            replay.replay(exchange);
        };
    }

    private void live(int millis, int leastFaults) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        int most = 2 * (int) real((int) FAULT_EVERY.toSeconds(), LEAST_FAULT_MILLIS);
        long nextFault = 0;
        while (System.nanoTime() - end < 0 || faults < leastFaults) {
            if (System.nanoTime() - nextFault > 0 || nextFault == 0) {
                fault();
                faults++;
                nextFault = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(most));
            }
            edit(router.table(MENUS[random.nextInt(MENUS.length)]));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(5)));
        }
        router.faults().clear();
        router.thaw();
        router.powerOn();
        component.resumeDevice("api@" + router.address());
    }

    private void fault() {
        String menu = MENUS[random.nextInt(MENUS.length)];
        switch (random.nextInt(11)) {
            case 0 -> router.cutSessions();
            case 1 -> router.resetSessions();
            case 2 -> {
                router.reboot(Duration.ofMillis(random.nextInt(50)));
                component.resumeDevice("api@" + router.address());
            }
            case 3 -> {
                router.freeze();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(50)));
                router.thaw();
            }
            case 4 -> router.faults().onNext(menu + "/print").trap("4", "failure: busy");
            case 5 -> router.faults().onNext(menu + "/listen").trap("4", "failure: busy");
            case 6 -> router.faults().onNext(menu + "/print").cutAfterBytes(random.nextInt(500));
            case 7 -> router.faults().onNext(menu + "/print").garbage((byte) 0xF9, (byte) 1);
            case 8 -> router.faults().onNext(menu + "/listen").fatal("session terminated on request");
            case 9 -> {
                for (int i = 0; i < 500; i++) {
                    edit(router.table(menu));
                }
            }
            default -> router.faults().onNext(menu + "/print").delay(Duration.ofMillis(random.nextInt(50)));
        }
    }

    private void edit(SimulatedTable table) {
        edits++;
        List<Map<String, String>> rows = table.rows();
        String id = rows.isEmpty() ? null : rows.get(random.nextInt(rows.size())).get(".id");
        int kind = random.nextInt(rows.size() > 200 ? 3 : 5);
        if (id == null || kind > 2) {
            table.add("name", "n" + names++, "address", "0", "dynamic", Boolean.toString(random.nextBoolean()));
        } else if (kind == 0) {
            table.remove(id);
        } else if (kind == 1) {
            table.set(id, "address", Integer.toString(random.nextInt(1000)), "comment", "c");
        } else {
            table.unset(id, "comment");
        }
    }

    private void awaitEqual() {
        await().atMost(LONG_PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            for (int i = 0; i < MENUS.length; i++) {
                assertThat(replays[i].mistakes()).as("seed %d", SEED).isEmpty();
                assertThat(replays[i].rows()).as("%s, seed %d", MENUS[i], SEED)
                        .isEqualTo(replays[i].expected(router.table(MENUS[i]).rows()));
            }
        });
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().contains("Mikrotik"))
                .count();
    }

    private static long heapUsed() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

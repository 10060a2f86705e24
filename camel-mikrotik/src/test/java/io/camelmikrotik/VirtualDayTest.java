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
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A day in the life of three feeds, with times shortened: a fault every few seconds of that day. System properties:
 * {@code feed.day.seconds} for how long the day takes here, {@code feed.seed} to repeat it.
 */
class VirtualDayTest extends MikrotikTestSupport {

    private static final Logger LOG = LoggerFactory.getLogger(VirtualDayTest.class);

    private static final int DAY_SECONDS = Integer.getInteger("feed.day.seconds", 20);
    private static final long SEED = Long.getLong("feed.seed", System.nanoTime() % 1_000_000_000);
    private static final String[] MENUS = { "/ppp/active", "/ip/dhcp-server/lease", "/ip/arp" };
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);
    private static final long LEAST_LEAK = 24 << 20;

    private final Random random = new Random(SEED);
    private final FeedReplay[] replays = { new FeedReplay(".id"), new FeedReplay("name"), new FeedReplay(".id") };
    private int names;
    private int faults;

    @Test
    void aDayOfFaultsLeavesNoGapAndNoLeak() throws Exception {
        router.close();
        router = SimulatedRouter.builder().countingJournal().partialChangeRows(true).start();
        LOG.info("a day of {} s from seed {}", DAY_SECONDS, SEED);
        start(routes -> {
            String quick = "retryDelay=5&maxRetryDelay=50";
            routes.from(uri(MENUS[0] + "/listen?quietTime=200&bufferSize=64&" + quick)).process(replays[0]::replay);
            routes.from(uri(MENUS[1] + "/listen?key=name&" + quick)).process(replays[1]::replay);
            routes.from(uri(MENUS[2] + "/print?emit=changes&delay=20&initialDelay=0&" + quick)).process(replays[2]::replay);
        });

        live(DAY_SECONDS * 1000 / 4);
        awaitEqual();
        int threadsBefore = threads();
        long heapBefore = heapUsed();
        live(DAY_SECONDS * 1000 * 3 / 4);
        awaitEqual();

        LOG.info("{} faults, {} logins, heap {} and {} MB, threads {} and {}", faults, router.journal().logins(),
                heapBefore >> 20, heapUsed() >> 20, threadsBefore, threads());
        await().atMost(LONG_PATIENCE).untilAsserted(() -> {
            // two listens, and a poll from time to time
            assertThat(router.commandsRunning()).isBetween(2, 3);
            assertThat(component.getSessions()).isEqualTo(1);
            assertThat(router.sessionsOpen()).isEqualTo(1);
            assertThat(threads()).isLessThanOrEqualTo(threadsBefore + 5);
            assertThat(heapUsed()).isLessThan(heapBefore + LEAST_LEAK);
        });
        assertThat(router.journal().sessionsAtMost()).isLessThanOrEqualTo(4);
        context.stop();
        await().atMost(PATIENCE).until(() -> router.sessionsOpen() == 0 && router.commandsRunning() == 0);
    }

    private void live(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long nextFault = 0;
        while (System.nanoTime() - end < 0) {
            if (System.nanoTime() - nextFault > 0 || nextFault == 0) {
                fault();
                faults++;
                nextFault = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50 + random.nextInt(300));
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

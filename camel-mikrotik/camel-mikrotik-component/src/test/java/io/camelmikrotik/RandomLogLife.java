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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A log that is written, a follower, and everything that can come between them, at random. A line may be missing, or
 * come late, only if the router had lost it, by a reboot or because its ring was full, before it was delivered.
 */
final class RandomLogLife {

    private static final String[] READING = { "/log/listen", "/log/print", "/system/identity/print" };
    private static final int ALWAYS_OPEN = 1_000_000;

    private final Random random;
    private final SimulatedRouter router;
    private final CamelContext context;
    private final MikrotikComponent component;
    private final Semaphore gate = new Semaphore(ALWAYS_OPEN);
    private final List<Integer> delivered = new ArrayList<>(); // guarded by itself
    private final Set<Integer> excused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger attempts = new AtomicInteger();
    private int written;
    private int oldestHeld;
    private boolean suspended;

    RandomLogLife(long seed, SimulatedRouter router, CamelContext context, MikrotikComponent component) {
        this.random = new Random(seed);
        this.router = router;
        this.context = context;
        this.component = component;
    }

    /** The end of the route. Fails now and then. */
    void arrived(Exchange exchange) throws InterruptedException {
        assertThat(gate.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        if (attempts.incrementAndGet() % 20 == 0) {
            throw new IllegalStateException("the route fails now and then");
        }
        String message = exchange.getMessage().getBody(RouterOsRow.class).get("message");
        int line = Integer.parseInt(message.substring("line ".length()));
        // lost by the ring in the same moment in which it was printed, perhaps: it can be here before excuse() looks
        if (isBehindALaterOne(line) && router.table("/log").find("message", message).isEmpty()) {
            excused.add(line);
        }
        synchronized (delivered) {
            delivered.add(line);
        }
    }

    private boolean isBehindALaterOne(int line) {
        synchronized (delivered) {
            return delivered.stream().anyMatch(each -> each > line);
        }
    }

    void live(int steps) throws Exception {
        for (int step = 0; step < steps; step++) {
            write(random.nextInt(20));
            trouble(random.nextInt(16));
            if (random.nextInt(4) == 0) {
                catchUp();
            }
        }
        calm();
        write(1);
        catchUp();
        // coming back is a line of the log too, and had its place in the ring
        write(0);
        List<Integer> all = all();
        assertThat(all).as("no line twice").doesNotHaveDuplicates();
        assertThat(late(all)).as("late, though the ring still held them").isSubsetOf(excused);
        Set<Integer> missing = new HashSet<>();
        for (int line = 0; line < written; line++) {
            missing.add(line);
        }
        all.forEach(missing::remove);
        missing.removeAll(excused);
        assertThat(missing).as("lines lost that the router held").isEmpty();
    }

    /** A router that tells a line after a print whose ring had lost it already: its order, not the follower's. */
    private static List<Integer> late(List<Integer> all) {
        List<Integer> late = new ArrayList<>();
        int newest = -1;
        for (int line : all) {
            if (line < newest) {
                late.add(line);
            }
            newest = Math.max(newest, line);
        }
        return late;
    }

    private void trouble(int kind) throws Exception {
        switch (kind) {
            case 0 -> router.cutSessions();
            case 1 -> router.resetSessions();
            case 2 -> reboot();
            case 3 -> router.shiftClock(Duration.ofSeconds(random.nextInt(10_000_000) - 5_000_000));
            case 4 -> router.faults().onNext(reading()).resetAfterBytes(random.nextInt(5_000));
            case 5 -> router.faults().onNext(reading()).rowsThenTrap(random.nextInt(10), null, "action timed out (13)");
            case 6 -> router.faults().onNext("/log/listen").rowsThenDone(random.nextInt(10));
            case 7 -> router.faults().onNext(READING[1 + random.nextInt(2)]).stall();
            case 8 -> router.faults().onNext(reading()).delay(Duration.ofMillis(random.nextInt(50)));
            case 9 -> outage();
            case 10 -> suspendOrResume();
            case 11 -> gate.drainPermits();
            case 12 -> gate.release(ALWAYS_OPEN);
            case 13 -> write(100);
            case 14 -> router.faults().onNext(reading()).garbage((byte) 0xFF, (byte) 0xFF);
            default -> router.faults().acceptAndClose(1);
        }
    }

    private String reading() {
        return READING[random.nextInt(READING.length)];
    }

    private void write(int lines) {
        for (int i = 0; i < lines; i++) {
            router.log("script,info", "line " + written++);
        }
        List<Map<String, String>> held = router.table("/log").find("topics", "script,info");
        int oldest = held.isEmpty() ? written : Integer.parseInt(held.get(0).get("message").substring("line ".length()));
        excuse(oldestHeld, oldest);
        oldestHeld = oldest;
    }

    /** The router no longer holds these: not to have been delivered by now is no fault. */
    private void excuse(int from, int to) {
        Set<Integer> known = new HashSet<>(all());
        for (int line = from; line < to; line++) {
            if (!known.contains(line)) {
                excused.add(line);
            }
        }
    }

    private List<Integer> all() {
        synchronized (delivered) {
            return List.copyOf(delivered);
        }
    }

    private void reboot() {
        router.reboot(Duration.ofMillis(20));
        excuse(oldestHeld, written);
        oldestHeld = written;
        router.powerOn();
        forgiveTheDevice();
    }

    private void outage() {
        router.faults().refuse(true);
        router.cutSessions();
        write(random.nextInt(60));
        router.faults().refuse(false);
        forgiveTheDevice();
    }

    /** An operator is impatient. */
    private void forgiveTheDevice() {
        component.deviceStatuses().forEach(status -> component.resumeDevice(status.device()));
    }

    private void suspendOrResume() throws Exception {
        if (suspended) {
            context.getRouteController().resumeRoute("log");
        } else if (gate.availablePermits() > 0) {
            context.getRouteController().suspendRoute("log");
        } else {
            return;
        }
        suspended = !suspended;
    }

    private void calm() throws Exception {
        gate.release(ALWAYS_OPEN);
        router.faults().clear();
        if (suspended) {
            suspendOrResume();
        }
        forgiveTheDevice();
    }

    private void catchUp() {
        if (suspended || gate.availablePermits() == 0) {
            return;
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            forgiveTheDevice();
            synchronized (delivered) {
                // not always the last one: lines that the ring has lost may come behind it
                return written == 0 || excused.contains(written - 1) || delivered.contains(written - 1);
            }
        });
    }
}

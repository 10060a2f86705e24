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

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.internal.fleet.FleetConsumer;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A fleet whose source changes at random while it is polled and listened to, written to, and meets faults: no device is
 * asked after it was drained, none that is there is forgotten, and none gets a session too many. A longer run:
 * {@code -Dfleet.devices=300 -Dfleet.changes=60}; a failure prints its seed, {@code -Dfleet.seed} plays it again.
 */
class FleetChurnTest extends FleetTestSupport {

    private static final int DEVICES = Integer.getInteger("fleet.devices", 16);
    private static final int CHANGES = Integer.getInteger("fleet.changes", 8);
    private static final String PRINT = "/system/resource/print";

    private final long seed = Long.getLong("fleet.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Set<String> polled = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> writes = new ConcurrentHashMap<>();

    @Test
    void devicesComeAndGoAndNoneIsForgottenOrAskedAfterItsEnd() throws Exception {
        startFleet(DEVICES);
        Map<String, MikrotikDevice> all = new HashMap<>(inventory);
        start(routes -> {
            routes.from("mikrotik:@*" + PRINT + "?delay=100").routeId("polls").process(
                    exchange -> polled.add(exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class)));
            routes.from("mikrotik:@*/ppp/active/listen?retryDelay=100").routeId("listens").to("mock:changes");
        });
        try {
            for (int change = 0; change < CHANGES; change++) {
                changeSome(all);
                component.reloadDevices();
                faultSomewhere();
                write("w" + change);
                everyDeviceIsPolledAndNoOther(all);
            }
        } catch (Throwable e) {
            throw new AssertionError("-Dfleet.seed=" + seed, e);
        }
    }

    private void changeSome(Map<String, MikrotikDevice> all) {
        for (int i = 0; i < DEVICES; i++) {
            String name = "r" + i;
            switch (random.nextInt(5)) {
                case 0 -> inventory.remove(name);
                case 1, 2 -> inventory.put(name, all.get(name));
                case 3 -> {
                    MikrotikDevice changed = device(fleet.router(i), i);
                    changed.setLabels("generation=" + random.nextInt(1_000));
                    inventory.put(name, changed);
                }
                default -> {
                    // as it was
                }
            }
        }
    }

    private void faultSomewhere() {
        SimulatedRouter router = fleet.router(random.nextInt(DEVICES));
        switch (random.nextInt(4)) {
            case 0 -> router.resetSessions();
            case 1 -> router.cutSessions();
            case 2 -> router.faults().onNext(PRINT).times(1).trap("4", "failure: busy");
            default -> router.faults().onNext(PRINT).times(1).cutAfterBytes(20);
        }
    }

    /** Each is done, refused or unknown as its device says. */
    private void write(String account) {
        Object body = send("mikrotik:@*/ppp/secret/add?failOn=never", Map.of("name", account)).getMessage().getBody();
        for (Object each : (Iterable<?>) body) {
            DeviceResult result = (DeviceResult) each;
            int written = fleet.router(Integer.parseInt(result.device().substring(1))).table("/ppp/secret")
                    .find("name", account).size();
            switch (result.state()) {
                case DONE -> assertThat(written).as("%s", result).isEqualTo(1);
                case FAILED, NOT_TRIED -> assertThat(written).as("%s", result).isZero();
                default -> assertThat(written).as("%s", result).isLessThanOrEqualTo(1);
            }
        }
        writes.computeIfAbsent(account, none -> new AtomicInteger()).incrementAndGet();
    }

    private void everyDeviceIsPolledAndNoOther(Map<String, MikrotikDevice> all) {
        Set<String> wanted = new TreeSet<>(inventory.keySet());
        Set<String> gone = new TreeSet<>(all.keySet());
        gone.removeAll(wanted);
        await().atMost(PATIENCE).until(() -> ((FleetConsumer) context.getRoute("polls").getConsumer()).devices()
                                             == wanted.size());
        for (String name : gone) {
            await("drained: " + name).atMost(PATIENCE).until(() -> router(name).sessionsOpen() == 0);
        }
        Map<String, Integer> askedBefore = new HashMap<>();
        gone.forEach(name -> askedBefore.put(name, router(name).journal().connections()));
        polled.clear();
        await("polled").atMost(PATIENCE).until(() -> polled.containsAll(wanted));
        assertThat(polled).isSubsetOf(wanted);
        gone.forEach(name -> assertThat(router(name).journal().connections()).as(name).isEqualTo(askedBefore.get(name)));
        fleet.routers().forEach(each -> assertThat(each.journal().sessionsAtMost()).isLessThanOrEqualTo(3));
    }

    private SimulatedRouter router(String name) {
        return fleet.router(Integer.parseInt(name.substring(1)));
    }
}

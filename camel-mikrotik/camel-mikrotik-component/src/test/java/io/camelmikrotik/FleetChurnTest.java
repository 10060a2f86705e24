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

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.RolloutException;
import io.camelmikrotik.feed.ChangeType;
import io.camelmikrotik.internal.fleet.FleetConsumer;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.write.RolloutResult;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A fleet whose source changes at random while it is polled and listened to, written to and changed by roll-outs, and
 * meets faults: no device is asked after it was drained, none that is there is forgotten, none gets a session too many,
 * each row that appears is told once, and each write and each step of a roll-out is what it is said to be. A longer
 * run: {@code -Dfleet.devices=300 -Dfleet.changes=60}; a failure prints its seed, {@code -Dfleet.seed} plays it again.
 */
class FleetChurnTest extends FleetTestSupport {

    private static final int DEVICES = Integer.getInteger("fleet.devices", 16);
    private static final int CHANGES = Integer.getInteger("fleet.changes", 8);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PRINT = "/system/resource/print";
    private static final String SECRET = "/ppp/secret";
    private static final String ONLINE = "/ppp/active";

    private final long seed = Long.getLong("fleet.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Set<String> polled = ConcurrentHashMap.newKeySet();
    /** Rows that appeared in a table that is listened to, and how often each was told. */
    private final Set<String> appeared = new TreeSet<>();
    private final Map<String, AtomicInteger> told = new ConcurrentHashMap<>();

    @TempDir
    private Path states;

    @Test
    void devicesComeAndGoAndNothingIsLostOrDoneTwiceAndNoneAskedAfterItsEnd() throws Exception {
        startFleet(DEVICES);
        Map<String, MikrotikDevice> all = new HashMap<>(inventory);
        start(routes -> {
            routes.from("mikrotik:@*" + PRINT + "?delay=" + Math.max(100, 10 * DEVICES)).routeId("polls").process(
                    exchange -> polled.add(exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class)));
            routes.from("mikrotik:@*" + ONLINE + "/listen?retryDelay=100&key=name&stateFile=" + states).routeId("listens")
                    .process(this::tell);
            routes.from("direct:roll-out").to(
                    "mikrotik:@*?operation=rollout&to=direct:one&waves=1,10%,100%&maxFailures=100%&parallelism=20"
                                              + "&offlineDeadline=500&stepTimeout=30s");
            routes.from("direct:one").toD("mikrotik:${header.CamelMikrotikDevice}" + SECRET + "/add");
        });
        try {
            for (int change = 0; change < CHANGES; change++) {
                CompletableFuture<Exchange> rollout = beginRollout("rolled-" + change);
                appearSomewhere("a" + change);
                changeSome(all);
                component.reloadDevices();
                faultSomewhere();
                write("w" + change);
                appearSomewhere("b" + change);
                eachStepIsAsItIsSaid("rolled-" + change, rollout);
                everyDeviceIsPolledAndNoOther(all);
            }
            inventory.putAll(all);
            component.reloadDevices();
            everyRowIsToldOnce();
        } catch (Throwable e) {
            throw new AssertionError("-Dfleet.seed=" + seed, e);
        }
    }

    // ---- the feed

    private void tell(Exchange change) {
        if (ChangeType.created.name().equals(change.getMessage().getHeader(MikrotikConstants.CHANGE_TYPE))) {
            String row = change.getMessage().getHeader(MikrotikConstants.DEVICE) + " "
                         + change.getMessage().getBody(RouterOsRow.class).get("name");
            told.computeIfAbsent(row, none -> new AtomicInteger()).incrementAndGet();
        }
    }

    /** On devices that are followed and on others: theirs are told when they are back. */
    private void appearSomewhere(String name) {
        for (int i = 0; i < Math.max(2, DEVICES / 10); i++) {
            int number = random.nextInt(DEVICES);
            if (appeared.add("r" + number + " " + name)) {
                fleet.router(number).table(ONLINE).add("name", name, "service", "pppoe");
            }
        }
    }

    private void everyRowIsToldOnce() {
        await("each row is told").atMost(LONG).untilAsserted(() -> assertThat(told.keySet()).containsAll(appeared));
        assertThat(told.keySet()).isEqualTo(appeared);
        assertThat(told).allSatisfy((row, times) -> assertThat(times).as(row).hasValue(1));
    }

    // ---- the roll-out

    private CompletableFuture<Exchange> beginRollout(String account) {
        return template.asyncSend("direct:roll-out",
                ExchangeBuilder.anExchange(context).withBody(Map.of("name", account)).build());
    }

    private void eachStepIsAsItIsSaid(String account, CompletableFuture<Exchange> rollout) throws Exception {
        Exchange ended = rollout.get(LONG.toSeconds(), TimeUnit.SECONDS);
        RolloutResult result = ended.getException() instanceof RolloutException stopped
                ? stopped.getResult() : ended.getMessage().getBody(RolloutResult.class);
        assertThat(result).as("%s", ended.getException()).isNotNull();
        for (RolloutResult.DeviceOutcome each : result.devices()) {
            int written = router(each.device()).table(SECRET).find("name", account).size();
            switch (each.state()) {
                case DONE -> assertThat(written).as("%s", each).isEqualTo(1);
                case UNKNOWN -> assertThat(written).as("%s", each).isLessThanOrEqualTo(1);
                default -> assertThat(written).as("%s", each).isZero();
            }
        }
    }

    // ---- changes, faults, writes

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
        Object body = send("mikrotik:@*" + SECRET + "/add?failOn=never", Map.of("name", account)).getMessage().getBody();
        for (Object each : (Iterable<?>) body) {
            DeviceResult result = (DeviceResult) each;
            int written = fleet.router(Integer.parseInt(result.device().substring(1))).table(SECRET)
                    .find("name", account).size();
            switch (result.state()) {
                case DONE -> assertThat(written).as("%s", result).isEqualTo(1);
                case FAILED, NOT_TRIED -> assertThat(written).as("%s", result).isZero();
                default -> assertThat(written).as("%s", result).isLessThanOrEqualTo(1);
            }
        }
    }

    private void everyDeviceIsPolledAndNoOther(Map<String, MikrotikDevice> all) {
        Set<String> wanted = new TreeSet<>(inventory.keySet());
        Set<String> gone = new TreeSet<>(all.keySet());
        gone.removeAll(wanted);
        await().atMost(LONG).until(() -> ((FleetConsumer) context.getRoute("polls").getConsumer()).devices()
                                         == wanted.size());
        for (String name : gone) {
            await("drained: " + name).atMost(LONG).until(() -> router(name).sessionsOpen() == 0);
        }
        Map<String, Integer> askedBefore = new HashMap<>();
        gone.forEach(name -> askedBefore.put(name, router(name).journal().connections()));
        polled.clear();
        await("polled").atMost(LONG).until(() -> polled.containsAll(wanted));
        assertThat(polled).isSubsetOf(wanted);
        gone.forEach(name -> assertThat(router(name).journal().connections()).as(name).isEqualTo(askedBefore.get(name)));
        fleet.routers().forEach(each -> assertThat(each.journal().sessionsAtMost()).isLessThanOrEqualTo(3));
    }

    private SimulatedRouter router(String name) {
        return fleet.router(Integer.parseInt(name.substring(1)));
    }
}

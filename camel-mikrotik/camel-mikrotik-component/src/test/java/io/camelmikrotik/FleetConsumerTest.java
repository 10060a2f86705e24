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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.camelmikrotik.internal.fleet.FleetConsumer;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Consumers on a selection: each device is followed by itself, and devices come and go. */
class FleetConsumerTest extends FleetTestSupport {

    private static final String PRINT = "/system/identity/print";

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    private void follow(String uri) throws Exception {
        start(routes -> routes.from(uri).routeId("fleet").process(exchange -> {
            seen.add(exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class));
            exchanges.add(exchange.copy());
        }));
    }

    private FleetConsumer consumer() {
        return (FleetConsumer) context.getRoute("fleet").getConsumer();
    }

    @Test
    void aPollAsksEachDeviceOncePerPeriodAndEachExchangeSaysWhich() throws Exception {
        startFleet(4);
        follow("mikrotik:@*" + PRINT + "?delay=500");

        await().atMost(PATIENCE).until(() -> exchanges.size() >= 12);
        assertThat(seen).containsExactlyInAnyOrder("r0", "r1", "r2", "r3");
        assertThat(consumer().turns().polls()).isGreaterThanOrEqualTo(12);
        // at most one session each, and as many polls of each, give or take the one under way
        List<Integer> polls = fleet.routers().stream().map(each -> each.journal().count(PRINT)).toList();
        assertThat(polls.stream().mapToInt(Integer::intValue).max().getAsInt()
                   - polls.stream().mapToInt(Integer::intValue).min().getAsInt())
                .isLessThanOrEqualTo(2);
    }

    @Test
    void aDeviceThatIsAddedIsFollowedAndOneThatIsRemovedIsNotAskedAnyMore() throws Exception {
        startFleet(3);
        MikrotikDevice later = inventory.remove("r2");
        follow("mikrotik:@*" + PRINT + "?delay=100");
        await().atMost(PATIENCE).until(() -> seen.containsAll(Set.of("r0", "r1")));

        inventory.put("r2", later);
        inventory.remove("r0");
        component.reloadDevices();

        await().atMost(PATIENCE).until(() -> seen.contains("r2"));
        await().atMost(PATIENCE).until(() -> fleet.router(0).sessionsOpen() == 0);
        int asked = fleet.router(0).journal().count(PRINT);
        int others = fleet.router(1).journal().count(PRINT);
        await().atMost(PATIENCE).until(() -> fleet.router(1).journal().count(PRINT) > others + 5);
        assertThat(fleet.router(0).journal().count(PRINT)).isEqualTo(asked);
        assertThat(fleet.router(0).sessionsOpen()).isZero();
        assertThat(consumer().devices()).isEqualTo(2);
    }

    @Test
    void changedCredentialsMakeANewSessionAndOtherDevicesKeepTheirs() throws Exception {
        fleet = SimulatedFleet.start(2, builder -> builder.user(SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                .user("other", "pass"));
        for (int i = 0; i < 2; i++) {
            inventory.put("r" + i, device(fleet.router(i), i));
        }
        component.setDeviceSource(() -> Map.copyOf(inventory));
        component.setDeviceSourceInterval(50);
        follow("mikrotik:@*" + PRINT + "?delay=100");
        await().atMost(PATIENCE).until(() -> seen.size() == 2);

        MikrotikDevice changed = device(fleet.router(0), 0);
        changed.setUsername("other");
        changed.setPassword("pass");
        inventory.put("r0", changed);

        await().atMost(PATIENCE).until(() -> fleet.router(0).journal().logins() == 2);
        await().atMost(PATIENCE).until(() -> fleet.router(0).sessionsOpen() == 1);
        assertThat(fleet.router(1).journal().logins()).isEqualTo(1);
    }

    @Test
    void aSlowDeviceSkipsItsTurnsAndDelaysNobody() throws Exception {
        startFleet(3);
        fleet.router(1).faults().onNext(PRINT).times(1).delay(Duration.ofMillis(1_500));
        follow("mikrotik:@*" + PRINT + "?delay=100");

        await().atMost(PATIENCE).until(() -> seen.contains("r1"));
        await().atMost(PATIENCE).until(() -> consumer().turns().skipped() > 0);
        assertThat(fleet.router(0).journal().count(PRINT)).isGreaterThan(5);
    }

    @Test
    void aDeadDeviceIsAskedOncePerBackOffAndTheOthersGoOn() throws Exception {
        startFleet(3);
        fleet.router(0).shutdown();
        follow("mikrotik:@*" + PRINT + "?delay=50");

        await().atMost(PATIENCE).until(() -> fleet.router(1).journal().count(PRINT) > 20);
        assertThat(component.getOpeningsFailed()).isLessThan(8);
        fleet.router(0).powerOn();
        await().atMost(PATIENCE).until(() -> seen.contains("r0"));
    }

    @Test
    void changesAndListenAreFollowedOnEachDevice() throws Exception {
        startFleet(2);
        start(routes -> {
            routes.from("mikrotik:@*/ppp/secret/print?emit=changes&key=name&delay=100&initial=skip").to("direct:change");
            routes.from("mikrotik:@*/ppp/active/listen?initial=emit").to("direct:change");
            routes.from("direct:change").process(exchange -> seen.add(exchange.getMessage().getHeader(
                    MikrotikConstants.DEVICE) + " " + exchange.getMessage().getBody(RouterOsRow.class).get("name")));
        });
        fleet.router(1).table("/ppp/active").add("name", "online-1");
        await().atMost(PATIENCE).until(() -> seen.contains("r1 online-1"));
        await().atMost(PATIENCE).until(() -> fleet.routers().stream().allMatch(
                each -> each.journal().count("/ppp/secret/print") > 1));
        fleet.router(0).table("/ppp/secret").add("name", "new-0");
        await().atMost(PATIENCE).until(() -> seen.contains("r0 new-0"));
    }

    @Test
    void theStateOfEachDeviceHasAFileOfItsOwn(@TempDir Path folder) throws Exception {
        startFleet(2);
        follow("mikrotik:@*/ppp/secret/print?emit=changes&key=name&delay=100&stateFile=" + folder);
        fleet.router(0).table("/ppp/secret").add("name", "a");
        fleet.router(1).table("/ppp/secret").add("name", "b");
        await().atMost(PATIENCE).until(() -> exchanges.size() == 2);
        context.stop();
        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()).filter(name -> name.endsWith(".state")))
                    .containsExactlyInAnyOrder("r0.state", "r1.state");
        }
    }

    @Test
    void aRoundIsOneMessageWithTheRowsOfAllAndWhoIsMissing() throws Exception {
        startFleet(3);
        fleet.router(2).shutdown();
        follow("mikrotik:@*" + PRINT + "?emit=round&delay=400&initialDelay=0");

        await().atMost(PATIENCE).until(() -> exchanges.size() >= 2);
        Map<?, ?> rows = exchanges.get(1).getMessage().getBody(Map.class);
        assertThat(rows.keySet().stream().map(String::valueOf)).containsExactly("r0", "r1");
        @SuppressWarnings("unchecked")
        Map<String, String> missing
                = exchanges.get(1).getMessage().getHeader(MikrotikConstants.MISSING_DEVICES, Map.class);
        assertThat(missing).containsOnlyKeys("r2");
        assertThat(missing.get("r2")).contains(fleet.router(2).address());
        assertThat(exchanges.get(1).getMessage().getHeader(MikrotikConstants.ROW_COUNT)).isEqualTo(2);
    }

    @Test
    void aRoundEndsWithThePeriodAndTheNextOneIsWhole() throws Exception {
        startFleet(2);
        fleet.router(1).faults().onNext(PRINT).times(1).stall();
        follow("mikrotik:@*" + PRINT + "?emit=round&delay=400&initialDelay=0");

        await().atMost(PATIENCE).until(() -> exchanges.stream().anyMatch(
                each -> each.getMessage().getHeader(MikrotikConstants.MISSING_DEVICES, Map.class).isEmpty()));
        assertThat(exchanges.get(0).getMessage().getHeader(MikrotikConstants.MISSING_DEVICES, Map.class).get("r1"))
                .isNotNull();
    }

    @Test
    void aSuspendedRouteAsksNobodyAndGoesOnWhenResumed() throws Exception {
        startFleet(2);
        follow("mikrotik:@*" + PRINT + "?delay=50");
        await().atMost(PATIENCE).until(() -> seen.size() == 2);
        context.getRouteController().suspendRoute("fleet");
        int asked = fleet.router(0).journal().count(PRINT);
        inventory.remove("r1");
        component.reloadDevices();
        context.getRouteController().resumeRoute("fleet");
        await().atMost(PATIENCE).until(() -> fleet.router(0).journal().count(PRINT) > asked + 2);
        assertThat(consumer().devices()).isEqualTo(1);
    }

    @Test
    void stoppingTheRouteEndsAllSubscriptionsAndWaitsForBusyRoutes() throws Exception {
        startFleet(2);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        start(routes -> routes.from("mikrotik:@*" + PRINT + "?delay=50").routeId("fleet").process(exchange -> {
            busy.countDown();
            release.await();
            exchanges.add(exchange.copy());
        }));
        busy.await();
        Thread stopping = new Thread(() -> {
            try {
                context.getRouteController().stopRoute("fleet");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopping.start();
        release.countDown();
        stopping.join(PATIENCE.toMillis());
        assertThat(stopping.isAlive()).isFalse();
        assertThat(exchanges).isNotEmpty();
        int asked = fleet.router(0).journal().count(PRINT);
        assertThat(fleet.router(0).journal().count(PRINT)).isEqualTo(asked);
    }

    @Test
    void aRouteInTheMiddleOfAMessageIsNotInterruptedWhenItIsSuspended() throws Exception {
        startFleet(1);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        start(routes -> routes.from("mikrotik:@*" + PRINT + "?delay=50").routeId("fleet").process(exchange -> {
            busy.countDown();
            release.await();
            exchanges.add(exchange.copy());
        }));
        busy.await();
        Thread suspending = new Thread(() -> {
            try {
                context.getRouteController().suspendRoute("fleet");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        suspending.start();
        await().atMost(PATIENCE).until(() -> suspending.getState() == Thread.State.TIMED_WAITING
                || suspending.getState() == Thread.State.WAITING);
        release.countDown();
        suspending.join(PATIENCE.toMillis());
        assertThat(exchanges).hasSize(1).allMatch(each -> each.getException() == null);
    }

    @Test
    void aNewLabelEndsNoSession() throws Exception {
        startFleet(1);
        follow("mikrotik:@*" + PRINT + "?delay=50");
        await().atMost(PATIENCE).until(() -> seen.contains("r0"));
        MikrotikDevice labelled = device(fleet.router(0), 0);
        labelled.setLabels("site=rom");
        inventory.put("r0", labelled);
        component.reloadDevices();
        int asked = fleet.router(0).journal().count(PRINT);
        await().atMost(PATIENCE).until(() -> fleet.router(0).journal().count(PRINT) > asked + 3);
        assertThat(fleet.router(0).journal().logins()).isEqualTo(1);
    }

    @Test
    void aComponentThatIsStoppedAndStartedPollsItsSelectionsAgain() throws Exception {
        startFleet(2);
        start(routes -> {
            routes.from("mikrotik:@*" + PRINT + "?delay=50").process(exchange -> seen.add("polled"));
            routes.from("mikrotik:@*" + PRINT + "?emit=round&delay=100&initialDelay=0").process(exchange -> seen.add("round"));
        });
        await().atMost(PATIENCE).until(() -> seen.size() == 2);
        component.stop();
        seen.clear();
        component.start();
        await().atMost(PATIENCE).until(() -> seen.size() == 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mikrotik:r0/ppp/secret/print?emit=round              | emit=round needs a selection",
            "mikrotik:@*/ppp/secret/print?emit=round&greedy=true  | greedy does not apply to emit=round",
            "mikrotik:@*/ppp/secret/print?useFixedDelay=false     | useFixedDelay does not apply to a selection",
            "mikrotik:@*/ppp/secret/print?initialDelay=5          | initialDelay does not apply to a selection",
            "mikrotik:@*/ppp/secret/add                           | is not known to only read",
            "mikrotik:@*/system/reboot?emit=round                 | is not known to only read",
            "mikrotik:@*/ppp/active/listen?emit=round             | emit=ROUND does not apply",
            "mikrotik:@*/ppp/secret/print?parallelism=2           | parallelism is an option of producers",
            "mikrotik:r0/ppp/secret/print?maxDevicesDown=2        | maxDevicesDown needs a selection" })
    void whatDoesNotFitIsRefusedAtStart(String uri, String why) {
        startFleet(1);
        assertThatThrownBy(() -> follow(uri)).hasStackTraceContaining(why);
    }

    @Test
    void aSourceThatIsABeanIsFound() throws Exception {
        fleet = SimulatedFleet.start(1);
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("inventory", (DeviceSource) () -> Map.of("r0", device(fleet.router(0), 0)));
            other.getComponent("mikrotik", MikrotikComponent.class).setConfiguration(component.getConfiguration());
            other.start();
            Object results = other.createProducerTemplate().requestBody("mikrotik:@site=berlin" + PRINT, (Object) null);
            assertThat((List<?>) results).hasSize(1);
        }
    }
}

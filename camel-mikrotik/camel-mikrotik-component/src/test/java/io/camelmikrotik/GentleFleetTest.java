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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.camelmikrotik.internal.endpoint.GentleLimits;
import io.camelmikrotik.internal.fleet.FleetConsumer;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** How gently the devices of a fleet are polled, as they see it, and what can be seen of that. */
class GentleFleetTest extends FleetTestSupport {

    private static final String PRINT = "/system/identity/print";
    private static final String RESOURCE = "/system/resource/print";

    private void poll(String uri) throws Exception {
        start(routes -> routes.from(uri).routeId("polls").to("mock:rows"));
    }

    private FleetConsumer consumer() {
        return (FleetConsumer) context.getRoute("polls").getConsumer();
    }

    private void load(SimulatedRouter router, int percent) {
        router.table("/system/resource").set("*0", "cpu-load", String.valueOf(percent));
    }

    // ---- time between polls

    @Test
    void twoRoutesTogetherPollADeviceNoMoreOftenThanMinPollInterval() throws Exception {
        startFleet(1);
        component.setMinPollInterval(300);
        start(routes -> {
            routes.from("mikrotik:@*" + PRINT + "?delay=50").to("mock:a");
            routes.from("mikrotik:r0/system/clock/print?delay=50").to("mock:b");
        });
        SimulatedRouter router = fleet.router(0);
        await().atMost(PATIENCE).until(
                () -> router.journal().count(PRINT) >= 3 && router.journal().count("/system/clock/print") >= 3);

        List<Instant> polls = router.journal().commands().stream().map(Journal.Entry::time).toList();
        long took = Duration.between(polls.get(0), polls.get(polls.size() - 1)).toMillis();
        // one that begins late is followed sooner
        assertThat(took).isGreaterThan((polls.size() - 2) * 300L);
    }

    @Test
    void aConsumerThatWaitsForItsTurnStopsAtOnce() throws Exception {
        startFleet(1);
        inventory.get("r0").setMinPollInterval(Duration.ofHours(1));
        poll("mikrotik:r0" + PRINT + "?delay=10");
        await().atMost(PATIENCE).until(() -> fleet.router(0).journal().count(PRINT) == 1);

        long before = System.nanoTime();
        context.getRouteController().stopRoute("polls");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(fleet.router(0).journal().count(PRINT)).isOne();
    }

    // ---- cpu-load

    @Test
    void aBusyDeviceIsPolledAtEveryFourthTurnAndAskedForItsLoadOnceAMinute() throws Exception {
        startFleet(2);
        load(fleet.router(0), 97);
        component.setMaxCpuLoad(90);
        poll("mikrotik:@*" + PRINT + "?delay=50");

        await().atMost(PATIENCE).until(() -> fleet.router(0).journal().count(PRINT) >= 4);
        int polls = fleet.router(0).journal().count(PRINT);
        long skipped = consumer().turns().skippedForLoad();
        assertThat(skipped).isGreaterThanOrEqualTo((polls - 1) * 3L);
        assertThat(fleet.router(1).journal().count(PRINT)).isGreaterThan(polls);
        assertThat(fleet.router(0).journal().count(RESOURCE)).isOne();
        assertThat(fleet.router(0).journal().logins()).isOne();
    }

    @Test
    void theLoadIsNotAskedForWithoutAThreshold() throws Exception {
        startFleet(1);
        poll("mikrotik:@*" + PRINT + "?delay=50");
        await().atMost(PATIENCE).until(() -> fleet.router(0).journal().count(PRINT) > 3);

        assertThat(fleet.router(0).journal().count(RESOURCE)).isZero();
    }

    @Test
    void aDeviceThatDoesNotTellItsLoadIsPolled() throws Exception {
        startFleet(1);
        component.setMaxCpuLoad(1);
        fleet.router(0).faults().onNext(RESOURCE).times(1).trap("", "not enough permissions (9)");
        poll("mikrotik:@*" + PRINT + "?delay=50");

        await().atMost(PATIENCE).until(() -> fleet.router(0).journal().count(PRINT) > 5);
        assertThat(consumer().turns().skippedForLoad()).isZero();
    }

    @Test
    void aRoundSaysWhichDevicesWereTooBusy() throws Exception {
        startFleet(2);
        load(fleet.router(1), 95);
        inventory.get("r1").setMaxCpuLoad(80);
        Set<Object> missing = ConcurrentHashMap.newKeySet();
        start(routes -> routes.from("mikrotik:@*" + PRINT + "?emit=round&delay=500&initialDelay=0")
                .process(exchange -> missing.add(exchange.getMessage().getHeader(MikrotikConstants.MISSING_DEVICES))));

        // every fourth round has it, and the first ones may be too short for a login
        await().atMost(PATIENCE).until(
                () -> missing.contains(Map.of("r1", "skipped, for its cpu-load is 95%, above maxCpuLoad=80")));
    }

    // ---- whose limits apply

    @Test
    void aDevicesOwnLimitsStandBeforeItsGroupsAndThoseBeforeTheComponents() throws Exception {
        component.setMaxCpuLoad(95);
        component.setMaxSessionShare(60);
        component.setMinPollInterval(1_000);
        group("@even", group -> {
            group.setMaxCommandsPerSecond(10.0);
            group.setMaxCpuLoad(70);
            group.setMinPollInterval("5s");
        });
        group("@site=berlin", group -> {
            group.setMaxCommandsPerSecond(4.0);
            group.setMaxCpuLoad(0);
        });
        startFleet(3);
        startWithout();
        inventory.get("r0").setMaxCommandsPerSession(3);
        inventory.get("r0").setMaxCpuLoad(50);

        assertThat(component.limits(inventory.get("r0")))
                .isEqualTo(new GentleLimits(Duration.ofSeconds(5), 4.0, 3, 50, 60));
        assertThat(component.limits(inventory.get("r1")))
                .isEqualTo(new GentleLimits(Duration.ofSeconds(1), 4.0, 16, 0, 60));
        assertThat(component.limits(inventory.get("r2")))
                .isEqualTo(new GentleLimits(Duration.ofSeconds(5), 10.0, 16, 70, 60));
    }

    private void group(String selection, java.util.function.Consumer<MikrotikDeviceGroup> settings) {
        MikrotikDeviceGroup group = new MikrotikDeviceGroup();
        group.setSelection(selection);
        settings.accept(group);
        context.getRegistry().bind("group" + selection, group);
    }

    @Test
    void theDevicesOfAGroupAreSentNoMoreThanItsCommandsPerSecond() throws Exception {
        startFleet(2);
        group("@even", group -> group.setMaxCommandsPerSecond(5.0));
        start(routes -> routes.from("direct:in").split(routes.body()).parallelProcessing()
                .toD("mikrotik:${body}" + PRINT));
        Object twelve = List.of("r0", "r1", "r0", "r1", "r0", "r1", "r0", "r1", "r0", "r1", "r0", "r1");

        assertThat(send("direct:in", twelve).getException()).isNull();

        assertThat(took(fleet.router(0))).isGreaterThan(Duration.ofMillis(700));
        assertThat(fleet.router(0).journal().count(PRINT)).isEqualTo(6);
        assertThat(fleet.router(1).journal().count(PRINT)).isEqualTo(6);
    }

    private static Duration took(SimulatedRouter router) {
        List<Instant> times = router.journal().commands().stream().map(Journal.Entry::time).sorted().toList();
        return Duration.between(times.get(0), times.get(times.size() - 1));
    }

    @Test
    void aShareOfTheSessionsIsKeptToByDevice() throws Exception {
        startFleet(1);
        inventory.get("r0").setMaxSessionShare(5);
        start(routes -> {
            routes.from("mikrotik:@*/ppp/active/listen").to("mock:a");
            routes.from("mikrotik:@*" + PRINT + "?delay=50").to("mock:b");
        });

        await().atMost(PATIENCE).until(() -> fleet.router(0).journal().count(PRINT) > 3);
        assertThat(fleet.router(0).journal().sessionsAtMost()).isOne();
        assertThat(fleet.router(0).journal().count("/ip/service/print")).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "maxCpuLoad           | 101 | maxCpuLoad must be a percentage, at most 100: 101",
            "maxSessionShare      | 101 | maxSessionShare must be a percentage, at most 100: 101",
            "maxCommandsPerSecond | -1  | maxCommandsPerSecond must be",
            "minPollInterval      | -1  | minPollInterval must be" })
    void whatIsOutOfItsRangeIsRefusedAtStart(String option, String value, String why) {
        assertThatThrownBy(() -> {
            component.getComponentPropertyConfigurer().configure(context, component, option, value, false);
            startWithout();
        }).hasStackTraceContaining(why);
    }

    @Test
    void aGroupWithoutItsSelectionIsRefused() throws Exception {
        startFleet(1);
        context.getRegistry().bind("group", new MikrotikDeviceGroup());

        assertThatThrownBy(() -> poll("mikrotik:r0" + PRINT))
                .hasStackTraceContaining("a MikrotikDeviceGroup needs its selection");
    }

    // ---- what can be seen

    @Test
    void theDevicesOfASelectionAreToldWithVersionAndLastSuccessAndNobodyLogsInForThat() throws Exception {
        startFleet(3);
        startWithout();
        rows(send("mikrotik:r0" + PRINT, null));
        fleet.router(1).shutdown();
        send("mikrotik:r1" + PRINT, null);

        List<Map<String, Object>> devices = devices();
        devices();

        assertThat(devices.get(0)).containsEntry("version", fleet.router(0).version() + " (stable)")
                .containsEntry("lastSuccessSeconds", 0L).containsKey("board");
        assertThat(devices.get(1)).containsEntry("state", "DOWN").containsKeys("nextAttemptSeconds", "lastFailure")
                .containsEntry("lastSuccessSeconds", null).doesNotContainKey("version");
        assertThat(devices.get(2)).doesNotContainKey("version");
        assertThat(fleet.router(0).journal().count(RESOURCE)).isOne();
        assertThat(fleet.router(0).journal().logins()).isOne();
        assertThat(fleet.router(2).journal().connections()).isZero();
    }

    @Test
    void anotherVersionIsReadAfterAnotherLogin() throws Exception {
        startFleet(1);
        startWithout();
        rows(send("mikrotik:r0" + PRINT, null));
        devices();
        fleet.router(0).shutdown();
        fleet.router(0).table("/system/resource").set("*0", "version", "7.99 (stable)");
        fleet.router(0).powerOn();
        await().atMost(PATIENCE).until(() -> send("mikrotik:r0" + PRINT, null).getException() == null);

        assertThat(devices().get(0)).containsEntry("version", "7.99 (stable)");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> devices() {
        return send("mikrotik:@*?operation=devices", null).getMessage().getBody(List.class);
    }

    @Test
    void pollsSkippedTurnsAndTheAgeOfTheLastSuccessAreMetered() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        context.getRegistry().bind("meters", registry);
        startFleet(2);
        load(fleet.router(1), 99);
        component.setMaxCpuLoad(90);
        fleet.router(0).faults().onNext(PRINT).times(1).delay(Duration.ofMillis(700));
        poll("mikrotik:@all" + PRINT + "?delay=100");

        await().atMost(PATIENCE).until(() -> skipped(registry, "late") > 0 && skipped(registry, "busy") > 0);
        Timer lateness = registry.get("camel.mikrotik.polls.lateness").tag("selection", "@all").timer();
        await().atMost(PATIENCE).until(() -> lateness.count() > 0);
        assertThat(lateness.takeSnapshot().histogramCounts()).hasSize(7);
        await().atMost(PATIENCE).until(
                () -> registry.get("camel.mikrotik.devices.last.success.age").tag("state", "up").gauge().value() < 5);
        assertThat(registry.get("camel.mikrotik.devices.last.success.age").tag("state", "down").gauge().value()).isNaN();
        context.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    private static double skipped(MeterRegistry registry, String reason) {
        return registry.find("camel.mikrotik.polls.skipped").tag("reason", reason).counters().stream()
                .mapToDouble(each -> each.count()).sum();
    }

    @Test
    void consoleAndManagementTellOfTheDevicesOfASelection() throws Exception {
        startFleet(3);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        start(routes -> routes.from("mikrotik:@even" + PRINT + "?delay=100").routeId("polls").process(
                exchange -> seen.add(exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class))));
        await().atMost(PATIENCE).until(() -> seen.size() == 2);
        rows(send("mikrotik:r1" + PRINT, null));
        MikrotikDevConsole console = new MikrotikDevConsole();
        console.setCamelContext(context);

        String text = console.doCallText(Map.of("filter", "@even"));

        assertThat(text).contains("r0 api@" + fleet.router(0).address(), "r2 api@" + fleet.router(2).address())
                .doesNotContain("r1 api@");
        assertThat(console.doCallJson(Map.of("filter", "@even")).toJson()).contains("\"name\":\"r2\"");
        MikrotikEndpoint endpoint = (MikrotikEndpoint) context.getRoute("polls").getEndpoint();
        fleet.router(2).shutdown();
        await().atMost(PATIENCE).until(() -> endpoint.getFleetDevicesDown() == 1);
        assertThat(endpoint.getFleetDevices()).isEqualTo(2);
        assertThat(endpoint.listFleetDevices()).hasSize(2).first().asString().startsWith("r0: ");
    }
}

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

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.CommandFate;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One exchange to all devices of a selection. */
class FleetProducerTest extends FleetTestSupport {

    private static final String ADD = "/ppp/secret/add";

    @SuppressWarnings("unchecked")
    private static List<DeviceResult> results(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private static Map<String, String> account(String name) {
        return Map.of("name", name, "password", "x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "@*                     | r0 r1 r2 r3",
            "@all                   | r0 r1 r2 r3",
            "@even                  | r0 r2",
            "@site=berlin           | r0 r1",
            "@site=berlin,even      | r0",
            "@site=wien,number=3    | r3",
            "@even,all              | r0 r2",
            "@nothing               | ''" })
    void aSelectionIsSentToItsDevices(String selection, String names) throws Exception {
        startFleet(4);
        startWithout();

        Exchange exchange = send("mikrotik:" + selection + ADD, account("anna"));

        assertThat(exchange.getException()).isNull();
        assertThat(String.join(" ", results(exchange).stream().map(DeviceResult::device).toList())).isEqualTo(names);
        assertThat(results(exchange)).allMatch(DeviceResult::isDone);
        for (int i = 0; i < 4; i++) {
            assertThat(fleet.router(i).journal().writes(ADD)).isEqualTo(names.contains("r" + i) ? 1 : 0);
        }
    }

    @Test
    void eachResultHasTheRowsOfItsDevice() throws Exception {
        startFleet(3);
        startWithout();
        for (int i = 0; i < 3; i++) {
            fleet.router(i).table("/ppp/secret").add("name", "of-r" + i);
        }

        Exchange exchange = send("mikrotik:@*/ppp/secret/print?properties=name", null);

        assertThat(results(exchange)).extracting(each -> each.device() + each.body())
                .containsExactly("r0[{name=of-r0}]", "r1[{name=of-r1}]", "r2[{name=of-r2}]");
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.DEVICES_DONE)).isEqualTo(3);
    }

    @Test
    void aRefusalAnUnknownOutcomeAndASuspendedDeviceAreToldApart() throws Exception {
        startFleet(4);
        startWithout();
        fleet.router(1).faults().onNext(ADD).trap("4", "failure: busy");
        component.getConfiguration().setRequestTimeout(2_000);
        fleet.router(2).faults().onNext(ADD).executeThenReset();
        send("mikrotik:r3/system/identity/print", null);
        component.suspendDevice("api@" + fleet.router(3).address());

        Exchange exchange = send("mikrotik:@*" + ADD, account("anna"));

        FleetException failure = exchange.getException(FleetException.class);
        assertThat(failure.getResults()).extracting(DeviceResult::state).containsExactly(
                DeviceResult.State.DONE, DeviceResult.State.FAILED, DeviceResult.State.UNKNOWN, DeviceResult.State.NOT_TRIED);
        assertThat(failure.getResults().get(1).failure()).isInstanceOf(TrapException.class);
        assertThat(failure.getFate()).isEqualTo(CommandFate.OUTCOME_UNKNOWN);
        assertThat(failure).hasMessageContaining("@*").hasMessageContaining("1 done, 1 failed, 1 unknown, 1 not tried");
        assertThat(exchange.getMessage().getHeaders()).containsEntry(MikrotikConstants.DEVICES_DONE, 1)
                .containsEntry(MikrotikConstants.DEVICES_FAILED, 1).containsEntry(MikrotikConstants.DEVICES_UNKNOWN, 1)
                .containsEntry(MikrotikConstants.DEVICES_NOT_TRIED, 1);
        assertThat(fleet.router(2).journal().writes(ADD)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "any, 1, true", "any, 0, false", "all, 1, false", "all, 2, true", "never, 2, false" })
    void failOnSaysWhenTheExchangeFails(String failOn, int refusing, boolean fails) throws Exception {
        startFleet(2);
        startWithout();
        for (int i = 0; i < refusing; i++) {
            fleet.router(i).faults().onNext(ADD).trap("4", "failure: busy");
        }

        Exchange exchange = send("mikrotik:@*" + ADD + "?failOn=" + failOn, account("anna"));

        assertThat(exchange.getException() != null).isEqualTo(fails);
        assertThat(results(exchange)).hasSize(2);
    }

    @Test
    void bulkUpsertAndEnsureWorkOnEachDevice() throws Exception {
        startFleet(3);
        startWithout();

        send("mikrotik:@*/ppp/secret/add", List.of(account("anna"), account("bert")));
        send("mikrotik:@*/ppp/secret?operation=upsert&key=name", account("carl"));
        Exchange ensured = send("mikrotik:@*/ip/firewall/address-list?operation=ensure&scope=list=blocked&key=address",
                List.of(Map.of("address", "192.0.2.1"), Map.of("address", "192.0.2.2")));

        assertThat(results(ensured)).allMatch(DeviceResult::isDone);
        for (int i = 0; i < 3; i++) {
            assertThat(fleet.router(i).table("/ppp/secret").rows()).extracting(row -> row.get("name"))
                    .containsExactly("anna", "bert", "carl");
            assertThat(fleet.router(i).table("/ip/firewall/address-list").rows()).hasSize(2);
        }
    }

    @Test
    void noMoreDevicesWorkAtATimeThanAskedFor() throws Exception {
        startFleet(6);
        startWithout();
        for (int i = 0; i < 6; i++) {
            fleet.router(i).faults().onNext("/system/identity/print").stall();
        }

        Iterator<?> results = send("mikrotik:@*/system/identity/print?streaming=true&parallelism=2&requestTimeout=300", null)
                .getMessage().getBody(Iterator.class);

        List<Object> all = new ArrayList<>();
        while (results.hasNext()) {
            all.add(results.next());
            int asked = (int) fleet.routers().stream().filter(each -> each.journal().connections() > 0).count();
            // those that have ended, and two
            assertThat(asked).isLessThanOrEqualTo(Math.min(6, all.size() + 2 + 1));
        }
        assertThat(all).hasSize(6);
    }

    @Test
    void streamedResultsComeBeforeTheSlowestHasEnded() throws Exception {
        startFleet(3);
        startWithout();
        fleet.router(0).freeze();

        Exchange exchange = send("mikrotik:@*/system/identity/print?streaming=true", null);
        Iterator<?> results = exchange.getMessage().getBody(Iterator.class);

        assertThat(List.of(((DeviceResult) results.next()).device(), ((DeviceResult) results.next()).device()))
                .containsExactlyInAnyOrder("r1", "r2");
        fleet.router(0).thaw();
        assertThat(((DeviceResult) results.next()).device()).isEqualTo("r0");
        assertThat(results.hasNext()).isFalse();
    }

    @Test
    void whatTheRouteDoesMeanwhileDoesNotReachTheDevicesThatFollow() throws Exception {
        startFleet(5);
        start(routes -> routes.from("direct:in").to("mikrotik:@*" + ADD + "?streaming=true&parallelism=1")
                .process(exchange -> {
                    Iterator<?> results = exchange.getMessage().getBody(Iterator.class);
                    exchange.getMessage().setBody("something else");
                    List<Object> all = new ArrayList<>();
                    results.forEachRemaining(all::add);
                    exchange.getMessage().setBody(all);
                }));

        Exchange exchange = send("direct:in", account("anna"));

        assertThat(results(exchange)).hasSize(5).allMatch(DeviceResult::isDone);
        assertThat(fleet.routers()).allMatch(each -> each.table("/ppp/secret").find("name", "anna").size() == 1);
    }

    @Test
    void aListOfWhichAPartWasRefusedIsNotDone() throws Exception {
        startFleet(2);
        startWithout();
        fleet.router(1).faults().onNext(ADD).times(1).trap("4", "failure: no");

        Exchange exchange = send("mikrotik:@*" + ADD + "?onFailure=continue&failOn=never",
                List.of(account("anna"), account("bert")));

        assertThat(results(exchange)).extracting(DeviceResult::state)
                .containsExactly(DeviceResult.State.DONE, DeviceResult.State.FAILED);
        assertThat(results(exchange).get(1).failure()).hasMessageContaining("1 refused");
    }

    @Test
    void aDynamicTargetTakesWhatTheSourceHasNow() throws Exception {
        startFleet(2);
        start(routes -> routes.from("direct:in").toD("mikrotik:${header.router}/system/identity/print"));
        assertThat(send("direct:in", null, Map.of("router", "r0")).getException()).isNull();

        MikrotikDevice moved = device(fleet.router(1), 0);
        inventory.put("r0", moved);
        component.reloadDevices();

        int before = fleet.router(0).journal().count("/system/identity/print");
        assertThat(send("direct:in", null, Map.of("router", "r0")).getException()).isNull();
        assertThat(fleet.router(0).journal().count("/system/identity/print")).isEqualTo(before);
        assertThat(fleet.router(1).journal().count("/system/identity/print")).isPositive();
    }

    @Test
    void aBodyThatCanBeReadOnceIsRefusedBeforeAnythingIsSent() throws Exception {
        startFleet(2);
        startWithout();
        for (Object once : List.of(new ByteArrayInputStream(new byte[1]), List.of().iterator(), List.of(1).stream())) {
            Exchange exchange = send("mikrotik:@*" + ADD, once);
            assertThat(exchange.getException()).isInstanceOf(BadInputException.class)
                    .hasMessageContaining("read only once");
        }
        assertThat(fleet.routers()).allMatch(each -> each.journal().writes() == 0);
    }

    @Test
    void aDeviceThatCannotBeUsedFailsAlone() throws Exception {
        startFleet(2);
        inventory.get("r0").setCharset("no-such-charset");
        startWithout();

        Exchange exchange = send("mikrotik:@*/system/identity/print?failOn=never", null);

        assertThat(results(exchange)).extracting(DeviceResult::state)
                .containsExactly(DeviceResult.State.FAILED, DeviceResult.State.DONE);
        assertThat(results(exchange).get(0).failure()).hasMessageContaining("no-such-charset");
    }

    @Test
    void aMessageNamesTheSelection() throws Exception {
        startFleet(4);
        start(routes -> routes.from("direct:in").toD("mikrotik:@${header.group}/system/identity/print"));

        Exchange exchange = send("direct:in", null, Map.of("group", "even"));

        assertThat(results(exchange)).extracting(DeviceResult::device).containsExactly("r0", "r2");
    }

    @Test
    void devicesTellsWhatIsKnownAndSendsNothing() throws Exception {
        startFleet(3);
        startWithout();
        send("mikrotik:r0/system/identity/print", null);
        send("mikrotik:r1/system/identity/print", null);
        component.suspendDevice("api@" + fleet.router(1).address());
        int connections = fleet.router(2).journal().connections();

        Exchange exchange = send("mikrotik:@*?operation=devices", null);

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> devices = exchange.getMessage().getBody(List.class);
        assertThat(devices).extracting(each -> each.get("name") + " " + each.get("state"))
                .containsExactly("r0 UP", "r1 SUSPENDED", "r2 UP");
        assertThat(devices.get(0)).containsEntry("labels", Map.of("site", "berlin", "number", "0"))
                .containsEntry("groups", List.of("even", "all"));
        assertThat(fleet.router(2).journal().connections()).isEqualTo(connections);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mikrotik:r0/system/identity/print?failOn=all         | failOn needs a selection",
            "mikrotik:r0/system/identity/print?parallelism=3      | parallelism needs a selection",
            "mikrotik:r0?operation=devices                        | operation=devices needs a selection",
            "mikrotik:@*/file?operation=download                  | operation=download",
            "mikrotik:@*/ppp/secret/print?operation=devices       | operation=devices takes no command",
            "mikrotik:@*/ppp/secret/print?streaming=true&failOn=all | failOn does not apply to streaming",
            "mikrotik:@*/ppp/secret/print?maxDevicesDown=many     | maxDevicesDown must be",
            "mikrotik:@*:8728/ppp/secret/print                    | a selection of devices has no port",
            "mikrotik:@a=b,a=c/ppp/secret/print                   | no device has two values of a",
            "mikrotik:@a b/ppp/secret/print                       | is not a selection",
            "mikrotik:@/ppp/secret/print                          | not a device" })
    void whatDoesNotFitIsRefusedAtStart(String uri, String why) throws Exception {
        startFleet(1);
        startWithout();
        assertThatThrownBy(() -> {
            context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:x").to(uri);
                }
            });
        }).hasStackTraceContaining(why);
    }
}

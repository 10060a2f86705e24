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
package io.camelmikrotik.simulatortest;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Menus, arguments and forms of values that no one wrote by hand: they are those of real routers of the version. */
class MenusOfVersionTest {

    private static final List<List<String>> DONE = List.of(List.of("!done"));

    private SimulatedRouter router;
    private RawClient client;

    private void start(String version) throws IOException {
        router = SimulatedRouter.builder().version(version).start();
        client = RawClient.login(router.host(), router.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        router.close();
    }

    private String refusal(String... words) throws IOException {
        return client.ask(words).stream().filter(sentence -> sentence.get(0).equals("!trap")).findFirst()
                .map(trap -> RawClient.attributes(trap).get("message")).orElse("accepted");
    }

    @Test
    void aMenuThatNobodyWroteHoldsRows() throws IOException {
        start("7.18.2");
        String menu = "/ip/firewall/layer7-protocol";

        assertThat(client.ask(menu + "/add", "=name=video", "=regexp=x+")).containsExactly(List.of("!done", "=ret=*1"));
        assertThat(client.ask(menu + "/set", "=numbers=video", "=regexp=y+")).isEqualTo(DONE);
        assertThat(client.rows(menu + "/print")).containsExactly(Map.of(".id", "*1", "name", "video", "regexp", "y+"));
        assertThat(client.ask(menu + "/remove", "=.id=*1")).isEqualTo(DONE);
        assertThat(router.table(menu).rows()).isEmpty();
    }

    @Test
    void aSingletonThatNobodyWroteIsOneRowWithoutId() throws IOException {
        start("7.18.2");

        assertThat(client.ask("/ip/upnp/set", "=enabled=yes")).isEqualTo(DONE);
        assertThat(client.rows("/ip/upnp/print")).containsExactly(Map.of("enabled", "yes"));
        assertThat(refusal("/ip/upnp/listen")).isEqualTo("unknown parameter follow-only");
        assertThat(refusal("/ip/upnp/add", "=enabled=yes")).isEqualTo("no such command");
    }

    @ParameterizedTest
    @CsvSource({
            "7.12, /interface/wifi/print, no such command or directory (wifi)", "7.13.5, /interface/wifi/print, accepted",
            "7.12, /interface/wifiwave2/print, accepted", "7.8, /interface/wifiwave2/print, accepted",
            "7.16, /ip/service/unset, no such item", "7.17, /ip/service/unset, no such command",
            "7.19, /user/active/remove, no such command", "7.20, /user/active/remove, no such item",
            "7.25, /app/print, accepted", "8.0, /app/print, accepted", "7.18, /system/routerboard/print, accepted" })
    void theVersionDecidesWhatThereIs(String version, String command, String answer) throws IOException {
        start(version);

        assertThat(refusal(command, command.endsWith("/unset") ? "=value-name=tls-version" : "=.id=*FFF").replace(
                "unknown parameter .id", "accepted")).isEqualTo(answer);
    }

    @Test
    void theVersionDecidesOnArguments() throws IOException {
        start("7.14");
        assertThat(refusal("/ip/dns/set", "=vrf=main")).isEqualTo("unknown parameter vrf");
        stop();
        start("7.15");
        assertThat(refusal("/ip/dns/set", "=vrf=main")).isEqualTo("accepted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret/add | =name=x =disabled=maybe | invalid value for argument disabled",
            "/ppp/secret/set | =.id=*1 =local-address=192.0.2.300 | invalid value for argument local-address",
            "/ppp/profile/set | =.id=*0 =session-timeout=soon | invalid value for argument session-timeout",
            "/ip/dhcp-server/lease/set | =.id=*1 =lease-time=soon | invalid value for argument lease-time",
            "/ip/dhcp-server/add | =interface=ether1 =lease-time=0s | value of lease-time is out of range (1s .. 7101w3d6h28m15s)",
            "/ip/firewall/address-list/add | =list=x =address=192.0.2.0/33 | invalid value for argument address",
            "/ip/firewall/address-list/add | =list=x =address=www.example.com | accepted",
            "/ip/firewall/address-list/add | =list=x =address=192.0.2.1-192.0.2.9 | accepted",
            "/ip/firewall/address-list/add | =list=x =timeout=40w | value of timeout is out of range (0s .. 35w3d13h13m56s)",
            "/radius/add | =address=192.0.2.1 =service=ppp,hotspot | accepted",
            "/radius/add | =address=192.0.2.1 =service=ppp,coffee | input does not match any value of service",
            "/interface/vrrp/add | =interface=ether1 =password=0123456789abcdefg | invalid value for argument password",
            "/interface/bridge/add | =admin-mac=02:00:5E:00:53:01 | accepted",
            "/interface/bridge/add | =admin-mac=02:00:5E:00:53 | invalid value for argument admin-mac",
            "/interface/bridge/add | =arp-timeout=auto | accepted",
            "/routing/bgp/template/add | =name=x =as=4294967296 | value of as is out of range (0 .. 4294967295)",
            "/routing/bgp/template/add | =name=x =as=65000.1 | accepted",
            "/interface/pppoe-client/add | =interface=ether1 =host-uniq=0g | invalid value for argument host-uniq" })
    void aValueHasTheFormThatRoutersTell(String command, String words, String answer) throws IOException {
        start("7.22");
        router.table("/ppp/secret").add("name", "somebody");
        router.table("/ip/dhcp-server/lease").add("address", "192.0.2.9");
        String[] sentence = (command + " " + words).split(" ");

        assertThat(refusal(sentence)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "7.18 | /ip/firewall/address-list/add | =address=192.0.2.1 | missing value(s) of argument(s) list",
            "7.18 | /ip/firewall/address-list/add | =list=x | accepted",
            "7.18 | /ip/address/add | =disabled=no | missing value(s) of argument(s) address interface",
            "7.18 | /queue/simple/add | =name=x | missing value(s) of argument(s) target",
            "7.18 | /ip/dns/static/add | =address=192.0.2.1 | failure: name or regexp required",
            "7.18 | /ip/dns/static/add | =regexp=x =address=192.0.2.1 | accepted",
            "7.20 | /ipv6/pool/add | =name=x | missing value(s) of argument(s) prefix prefix-length",
            "7.21 | /ipv6/pool/add | =name=x | missing value(s) of argument(s) prefix-length",
            "7.20 | /interface/macsec/profile/add | =name=x | accepted",
            "7.22 | /interface/macsec/profile/add | =name=x | accepted",
            "7.23 | /interface/macsec/profile/add | =name=x | missing value(s) of argument(s) ciphers" })
    void anAddHasWhatRoutersDemand(String version, String command, String words, String answer) throws IOException {
        start(version);
        String[] sentence = (command + " " + words).split(" ");

        assertThat(refusal(sentence)).isEqualTo(answer);
    }

    @Test
    void placesAreWhereRoutersHaveThem() throws IOException {
        start("7.18.2");
        for (String name : List.of("a", "b", "c")) {
            client.ask("/ip/dns/static/add", "=name=" + name, "=address=192.0.2.1");
        }
        client.ask("/ip/dns/static/add", "=name=d", "=address=192.0.2.1", "=place-before=*2");
        client.ask("/ip/dns/static/move", "=numbers=*3", "=destination=*1");

        assertThat(client.rows("/ip/dns/static/print", "=.proplist=name")).extracting(row -> row.get("name"))
                .containsExactly("c", "a", "d", "b");
        assertThat(refusal("/ppp/secret/add", "=name=x", "=place-before=*1")).isEqualTo("unknown parameter place-before");
    }

    @Test
    void resetGivesWhatANewRowHas() throws IOException {
        start("7.18.2");
        client.ask("/ppp/secret/add", "=name=x", "=service=pppoe", "=comment=a", "=remote-address=192.0.2.1");

        assertThat(client.ask("/ppp/secret/reset", "=numbers=x", "=service=", "=remote-address=")).isEqualTo(DONE);
        assertThat(router.table("/ppp/secret").row("*1")).containsEntry("service", "any").containsEntry("comment", "a")
                .doesNotContainKey("remote-address");
    }

    @Test
    void countersBeginAgain() throws IOException {
        start("7.18.2");
        router.table("/queue/simple").add("name", "a", "target", "192.0.2.1", "bytes", "10/20", "comment", "10");
        router.table("/queue/simple").add("name", "b", "target", "192.0.2.2", "bytes", "30/40");

        assertThat(client.ask("/queue/simple/reset-counters", "=numbers=a")).isEqualTo(DONE);
        assertThat(router.table("/queue/simple").rows()).extracting(row -> row.get("bytes")).containsExactly("0/0", "30/40");
        assertThat(client.ask("/queue/simple/reset-counters-all")).isEqualTo(DONE);
        assertThat(router.table("/queue/simple").rows()).extracting(row -> row.get("bytes")).containsExactly("0/0", "0/0");
        assertThat(router.table("/queue/simple").row("*1")).containsEntry("comment", "10");
    }

    @Test
    void aLineIsWrittenIntoTheLog() throws IOException {
        start("7.18.2");

        assertThat(client.ask("/log/warning", "=message=Türe offen")).isEqualTo(DONE);
        assertThat(router.table("/log").find("topics", "script,warning")).extracting(row -> row.get("message"))
                .containsExactly("Türe offen");
    }

    @Test
    void whatShowsAgainAndAgainGoesOnUntilItIsCancelled() throws IOException {
        start("7.18.2");
        client.send("/tool/ip-scan", "=interface=ether1", ".tag=scan");
        assertThat(client.ask("/system/identity/print", ".tag=other")).hasSize(2);

        assertThat(client.ask("/cancel", "=tag=scan", ".tag=cancel"))
                .containsExactly(List.of("!trap", ".tag=scan", "=category=2", "=message=interrupted"),
                        List.of("!done", ".tag=cancel"));
        assertThat(client.readAll()).containsExactly(List.of("!done", ".tag=scan"));
        assertThat(client.ask("/interface/bonding/monitor", "=once=")).isEqualTo(DONE);
        assertThat(client.ask("/tool/ip-scan", "=duration=10ms")).isEqualTo(DONE);
    }

    @Test
    void sensorsAreRowsAsOnHardware() throws IOException {
        start("7.24");
        router.table("/system/health").add("name", "temperature", "value", "41", "type", "C");

        assertThat(client.ask("/system/health/print", "=count-only=")).containsExactly(List.of("!done", "=ret=1"));
        assertThat(client.rows("/system/health/print", "?name=temperature")).extracting(row -> row.get("value"))
                .containsExactly("41");
    }

    @ParameterizedTest
    @ValueSource(strings = { "//set", "/ppp/secret/edit", "/system/ssh", "/if", "/foreach" })
    void whatOnlyTheConsoleHasIsNotThere(String command) throws IOException {
        start("7.18.2");

        assertThat(refusal(command)).startsWith("no such command");
    }

    @Test
    void aMenuOfTheTestsOwnTakesAnything() throws IOException {
        start("7.18.2");
        assertThat(refusal("/test/rows/print")).isEqualTo("no such command or directory (test)");

        router.table("/test/rows").add("name", "x");

        assertThat(refusal("/test/rows/add", "=colour=red")).isEqualTo("accepted");
        assertThat(client.rows("/test/rows/print")).hasSize(2);
    }

    @Test
    void routerOs6KeepsItsMenus() throws IOException {
        start("6.48.6");

        assertThat(refusal("/ip/firewall/address-list/add", "=list=x")).isEqualTo("missing =address=");
        assertThat(refusal("/ip/upnp/print")).isEqualTo("no such command or directory (upnp)");
        assertThat(refusal("/queue/simple/add", "=name=x", "=anything=y")).isEqualTo("accepted");
    }
}

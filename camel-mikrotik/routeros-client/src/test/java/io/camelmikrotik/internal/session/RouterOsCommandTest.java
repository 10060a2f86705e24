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
package io.camelmikrotik.internal.session;

import java.util.List;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RouterOsCommandTest {

    @Test
    void aCommandKeepsItsWordsInOrder() {
        RouterOsCommand command = RouterOsCommand.builder("/ppp/secret/print").properties(List.of("name", ".id")).flag("detail")
                .queries(List.of("?profile=gold", "?#!")).build();

        assertThat(command.path()).isEqualTo("/ppp/secret/print");
        assertThat(command.menu()).isEqualTo("/ppp/secret");
        assertThat(command.verb()).isEqualTo("print");
        assertThat(command).hasToString("/ppp/secret/print =.proplist=name,.id =detail= ?profile=gold ?#!");
        assertThat(command.toBuilder().build()).isEqualTo(command).hasSameHashCodeAs(command);
        assertThat(command).isNotEqualTo(RouterOsCommand.of("/ppp/secret/print"));
        assertThat(RouterOsCommand.of("/quit").menu()).isEmpty();
    }

    @Test
    void anAttributeGivenTwiceKeepsItsPlaceAndTakesTheLaterValue() {
        RouterOsCommand command
                = RouterOsCommand.builder("/x/add").attribute("a", "1").attribute("b", "2").attribute("a", "3").build();
        assertThat(command).hasToString("/x/add =a=3 =b=2");
    }

    @Test
    void aBinaryValueTravelsAsItIs() {
        byte[] value = { 0, (byte) 0xFF };
        RouterOsCommand command = RouterOsCommand.builder("/x/set").attribute("a", value).build();
        value[0] = 9;

        assertThat(command.attributes().get(0).value(ApiCharset.UTF_8)).containsExactly(0, 0xFF);
        assertThat(command).hasToString("/x/set =a=(2 bytes)");
    }

    // ---- nothing from outside becomes another command

    @ParameterizedTest
    @ValueSource(strings = {
            "", "/", "ppp/secret", "/ppp secret", "/ppp//secret", "/ppp/secret/", "/ppp/secret\n/system/reboot",
            "/ppp/secret=x",
            "/../x", "/ppp/?x", "/ppp/secret\u0000", "/ppp/sécret", "//", "/ppp/=a=b", "/ppp/.id" })
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> RouterOsCommand.of(path)).isInstanceOf(BadInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a=b", "a b", "a\nb", "?a", "a\u0000", "=a", "!", "!!a", "ä", ".tag=7" })
    void whatIsNoPropertyNameIsRefused(String name) {
        assertThatThrownBy(() -> RouterOsCommand.builder("/x/add").attribute(name, "v")).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> RouterOsCommand.builder("/x/print").properties(List.of(name)))
                .isInstanceOf(BadInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            ".id", "802.1x-port-enabled", "basic-rates-a/g", "3.3v", "configuration.ssid", "!src-address", "DHCP" })
    void theNamesThatRoutersHaveAreAccepted(String name) {
        assertThat(RouterOsCommand.builder("/x/add").attribute(name, "v").build()).hasToString("/x/add =" + name + "=v");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "?", "name=x", "=name=x", "/quit" })
    void whatIsNoQueryWordIsRefused(String word) {
        assertThatThrownBy(() -> RouterOsCommand.builder("/x/print").queries(List.of(word)))
                .isInstanceOf(BadInputException.class);
    }

    // ---- secrets

    @ParameterizedTest
    @ValueSource(strings = {
            "password", "Password", "secret", "passphrase", "private-key", "preshared-key", "pre-shared-key",
            "wpa-pre-shared-key",
            "wpa2-pre-shared-key", "security.passphrase", "radius-password", "ipsec-secret", "static-key-0", "key",
            "otp-secret",
            "authentication-password", "encryption-password", "response", "contents", "source", "!password" })
    void theValuesOfSecretsAreMasked(String name) {
        RouterOsCommand.Builder command = RouterOsCommand.builder("/x/set").attribute(name, "s3cret");
        assertThat(command.build().toString()).isEqualTo("/x/set =" + name + "=xxxxxx");
        command.attribute(name, "s3cret".getBytes());
        assertThat(command.build().toString()).isEqualTo("/x/set =" + name + "=xxxxxx");
    }

    @ParameterizedTest
    @CsvSource({
            "?password=s3cret, ?password=xxxxxx", "?=password=s3cret, ?=password=xxxxxx", "?>secret=s3cret, ?>secret=xxxxxx",
            "?<secret=s3cret, ?<secret=xxxxxx", "?name=shown, ?name=shown", "?password, ?password", "?-password, ?-password",
            "?#|!, ?#|!" })
    void theValuesOfSecretsInQueriesAreMasked(String word, String shown) {
        assertThat(RouterOsCommand.builder("/x/print").queries(List.of(word)).build()).hasToString("/x/print " + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = { "name", "comment", "profile", "public-key", "keepalive-timeout", "password-policy" })
    void otherValuesAreShown(String name) {
        assertThat(RouterOsCommand.builder("/x/set").attribute(name, "v").build().toString())
                .isEqualTo("/x/set =" + name + "=v");
    }

    // ---- what a command does

    @ParameterizedTest
    @CsvSource({
            "/ppp/secret/print, true", "/ppp/secret/getall, true", "/ppp/secret/find, true", "/x/get, true",
            "/interface/monitor-traffic, true",
            "/log/listen, true", "/file/read, true", "/console/inspect, true", "/ppp/secret/add, false",
            "/ppp/secret/set, false",
            "/ppp/secret/remove, false", "/system/reboot, false", "/execute, false", "/system/script/run, false",
            "/ping, true", "/tool/ping, true", "/tool/traceroute, true", "/tool/torch, true", "/tool/profile, true",
            "/interface/ethernet/monitor, true", "/interface/wireless/scan, false", "/tool/flood-ping, false",
            "/tool/bandwidth-test, false", "/ppp/profile, false", "/tool/fetch, false",
            "/certificate/read, false" })
    void onlyCommandsThatOnlyReadMayBeRepeated(String path, boolean reads) {
        assertThat(RouterOsCommand.of(path).isRead()).isEqualTo(reads);
    }

    @Test
    void aPrintThatWritesAFileIsNoRead() {
        assertThat(RouterOsCommand.builder("/x/print").attribute("file", "x").build().isRead()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/system/reboot", "/system/shutdown", "/system/reset-configuration", "/quit" })
    void someCommandsEndTheSession(String path) {
        assertThat(RouterOsCommand.of(path).endsSession()).isTrue();
        assertThat(RouterOsCommand.of("/system/identity/print").endsSession()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "/log/listen, -, true", "/x/print, -, false", "/x/print, follow, true", "/x/print, follow-only, true",
            "/x/print, interval, true",
            "/interface/monitor-traffic, -, true", "/interface/monitor-traffic, once, false",
            "/interface/ethernet/monitor, duration, false",
            "/tool/torch, -, true", "/tool/torch, duration, false", "/ping, -, true", "/ping, count, false",
            "/tool/traceroute, count, false",
            "/tool/sniffer/quick, -, true", "/tool/sniffer/quick, duration, false", "/tool/profile, -, true",
            "/ppp/secret/add, -, false" })
    void commandsThatNeverEndByThemselvesAreKnown(String path, String flag, boolean endless) {
        RouterOsCommand.Builder command = RouterOsCommand.builder(path);
        if (flag != null) {
            command.attribute(flag, "1");
        }
        assertThat(command.build().isEndless()).isEqualTo(endless);
    }
}

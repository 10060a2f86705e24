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

import io.camelmikrotik.internal.value.PropertyKind;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WritablePropertiesTest {

    @ParameterizedTest
    @CsvSource({
            "/ip/firewall/filter, chain, true", "/ip/firewall/filter, comment, true", "/ip/firewall/filter, disabled, true",
            "/ip/firewall/filter, bytes, false", "/ip/firewall/filter, packets, false", "/ip/firewall/filter, dynamic, false",
            "/ip/firewall/filter, .id, false", "/ip/firewall/filter, .nextid, false", "/ppp/secret, last-logged-out, false",
            "/ppp/secret, password, true", "/ip/dhcp-server/lease, expires-after, false",
            "/ip/dhcp-server/lease, mac-address, true",
            "/interface/bridge, mac-address, false", "/system/identity, name, true", "/ip/arp, published, true",
            // not known: other boards, other versions
            "/interface/wireless, ssid, true", "/interface/wireless, running, false", "/interface/wireless, .about, false",
            "'', name, true" })
    void whatCanBeSetIsKnownByMenu(String menu, String name, boolean writable) {
        assertThat(WritableProperties.contains(menu, name)).isEqualTo(writable);
    }

    @Test
    void onlyWhatIsPrintedIsNamed() {
        RouterOsCommand add
                = RouterOsCommand.builder("/ip/firewall/filter/add").attribute("chain", "input").attribute("bytes", "1")
                        .attribute(".id", "*1").flag("!dynamic").build();
        assertThat(WritableProperties.notWritable(add)).containsExactly("bytes", ".id", "dynamic");
        assertThat(WritableProperties.notWritable(add.withVerb("set"))).containsExactly("bytes", "dynamic");
        assertThat(WritableProperties.notWritable(add.withVerb("print"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "disabled, OPTION", "use-ipsec, OPTION", "use-peer-dns, OPTION", "enabled, OPTION", "security.ft, OPTION",
            "dynamic, STATUS", "running, STATUS", "ebgp, STATUS",
            "list, TEXT", "name, TEXT", "comment, TEXT", "password, TEXT", "wpa2-pre-shared-key, TEXT", "src-address, OTHER",
            "protocol, OTHER", "advertise, OTHER",
            "nonsense, OTHER", "ttl, OTHER", "'', OTHER" })
    void theKindOfAPropertyIsThatOfItsName(String name, PropertyKind kind) {
        assertThat(PropertyKind.of(name)).isEqualTo(kind);
    }
}

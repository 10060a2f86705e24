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
package io.camelmikrotik.internal.value;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalValueTest {

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource(delimiter = ';', value = {
            "disabled; yes; true", "disabled; no; false",
            "timeout; 1h; 60m", "timeout; 3600; 1h", "timeout; 01:00:00; 1h", "timeout; 1w2d; 9d", "interval; 1s500ms; 1500ms",
            "limit-bytes-in; 10M; 10000000", "limit-bytes-in; 0x1F; 31", "mtu; 1500; 1500",
            "max-limit; 10M/20M; 10000000/20000000", "max-limit; 10M; 10000000/10000000", "priority; 8; 8/8",
            "burst-time; 10; 10s/10s", "rate-limit; 10M/20M; 10000k/20000k",
            "address; 192.0.2.1/32; 192.0.2.1", "address; 2001:DB8::1; 2001:db8:0::1/128",
            "address; 192.0.2.0-192.0.2.255; 192.0.2.0/24", "address; 192.0.2.7-192.0.2.7; 192.0.2.7",
            "address; 192.0.2.010; 192.0.2.10", "address; 2001:db8::-2001:db8::ff; 2001:db8::/120",
            "src-address; !192.0.2.1/32; !192.0.2.1", "mac-address; 02:00:00:00:00:aa; 02:00:00:00:00:AA",
            "target; 192.0.2.1/32,2001:db8::1; 192.0.2.1,2001:DB8::1/128",
            "connection-state; new,related; related,new", "policy; write,read; read,write,!ftp,!reboot",
            "time; 08:00:00-17:00:00,mon; 8h-17h,mon", "time; 8h-17h,sun,mon; 08:00:00-17:00:00,mon,sun",
            "dst-port; 10,11; 10-11", "dst-port; !443,80; !80,443", "dst-port; 1-3,2-5,6,9; 1-6,9", "vlan-ids; 12,11,10; 10-12",
            "queue; default-small; default-small/default-small", "limit; 10,5; 10,5:packet", "limit; 10/1m,5; 10/60s,5:packet",
            "dst-limit; 10,5,dst-address; 10/1s,5,dst-address/1m40s", "dst-address; 192.0.2.7/24; 192.0.2.0/24",
            "allowed-address; 192.0.2.7/24,2001:db8::1/64; 2001:db8::/64,192.0.2.0/24",
            "tagged; ether2,ether1; ether1,ether2" })
    void textsOfOneMeaningAreTheSame(String property, String one, String other) {
        assertThat(CanonicalValue.INSTANCE.same(property, one, other)).isTrue();
        assertThat(CanonicalValue.INSTANCE.of(property, one)).isEqualTo(CanonicalValue.INSTANCE.of(property, other));
    }

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource(delimiter = ';', value = {
            "comment; yes; true", "comment; 1h; 60m", "name; 10M; 10000000", "password; 10; 10s", "profile; 1; 01",
            "address; 192.0.2.1/24; 192.0.2.2/24", "address; 192.0.2.1/24; 192.0.2.1",
            "address; 192.0.2.1-192.0.2.6; 192.0.2.0/29", "limit; 10,5; 10,5:bit", "dst-port; 10-11; 10,12",
            "time; 8h-17h,mon; 8h-17h,tue", "nth; 2,1; 1,2", "policy; read; read,write", "queue; a/b; b/a",
            "dst-address; 192.0.2.7; 192.0.2.0", "src-address; !192.0.2.1; 192.0.2.1", "vlan; 007; 7",
            "max-limit; 10M/20M; 20M/10M", "timeout; 5m; 5M",
            "gateway; fe80::1%ether1; fe80::1%ether2", "servers; 192.0.2.1,192.0.2.2; 192.0.2.2,192.0.2.1" })
    void textsOfDifferentMeaningAreNot(String property, String one, String other) {
        assertThat(CanonicalValue.INSTANCE.same(property, one, other)).isFalse();
        assertThat(CanonicalValue.INSTANCE.of(property, one)).isNotEqualTo(CanonicalValue.INSTANCE.of(property, other));
    }

    @Test
    void anAbsentPropertyIsTheSameAsAnEmptyOne() {
        assertThat(CanonicalValue.INSTANCE.same("comment", null, "")).isTrue();
        assertThat(CanonicalValue.INSTANCE.same("comment", "", null)).isTrue();
        assertThat(CanonicalValue.INSTANCE.same("comment", null, null)).isTrue();
        assertThat(CanonicalValue.INSTANCE.same("comment", "x", null)).isFalse();
    }

    @Test
    void theOrderOfAListMattersUnlessItIsAskedNotTo() {
        CanonicalValue values = CanonicalValue.ignoringOrder(Set.of("servers"));

        assertThat(values.same("servers", "192.0.2.1,192.0.2.2", "192.0.2.2,192.0.2.1")).isTrue();
        assertThat(values.same("gateway", "192.0.2.1,192.0.2.2", "192.0.2.2,192.0.2.1")).isFalse();
    }

    @Test
    void anAddressIsANetworkOnlyInMenusOfNetworks() {
        CanonicalValue lists = CanonicalValue.INSTANCE.in("/ip/firewall/address-list");

        assertThat(lists.same("address", "192.0.2.7/24", "192.0.2.0/24")).isTrue();
        assertThat(CanonicalValue.INSTANCE.in("/ip/address").same("address", "192.0.2.7/24", "192.0.2.0/24")).isFalse();
    }

    @Test
    void aTimeThatRunsDownIsAsItWasWrittenWhileAnythingIsLeftOfIt() {
        CanonicalValue lists = CanonicalValue.INSTANCE.in("/ip/firewall/address-list");

        assertThat(lists.isFulfilled("timeout", "1d", "23h59m58s")).isTrue();
        assertThat(lists.isFulfilled("timeout", "1d", "1d00:00:01")).isFalse();
        assertThat(lists.isFulfilled("timeout", "1d", null)).isFalse();
        assertThat(CanonicalValue.INSTANCE.in("/tool/netwatch").isFulfilled("timeout", "3s", "2s")).isFalse();
    }
}

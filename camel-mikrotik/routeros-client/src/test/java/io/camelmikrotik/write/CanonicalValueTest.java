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
package io.camelmikrotik.write;

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
            "target; 192.0.2.1/32,2001:db8::1; 192.0.2.1,2001:DB8::1/128" })
    void textsOfOneMeaningAreTheSame(String property, String one, String other) {
        assertThat(CanonicalValue.INSTANCE.same(property, one, other)).isTrue();
        assertThat(CanonicalValue.INSTANCE.of(property, one)).isEqualTo(CanonicalValue.INSTANCE.of(property, other));
    }

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource(delimiter = ';', value = {
            "comment; yes; true", "comment; 1h; 60m", "name; 10M; 10000000", "password; 10; 10s", "profile; 1; 01",
            "address; 192.0.2.1/24; 192.0.2.2/24", "address; 192.0.2.1/24; 192.0.2.1",
            "address; 192.0.2.1-192.0.2.6; 192.0.2.0/29",
            "src-address; !192.0.2.1; 192.0.2.1", "vlan; 007; 7", "max-limit; 10M/20M; 20M/10M", "timeout; 5m; 5M",
            "gateway; fe80::1%ether1; fe80::1%ether2", "connection-state; new,related; related,new" })
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
        CanonicalValue values = CanonicalValue.ignoringOrder(Set.of("connection-state"));

        assertThat(values.same("connection-state", "new,related", "related,new")).isTrue();
        assertThat(values.same("policy", "read,write", "write,read")).isFalse();
    }
}

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
package io.camelmikrotik.internal.where;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressSetTest {

    private static final long SEED = Long.getLong("mikrotik.seed", 20261128);
    private static final int SETS = Integer.getInteger("mikrotik.sets", 20_000);

    @ParameterizedTest
    @CsvSource(delimiter = '→', value = {
            "10.0.0.5:51234 → 10.0.0.0/8 → true", "10.0.0.5:51234 → 10.0.0.5 → true", "11.0.0.5:51234 → 10.0.0.0/8 → false",
            "[2001:db8::5]:443 → 2001:db8::/32 → true", "[2001:db9::5]:443 → 2001:db8::/32 → false",
            "[2001:db8::5] → 2001:db8::/32 → true",
            "10.1.0.0/16@vrf1 → 10.0.0.0/8 → true", "10.0.0.1%ether1@main → 10.0.0.0/8 → true",
            "fe80::1%vlan-10 → fe80::/10 → true",
            "10.0.0.1-10.0.0.9 → 10.0.0.0/24 → true", "10.0.0.1-10.0.1.9 → 10.0.0.0/24 → false",
            "10.0.0.9-10.0.0.1 → 10.0.0.0/24 → false",
            "10.0.0.1,10.0.0.2 → 10.0.0.0/24 → true", "10.0.0.1,10.0.1.2 → 10.0.0.0/24 → false",
            "10.0.0.1,ether1 → 10.0.0.0/24 → false",
            "10.0.0.0/23 → 10.0.0.0/24,10.0.1.0/24 → true", "10.0.0.0-10.0.2.0 → 10.0.2.0/24,10.0.0.0/24,10.0.1.0/24 → true",
            "!10.0.0.0/8 → 0.0.0.0/0 → true", "!10.0.0.0/8 → 10.0.0.0/8 → false", "!0.0.0.0/1 → 128.0.0.0/1 → true",
            "10.0.0.5:x → 10.0.0.0/8 → false",
            "ether1 → 0.0.0.0/0 → false", "02:00:00:00:00:01 → ::/0 → false", "10.0.0.5:1000-2000 → 10.0.0.0/8 → true" })
    void everyFormOfAnAddressIsOne(String value, String set, boolean accepts) {
        assertThat(accepts(set, value)).isEqualTo(accepts);
    }

    /** Among the sixteen addresses of a small network, each of which is asked for. */
    @Test
    void aValueIsInTheSetIfEachOfItsAddressesIs() {
        Random random = new Random(SEED);
        int accepted = 0;
        for (int i = 0; i < SETS; i++) {
            boolean v6 = random.nextBoolean();
            BitSet set = new BitSet();
            String operand = list(random, v6, set, false);
            BitSet value = new BitSet();
            String text = list(random, v6, value, true);
            BitSet outside = (BitSet) value.clone();
            outside.andNot(set);
            assertThat(accepts(operand, text)).as("seed %s: %s in %s", SEED, text, operand).isEqualTo(outside.isEmpty());
            accepted += outside.isEmpty() ? 1 : 0;
        }
        assertThat(accepted).as("seed %s: accepted", SEED).isBetween(SETS / 20, SETS * 19 / 20);
    }

    private static String list(Random random, boolean v6, BitSet addresses, boolean isValue) {
        List<String> elements = new ArrayList<>();
        int count = isValue ? 1 + random.nextInt(2) : 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            elements.add(element(random, v6, addresses, isValue));
        }
        return String.join(",", elements);
    }

    private static String element(Random random, boolean v6, BitSet addresses, boolean isValue) {
        int first = random.nextInt(16);
        switch (random.nextInt(isValue ? 6 : 3)) {
            case 0 -> {
                addresses.set(first);
                return address(first, v6);
            }
            case 1 -> {
                int bits = random.nextInt(4);
                int from = first >> bits << bits;
                addresses.set(from, from + (1 << bits));
                return address(first, v6) + "/" + ((v6 ? 128 : 32) - bits) + (isValue && random.nextBoolean() ? "@vrf1" : "");
            }
            case 2 -> {
                int last = first + random.nextInt(16 - first);
                addresses.set(first, last + 1);
                return address(first, v6) + "-" + address(last, v6);
            }
            case 3 -> {
                addresses.set(first);
                return v6 ? "[" + address(first, true) + "]:443" : address(first, false) + ":443";
            }
            case 4 -> {
                addresses.set(first);
                return address(first, v6) + "%ether-1" + (random.nextBoolean() ? "@main" : "");
            }
            default -> {
                addresses.set(first);
                return address(first, v6) + "@main";
            }
        }
    }

    private static String address(int last, boolean v6) {
        return v6 ? "2001:db8::" + Integer.toHexString(last) : "192.0.2." + last;
    }

    private static boolean accepts(String set, String value) {
        return WhereExpression.parse("a in \"" + set + "\"").bind(any -> null).filter().test(Map.of("a", value));
    }
}

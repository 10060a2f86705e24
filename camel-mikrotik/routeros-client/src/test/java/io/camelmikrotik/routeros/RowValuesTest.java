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
package io.camelmikrotik.routeros;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.exception.ValueFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pairs, numbers with units, and ranges, as rows have them. */
class RowValuesTest {

    @ParameterizedTest
    @CsvSource({
            "10M/2M, 10000000, 2000000", "123456/789, 123456, 789", "'51234,17001', 51234, 17001", "1.5M/512k, 1500000, 512000",
            "0/0, 0, 0" })
    void bothPartsOfAPairAreQuantities(String text, BigDecimal first, BigDecimal second) {
        PairValue pair = row(text).getPair("x");

        assertThat(pair.firstQuantity().orElseThrow().amount()).isEqualByComparingTo(first);
        assertThat(pair.secondQuantity().orElseThrow().amount()).isEqualByComparingTo(second);
    }

    @ParameterizedTest
    @CsvSource({
            "24.1V, 24.1, V", "5%, 5, %", "-51@1Mbps, -51, dBm", "-62dBm@6Mbps, -62, dBm", "1.5MiB, 1572864, B",
            "72.2Mbps, 72200000, bps",
            "10M, 10000000, k", "42, 42, ''", "6090RPM, 6090, rpm", "46C, 46, C" })
    void aQuantityHasItsUnit(String text, BigDecimal amount, String unit) {
        QuantityValue quantity = row(text).getQuantity("x");

        assertThat(quantity.amount()).isEqualByComparingTo(amount);
        assertThat(quantity.unit()).isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource({
            "1000-2000, 1000, 2000", "80, 80, 80", "192.0.2.10-192.0.2.99, 192.0.2.10, 192.0.2.99",
            "2001:db8::1-2001:db8::9, 2001:db8::1, 2001:db8::9", "-120..-60, -120, -60", "-120..120, -120, 120",
            "8h-17h30m, 8h, 17h30m",
            "08:00:00-17:00:00, 08:00:00, 17:00:00", "-51, -51, -51", "10M-20M, 10M, 20M", "-5-5, -5, 5" })
    void aRangeHasTwoEnds(String text, String first, String last) {
        assertThat(row(text).getRange("x")).isEqualTo(new RangeValue(first, last));
        assertThat(row(text).getRanges("x")).containsExactly(new RangeValue(first, last));
    }

    @Test
    void rangesOfPortsAreAList() {
        List<RangeValue> ranges = row("80,443,8000-8100").getRanges("x");

        assertThat(ranges).containsExactly(
                new RangeValue("80", "80"), new RangeValue("443", "443"), new RangeValue("8000", "8100"));
        assertThat(ranges.get(2).firstQuantity().orElseThrow().amount()).isEqualByComparingTo("8000");
        assertThat(ranges.get(2).lastQuantity().orElseThrow().amount()).isEqualByComparingTo("8100");
    }

    @ParameterizedTest
    @ValueSource(strings = { "some-name", "1000-", "-", "1-2-3", "a..b", "10.0.0.0/8-10.0.0.9", "!80", "..5" })
    void whatIsNoRangeIsAnErrorThatNamesTheProperty(String text) {
        assertThatThrownBy(() -> row(text).getRange("x")).isInstanceOf(ValueFormatException.class)
                .hasMessageContaining("x is not a range").hasMessageContaining(text);
        assertThatThrownBy(() -> row("80," + text).getRanges("x")).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void whatIsAbsentOrEmptyHasNoValue() {
        for (RouterOsRow row : List.of(RouterOsRow.EMPTY, row(""), row("none"))) {
            assertThat(row.getPair("x")).isNull();
            assertThat(row.getQuantity("x")).isNull();
            assertThat(row.getRange("x")).isNull();
        }
        assertThat(RouterOsRow.EMPTY.getRanges("x")).isEmpty();
        assertThat(row("").getRanges("x")).isEmpty();
    }

    private static RouterOsRow row(String text) {
        return RouterOsRow.of(Map.of("x", text));
    }
}

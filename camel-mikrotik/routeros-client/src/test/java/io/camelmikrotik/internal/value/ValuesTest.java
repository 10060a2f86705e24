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

import java.io.ByteArrayInputStream;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.routeros.PairValue;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Section 9 of the protocol reference, type by type. */
class ValuesTest {

    // ---- what is sent

    @Test
    void javaValuesAreSentInTheFormsOfRouterOs() {
        assertThat(AttributeValue.of("x", new String[] { "a", "b" })).isEqualTo("a,b");
        assertThat(AttributeValue.of("x", new BigDecimal("1E+10"))).isEqualTo("10000000000");
        assertThat(AttributeValue.of("x", 1e10)).isEqualTo("10000000000");
        assertThat(AttributeValue.of("x", 24.1)).isEqualTo("24.1");
        assertThat(AttributeValue.of("x", "s3cret".toCharArray())).isEqualTo("s3cret");
    }

    static Stream<Arguments> javaValues() throws Exception {
        return Stream.of(
                Arguments.of("text", "text"), Arguments.of(new StringBuilder("b"), "b"), Arguments.of('c', "c"),
                Arguments.of((byte) -1, "-1"), Arguments.of((short) 2, "2"), Arguments.of(3, "3"),
                Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(new BigInteger("18446744073709551615"), "18446744073709551615"),
                Arguments.of(new AtomicInteger(4), "4"),
                Arguments.of(new AtomicLong(5), "5"), Arguments.of(1.5f, "1.5"), Arguments.of(1e-7, "0.00000010"),
                Arguments.of(LocalDate.of(2026, 1, 5), "2026-01-05"), Arguments.of(LocalTime.of(8, 0), "08:00:00"),
                Arguments.of(InetAddress.getByName("192.0.2.1"), "192.0.2.1"),
                Arguments.of(InetAddress.getByAddress("router.example", new byte[] { (byte) 192, 0, 2, 7 }), "192.0.2.7"),
                Arguments.of(InetAddress.getByName("2001:db8:0:0:0:0:0:1"), "2001:db8::1"),
                Arguments.of(InetAddress.getByName("::"), "::"),
                Arguments.of(InetAddress.getByName("2001:db8:0:1:0:0:0:0"), "2001:db8:0:1::"),
                Arguments.of(InetAddress.getByName("1:0:2:0:3:0:4:0"), "1:0:2:0:3:0:4:0"),
                Arguments.of(URI.create("https://example.com/a?b=c%20d"), "https://example.com/a?b=c%20d"),
                Arguments.of(new URL("https://example.com/x"), "https://example.com/x"),
                Arguments.of(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"), "123e4567-e89b-12d3-a456-426614174000"),
                Arguments.of(Optional.of(true), "yes"),
                Arguments.of(Optional.of(Optional.of(List.of(1, Optional.of(2)))), "1,2"),
                Arguments.of(OptionalInt.of(6), "6"), Arguments.of(OptionalLong.of(7), "7"),
                Arguments.of(OptionalDouble.of(8.5), "8.5"),
                Arguments.of(Set.of("one"), "one"), Arguments.of(new Object[] { "a", 1 }, "a,1"));
    }

    @ParameterizedTest
    @MethodSource("javaValues")
    void aJavaValueIsWhatItMeans(Object value, String text) {
        assertThat(AttributeValue.of("p", value)).isEqualTo(text);
        assertThat(AttributeValue.text("p", value)).isEqualTo(text);
        assertThat(WhereExpression.parse("p in :#v or p=\"" + text + "\"").parameters()).containsExactly("v");
    }

    /** Whatever a class shows its objects as, it is not sent. */
    static Stream<Object> valuesWithoutAForm() throws Exception {
        return Stream.of(
                Map.of("a", "b"), RouterOsRow.EMPTY, new int[] { 1 }, new long[0], Instant.EPOCH, new Date(0),
                Calendar.getInstance(),
                ZonedDateTime.now(), OffsetDateTime.now(), YearMonth.of(2026, 1), Period.ofDays(1), ZoneId.of("UTC"),
                Locale.ROOT,
                Thread.State.NEW, new Object(), Object.class, Path.of("x"), new File("x"), Pattern.compile("x"),
                new AtomicBoolean(true),
                List.of("a").iterator(), Stream.of("a"), new InetSocketAddress("192.0.2.1", 80),
                new ByteArrayInputStream(new byte[1]),
                ByteBuffer.allocate(1), new ObjectMapper().readTree("\"text\""), new ObjectMapper().readTree("{}"),
                IntNode.valueOf(5),
                List.of(List.of("a")), List.of(Map.of()), List.of("a,b", "c"), List.of(new byte[1]), Double.NaN,
                Float.POSITIVE_INFINITY, new BigDecimal("1E+1000000000"),
                new BigDecimal("1E-1000000000"), Inet6Address.getByAddress(null,
                        new byte[] { (byte) 0xFE, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 3),
                new Number() {

                    private static final long serialVersionUID = 1L;

                    @Override
                    public int intValue() {
                        return 1;
                    }

                    @Override
                    public long longValue() {
                        return 1;
                    }

                    @Override
                    public float floatValue() {
                        return 1;
                    }

                    @Override
                    public double doubleValue() {
                        return 1;
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("valuesWithoutAForm")
    void aJavaValueThatRouterOsHasNoFormForIsRefused(Object value) {
        assertThatThrownBy(() -> AttributeValue.of("comment", value)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("comment").message().hasSizeLessThan(300);
    }

    @Test
    void anEmptyOptionalIsNoValue() {
        for (Object none : List.of(Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty())) {
            assertThat(AttributeValue.unwrapped(none)).isNull();
            assertThatThrownBy(() -> AttributeValue.of("comment", none)).isInstanceOf(BadInputException.class)
                    .hasMessageContaining("no value for comment");
        }
    }

    @Test
    void aMapAsAValueSaysWhatToDo() {
        assertThatThrownBy(() -> AttributeValue.of("comment", Map.of("secret", "s3cret"))).isInstanceOf(BadInputException.class)
                .hasMessageContaining("it takes one value").hasMessageNotContaining("s3cret");
    }

    // ---- integers

    @ParameterizedTest
    @CsvSource({
            "0, 0", "00, 0", "4294967296, 4294967296", "-62, -62", "9223372036854775807, 9223372036854775807",
            "18446744073709551615, -1", "10k, 10000", "10K, 10000", "10M, 10000000", "4G, 4000000000", "2T, 2000000000000",
            "0x1F, 31", "0X81200003, 2166358019", "0xFFFFFFFFFFFFFFFF, -1" })
    void integersHaveMultipliersAndHexadecimals(String text, long value) {
        assertThat(IntegerValue.parse(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " 1", "1 ", "1.5", "ten", "0x", "0xG", "1KB", "1e3", "18446744073709551616", "-9223372036854775809",
            "99999999999999999999999", "20000000000T", "*1A" })
    void whatIsNoIntegerOf64BitsIsNone(String text) {
        assertThat(IntegerValue.parse(text)).isEmpty();
    }

    // ---- durations

    @ParameterizedTest
    @CsvSource({
            "10, PT10S", "1w, P7D", "1w2d12:34:56, PT228H34M56S", "01:30:00, PT1H30M", "01:30, PT1H30M", "500ms, PT0.5S",
            "1s500ms, PT1.5S", "1.5s, PT1.5S", "100ns, PT0.0000001S", "-5m, PT-5M", "1m1ms, PT1M0.001S",
            "999999999w, P6999999993D" })
    void durationsHaveSeveralForms(String text, String iso) {
        assertThat(DurationValue.parse(text)).contains(Duration.parse(iso));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "-", "none", "1x", "s", "5s1m", "1 m", "m", "1d-", "99999999999999999999s",
            "9999999999999999999w", ":10", "1:2:3:4" })
    void whatIsNoDurationIsNone(String text) {
        assertThat(DurationValue.parse(text)).isEmpty();
    }

    @Test
    void aDurationIsWrittenSoThatItCanBeReadAgain() {
        assertThat(DurationValue.format(Duration.ZERO)).isEqualTo("0s");
        assertThat(DurationValue.format(Duration.parse("P9DT3H4M5S"))).isEqualTo("1w2d3h4m5s");
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            Duration duration = Duration.ofNanos(random.nextLong() >> random.nextInt(60));
            assertThat(DurationValue.parse(DurationValue.format(duration))).contains(duration);
        }
    }

    // ---- dates

    @ParameterizedTest
    @CsvSource({
            "2023-07-14 19:13:29, 2023-07-14T19:13:29", "jul/14/2023 19:13:29, 2023-07-14T19:13:29",
            "Jul/19/2022 11:25:54, 2022-07-19T11:25:54", "jan/01/1970 00:00:00, 1970-01-01T00:00:00",
            "2023-07-14, 2023-07-14T00:00:00", "jul/14/2023, 2023-07-14T00:00:00", "2024-02-29 00:00:00, 2024-02-29T00:00:00" })
    void datesOfBothErasAreRead(String text, LocalDateTime value) {
        assertThat(DateTimeValue.parse(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "never", "2023-02-29 00:00:00", "2023-13-01 00:00:00", "foo/14/2023 19:13:29", "19:13:29",
            "jul/14 19:13:29", "2023-07-14 24:00:00", "2023-07-14 1:2" })
    void whatIsNoCompleteDateIsNone(String text) {
        assertThat(DateTimeValue.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "10:00:00, 2026-01-05T10:00:00", "12:00:01, 2026-01-04T12:00:01", "jan/05 11:59:59, 2026-01-05T11:59:59",
            "dec/31 23:00:00, 2025-12-31T23:00:00", "2026-01-05 10:11:12, 2026-01-05T10:11:12" })
    void shortTimesOfOldLogsAreThoseBeforeNow(String text, LocalDateTime value) {
        assertThat(DateTimeValue.parse(text, LocalDateTime.parse("2026-01-05T12:00:00"))).contains(value);
    }

    // ---- rates and sizes

    @ParameterizedTest
    @CsvSource({
            "72.2Mbps-20MHz/1S/SGI, 72200000", "1Gbps, 1000000000", "10M, 10000000", "512k, 512000", "1201000000, 1201000000",
            "0, 0", "6Mbps, 6000000", "1.5Gbps, 1500000000", "10Mbps*2, 10000000" })
    void ratesAreBitsPerSecond(String text, long value) {
        assertThat(DataRateValue.parse(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "auto", "10Mb", "Mbps", "-1M", "10 M", "999999999999999999T" })
    void whatIsNoRateIsNone(String text) {
        assertThat(DataRateValue.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "5120, 5120", "10KiB, 10240", "1.5MiB, 1572864", "10k, 10000", "4G, 4000000000", "2 GiB, 2147483648", "7B, 7" })
    void sizesAreBytes(String text, long value) {
        assertThat(DataSizeValue.parse(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "KiB", "1MB2", "-1", "1,5MiB", "999999999999999999TiB" })
    void whatIsNoSizeIsNone(String text) {
        assertThat(DataSizeValue.parse(text)).isEqualTo(OptionalLong.empty());
    }

    // ---- booleans and pairs

    @ParameterizedTest
    @ValueSource(strings = { "", "YES", "True", "1", "0", "on", "yes " })
    void otherSpellingsAreNoBooleans(String text) {
        assertThat(BooleanValue.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "8/8, 8, 8", "10M/20M, 10M, 20M", "default-small/default-small, default-small, default-small", "0.1/0.1, 0.1, 0.1",
            "'51234,17001', 51234, 17001", "'a/b,c', a/b, c" })
    void pairsKeepTheirParts(String text, String first, String second) {
        assertThat(PairValue.parse(text)).contains(new PairValue(first, second));
    }

    @Test
    void onePartIsNoPair() {
        assertThat(PairValue.parse("8")).isEmpty();
    }

    // ---- addresses

    @ParameterizedTest
    @CsvSource({
            "192.0.2.7/24, 192.0.2.0, 192.0.2.255", "192.0.2.128/25, 192.0.2.128, 192.0.2.255",
            "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
            "192.0.2.1, 192.0.2.1, 192.0.2.1", "192.0.2.1/32, 192.0.2.1, 192.0.2.1", "192.0.2.5/30, 192.0.2.4, 192.0.2.7",
            "2001:db8::1/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "fe80::1%ether1, fe80::1, fe80::1",
            "::ffff:192.0.2.9/120, ::ffff:192.0.2.0, ::ffff:192.0.2.255", "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" })
    void aPrefixHasAFirstAndALastAddress(String prefix, String first, String last) {
        assertThat(address(prefix).first()).isEqualTo(address(first));
        assertThat(address(prefix).last()).isEqualTo(address(last));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "192.0.2", "192.0.2.256", "192.0.2.1/33", "192.0.2.1/", "192.0.2.1/-1", "2001:db8::1::2", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9", "::1/129", "ether1", "example.net", "12345::", "1:2:3:4:5:6:7::8", ":1", "192.0.2.1.5",
            "localhost",
            "02:00:00:00:00:01" })
    void whatIsNoAddressIsNoneAndNoNameIsLookedUp(String text) {
        assertThat(AddressValue.parse(text)).isEmpty();
    }

    @Test
    void addressesAreOrderedAsAddresses() {
        List<String> ordered = List.of(
                "9.0.0.0", "10.0.0.0/8", "10.0.0.0/9", "10.0.0.0", "192.0.2.1", "255.0.0.1", "::", "2001:db8::1", "ffff::");
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = 0; j < ordered.size(); j++) {
                assertThat(Integer.signum(address(ordered.get(i)).compareTo(address(ordered.get(j)))))
                        .as("%s and %s", ordered.get(i), ordered.get(j)).isEqualTo(Integer.compare(i, j));
            }
        }
        assertThat(address("2001:db8::1")).isEqualTo(address("2001:0DB8:0:0:0:0:0:1"))
                .hasSameHashCodeAs(address("2001:db8:0::1"));
    }

    private static AddressValue address(String text) {
        return AddressValue.parse(text).orElseThrow();
    }

    // ---- from Java to a router

    @Test
    void javaValuesTravelAsRouterOsWritesThem() {
        assertThat(AttributeValue.of("p", "text")).isEqualTo("text");
        assertThat(AttributeValue.of("p", "")).isEqualTo("");
        assertThat(AttributeValue.of("p", true)).isEqualTo("yes");
        assertThat(AttributeValue.of("p", false)).isEqualTo("no");
        assertThat(AttributeValue.of("p", 42L)).isEqualTo("42");
        assertThat(AttributeValue.of("p", Duration.ofMinutes(90))).isEqualTo("1h30m");
        assertThat(AttributeValue.of("p", LocalDateTime.of(2026, 1, 5, 10, 11, 12))).isEqualTo("2026-01-05 10:11:12");
        assertThat(AttributeValue.of("p", Arrays.asList("a", 1, true))).isEqualTo("a,1,yes");
        assertThat(AttributeValue.of("p", List.of())).isEqualTo("");
        byte[] binary = { 0, (byte) 0xFF };
        assertThat(AttributeValue.of("p", binary)).isEqualTo(binary);
    }

    @Test
    void noValueIsAnErrorThatSaysHowToClearAndHowToUnset() {
        assertThatThrownBy(() -> AttributeValue.of("comment", null)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("empty text").hasMessageContaining("!comment");
        assertThatThrownBy(() -> AttributeValue.text("p", Arrays.asList("a", null))).isInstanceOf(BadInputException.class);
    }
}

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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import io.camelmikrotik.catalogue.ValueKind;
import io.camelmikrotik.exception.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValueOrderTest {

    private static final long SEED = Long.getLong("mikrotik.seed", 20261128);
    private static final int PAIRS = Integer.getInteger("mikrotik.pairs", 5_000);

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', value = {
            // rates, sizes, percentages, signal strengths
            "rate → 1Gbps → >100Mbps → true", "rate → 9Mbps → <10Mbps → true", "rate → 72.2Mbps-20MHz/1S/SGI → >65M → true",
            "rate → 1Gbps → >=1000000000 → true", "size → 1.5MiB → >1MiB → true", "size → 900KiB → <1MiB → true",
            "size → 10KiB → >=10240 → true",
            "size → 20000000000000000000 → >9223372036854775807 → true", "load → 9% → <10% → true", "load → 9% → <10 → true",
            "signal-strength → -51@1Mbps → >-60 → true", "signal-strength → -9@1Mbps → >-60 → true",
            "signal-strength → -62dBm@6Mbps → <-61@1Mbps → true", "signal → -50 → >-60dBm → true",
            "voltage → 24.1V → >9.5 → true",
            "voltage → 24.1 → <100 → true", "x → 0x1F → =31 → true", "x → 10M → >9999999 → true", "x → 1.5 → <1.25 → false",
            // times
            "uptime → 1w → >6d → true", "uptime → 3600 → >30m → error", "uptime → 0 → <30m → true",
            "uptime → 2h → >3600 → true",
            "uptime → 10m → >10M → error", "rx → 5000000 → >5m → error", "rx → 5m → >5M → error",
            "uptime → 00:00:10 → <1m → true",
            "last-seen → never → >30d → true", "last-seen → never → <30d → false", "limit → unlimited → >5 → true",
            "idle → none → >5s → false",
            "idle → none → <5s → false", "since → never → >2026-01-01 → false", "uptime → `` → <5s → false",
            "uptime → soon → <5s → error",
            // versions
            "version → 7.10.1 (stable) → >7.9 → true", "version → 7.10 → >7.9 → true",
            "version → 7.10 (stable) → >=7.10 → true",
            "version → 7.10rc2 → <7.10 → true", "version → 7.16beta4 → <7.16rc1 → true",
            "version → 6.49.10 (long-term) → <7 → true",
            "version → 7.15.2 (stable) 2024-06-26 08:00:10 → >7.15.1 → true", "current-firmware → 7.9 → <7.10 → true",
            "version → Cisco IOS → >7 → error", "x → 7.10.1 → >7.9.9 → true", "x → 7.10.1 → >7.9 → error",
            "x → 7.10 → >7.9 → false",
            // addresses, dates, ids, text
            "address → 10.0.0.9 → <10.0.0.10 → true", "address → 10.0.0.9:80 → <10.0.0.10 → error",
            "address → ether1 → <10.0.0.10 → error",
            "mac → 02:00:00:00:00:0a → <02:00:00:00:00:0B → true", ".id → *9 → <*10 → true", ".id → *A → >*9 → true",
            "since → jan/02/2026 00:00:00 → >2026-01-01 → true", "since → 10:11:12 → >2026-01-01 → error",
            "status → bound → <waiting → true", "name → 10 → <cust → true", "status → 10 → <waiting → error",
            "rx-byte → 10 → <1e → error",
            "max-limit → 10M/20M → >5M → error", "port → 1000-2000 → >5 → error" })
    void valuesAreOrderedAsWhatTheyMeanOrNotAtAll(String name, String value, String condition, String result) {
        String expression = name + (condition.startsWith("=") ? ">" + condition : condition).replace("==", "=");
        CompiledWhere where = WhereExpression.parse(expression).bind(any -> null);
        if (result.equals("error")) {
            assertThatThrownBy(() -> where.filter().test(Map.of(name, value))).isInstanceOf(BadInputException.class)
                    .hasMessageContaining(name).hasMessageContaining(value).hasMessageContaining("not of the kind");
        } else {
            assertThat(where.filter().test(Map.of(name, value))).isEqualTo(Boolean.valueOf(result));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "uptime>never", "uptime<none", "uptime<\"\"", "x>=unlimited" })
    void nothingIsLessOrGreaterThanAWord(String expression) {
        assertThatThrownBy(() -> WhereExpression.parse(expression)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("compare with =");
    }

    @Test
    void aSecretIsNotShown() {
        CompiledWhere where = WhereExpression.parse("password>10").bind(any -> null);
        assertThatThrownBy(() -> where.filter().test(Map.of("password", "s3cret"))).hasMessageContaining("password")
                .hasMessageNotContaining("s3cret");
        for (String operator : List.of(" in ", "~")) {
            WhereExpression expression = WhereExpression.parse("password" + operator + ":#p");
            assertThatThrownBy(() -> expression.bind(any -> "s3cret[")).isInstanceOf(BadInputException.class)
                    .hasMessageContaining("password").satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
        }
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void rowsThatAreExcludedBeforeAreNotCompared() {
        CompiledWhere where = WhereExpression.parse("last~\"^[0-9]\" and last>30d").bind(any -> null);
        assertThat(where.filter().test(Map.of("last", "soon"))).isFalse();
        assertThat(where.filter().test(Map.of("last", "31d"))).isTrue();
    }

    /** Each kind in every form it has: the order is that of the amounts. */
    @Test
    void formsOfTheSameKindAreOrderedByTheirAmounts() {
        Random random = new Random(SEED);
        for (String kind : List.of("number", "rate", "size", "time", "date", "address", "version", "mac", "id", "signal")) {
            for (int i = 0; i < PAIRS; i++) {
                BigInteger one = amount(random);
                BigInteger other = random.nextInt(4) == 0 ? one : amount(random);
                String value = form(kind, one, random);
                String operand = form(kind, other, random);
                String name = kind.equals("version") ? "version" : "x";
                int order = ValueOrder.of("where", name, ValueKind.UNKNOWN, operand).compare(value).orElseThrow(
                        () -> new AssertionError("seed " + SEED + ": " + value + " beside " + operand));
                assertThat(Integer.signum(order)).as("seed %s: %s beside %s", SEED, value, operand)
                        .isEqualTo(sign(kind, one, other));
                for (String operator : List.of("<", "<=", ">", ">=")) {
                    boolean accepts = WhereExpression.parse(name + operator + "\"" + operand + "\"").bind(any -> null).filter()
                            .test(Map.of(name, value));
                    assertThat(accepts).as("seed %s: %s %s %s", SEED, value, operator, operand)
                            .isEqualTo(operator.startsWith("<")
                                    ? order < 0 || order == 0 && operator.length() > 1
                                    : order > 0 || order == 0 && operator.length() > 1);
                }
            }
        }
    }

    /** Kinds that have nothing in common are an error in both directions. */
    @Test
    void differentKindsAreNeverOrdered() {
        Random random = new Random(SEED);
        List<String> kinds = List.of("unit time", "date", "address", "mac", "id", "text", "rate", "percent");
        for (int i = 0; i < PAIRS; i++) {
            String one = kinds.get(random.nextInt(kinds.size()));
            String other = kinds.get(random.nextInt(kinds.size()));
            if (!one.equals(other)) {
                String value = form(one, amount(random), random);
                String operand = form(other, amount(random), random);
                assertThatThrownBy(() -> ValueOrder.of("where", "x", ValueKind.UNKNOWN, operand).compare(value))
                        .as("seed %s: %s beside %s", SEED, value, operand).isInstanceOf(BadInputException.class);
            }
        }
    }

    private static int sign(String kind, BigInteger one, BigInteger other) {
        return kind.equals("signal") ? other.compareTo(one) : one.compareTo(other);
    }

    /** Near the boundaries of units and of each other, as well as anywhere. */
    private static BigInteger amount(Random random) {
        long[] near = {
                0, 9, 10, 59, 60, 99, 100, 255, 256, 999, 1_000, 1_023, 1_024, 3_599, 3_600, 86_400, 604_800, 999_999,
                1_000_000 };
        return random.nextBoolean()
                ? BigInteger.valueOf(near[random.nextInt(near.length)] + random.nextInt(2))
                : BigInteger.valueOf(random.nextInt(2_000_000));
    }

    private static String form(String kind, BigInteger amount, Random random) {
        long n = amount.longValueExact();
        List<String> forms = new ArrayList<>();
        switch (kind) {
            case "number" -> {
                forms.add(amount.toString());
                forms.add("0x" + Long.toHexString(n));
                forms.add(amount + ".0");
                forms.add(decimal(amount, 1_000) + "k");
                forms.add(decimal(amount, 1_000_000) + "M");
            }
            case "rate" -> {
                forms.add(amount + "bps");
                forms.add(decimal(amount, 1_000) + "kbps");
                forms.add(decimal(amount, 1_000_000) + "Mbps-20MHz/1S/SGI");
                forms.add(decimal(amount, 1_000_000_000) + "Gbps");
            }
            case "size" -> {
                forms.add(amount + "B");
                forms.add(decimal(amount, 1_024) + "KiB");
                forms.add(decimal(amount, 1 << 20) + "MiB");
                forms.add(decimal(amount, 1 << 20) + " MiB");
            }
            case "time", "unit time" -> {
                forms.add(n + "s");
                forms.add(n / 60 + "m" + n % 60 + "s");
                forms.add(n / 3_600 + "h" + n / 60 % 60 + "m" + n % 60 + "s");
                forms.add(n / 86_400 + "d" + clock(n % 86_400));
                forms.add(n / 604_800 + "w" + n % 604_800 / 86_400 + "d" + clock(n % 86_400));
                forms.add(n * 1_000 + "ms");
            }
            case "date" -> {
                LocalDateTime time = LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(n);
                forms.add(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").format(time));
                forms.add(DateTimeFormatter.ofPattern("MMM/dd/yyyy HH:mm:ss", Locale.ENGLISH).format(time)
                        .toLowerCase(Locale.ROOT));
            }
            case "address" -> {
                String address = "10." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255);
                forms.add(address);
                forms.add(address + "/32");
                forms.add(address + "%ether1");
            }
            case "version" -> {
                String version = n / 1_000_000 + "." + n / 1_000 % 1_000 + "." + n % 1_000;
                forms.add(version);
                forms.add(version + " (stable)");
                if (n % 1_000 == 0) {
                    forms.add(n / 1_000_000 + "." + n / 1_000 % 1_000);
                }
            }
            case "mac" -> {
                String mac = String.format("02:00:00:%02x:%02x:%02x", n >> 16 & 255, n >> 8 & 255, n & 255);
                forms.add(mac);
                forms.add(mac.toUpperCase(Locale.ROOT));
            }
            case "id" -> {
                forms.add("*" + Long.toHexString(n));
                forms.add("*" + Long.toHexString(n).toUpperCase(Locale.ROOT));
            }
            case "signal" -> {
                forms.add("-" + n);
                forms.add("-" + n + "dBm");
                forms.add("-" + n + "@1Mbps");
                forms.add("-" + n + "dBm@6Mbps");
            }
            case "percent" -> forms.add(n + "%");
            case "text" -> forms.add("text" + n);
            default -> throw new IllegalArgumentException(kind);
        }
        return forms.get(random.nextInt(forms.size()));
    }

    private static String decimal(BigInteger amount, long unit) {
        return new BigDecimal(amount).divide(BigDecimal.valueOf(unit)).toPlainString();
    }

    private static String clock(long seconds) {
        return String.format("%02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}

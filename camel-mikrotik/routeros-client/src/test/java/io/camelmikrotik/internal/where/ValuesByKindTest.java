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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

import io.camelmikrotik.catalogue.CatalogueMenu;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.catalogue.ValueForm;
import io.camelmikrotik.catalogue.ValueKind;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.internal.value.DurationValue;
import io.camelmikrotik.internal.value.MenuProperties;
import io.camelmikrotik.internal.value.PropertyKind;
import io.camelmikrotik.internal.value.Spellings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Every property of every menu of the catalogue, with values made from the form that the catalogue tells: what means
 * the same is the same for ensure, upsert and conditions, and nothing else is.
 */
class ValuesByKindTest {

    private static final long SEED = Long.getLong("mikrotik.seed", 20261129);
    private static final int PAIRS = Integer.getInteger("mikrotik.pairs", 2);

    private final Random random = new Random(SEED);

    private void eachProperty(List<ValueKind> kinds, BiConsumer<String, String> test) {
        int tested = 0;
        for (String path : RouterOsCatalogue.get().menus()) {
            CatalogueMenu menu = RouterOsCatalogue.get().menu(path).orElseThrow();
            for (String property : menu.properties()) {
                if (kinds.contains(menu.form(property).kind())) {
                    tested++;
                    test.accept(path, property);
                }
            }
        }
        assertThat(tested).as("properties of %s", kinds).isPositive();
    }

    private static ValueForm form(String menu, String property) {
        return RouterOsCatalogue.get().menu(menu).orElseThrow().form(property);
    }

    @Test
    void timesAreTheSameInEveryForm() {
        eachProperty(List.of(ValueKind.TIME), (menu, property) -> {
            for (int i = 0; i < PAIRS; i++) {
                int seconds = random.nextInt(2_000_000);
                same(menu, property, timeIn(seconds), timeIn(seconds));
                different(menu, property, timeIn(seconds), timeIn(seconds + 1 + random.nextInt(100)));
            }
            different(menu, property, "5m", "5M");
            different(menu, property, "none", "0s");
        });
    }

    private String timeIn(int seconds) {
        String clock = String.format("%02d:%02d:%02d", seconds % 86_400 / 3_600, seconds / 60 % 60, seconds % 60);
        return pick(
                seconds + "s", Integer.toString(seconds), seconds / 60 + "m" + seconds % 60 + "s",
                seconds / 86_400 + "d" + clock,
                DurationValue.format(java.time.Duration.ofSeconds(seconds)));
    }

    @Test
    void addressesAreTheSameWithAndWithoutTheLengthOfTheWhole() {
        eachProperty(List.of(ValueKind.ADDRESS, ValueKind.ADDRESS_RANGE, ValueKind.PREFIX), (menu, property) -> {
            for (int i = 0; i < PAIRS; i++) {
                int host = 1 + random.nextInt(200);
                String v4 = "198.51.100." + host;
                same(menu, property, v4, v4 + "/32");
                same(menu, property, "2001:db8::" + host, pick("2001:DB8::" + host + "/128", "2001:db8:0:0:0:0:0:" + host));
                different(menu, property, v4, "198.51.100." + (host + 1));
                different(menu, property, v4, v4 + "/24");
                same(menu, property, "198.51.100.0-198.51.100.255", pick("198.51.100.0/24", "198.51.100.0/255.255.255.0"));
            }
            different(menu, property, "no", "false");
            different(menu, property, "10", "0xA");
            different(menu, property, "192.0.2.1,192.0.2.2", "192.0.2.1");
            same(menu, property, "!192.0.2.1", "!192.0.2.1/32");
            different(menu, property, "!192.0.2.1", "192.0.2.1");
        });
    }

    @Test
    void thePartOfTheHostDoesNotCountInAPrefix() {
        eachProperty(List.of(ValueKind.PREFIX), (menu, property) -> {
            int host = 1 + random.nextInt(200);
            same(menu, property, "198.51.100." + host + "/24", "198.51.100.0/24");
            same(menu, property, "2001:db8::" + host + "/64", "2001:db8::/64");
            different(menu, property, "198.51.100.0/24", "198.51.100.0/25");
        });
    }

    @Test
    void hardwareAddressesAreTheSameInEitherCaseAndWithEachSeparator() {
        eachProperty(List.of(ValueKind.MAC_ADDRESS), (menu, property) -> {
            String digits = String.format("02ab%08x", random.nextInt());
            String separator = pick(":", "-", ".");
            String other = digits.replaceAll("(..)(?!$)", "$1" + separator);
            same(menu, property, digits.replaceAll("(..)(?!$)", "$1:").toUpperCase(Locale.ROOT), pick(other, digits));
            different(menu, property, other, other.replaceFirst("ab", "ac"));
        });
    }

    @Test
    void numbersAreTheSameInEveryNotation() {
        eachProperty(List.of(ValueKind.NUMBER), (menu, property) -> {
            int number = 1_000 * (1 + random.nextInt(1_000));
            same(menu, property, Integer.toString(number), pick("0x" + Integer.toHexString(number), number / 1_000 + "k"));
            different(menu, property, Integer.toString(number), Integer.toString(number + 1));
        });
    }

    @Test
    void hexadecimalDigitsAreTheSameInEitherCaseButNoNumber() {
        eachProperty(List.of(ValueKind.HEXADECIMAL), (menu, property) -> {
            String digits = String.format("ab%06x", random.nextInt(1 << 24));
            same(menu, property, digits, pick(digits.toUpperCase(Locale.ROOT), "0x" + digits));
            different(menu, property, "00" + digits, digits);
            unordered(menu, property);
        });
    }

    @Test
    void setsOfWordsHaveNoOrder() {
        eachProperty(List.of(ValueKind.SET_OF_WORDS), (menu, property) -> {
            List<String> words = form(menu, property).words();
            assertThat(words).as("%s %s", menu, property).isNotEmpty();
            List<String> one = words.subList(0, 1 + random.nextInt(words.size()));
            List<String> other = new ArrayList<>(one);
            java.util.Collections.shuffle(other, random);
            same(menu, property, String.join(",", one), String.join(",", other));
            different(menu, property, String.join(",", one), String.join(",", one) + ",another");
            unordered(menu, property);
        });
    }

    @Test
    void yesIsTrueWhereValuesAreYesOrNo() {
        eachProperty(List.of(ValueKind.YES_NO), (menu, property) -> {
            same(menu, property, "yes", "true");
            same(menu, property, "no", "false");
            different(menu, property, "no", "true");
            unordered(menu, property);
        });
    }

    @Test
    void freeTextMeansNothingButItself() {
        eachProperty(List.of(ValueKind.TEXT), (menu, property) -> {
            different(menu, property, "no", "false");
            different(menu, property, "yes", "true");
            different(menu, property, "1h", "60m");
            different(menu, property, "10M", "10000000");
            different(menu, property, "192.0.2.1", "192.0.2.1/32");
            different(menu, property, "a,b", "b,a");
            different(menu, property, "02:00:00:00:00:aa", "02:00:00:00:00:AA");
            // by the letters
            assertThat(accepts(menu, property + "<\"9\"", property, "10")).isTrue();
        });
    }

    /** A queue or an interface may be called no; an option that also knows other words may be yes. */
    @Test
    void wordsAreYesOrNoOnlyWhereTheyAreOffered() {
        eachProperty(List.of(ValueKind.WORDS_OFFERED), (menu, property) -> {
            List<String> words = form(menu, property).words();
            if (words.contains("yes") && words.contains("no")) {
                same(menu, property, "yes", "true");
                different(menu, property, "yes", "no");
            } else if (!PropertyKind.of(property).isFlag()) {
                different(menu, property, "no", "false");
            }
        });
    }

    @Test
    void ofWhatTheCatalogueSaysNothingTheNameDecides() {
        eachProperty(List.of(ValueKind.UNKNOWN), (menu, property) -> {
            assertThat(MenuProperties.of(menu).kind(property)).isEqualTo(PropertyKind.of(property));
            for (String[] pair : new String[][] {
                    { "yes", "true" }, { "1h", "60m" }, { "10M", "10000000" }, { "a,b", "b,a" } }) {
                assertThat(CanonicalValue.INSTANCE.in(menu).same(property, pair[0], pair[1])).as("%s %s", menu, property)
                        .isEqualTo(CanonicalValue.INSTANCE.same(property, pair[0], pair[1]));
            }
        });
        assertThat(MenuProperties.of("/no/such/menu").form("timeout")).isEqualTo(ValueForm.UNKNOWN);
        assertThat(CanonicalValue.INSTANCE.in("/no/such/menu").same("timeout", "1h", "60m")).isTrue();
    }

    @Test
    void anOperandOfAnotherKindIsRefused() {
        for (String wrong : List.of(
                "/ip/firewall/address-list timeout>5M", "/ip/firewall/address-list address<ether1",
                "/ip/route disabled>no")) {
            String[] parts = wrong.split(" ");
            assertThatThrownBy(() -> WhereExpression.parse(parts[1]).bind(parts[0], name -> null)).as(wrong)
                    .isInstanceOf(BadInputException.class).hasMessageContaining("where");
        }
        assertThat(accepts("/ip/firewall/address-list", "timeout>30m", "timeout", "3600")).isTrue();
    }

    @Test
    void anAddressListNamedNoIsNotOneNamedFalse() {
        assertThat(accepts("/ip/firewall/address-list", "list=no", "list", "false")).isFalse();
        assertThat(accepts("/ip/firewall/address-list", "list", "list", "no")).isTrue();
        assertThat(accepts("/queue/simple", "parent=no", "parent", "false")).isFalse();
    }

    private void same(String menu, String property, String one, String other) {
        String what = what(menu, property, one, other);
        CanonicalValue values = CanonicalValue.INSTANCE.in(menu);
        assertThat(values.same(property, one, other)).as(what).isTrue();
        assertThat(values.of(property, one)).as(what).isEqualTo(values.of(property, other));
        assertThat(accepts(menu, property + "=\"" + one + "\"", property, other)).as(what).isTrue();
        assertThat(accepts(menu, property + "!=\"" + one + "\"", property, other)).as(what).isFalse();
    }

    private void different(String menu, String property, String one, String other) {
        String what = what(menu, property, one, other);
        assertThat(CanonicalValue.INSTANCE.in(menu).same(property, one, other)).as(what).isFalse();
        assertThat(Spellings.of(CanonicalValue.INSTANCE.in(menu), property, one).texts()).as(what).doesNotContain(other);
        assertThat(accepts(menu, property + "=\"" + one + "\"", property, other)).as(what).isFalse();
        assertThat(accepts(menu, property + "!=\"" + one + "\"", property, other)).as(what).isTrue();
    }

    private void unordered(String menu, String property) {
        for (String operator : List.of("<", "<=", ">", ">=")) {
            WhereExpression expression = WhereExpression.parse(property + operator + ":#value");
            assertThatThrownBy(() -> expression.refuseUnordered(menu)).isInstanceOf(BadInputException.class)
                    .hasMessageContaining("neither less nor greater").hasMessageContaining(property);
            assertThatThrownBy(() -> expression.bind(menu, name -> "x")).isInstanceOf(BadInputException.class);
        }
    }

    private static boolean accepts(String menu, String where, String property, String value) {
        return WhereExpression.parse(where).bind(menu, name -> null).filter().test(Map.of(property, value));
    }

    private static String what(String menu, String property, String one, String other) {
        return "seed " + SEED + ": " + menu + " " + property + ": " + one + " and " + other;
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}

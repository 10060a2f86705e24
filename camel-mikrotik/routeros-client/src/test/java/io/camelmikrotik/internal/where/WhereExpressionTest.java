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

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WhereExpressionTest {

    private static final RouterOsRow CUSTOMER = RouterOsRow.of(ordered(
            ".id=*1A", "name=cust1", "profile=gold", "disabled=false", "uptime=2d3h", "address=192.0.2.10", "rx-byte=10",
            "comment=", "target=192.0.2.8/29", "since=2026-01-05 10:11:12", "limit=10M", "note=a \"b\" \\ c and d"));

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', value = {
            // comparisons
            "profile=gold → true", "profile=silver → false", "profile!=silver → true", "profile!=gold → false",
            "profile = gold → true",
            "profile=Gold → false", ".id=*1A → true", "nothing=x → false", "nothing!=x → true", "nothing=\"\" → true",
            "comment=\"\" → true",
            "nothing!=\"\" → false", "profile=\"\" → false",
            // booleans in both spellings
            "disabled=no → true", "disabled=false → true", "disabled=yes → false", "disabled!=true → true",
            // bare names
            "profile → true", "comment → false", "nothing → false", "disabled → false", "!comment → true",
            "not disabled → true",
            "not not profile → true", "!!profile → true", "NOT comment → true",
            // order: numbers, times, dates, addresses, text
            "rx-byte>9 → true", "rx-byte<9 → false", "rx-byte>=10 → true", "rx-byte<=10 → true", "rx-byte>10 → false",
            "rx-byte<10 → false", "rx-byte<=9 → false", "rx-byte>=11 → false", "rx-byte>=9 → true",
            "limit>9999999 → true", "limit<=10000000 → true", "limit<11M → true", "uptime>1d → true", "uptime>2d3h → false",
            "uptime>=51:00:00 → true",
            "uptime<100h → true", "since>\"2026-01-05 10:11:11\" → true", "since<jan/06/2026 → true",
            "address>192.0.2.9 → true",
            "address<192.0.2.9 → false", "name>cust0 → true", "name<cust0 → false", "nothing>0 → false", "nothing<0 → false",
            "not nothing>0 → true",
            // patterns and prefixes
            "name~cust → true", "name~^cust[0-9]$ → true", "name~^ust → false", "nothing~. → false", "comment~^$ → true",
            "not name~^x → true",
            "address in 192.0.2.0/24 → true", "address in 198.51.100.0/24,192.0.2.10 → true", "address in 192.0.2.11 → false",
            "address in 192.0.2.10-192.0.2.10 → true", "address in 192.0.2.1-192.0.2.20 → true",
            "address in 192.0.2.11-192.0.2.20 → false",
            "address in \"192.0.2.10, 2001:db8::/32\" → true",
            "name in 0.0.0.0/0 → false", "nothing in 0.0.0.0/0 → false", "not address in 192.0.2.0/24 → false",
            "address IN 192.0.2.0/24 → true",
            // every address of a prefix must be in
            "target in 192.0.2.0/24 → true", "target in 192.0.2.8/30 → false", "target in 192.0.2.8-192.0.2.15 → true",
            "target in 192.0.2.0-192.0.2.14 → false", "target in 192.0.2.9-192.0.2.20 → false",
            // and before or, not before and, parentheses before all
            "profile=gold or profile=x and name=x → true", "(profile=gold or profile=x) and name=x → false",
            "name=x and profile=x or profile=gold → true", "name=x and (profile=x or profile=gold) → false",
            "not name=x and profile=gold → true", "not (name=x and profile=gold) → true",
            "not (profile=gold or name=x) → false",
            "! (name=x) && profile=gold → true", "profile=x||profile=gold → true", "profile=gold&&name=cust1 → true",
            "((profile=gold)) → true", "not(name=x) → true", "profile=gold AND name=cust1 OR nothing → true",
            // the contract's example
            "profile=gold and (disabled=no or !comment) and uptime>1d → true",
            // quoted values
            "note=\"a \\\"b\\\" \\\\ c and d\" → true", "name=\"cust1\" → true", "note~\"and d$\" → true",
            "profile=\"gold or x\" → false",
            // a name of all that names may have, in an alternative of which nothing holds
            "azAZ09._/-b=x or name~^x → false" })
    void anExpressionAcceptsRows(String expression, boolean accepts) {
        CompiledWhere where = WhereExpression.parse(expression).bind(name -> null);
        assertThat(where.filter().test(CUSTOMER)).isEqualTo(accepts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', value = {
            "`` → a property name", "profile= → a value", "profile=gold and → a property name",
            "and profile=gold → \"and\", \"or\" or the end",
            "(profile=gold → \")\"", "profile=gold) → or the end", "profile=gold name=x → or the end",
            "profile=\"gold → the end of this quoted text",
            "profile=:# → a parameter name", "name~[ → not a regular expression",
            "address in 192.0.2.0/33 → a prefix or a range",
            "address in ether1 → a prefix or a range", "address in 192.0.2.9-192.0.2.1 → ends before it starts",
            "address in 192.0.2.9-2001:db8::1 → of one kind", "profile >  → a value", "pro;file=x → or the end",
            "profile=a b=c → or the end",
            "profile=gold x → at position 14", "name~a{2 → at position", "-comment=x → a property name", "! → a property name",
            "() → a property name", "?profile=x → a property name" })
    void whatIsNoExpressionIsToldWithItsPlace(String expression, String message) {
        assertThatThrownBy(() -> WhereExpression.parse(expression)).isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("where").hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
            "192.0.2.0/24, 192.0.2.7, true", "192.0.2.0/24, 192.0.3.7, false", "192.0.2.0/24, 192.0.2.128/25, true",
            "192.0.2.0/25, 192.0.2.0/24, false", "0.0.0.0/0, 203.0.113.9, true", "192.0.2.1, 192.0.2.1/32, true",
            "192.0.2.0/24, 192.0.2.1/24, true", "2001:db8::/32, 2001:db8:1::9, true", "2001:db8::/32, 2001:db9::1, false",
            "2001:db8::/33, 2001:db8:8000::1, false", "::/0, 192.0.2.1, false", "0.0.0.0/0, 2001:db8::1, false",
            "::ffff:192.0.2.0/120, ::ffff:192.0.2.9, true", "fe80::/10, fe80::1%ether1, true",
            "2001:db8::1-2001:db8::9, 2001:db8::5, true", "2001:db8::1-2001:db8::9, 192.0.2.1, false" })
    void inMeansEveryAddressOfTheValue(String set, String address, boolean accepts) {
        CompiledWhere where = WhereExpression.parse("address in " + set).bind(name -> null);
        assertThat(where.filter().test(RouterOsRow.of(Map.of("address", address)))).isEqualTo(accepts);
    }

    @Test
    void anExpressionNestedTooDeepIsRefusedInsteadOfTakingTheStack() {
        String deep = "(".repeat(100_000) + "a" + ")".repeat(100_000);
        assertThatThrownBy(() -> WhereExpression.parse(deep)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("nested too deep");
        assertThat(accepts("(".repeat(40) + "profile" + ")".repeat(40))).isTrue();
        assertThat(accepts("not(name=x) and ".repeat(300) + "profile")).as("side by side is not deep").isTrue();
    }

    // ---- what is sent

    static Stream<Arguments> sent() {
        return Stream.of(
                Arguments.of("profile=gold", "?profile=gold"),
                Arguments.of("profile=\"=gold\"", "?profile==gold"),
                Arguments.of("profile!=gold", "?profile=gold ?#!"),
                Arguments.of("disabled=no", "?disabled=false ?disabled=no ?#|"),
                Arguments.of("!comment", "?-comment ?comment= ?#|"),
                Arguments.of("comment", "?-comment ?comment= ?#| ?#!"),
                Arguments.of("comment=\"\"", "?-comment ?comment= ?#|"),
                Arguments.of("a=1 and b=2 and c=3", "?a=1 ?b=2 ?c=3 ?#&&"),
                Arguments.of("a=1 or b=2", "?a=1 ?b=2 ?#|"),
                Arguments.of("not (a=1 or b=2)", "?a=1 ?#! ?b=2 ?#! ?#&"));
    }

    @ParameterizedTest
    @MethodSource("sent")
    void equalityAndPresenceAreEvaluatedByTheRouter(String expression, String words) {
        CompiledWhere where = WhereExpression.parse(expression).bind(name -> null);

        assertThat(String.join(" ", where.queryWords())).isEqualTo(words);
        assertThat(where.filtersHere()).isFalse();
        assertThat(where.propertiesNeededHere()).isEmpty();
    }

    @Test
    void whatTheRouterCannotEvaluateIsEvaluatedHereAndTheRestStillSent() {
        CompiledWhere where = WhereExpression.parse("profile=gold and name~^c and uptime>1d").bind(name -> null);

        assertThat(where.queryWords()).containsExactly("?profile=gold");
        assertThat(where.filtersHere()).isTrue();
        assertThat(where.propertiesNeededHere()).containsExactlyInAnyOrder("profile", "name", "uptime");
    }

    @Test
    void anAlternativeThatTheRouterCannotEvaluateMeansThatNothingIsSent() {
        CompiledWhere where = WhereExpression.parse("profile=gold or name~^c").bind(name -> null);

        assertThat(where.queryWords()).isEmpty();
        assertThat(where.filtersHere()).isTrue();
    }

    @Test
    void anAlternativeThatTheRouterKnowsInPartIsSentAndCompletedHere() {
        CompiledWhere where = WhereExpression.parse("profile=gold and name~^x or profile=silver").bind(name -> null);

        assertThat(where.queryWords()).containsExactly("?profile=gold", "?profile=silver", "?#|");
        assertThat(where.filtersHere()).isTrue();
        assertThat(where.propertiesNeededHere()).containsExactlyInAnyOrder("profile", "name");
        assertThat(where.filter().test(CUSTOMER)).isFalse();
    }

    @Test
    void whatAnExpressionFixesIsWhatEachOfItsRowsHas() {
        assertThat(fixed("list=blocked")).isEqualTo(Map.of("list", "blocked"));
        assertThat(fixed("list=blocked and (dynamic=no and comment=\"from billing\") and timeout>1d"))
                .isEqualTo(Map.of("list", "blocked", "dynamic", "no", "comment", "from billing"));
        assertThat(fixed("list!=blocked and comment=\"\" and (a=1 or b=2)")).isEmpty();
        assertThat(WhereExpression.parse("list=blocked")).hasToString("list=blocked");
    }

    // ---- parameters

    @Test
    void parametersAreNamed() {
        assertThat(WhereExpression.parse("a=:#x and (b>:#y-z or c in :#x) and d=\":#quoted\"").parameters())
                .containsExactlyInAnyOrder("x", "y-z");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "gold or a=a", "gold\" or \"a\"=\"a", ") or (a=a", "gold ?#!", "?#|||", "gold\n?#!", "\u0000", ":#other", "=gold",
            "!gold",
            "gold\r\n\r\n/system/reboot", "x&&y", "\"", "\\", "*1A,*2", "" })
    void aParameterStaysAValueWhateverItHolds(String value) {
        CompiledWhere where = WhereExpression.parse("profile=:#profile").bind(Map.of("profile", value)::get);

        assertThat(where.queryWords()).containsExactly(
                value.isEmpty() ? new String[] { "?-profile", "?profile=", "?#|" } : new String[] { "?profile=" + value });
        assertThat(where.filter().test(CUSTOMER)).isFalse();
        assertThat(where.filter().test(RouterOsRow.of(Map.of("profile", value)))).isTrue();
    }

    @Test
    void aParameterOfAnyKindBecomesText() {
        assertThat(words("a=:#p", 42L)).containsExactly("?a=42");
        assertThat(words("a=:#p", true)).containsExactly("?a=true", "?a=yes", "?#|");
        assertThat(words("a=:#p", Duration.ofMinutes(90))).containsExactly("?a=1h30m");
        CompiledWhere in = WhereExpression.parse("address in :#p").bind(name -> Arrays.asList("198.51.100.0/24", "192.0.2.10"));
        assertThat(in.filter().test(CUSTOMER)).isTrue();
        CompiledWhere none = WhereExpression.parse("address in :#p").bind(name -> List.of());
        assertThat(none.filter().test(CUSTOMER)).isFalse();
    }

    @Test
    void aParameterWithoutAValueOrWithAnUnfitOneIsAClearError() {
        assertThatThrownBy(() -> words("a=:#p", null)).isInstanceOf(BadInputException.class).hasMessageContaining(":#p");
        assertThatThrownBy(() -> words("a~:#p", "[")).isInstanceOf(BadInputException.class)
                .hasMessageContaining("regular expression");
        assertThatThrownBy(() -> words("a in :#p", "ether1")).isInstanceOf(BadInputException.class)
                .hasMessageContaining("ether1");
        assertThatThrownBy(() -> words("a>:#p", Map.of())).isInstanceOf(BadInputException.class)
                .hasMessageContaining("where, a >");
    }

    @Test
    void aRegularExpressionNestedTooDeepIsRefusedInsteadOfTakingTheStack() {
        String deep = "name~\"" + "(".repeat(100_000) + "a" + ")".repeat(100_000) + "\"";
        assertThatThrownBy(() -> WhereExpression.parse(deep)).isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("where: ").hasMessageContaining("after name~").message().hasSizeLessThan(300);
    }

    @Test
    void aPlainRegularExpressionFindsAnythingInTheLongestValue() {
        CompiledWhere where = WhereExpression.parse("name~\"y$|^abc|end[0-9]+\"").bind(name -> null);
        assertThat(where.filter().test(RouterOsRow.of(Map.of("name", "x".repeat(65_000) + "end42")))).isTrue();
        assertThat(where.filter().test(RouterOsRow.of(Map.of("name", "x".repeat(65_000))))).isFalse();
    }

    private static boolean accepts(String expression) {
        return WhereExpression.parse(expression).bind(name -> null).filter().test(CUSTOMER);
    }

    private static Map<String, String> fixed(String expression) {
        return WhereExpression.parse(expression).bind(name -> null).fixed();
    }

    private static List<String> words(String expression, Object parameter) {
        return WhereExpression.parse(expression).bind(name -> parameter).queryWords();
    }

    private static Map<String, String> ordered(String... properties) {
        Map<String, String> row = new LinkedHashMap<>();
        for (String property : properties) {
            int equals = property.indexOf('=');
            row.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return row;
    }
}

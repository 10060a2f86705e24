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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.camelmikrotik.exception.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the RouterOS console, SQL and Java write is refused with its place and the way to write it, and never taken for
 * a value.
 */
class ForeignNotationTest {

    private static final long SEED = Long.getLong("mikrotik.seed", 20261128);
    private static final int TEXTS = 20_000;

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', value = {
            "list='mine' → 6 → double quotes", "list = 'mine' → 8 → double quotes", "list='a b' → 6 → double quotes",
            "name~'^a' → 6 → double quotes", "list in '10.0.0.0/8' → 9 → double quotes",
            "list==mine → 5 → write list=", "a=1 and list==\"mine\" → 13 → write list=", "list<>mine → 5 → write list!=",
            "mtu=>5 → 4 → write mtu>=", "mtu=<5 → 4 → write mtu<=", "name=~x → 5 → write name~", "name~=x → 5 → write name~",
            "name~~x → 5 → double quotes", "list!==x → 5 → write list!=", "mtu<<5 → 4 → double quotes",
            "list= =x → 7 → double quotes",
            "name!~x → 5 → write not name~", "list=a;b → 7 → joined by or", "list=$x → 6 → :#name",
            "list=${header.x} → 6 → :#name",
            "list=:x → 6 → :#name", "list=[find name=x] → 6 → :#name", "list!=[:tostr 1] → 7 → :#name",
            "mtu>[get] → 5 → :#name",
            "list in [find] → 9 → :#name", "list=(a) → 6 → :#name", "list={a;b} → 6 → :#name", "list=a\"b\" → 7 → quotes",
            "user=CORP\\x → 10 → double quotes", "user=\"CORP\\x\" → 11 → written twice",
            "comment=\"a\\nb\" → 11 → written twice",
            "name=\"a\\$b\" → 8 → written twice", "name~\"b\\$\" → 8 → [$]", "name~b\\$ → 7 → [$]", "name~\"a\\?\" → 8 → [?]",
            "name~\"a\\_b\" → 8 → blank" })
    void anotherLanguageIsRefusedWithItsPlace(String expression, int position, String advice) {
        assertThatThrownBy(() -> WhereExpression.parse(expression)).isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("where: ").hasMessageContaining("at position " + position + " ")
                .hasMessageContaining(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "src-address=!10.0.0.0/8", ".id=*1A", "name=o'neill", "name=a$", "dst-address=::/0", "address=::1", "name=a=b",
            "topics=system,info", "name~[a-c]", "name~(a|b)$x", "name~^a;b$", "name~^\\\\d", "name~\"\\\\\\\\$\"", "note=a:b",
            "mac=02:00:00:00:00:01",
            "name~<x>", "comment=-" })
    void whatIsAValueStaysOne(String expression) {
        assertThat(WhereExpression.parse(expression.replace("\\\\d", "\\d").replace("(a|b)$x", "a$"))).isNotNull();
    }

    /** Any text without quotes is the value as it is written, or refused; in quotes it is always the value. */
    @Test
    void noTextIsTakenForAnotherOne() {
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = randomText(random);
            String seen = "seed " + SEED + ", text " + text;
            String quoted = "a=\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            assertThat(value(quoted)).as(seen).isEqualTo(text);
            if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
                continue; // it is a quoted value as it stands
            }
            try {
                assertThat(value("a=" + text)).as(seen).isEqualTo(text);
                assertThat("'\"$[({=<>~".indexOf(text.charAt(0))).as(seen).isNegative();
                assertThat(text).as(seen).doesNotContain(";", "\\", "\"");
            } catch (BadInputException e) {
                assertThat(e.getMessage()).as(seen).startsWith("where").contains("position ");
                refused++;
            }
        }
        assertThat(refused).as("seed %s: refused", SEED).isBetween(TEXTS / 10, TEXTS * 9 / 10);
    }

    @Test
    void aListIsNoValueButForIn() {
        for (Object list : List.of(List.of("a", "b"), new String[] { "a", "b" }, List.of())) {
            for (String operator : List.of("=", "!=", "<", ">=", "~")) {
                WhereExpression expression = WhereExpression.parse("b=1 and a" + operator + ":#p");
                assertThatThrownBy(() -> expression.bind(name -> list)).as(operator + " " + list)
                        .isInstanceOf(BadInputException.class).hasMessageContaining("a " + operator + " at position ")
                        .hasMessageContaining("joined by or");
            }
        }
        for (Object list : List.of(Arrays.asList("10.0.0.0/8", "192.0.2.1"), new String[] { "10.0.0.0/8", "192.0.2.1" })) {
            CompiledWhere in = WhereExpression.parse("a in :#p").bind(name -> list);
            assertThat(in.filter().test(Map.of("a", "192.0.2.1"))).isTrue();
        }
    }

    @Test
    void aMapIsNoValue() {
        assertThatThrownBy(() -> WhereExpression.parse("a=:#p").bind(name -> Map.of("x", "y")))
                .isInstanceOf(BadInputException.class).hasMessageContaining("where, a = at position 3")
                .hasMessageContaining("one value");
    }

    private static String value(String expression) {
        return WhereExpression.parse(expression).bind(name -> null).fixed().get("a");
    }

    /** Printable ASCII but for what ends a value: blanks, ), && and ||. */
    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(4);
        while (text.length() < length) {
            char c = (char) (33 + random.nextInt(94));
            boolean parameter = c == '#' && text.toString().equals(":");
            if (c != ')' && !parameter && !text.toString().endsWith(String.valueOf(c))) {
                text.append(c);
            }
        }
        return text.toString();
    }
}

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
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import io.camelmikrotik.exception.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class RegularExpressionTest {

    private static final long SEED = Long.getLong("mikrotik.seed", 20261128);
    private static final int PATTERNS = Integer.getInteger("mikrotik.patterns", 20_000);
    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', value = {
            "[[:digit:]] → ab1 → true", "[[:digit:]] → :digt → false", "^[[:alpha:]_]+$ → a_b → true",
            "^[^[:space:]]+$ → a b → false",
            "[[:upper:][:digit:]]{2} → a7B → true", "^[]a]+$ → a]] → true", "^[^]]$ → ] → false", "[a-] → - → true",
            "[-a] → - → true",
            "^[\\d-]+$ → 1-2 → true", "[\\]] → ] → true", "[.] → a → false",
            "\\Qa.b\\E+ → a.bbb → true", "\\Qa.b\\E → axb → false", "(?i)STRASSE → Strasse → true", "(?i:A)b → ab → true",
            "(?i:A)b → aB → false", "(?i)[a-c]x → BX → true", "(?<n>ab)+$ → abab → true", "a{2,3}?b → aab → true",
            "^a{0}b → b → true",
            "^(a|bc){2}$ → abc → true", "x\\b → x-y → true", "x\\B → x-y → false", "\\p{L}{3} → äöü → true",
            "^\\P{L}$ → ä → false",
            "ü+ → aüü → true", "^.$ → 😀 → true", "\\x41\\u0042 → AB → true", "\\. → a → false", "^\\$5 → $5 → true",
            "a|  → b → true",
            "^$ → `` → true", "()* → x → true", "(a*)*b → aaab → true", "(|a)+$ → aa → true", "a++ → never → refused",
            "(?=a) → looking around → refused", "(?!a) → looking around → refused", "(?<=a) → looking around → refused",
            "(a)\\1 → \\1 → refused", "[a&&b] → && → refused", "[a[b]] → \\[ → refused", "[:digit:] → [[:digit:]] → refused",
            "[[:digits:]] → unknown class → refused", "[[.a.]] → \\[ → refused", "a{2000} → more than 1000 → refused",
            "a{3,2} → more than its most → refused", "a{,3} → [{] → refused", "{ → nothing before → refused",
            "a{ → [{] → refused",
            "* → nothing before → refused", "a** → parentheses → refused", "( → without its → refused",
            ") → without its → refused",
            "[z-a] → ends before → refused", "[a → without its → refused", "\\ → nothing behind → refused",
            "\\q → cannot be used → refused",
            "\\p{Nonsense} → unknown class → refused", "\\xZZ → hexadecimal → refused",
            "(((a{100}){100}){100}) → too large → refused" })
    void patternsMeanWhatTheySayOrAreRefused(String pattern, String text, String result) {
        if (result.equals("refused")) {
            assertThatThrownBy(() -> RegularExpression.of("name", pattern)).isInstanceOf(BadInputException.class)
                    .hasMessageStartingWith("where: not a regular expression after name~: ")
                    .hasMessageContaining(text.equals("never") ? "repetition" : text);
        } else {
            assertThat(RegularExpression.of("name", pattern).find(text)).isEqualTo(Boolean.valueOf(result));
        }
    }

    @Test
    void aDotIsAnyCharacterAndADollarTheEndOnly() {
        assertThat(RegularExpression.of("source", "^a.c$").find("a\nc")).isTrue();
        assertThat(RegularExpression.of("source", "a$").find("a\n")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "(?:){1000}", "(()*)*", "((){1000}){1000}", "(((|){900}){900}){900}x", "((a|){50}){50}",
            "(|)(|)(|)(|)(|)(|)(|)(|)x",
            "(x+x+)+y", "(x*)*y", "(x|x)*y", "(x|xx)+y", "x*x*x*x*x*x*x*x*y", "(.*)(.*)(.*)(.*)(.*)(.*)[^x]", "((^*)*$*)*y",
            "(\\b{1000}){15}y",
            "x{0,1000}x{0,1000}y", "[[:alpha:]]*[xy]*z", "(?i)(x|X|y)*z", "\\p{L}*\\p{L}*1", "(((((((((x*)*)*)*)*)*)*)*)*)*y" })
    void everyPatternEndsSoonForEveryText(String pattern) {
        assertTimeoutPreemptively(SOON, () -> {
            for (String text : List.of("", "x", "x".repeat(60), "x".repeat(65_000), "xX".repeat(3_000))) {
                try {
                    RegularExpression.of("name", pattern).find(text);
                } catch (BadInputException e) {
                    assertThat(e.getMessage()).startsWith("where: ").containsAnyOf("too large", "takes too long")
                            .hasSizeLessThan(300);
                }
            }
        }, pattern);
    }

    @Test
    void whatIsTooMuchForAValueIsToldInBoundedTime() {
        RegularExpression costly = RegularExpression.of("name", "(.{0,900}|x){10}y");
        assertTimeoutPreemptively(SOON, () -> assertThatThrownBy(() -> costly.find("x".repeat(60_000)))
                .isInstanceOf(BadInputException.class).hasMessageContaining("takes too long for a value of 60000"));
    }

    /** What both languages have means the same in both. */
    @Test
    void randomPatternsFindWhatJavaFinds() {
        Random random = new Random(SEED);
        int found = 0;
        int asked = 0;
        for (int i = 0; i < PATTERNS; i++) {
            String pattern = choice(random, 3);
            Pattern java = Pattern.compile(pattern);
            RegularExpression ours = RegularExpression.of("name", pattern);
            for (int j = 0; j < 3; j++) {
                String text = text(random);
                boolean expected = java.matcher(text).find();
                assertThat(ours.find(text)).as("seed %s: %s in %s", SEED, pattern, text).isEqualTo(expected);
                found += expected ? 1 : 0;
                asked++;
            }
        }
        assertThat(found).as("seed %s: found", SEED).isBetween(asked / 10, asked * 9 / 10);
    }

    /** Any text is a pattern or refused, never another exception and never without end. */
    @Test
    void randomTextIsAPatternOrRefused() {
        Random random = new Random(SEED);
        String signs = "ab1.*+?{}()[]|^$\\,-:&<>=!iQEdwpL0\u00fc";
        for (int i = 0; i < PATTERNS; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                pattern.append(signs.charAt(random.nextInt(signs.length())));
            }
            try {
                RegularExpression.of("name", pattern.toString()).find(text(random));
            } catch (BadInputException e) {
                assertThat(e.getMessage()).as("seed %s: %s", SEED, pattern).startsWith("where: not a regular expression");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ": " + pattern, e);
            }
        }
    }

    private static String choice(Random random, int depth) {
        StringBuilder pattern = new StringBuilder(sequence(random, depth));
        while (random.nextInt(4) == 0) {
            pattern.append('|').append(sequence(random, depth));
        }
        return pattern.toString();
    }

    private static String sequence(Random random, int depth) {
        StringBuilder pattern = new StringBuilder();
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            String atom = atom(random, depth);
            pattern.append(atom);
            // Java does not count repetitions of what may be nothing
            boolean counted = !atom.startsWith("(") && !List.of("^", "$", "\\b", "\\B").contains(atom);
            switch (random.nextInt(counted ? 8 : 3)) {
                case 0 -> pattern.append('*');
                case 1 -> pattern.append('+');
                case 2 -> pattern.append('?');
                case 3 -> pattern.append("{").append(random.nextInt(3)).append(",").append(2 + random.nextInt(2)).append("}");
                case 4 -> pattern.append("{2}?");
                default -> {
                }
            }
        }
        return pattern.toString();
    }

    private static String atom(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 9 : 12);
        return switch (kind) {
            case 0, 1, 2 -> String.valueOf("abc-".charAt(random.nextInt(4)));
            case 3 -> ".";
            case 4 -> List.of("^", "$", "\\b", "\\B").get(random.nextInt(4));
            case 5 -> List.of("[ab]", "[^a]", "[a-c]", "[^b-z1]", "[\\w]", "[c\\-]").get(random.nextInt(6));
            case 6 -> List.of("\\d", "\\D", "\\w", "\\W", "\\s", "\\S").get(random.nextInt(6));
            case 7 -> List.of("\\.", "\\x61", "\\\\", "\\p{L}", "\\P{L}").get(random.nextInt(5));
            case 8 -> List.of("(?i:B)", "\\Qb\\E", "(?:1)").get(random.nextInt(3));
            case 9 -> "(?:" + choice(random, depth - 1) + ")";
            case 10 -> "(?i:" + choice(random, depth - 1) + ")";
            default -> "(" + choice(random, depth - 1) + ")";
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(7); length > 0; length--) {
            text.append("aabbcAB1 -.\\".charAt(random.nextInt(12)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "cust", "^cust", "cust$", "^cust$", "^", "$", "^$", "", "^cust-[0-9]+$", "cust*", "^cust?x", "c+", "a|cust",
            "^a|b$",
            "cust{2}", "^cus(t|x)", "cust.", "^ cust", "cust\\.1", "(?i)CUST" })
    void whatBeginsWithPlainCharactersIsFoundAsJavaFindsIt(String expression) {
        for (String value : List.of(
                "", "cust", "cust-1", "cust-12x", "xcust", "xcust-1", "cus", "cusx", "cusu", "custt", " cust", "CUST", "a", "b",
                "c",
                "cust.1")) {
            assertThat(RegularExpression.of("comment", expression).find(value)).as("%s in \"%s\"", expression, value)
                    .isEqualTo(Pattern.compile(expression).matcher(value).find());
        }
    }
}

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
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The classes of characters of a regular expression: {@code [a-z]}, {@code [^[:digit:]_]}, {@code \d}, {@code \p{L}}.
 */
final class PatternClass {

    /** POSIX's, in ASCII. */
    private static final Map<String, IntPredicate> POSIX = Map.ofEntries(
            Map.entry("alnum", c -> isLetter(c) || isDigit(c)), Map.entry("alpha", PatternClass::isLetter),
            Map.entry("blank", c -> c == ' ' || c == '\t'), Map.entry("cntrl", c -> c < 32 || c == 127),
            Map.entry("digit", PatternClass::isDigit), Map.entry("graph", c -> c > 32 && c < 127),
            Map.entry("lower", c -> c >= 'a' && c <= 'z'), Map.entry("print", c -> c >= 32 && c < 127),
            Map.entry("punct", c -> c > 32 && c < 127 && !isLetter(c) && !isDigit(c)),
            Map.entry("space", c -> c == ' ' || c >= '\t' && c <= '\r'), Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
            Map.entry("xdigit", c -> isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'));

    private PatternClass() {
    }

    /** Reads a class behind its opening bracket. */
    static PatternNode parse(PatternParser parser, boolean ignoresCase) {
        int start = parser.position() - 1;
        boolean negated = parser.accept("^");
        int first = parser.position();
        List<IntPredicate> items = new ArrayList<>();
        while (parser.isAtEnd() || parser.position() == first || !parser.text().startsWith("]", parser.position())) {
            if (parser.isAtEnd()) {
                throw parser.wrong("a [ without its ]", start);
            }
            items.add(item(parser));
        }
        String inner = parser.text().substring(first, parser.position());
        if (inner.length() > 2 && inner.startsWith(":") && inner.endsWith(":")) {
            throw parser.wrong("a class of characters that needs two brackets: [[:digit:]]", start);
        }
        parser.accept("]");
        IntPredicate[] all = items.toArray(IntPredicate[]::new);
        IntPredicate any = c -> {
            for (IntPredicate each : all) {
                if (each.test(c)) {
                    return true;
                }
            }
            return false;
        };
        IntPredicate folded = ignoresCase
                ? c -> any.test(c) || any.test(Character.toLowerCase(c)) || any.test(Character.toUpperCase(c)) : any;
        return new PatternNode.Character(negated ? folded.negate() : folded, items.size() * (ignoresCase ? 3 : 1));
    }

    private static IntPredicate item(PatternParser parser) {
        int start = parser.position();
        if (parser.accept("[:")) {
            int end = parser.text().indexOf(":]", parser.position());
            IntPredicate posix = end < 0 ? null : POSIX.get(parser.text().substring(parser.position(), end));
            if (posix == null) {
                throw parser.wrong("an unknown class of characters: there are "
                                   + String.join(" ", POSIX.keySet().stream().sorted().toList()),
                        start);
            }
            parser.moveTo(end + 2);
            return posix;
        }
        if (parser.accept("&&")) {
            throw parser.wrong("a && in a class of characters, which RouterOS does not have: write & once", start);
        }
        if (parser.accept("[")) {
            throw parser.wrong("a [ in a class of characters, which not all read alike: write \\[", start);
        }
        int low = parser.character();
        if (low == '\\') {
            if (parser.isAtEnd()) {
                throw parser.wrong("a [ without its ]", start);
            }
            IntPredicate several = escapedClass(parser);
            if (several != null) {
                return several;
            }
            low = parser.escapedCharacter(start);
        }
        int end = parser.position();
        if (!parser.accept("-") || parser.isAtEnd() || parser.text().startsWith("]", parser.position())) {
            parser.moveTo(end);
            int single = low;
            return c -> c == single;
        }
        int high = parser.character();
        if (high == '[') {
            throw parser.wrong("a range of characters that does not end with one", start);
        }
        if (high == '\\') {
            if (parser.isAtEnd()) {
                throw parser.wrong("a [ without its ]", start);
            }
            high = parser.escapedCharacter(start);
        }
        if (high < low) {
            throw parser.wrong("a range of characters that ends before it begins", start);
        }
        int from = low;
        int to = high;
        return c -> c >= from && c <= to;
    }

    /** The class that stands behind a backslash; {@code null}, and nothing read, if there is none. */
    static IntPredicate escapedClass(PatternParser parser) {
        switch (parser.text().charAt(parser.position())) {
            case 'd':
                parser.character();
                return PatternClass::isDigit;
            case 'D':
                parser.character();
                return c -> !isDigit(c);
            case 'w':
                parser.character();
                return PatternClass::isWord;
            case 'W':
                parser.character();
                return c -> !isWord(c);
            case 's':
                parser.character();
                return POSIX.get("space");
            case 'S':
                parser.character();
                return POSIX.get("space").negate();
            case 'p', 'P':
                return unicode(parser);
            default:
                return null;
        }
    }

    /** Java knows which characters these are. */
    private static IntPredicate unicode(PatternParser parser) {
        int start = parser.position() - 1;
        boolean negated = parser.character() == 'P';
        int end = parser.text().indexOf('}', parser.position());
        String name = end < 0 || !parser.accept("{") ? "" : parser.text().substring(parser.position(), end);
        if (!name.matches("[A-Za-z0-9_=]{1,40}")) {
            throw parser.wrong("a \\p without a name in braces", start);
        }
        parser.moveTo(end + 1);
        try {
            Predicate<String> property = Pattern.compile("\\p{" + name + "}", Pattern.DOTALL).asMatchPredicate();
            return c -> property.test(Character.toString(c)) != negated;
        } catch (PatternSyntaxException e) {
            throw parser.wrong("an unknown class of characters: " + name, start);
        }
    }

    /** The same for both cases of a letter. */
    static int foldCase(int c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(int c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }
}

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
import java.util.function.IntPredicate;
import java.util.regex.PatternSyntaxException;

import io.camelmikrotik.internal.where.PatternNode.Choice;
import io.camelmikrotik.internal.where.PatternNode.Place;
import io.camelmikrotik.internal.where.PatternNode.Repetition;
import io.camelmikrotik.internal.where.PatternNode.Sequence;

/**
 * Reads a regular expression: POSIX's extended ones, as RouterOS uses them, with what Java's have in common with them
 * or in addition.
 *
 * <pre>
 * choice   = sequence { "|" sequence }
 * sequence = { atom [ ( "*" | "+" | "?" | "{" n [ "," [ m ] ] "}" ) [ "?" ] ] }
 * atom     = "." | "^" | "$" | "\b" | "\B" | "\A" | "\z" | class | "(" [ "?:" | "?i:" | "?i)" | "?&lt;name&gt;" ] choice ")"
 *          | "\Q" text "\E" | character
 * </pre>
 *
 * A dot is any character, and {@code $} the end of the text only. What would mean different things in the two
 * languages, and what one of them has that cannot be matched in bounded time, is refused.
 */
final class PatternParser {

    private static final int MAX_DEPTH = 200;
    /** As in POSIX, which calls for 255, and some more. */
    private static final int MAX_COUNT = 1_000;

    private static final PatternNode NOTHING = new Sequence(List.of());

    private final String text;
    private int position;
    private int depth;
    private boolean ignoresCase;

    PatternParser(String text) {
        this.text = text;
    }

    /** @throws PatternSyntaxException with the index */
    PatternNode parse() {
        PatternNode node = choice();
        if (position < text.length()) {
            throw wrong("a ) without its (");
        }
        return node;
    }

    private PatternNode choice() {
        if (++depth > MAX_DEPTH) {
            throw wrong("it is nested too deep, more than " + MAX_DEPTH + " levels");
        }
        boolean outside = ignoresCase;
        List<PatternNode> parts = new ArrayList<>();
        do {
            parts.add(sequence());
        } while (accept("|"));
        ignoresCase = outside;
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Choice(List.copyOf(parts));
    }

    private PatternNode sequence() {
        List<PatternNode> parts = new ArrayList<>();
        while (position < text.length() && text.charAt(position) != '|' && text.charAt(position) != ')') {
            if (accept("\\Q")) {
                quoted(parts);
            } else if (accept("(?i)")) {
                ignoresCase = true;
            } else {
                PatternNode part = repeated(atom());
                if (!isNothing(part)) {
                    parts.add(part);
                }
            }
        }
        return parts.size() == 1 ? parts.get(0) : new Sequence(List.copyOf(parts));
    }

    private void quoted(List<PatternNode> parts) {
        int end = text.indexOf("\\E", position);
        String literal = text.substring(position, end < 0 ? text.length() : end);
        position = end < 0 ? text.length() : end + 2;
        literal.codePoints().forEach(each -> parts.add(literal(each)));
        if (!literal.isEmpty()) {
            parts.add(repeated(parts.remove(parts.size() - 1)));
        }
    }

    private PatternNode repeated(PatternNode atom) {
        if (position == text.length()) {
            return atom;
        }
        int start = position;
        PatternNode result;
        switch (text.charAt(position)) {
            case '*' -> result = times(atom, 0, -1);
            case '+' -> result = times(atom, 1, -1);
            case '?' -> result = times(atom, 0, 1);
            case '{' -> {
                return counted(atom);
            }
            default -> {
                return atom;
            }
        }
        afterRepetition(start);
        return isNothing(atom) ? atom : result;
    }

    /** Left out of all nodes, so that nothing cannot be repeated. */
    private static boolean isNothing(PatternNode node) {
        return node instanceof Sequence sequence && sequence.parts().isEmpty();
    }

    private PatternNode times(PatternNode atom, int min, int max) {
        position++;
        return new Repetition(atom, min, max);
    }

    private PatternNode counted(PatternNode atom) {
        int start = position++;
        int min = count();
        int max = min;
        if (accept(",")) {
            max = position < text.length() && text.charAt(position) == '}' ? -1 : count();
        }
        if (!accept("}")) {
            throw wrong("a repetition {n}, {n,} or {n,m} that does not end");
        }
        if (max >= 0 && max < min) {
            throw wrong("a repetition of more than its most", start);
        }
        afterRepetition(start);
        return isNothing(atom) || max == 0 ? NOTHING : new Repetition(atom, min, max);
    }

    private int count() {
        int start = position;
        int count = 0;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            count = count * 10 + text.charAt(position++) - '0';
            if (count > MAX_COUNT) {
                throw wrong("a repetition of more than " + MAX_COUNT + " times", start);
            }
        }
        if (position == start) {
            throw wrong("a { that begins no repetition {n}, {n,} or {n,m}: the character is written [{]");
        }
        return count;
    }

    /** A second {@code ?} says which of several matches is taken, which does not matter here. */
    private void afterRepetition(int start) {
        accept("?");
        if (position < text.length() && "*+?{".indexOf(text.charAt(position)) >= 0) {
            throw wrong("a repetition of a repetition: write it with parentheses", start);
        }
    }

    private PatternNode atom() {
        int start = position;
        int c = character();
        switch (c) {
            case '.':
                return new PatternNode.Character(any -> true, 1);
            case '^':
                return Place.BEGIN;
            case '$':
                return Place.END;
            case '[':
                return PatternClass.parse(this, ignoresCase);
            case '(':
                return group(start);
            case '\\':
                return escaped(start);
            case '*', '+', '?', '{':
                throw wrong("a " + (char) c + " with nothing before it to be repeated", start);
            default:
                return literal(c);
        }
    }

    private PatternNode group(int start) {
        boolean outside = ignoresCase;
        if (accept("?")) {
            if (accept("i:")) {
                ignoresCase = true;
            } else if (text.startsWith("<", position) && !text.startsWith("<=", position) && !text.startsWith("<!", position)) {
                int end = text.indexOf('>', position);
                if (end < 0) {
                    throw wrong("a name of a group that does not end", start);
                }
                position = end + 1;
            } else if (!accept(":")) {
                throw wrong("a (? that is not (?:, (?i: or (?<name>: looking around cannot be done here", start);
            }
        }
        PatternNode inner = choice();
        if (!accept(")")) {
            throw wrong("a ( without its )", start);
        }
        ignoresCase = outside;
        return inner;
    }

    private PatternNode escaped(int start) {
        if (position == text.length()) {
            throw wrong("a backslash with nothing behind it", start);
        }
        switch (text.charAt(position)) {
            case 'b':
                position++;
                return Place.WORD_BOUNDARY;
            case 'B':
                position++;
                return Place.NO_WORD_BOUNDARY;
            case 'A':
                position++;
                return Place.BEGIN;
            case 'z':
                position++;
                return Place.END;
            default:
                IntPredicate several = PatternClass.escapedClass(this);
                return several != null ? new PatternNode.Character(several, 1) : literal(escapedCharacter(start));
        }
    }

    /** The character that stands behind a backslash. */
    int escapedCharacter(int start) {
        int c = character();
        switch (c) {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'f':
                return '\f';
            case 'x':
                return hexadecimal(2, start);
            case 'u':
                return hexadecimal(4, start);
            default:
                if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                    throw wrong("a \\" + (char) c + ", which cannot be used here", start);
                }
                return c;
        }
    }

    private int hexadecimal(int digits, int start) {
        int end = Math.min(position + digits, text.length());
        String number = text.substring(position, end);
        if (!number.matches("[0-9A-Fa-f]{" + digits + "}")) {
            throw wrong("an escaped character that lacks its " + digits + " hexadecimal digits", start);
        }
        position = end;
        return Integer.parseInt(number, 16);
    }

    private PatternNode literal(int c) {
        return new PatternNode.Character(
                ignoresCase ? each -> PatternClass.foldCase(each) == PatternClass.foldCase(c) : each -> each == c, 1);
    }

    // ---- for classes too

    boolean isAtEnd() {
        return position == text.length();
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    String text() {
        return text;
    }

    /** The next character, by code point, if there is one. */
    int character() {
        int c = text.codePointAt(position);
        position += Character.charCount(c);
        return c;
    }

    boolean accept(String symbol) {
        boolean found = text.startsWith(symbol, position);
        position += found ? symbol.length() : 0;
        return found;
    }

    PatternSyntaxException wrong(String what) {
        return wrong(what, position);
    }

    PatternSyntaxException wrong(String what, int index) {
        return new PatternSyntaxException(what, text, index);
    }
}

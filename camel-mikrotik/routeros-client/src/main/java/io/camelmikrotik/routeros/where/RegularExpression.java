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
package io.camelmikrotik.routeros.where;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.camelmikrotik.routeros.BadInputException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.SensitiveNames;

/**
 * A Java regular expression whose cost has a bound. Java's own has none: nested repetitions can double its time with
 * each character of the value, and it goes as deep into the stack as the expression is nested or the value is long. A
 * row may be matched on a thread that serves other commands and other devices too.
 */
final class RegularExpression {

    /** Characters looked at for one value: a fraction of a second; a plain expression looks at each a few times. */
    static final int MAX_STEPS = 10_000_000;

    private static final int SHOWN = 80;

    private final String name;
    private final Pattern pattern;

    private RegularExpression(String name, Pattern pattern) {
        this.name = name;
        this.pattern = pattern;
    }

    /**
     * @param  name              the property it is for
     * @throws BadInputException if the text is not a regular expression, or is nested too deep to be read
     */
    static RegularExpression of(String name, String text) {
        try {
            return new RegularExpression(name, Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new BadInputException(
                    "where: not a regular expression after " + name + "~: " + e.getDescription()
                                        + (e.getIndex() < 0 ? "" : " at position " + (e.getIndex() + 1)) + ": "
                                        + shown(name, text),
                    SensitiveNames.contains(name) ? null : e);
        } catch (StackOverflowError e) {
            throw new BadInputException(
                    "where: the regular expression after " + name + "~ is nested too deep: " + shown(name, text), e);
        }
    }

    /**
     * Whether a part of the value matches.
     *
     * @throws BadInputException if that cannot be told with bounded work
     */
    boolean find(String value) {
        try {
            return pattern.matcher(new CountedText(value, new int[1])).find();
        } catch (StackOverflowError e) {
            throw tooCostly("goes too deep", value, e);
        } catch (TooManySteps e) {
            throw tooCostly("takes too long", value, null);
        }
    }

    private BadInputException tooCostly(String how, String value, Throwable cause) {
        return new BadInputException(
                CommandFate.ANSWERED,
                "where: the regular expression after " + name + "~ " + how + " for a value of " + value.length()
                                      + " characters; write it without repetitions of repetitions or of alternatives: "
                                      + shown(name, pattern.pattern()),
                cause);
    }

    private static String shown(String name, String text) {
        if (SensitiveNames.contains(name)) {
            return SensitiveNames.MASK;
        }
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    /**
     * Gives up after too many looks at its characters: the only place where a match that goes on can be interrupted.
     */
    private record CountedText(String text, int[] steps) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (++steps[0] > MAX_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }
}

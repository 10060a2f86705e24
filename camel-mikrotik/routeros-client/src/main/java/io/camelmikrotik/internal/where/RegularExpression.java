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

import java.util.regex.PatternSyntaxException;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.session.SensitiveNames;
import io.camelmikrotik.routeros.CommandFate;

/**
 * A regular expression whose cost has a bound, for any expression and any text. Java's own has none: repetitions of
 * repetitions, or of nothing, can go on for ever, and go as deep into the stack as the value is long. A row may be
 * matched on a thread that serves other commands and other devices too. So all ways through the expression are followed
 * at once, one character after the other, and what cannot be matched in this way is refused: references back and
 * looking around. See {@link PatternParser} for the language.
 */
final class RegularExpression {

    /** Steps for one value: a fraction of a second; each character takes about as many as the expression is long. */
    static final int MAX_STEPS = 50_000_000;

    private static final int SHOWN = 80;

    private final String name;
    private final String text;
    private final PatternProgram program;
    private final LiteralBeginning beginning;

    private RegularExpression(String name, String text, PatternProgram program) {
        this.name = name;
        this.text = text;
        this.program = program;
        this.beginning = LiteralBeginning.of(text);
    }

    /**
     * @param  name              the property it is for
     * @throws BadInputException if the text is not a regular expression, or one that is nested too deep or too large
     */
    static RegularExpression of(String name, String text) {
        try {
            return new RegularExpression(name, text, PatternProgram.of(new PatternParser(text).parse()));
        } catch (PatternSyntaxException e) {
            throw new BadInputException(
                    "where: not a regular expression after " + name + "~: " + e.getDescription()
                                        + (e.getIndex() < 0 ? "" : " at position " + (e.getIndex() + 1)) + ": "
                                        + shown(name, text),
                    SensitiveNames.contains(name) ? null : e);
        }
    }

    /**
     * Whether a part of the value matches.
     *
     * @throws BadInputException if that cannot be told with bounded work
     */
    boolean find(String value) {
        if (!beginning.allows(value)) {
            return false;
        }
        if (beginning.decides()) {
            return true;
        }
        PatternProgram.Outcome outcome = program.find(value, MAX_STEPS);
        if (outcome == PatternProgram.Outcome.GIVEN_UP) {
            throw new BadInputException(
                    CommandFate.ANSWERED,
                    "where: the regular expression after " + name + "~ takes too long for a value of " + value.length()
                                          + " characters; write a shorter one: " + shown(name, text),
                    null);
        }
        return outcome == PatternProgram.Outcome.FOUND;
    }

    private static String shown(String name, String text) {
        if (SensitiveNames.contains(name)) {
            return SensitiveNames.MASK;
        }
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}

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

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.where.Term.Operator;

/**
 * What other languages write, the RouterOS console, SQL and Java among them, and this one would take for something
 * else: refused with its position and the way to write it. In double quotes all of it is plain text.
 */
final class ForeignNotation {

    private static final String TEXT = "; if that is the text itself, put it in double quotes";

    private final String text;

    ForeignNotation(String text) {
        this.text = text;
    }

    /** Looks at what follows a name, where no operator was found. */
    void refuseOperator(String name, int position) {
        if (text.startsWith("!~", position)) {
            throw refused(position, "!~", "write not " + name + "~\"…\"");
        }
    }

    /** Looks at what follows an operator without white space. */
    void refuseSecondOperator(String name, Operator operator, int start, int end) {
        char next = end < text.length() ? text.charAt(end) : ' ';
        if ("=<>~".indexOf(next) < 0 || operator == Operator.MATCHES && "<>".indexOf(next) >= 0) {
            return;
        }
        String both = text.substring(start, end + 1);
        String right = switch (both) {
            case "==" -> "=";
            case "!==" -> "!=";
            case "<>" -> "!=";
            case "=<" -> "<=";
            case "=>" -> ">=";
            case "=~", "~=" -> "~";
            default -> null;
        };
        throw refused(
                start, both, (right == null ? "" : "write " + name + right + "…; ") + "a value that begins with " + next
                             + " stands in double quotes");
    }

    /** Looks at a value without quotes. */
    void refuseValue(Operator operator, int start, int end) {
        String value = text.substring(start, end);
        char first = value.charAt(0);
        boolean pattern = operator == Operator.MATCHES;
        if (first == '\'') {
            throw refused(start, "'", "text stands in double quotes" + TEXT);
        }
        if (value.indexOf('"') >= 0) {
            throw refused(start + value.indexOf('"'), "\"", "quotes stand around the whole value, and as \\\" in it");
        }
        if (pattern) {
            refuseEscapesOfPattern(start, end);
            return;
        }
        if ("=<>~".indexOf(first) >= 0) {
            throw refused(start, String.valueOf(first), "a value that begins with it stands in double quotes");
        }
        if (first == '$') {
            throw refused(start, "$", "there are no variables: write :#name for a value of the message" + TEXT);
        }
        if (first == ':' && value.length() > 1 && Character.isLetter(value.charAt(1))) {
            throw refused(start, ":", "a value of the message is written :#name" + TEXT);
        }
        if ("[({".indexOf(first) >= 0) {
            throw refused(start, String.valueOf(first),
                    "commands and lists cannot be values: write the value, or :#name" + TEXT);
        }
        if (value.indexOf(';') >= 0) {
            throw refused(
                    start + value.indexOf(';'), ";", "for several values compare with each of them, joined by or" + TEXT);
        }
        if (value.indexOf('\\') >= 0) {
            throw refused(start + value.indexOf('\\'), "\\", "it stands in double quotes, and twice: \"a\\\\b\"");
        }
    }

    /** Looks at a backslash in double quotes that is followed by neither a quote nor a backslash. */
    void refuseEscape(Operator operator, int position) {
        if (operator == Operator.MATCHES) {
            refuseEscapeOfPattern(position);
        } else {
            throw refused(position, text.substring(position, position + 2),
                    "in double quotes a backslash is written twice: \\\\");
        }
    }

    private void refuseEscapesOfPattern(int start, int end) {
        for (int i = start; i + 1 < end; i++) {
            if (text.charAt(i) == '\\') {
                refuseEscapeOfPattern(i++);
            }
        }
    }

    /** The console makes other characters of these before it reads a pattern. */
    private void refuseEscapeOfPattern(int position) {
        char escaped = text.charAt(position + 1);
        if ("$?_".indexOf(escaped) >= 0) {
            String meant = escaped == '_' ? "a blank, or [_]" : escaped + ", or [" + escaped + "] for the character itself";
            throw refused(position, "\\" + escaped,
                    "the RouterOS console takes it for something else than a pattern does: write " + meant);
        }
    }

    private BadInputException refused(int position, String what, String advice) {
        return new BadInputException(
                "where: " + what + " at position " + (position + 1) + " is not of this language: " + advice + ": "
                                     + text.substring(0, position) + " >>>" + text.substring(position));
    }
}

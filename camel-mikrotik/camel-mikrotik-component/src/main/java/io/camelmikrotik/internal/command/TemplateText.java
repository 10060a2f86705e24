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
package io.camelmikrotik.internal.command;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.Language;

/**
 * Text of a {@code toD} with each of its expressions replaced by one character, which Unicode leaves to private use,
 * and the expressions themselves. The text is the route's, the values are the message's, and the two never mix.
 */
final class TemplateText {

    private static final char FIRST_HOLE = '\uE000';
    private static final int MAX_HOLES = 6_000;
    private static final List<String> BEGINNINGS = List.of("${", "$simple{");
    private static final String LANGUAGE = "language:";

    private final CamelContext context;
    private final List<Expression> expressions = new ArrayList<>();
    private final String masked;

    /** @param uri as the route has it, its placeholders resolved */
    TemplateText(CamelContext context, String uri) {
        this.context = context;
        StringBuilder text = new StringBuilder();
        if (uri.contains(LANGUAGE)) {
            for (String part : partsOf(uri)) {
                if (part.startsWith(LANGUAGE)) {
                    int colon = part.indexOf(':', LANGUAGE.length());
                    text.append(hole(part.substring(LANGUAGE.length(), colon), part.substring(colon + 1)));
                } else {
                    mask(part, text);
                }
            }
        } else {
            mask(uri, text);
        }
        this.masked = text.toString();
    }

    /** The text, with a character for each expression. */
    String masked() {
        return masked;
    }

    /** Device and path of a URI as it is written: all before the question mark that is in no expression. */
    static String target(String uri) {
        int at = 0;
        while (at < uri.length() && uri.charAt(at) != '?') {
            at = Math.max(at + 1, endOfExpression(uri, at));
        }
        return uri.substring(0, at);
    }

    /** Whether a part of the text has an expression in it. */
    static boolean hasHole(String part) {
        return part.chars().anyMatch(TemplateText::isHole);
    }

    static boolean isHole(int character) {
        return character >= FIRST_HOLE && character < FIRST_HOLE + MAX_HOLES;
    }

    /** A part of the text, its expressions filled in from an exchange; nothing where one has no value. */
    String fill(String part, Exchange exchange) {
        StringBuilder text = new StringBuilder();
        part.chars().forEach(c -> {
            if (isHole(c)) {
                String value = expressions.get(c - FIRST_HOLE).evaluate(exchange, String.class);
                text.append(value == null ? "" : value);
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }

    private void mask(String text, StringBuilder result) {
        int at = 0;
        while (at < text.length()) {
            int end = endOfExpression(text, at);
            if (end > at) {
                result.append(hole("simple", text.substring(at, end)));
                at = end;
            } else {
                result.append(text.charAt(at++));
            }
        }
    }

    private char hole(String language, String text) {
        if (expressions.size() == MAX_HOLES) {
            throw new IllegalArgumentException("toD: more than " + MAX_HOLES + " expressions");
        }
        Language found = context.resolveLanguage(language);
        Expression expression = found.createExpression(text);
        expression.init(context);
        expressions.add(expression);
        return (char) (FIRST_HOLE + expressions.size() - 1);
    }

    /** As Camel reads a {@code toD} in which other languages are named: its parts are joined by {@code +}. */
    private static List<String> partsOf(String uri) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < uri.length(); at++) {
            if (uri.startsWith("RAW(", at)) {
                int end = uri.indexOf(')', at);
                at = end < 0 ? at : end;
            } else if (uri.charAt(at) == '+') {
                parts.add(uri.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(uri.substring(start));
        return parts;
    }

    /** @return where the expression of the simple language ends that begins here, or -1 if none does */
    private static int endOfExpression(String uri, int start) {
        int depth = 0;
        int at = start;
        do {
            int opening = beginning(uri, at);
            if (opening > 0) {
                depth++;
                at += opening;
            } else if (depth > 0 && uri.charAt(at) == '}') {
                depth--;
                at++;
            } else if (depth > 0) {
                at++;
            } else {
                return -1;
            }
        } while (depth > 0 && at < uri.length());
        return at;
    }

    private static int beginning(String uri, int at) {
        return BEGINNINGS.stream().filter(each -> uri.startsWith(each, at)).mapToInt(String::length).findFirst().orElse(0);
    }
}

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.where.Term.Comparison;
import io.camelmikrotik.internal.where.Term.Literal;
import io.camelmikrotik.internal.where.Term.Operand;
import io.camelmikrotik.internal.where.Term.Operator;
import io.camelmikrotik.internal.where.Term.Parameter;

/**
 * Reads the language, top down:
 *
 * <pre>
 * or         = and { ("or" | "||") and }
 * and        = not { ("and" | "&amp;&amp;") not }
 * not        = ("not" | "!") not | "(" or ")" | comparison
 * comparison = name [ ("=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "~" | "in") value ]
 * value      = "quoted, with \" and \\" | ":#" name | text up to white space, ")", "&amp;&amp;" or "||"
 * </pre>
 */
final class WhereParser {

    private static final int MAX_DEPTH = 100;

    private final String text;
    private final ForeignNotation notations;
    private final Set<String> parameters = new LinkedHashSet<>();
    private int position;
    private int depth;

    WhereParser(String text) {
        this.text = text;
        this.notations = new ForeignNotation(text);
    }

    Term parse() {
        Term term = or();
        if (position < text.length()) {
            throw expected("\"and\", \"or\" or the end");
        }
        return term;
    }

    Set<String> parameters() {
        return parameters;
    }

    private Term or() {
        List<Term> terms = new ArrayList<>();
        do {
            terms.add(and());
        } while (accept("||") || acceptKeyword("or"));
        return terms.size() == 1 ? terms.get(0) : new Term.Or(List.copyOf(terms));
    }

    private Term and() {
        List<Term> terms = new ArrayList<>();
        do {
            terms.add(not());
        } while (accept("&&") || acceptKeyword("and"));
        return terms.size() == 1 ? terms.get(0) : new Term.And(List.copyOf(terms));
    }

    private Term not() {
        if (++depth > MAX_DEPTH) {
            throw new BadInputException("where: nested too deep, more than " + MAX_DEPTH + " levels");
        }
        try {
            if (acceptKeyword("not") || accept("!")) {
                return new Term.Not(not());
            }
            if (accept("(")) {
                Term inner = or();
                if (!accept(")")) {
                    throw expected("\")\"");
                }
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Term comparison() {
        String name = name("a property name");
        skipSpace();
        int operatorStart = position;
        Operator operator = operator();
        if (operator == null) {
            notations.refuseOperator(name, operatorStart);
            return new Term.Truth(name);
        }
        notations.refuseSecondOperator(name, operator, operatorStart, position);
        skipSpace();
        int start = position;
        return new Comparison(name, operator, operand(operator), start + 1);
    }

    private Operator operator() {
        // the longer ones first
        for (Operator each : List.of(
                Operator.NOT_EQUAL, Operator.LESS_OR_EQUAL, Operator.GREATER_OR_EQUAL, Operator.EQUAL, Operator.LESS,
                Operator.GREATER, Operator.MATCHES)) {
            if (accept(each.symbol)) {
                return each;
            }
        }
        return acceptKeyword("in") ? Operator.IN : null;
    }

    private Operand operand(Operator operator) {
        skipSpace();
        int start = position;
        if (accept("\"")) {
            return new Literal(quoted(start, operator));
        }
        if (accept(":#")) {
            Parameter parameter = new Parameter(name("a parameter name"));
            parameters.add(parameter.name());
            return parameter;
        }
        while (position < text.length() && !endsValue()) {
            position++;
        }
        if (position == start) {
            throw expected("a value (\"\" for an empty one)");
        }
        notations.refuseValue(operator, start, position);
        return new Literal(text.substring(start, position));
    }

    private boolean endsValue() {
        char c = text.charAt(position);
        return Character.isWhitespace(c) || c == ')' || text.startsWith("&&", position) || text.startsWith("||", position);
    }

    private String quoted(int start, Operator operator) {
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\' && position < text.length()) {
                if ("\"\\".indexOf(text.charAt(position)) >= 0) {
                    c = text.charAt(position++);
                } else {
                    notations.refuseEscape(operator, position - 1);
                }
            }
            value.append(c);
        }
        position = start;
        throw expected("the end of this quoted text");
    }

    private String name(String what) {
        skipSpace();
        int start = position;
        while (position < text.length() && isNameCharacter(text.charAt(position))) {
            position++;
        }
        if (position == start || text.charAt(start) == '-') {
            // as a query word, -name would ask for rows without name
            position = start;
            throw expected(what);
        }
        return text.substring(start, position);
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._/-".indexOf(c) >= 0;
    }

    private boolean accept(String symbol) {
        skipSpace();
        boolean found = text.startsWith(symbol, position);
        position += found ? symbol.length() : 0;
        return found;
    }

    private boolean acceptKeyword(String word) {
        skipSpace();
        int end = position + word.length();
        boolean found = text.regionMatches(true, position, word, 0, word.length())
                && (end == text.length() || Character.isWhitespace(text.charAt(end)) || "(!\"".indexOf(text.charAt(end)) >= 0);
        position = found ? end : position;
        return found;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private BadInputException expected(String what) {
        return new BadInputException(
                "where: expected " + what + " at position " + (position + 1) + ": " + text.substring(0, position) + " >>>"
                                     + text.substring(position));
    }
}

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

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import io.camelmikrotik.catalogue.ValueKind;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.routeros.RouterOsRow;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever text stands after {@code where=}: it is an expression or a {@link BadInputException}; and the query words
 * that a router evaluates never leave out a row that the expression accepts, and let no other pass unless the rows are
 * filtered here.
 * <p>
 * The first line of an input is the expression, the next one the value of every parameter, the others are the
 * properties of a row, {@code name=value}.
 */
public final class WhereFuzzTarget {

    /** The author of an expression answers for its regular expressions, whose time can double with each character. */
    private static final int LONGEST_VALUE = 16;

    private WhereFuzzTarget() {
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<String> lines = new String(input, StandardCharsets.UTF_8).lines().toList();
        Map<String, String> properties = properties(lines.subList(Math.min(2, lines.size()), lines.size()));
        checkOrder(List.copyOf(properties.values()));
        CompiledWhere where = compile(lines.isEmpty() ? "" : lines.get(0), lines.size() < 2 ? "" : lines.get(1));
        if (where != null) {
            checkWords(where, Map.of());
            checkWords(where, properties);
        }
    }

    private static CompiledWhere compile(String text, String parameter) {
        try {
            WhereExpression expression = WhereExpression.parse(text);
            assertThat(expression).hasToString(text);
            return expression.bind(name -> parameter);
        } catch (BadInputException e) {
            assertThat(e.getMessage()).startsWith("where");
            return null;
        }
    }

    private static Map<String, String> properties(List<String> lines) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.length() - equals - 1 <= LONGEST_VALUE) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return properties;
    }

    private static void checkOrder(List<String> values) {
        for (int i = 1; i < values.size(); i++) {
            String one = values.get(i - 1);
            String other = values.get(i);
            OptionalInt order = order(one, other);
            OptionalInt reverse = order(other, one);
            if (order.isPresent() && reverse.isPresent()) {
                assertThat(Integer.signum(order.getAsInt())).as("order of " + one + " and " + other)
                        .isEqualTo(-Integer.signum(reverse.getAsInt()));
            }
            OptionalInt itself = order(one, one);
            assertThat(itself.orElse(0)).as("order of " + one + " and itself").isZero();
        }
    }

    /** Empty as well where they cannot be compared. */
    private static OptionalInt order(String value, String operand) {
        try {
            return ValueOrder.of("where", "x", ValueKind.UNKNOWN, operand).compare(value);
        } catch (BadInputException e) {
            return OptionalInt.empty();
        }
    }

    private static void checkWords(CompiledWhere where, Map<String, String> properties) {
        RouterOsRow row = RouterOsRow.of(properties);
        boolean accepted;
        try {
            accepted = where.filter().test(row);
        } catch (BadInputException e) {
            assertThat(e.getMessage()).startsWith("where");
            return;
        }
        boolean sent = routerSends(where.queryWords(), row);
        if (where.filtersHere()) {
            assertThat(sent || !accepted).as("row the router leaves out: " + properties + ", " + where.queryWords()).isTrue();
        } else {
            assertThat(sent).as("row the router sends: " + properties + ", " + where.queryWords()).isEqualTo(accepted);
        }
    }

    /** What a router makes of the query words that we use (RouterOS manual, API, "Queries"). */
    private static boolean routerSends(List<String> words, Map<String, String> row) {
        Deque<Boolean> stack = new ArrayDeque<>();
        for (String word : words) {
            if (word.startsWith("?#")) {
                word.substring(2).chars().forEach(operation -> operate(stack, operation));
            } else if (word.startsWith("?-")) {
                stack.push(!row.containsKey(word.substring(2)));
            } else {
                int equals = word.indexOf('=', 1);
                assertThat(equals).as("end of the name in " + word).isPositive();
                stack.push(word.substring(equals + 1).equals(row.get(word.substring(1, equals))));
            }
        }
        assertThat(stack).as("values left by " + words).hasSize(words.isEmpty() ? 0 : 1);
        return !stack.contains(false);
    }

    private static void operate(Deque<Boolean> stack, int operation) {
        switch (operation) {
            case '!' -> stack.push(!stack.pop());
            case '&' -> stack.push(stack.pop() & stack.pop());
            case '|' -> stack.push(stack.pop() | stack.pop());
            default -> throw new AssertionError("operation " + (char) operation);
        }
    }
}

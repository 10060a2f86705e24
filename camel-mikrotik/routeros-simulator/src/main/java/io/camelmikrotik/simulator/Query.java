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
package io.camelmikrotik.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The query words of a print: a stack machine over booleans, with infinitely many trues at the bottom. */
final class Query {

    private final List<String> words;

    Query(List<String> words) {
        this.words = List.copyOf(words);
    }

    boolean matchesEverything() {
        return words.isEmpty();
    }

    boolean matches(Map<String, String> row) {
        Deque<Boolean> stack = new ArrayDeque<>();
        for (String word : words) {
            if (word.startsWith("?#")) {
                operate(stack, word.substring(2));
            } else {
                stack.push(test(row, word.substring(1)));
            }
        }
        return !stack.contains(false);
    }

    private static boolean test(Map<String, String> row, String test) {
        char kind = test.isEmpty() ? ' ' : test.charAt(0);
        String rest = "-=<>".indexOf(kind) >= 0 ? test.substring(1) : test;
        int equals = rest.indexOf('=');
        String value = row.get(equals < 0 ? rest : rest.substring(0, equals));
        if (equals < 0) {
            return kind == '-' ? value == null : value != null;
        }
        String asked = rest.substring(equals + 1);
        return value != null && switch (kind) {
            case '<' -> Comparison.compare(value, asked) < 0;
            case '>' -> Comparison.compare(value, asked) > 0;
            default -> Comparison.equal(value, asked);
        };
    }

    private static void operate(Deque<Boolean> stack, String operations) {
        int index = -1;
        for (char operation : operations.toCharArray()) {
            if (Character.isDigit(operation)) {
                index = Math.min(100_000, Math.max(index, 0) * 10 + operation - '0');
                continue;
            }
            boolean afterNumber = index >= 0;
            if (afterNumber) {
                stack.push(at(stack, index));
                index = -1;
            }
            operate(stack, operation, afterNumber);
        }
        if (index >= 0) {
            boolean value = at(stack, index);
            stack.clear();
            stack.push(value);
        }
    }

    private static void operate(Deque<Boolean> stack, char operation, boolean afterNumber) {
        switch (operation) {
            case '!' -> stack.push(!pop(stack));
            case '&' -> stack.push(pop(stack) & pop(stack));
            case '|' -> stack.push(pop(stack) | pop(stack));
            case '.' -> {
                if (!afterNumber) {
                    stack.push(at(stack, 0));
                }
            }
            default -> throw new Refusal("1", "invalid query operation " + operation);
        }
    }

    private static boolean pop(Deque<Boolean> stack) {
        return stack.isEmpty() || stack.pop();
    }

    private static boolean at(Deque<Boolean> stack, int index) {
        Iterator<Boolean> values = stack.iterator();
        for (int i = 0; i < index && values.hasNext(); i++) {
            values.next();
        }
        return !values.hasNext() || values.next();
    }
}

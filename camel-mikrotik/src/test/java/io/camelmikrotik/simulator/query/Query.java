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
package io.camelmikrotik.simulator.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Query words as a router evaluates them: a stack that initially holds true without end (RouterOS manual, API,
 * "Queries").
 */
public final class Query implements Predicate<Map<String, String>> {

    private final List<String> words;

    /** @param words each with its leading question mark */
    public Query(List<String> words) {
        this.words = List.copyOf(words);
    }

    @Override
    public boolean test(Map<String, String> row) {
        Stack stack = new Stack();
        for (String word : words) {
            if (word.startsWith("?#")) {
                stack.operate(word.substring(2));
            } else {
                stack.push(compare(word.substring(1), row));
            }
        }
        return stack.holdsNoFalse();
    }

    private static boolean compare(String test, Map<String, String> row) {
        if (test.isEmpty()) {
            return true;
        }
        char kind = test.charAt(0);
        if (kind == '-') {
            return !row.containsKey(test.substring(1));
        }
        if (kind == '<' || kind == '>') {
            int equals = test.indexOf('=');
            String value = row.get(test.substring(1, equals < 0 ? test.length() : equals));
            if (value == null) {
                return false;
            }
            int order = ValueOrder.compare(value, equals < 0 ? "" : test.substring(equals + 1));
            return kind == '<' ? order < 0 : order > 0;
        }
        String equality = kind == '=' ? test.substring(1) : test;
        int equals = equality.indexOf('=');
        if (equals < 0) {
            return row.containsKey(equality);
        }
        String value = row.get(equality.substring(0, equals));
        return value != null && ValueOrder.same(value, equality.substring(equals + 1));
    }

    /** Index 0 is the top. */
    private static final class Stack {

        private List<Boolean> values = new ArrayList<>();

        void push(boolean value) {
            values.add(value);
        }

        boolean holdsNoFalse() {
            return !values.contains(false);
        }

        private boolean pop() {
            return values.isEmpty() || values.remove(values.size() - 1);
        }

        private boolean at(int index) {
            return index >= values.size() || values.get(values.size() - 1 - index);
        }

        void operate(String operations) {
            int index = -1;
            for (int i = 0; i < operations.length(); i++) {
                char operation = operations.charAt(i);
                if (Character.isDigit(operation)) {
                    index = Math.max(index, 0) * 10 + (operation - '0');
                    continue;
                }
                boolean numbered = index >= 0;
                if (numbered) {
                    push(at(index));
                    index = -1;
                }
                operate(operation, numbered);
            }
            if (index >= 0) {
                boolean chosen = at(index);
                values = new ArrayList<>(List.of(chosen));
            }
        }

        private void operate(char operation, boolean numbered) {
            switch (operation) {
                case '!':
                    push(!pop());
                    break;
                case '&':
                    boolean right = pop();
                    push(pop() & right);
                    break;
                case '|':
                    boolean second = pop();
                    push(pop() | second);
                    break;
                case '.':
                    if (!numbered) {
                        push(at(0));
                    }
                    break;
                default:
                    break;
            }
        }
    }
}

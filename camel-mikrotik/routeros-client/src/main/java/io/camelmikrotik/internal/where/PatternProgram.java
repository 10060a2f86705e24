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

import java.util.Arrays;
import java.util.regex.PatternSyntaxException;

import io.camelmikrotik.internal.where.PatternNode.Choice;
import io.camelmikrotik.internal.where.PatternNode.Place;
import io.camelmikrotik.internal.where.PatternNode.Repetition;
import io.camelmikrotik.internal.where.PatternNode.Sequence;

/**
 * A regular expression as a set of states and the ways between them. Matching keeps the set of states that the
 * characters so far can have led to: each state is entered at most once for each character, whatever the expression is.
 * Immutable; safe for any thread.
 */
final class PatternProgram {

    /** How a search ends. */
    enum Outcome {
        FOUND,
        NOT_FOUND,
        /** More steps than allowed. */
        GIVEN_UP
    }

    /** Repetitions are written out. Each node has at least one state, so this bounds the work as well. */
    private static final int MAX_STATES = 20_000;
    private static final int NOWHERE = -1;

    /** Of each state what it asks for: a character, a place; {@code null} to go on with nothing. */
    private PatternNode[] conditions = new PatternNode[16];
    /** Where to go on, in one or two ways; {@link #NOWHERE} twice is the end. */
    private int[] next = new int[16];
    private int[] other = new int[16];
    private int size;
    private int start;

    private PatternProgram() {
    }

    /** @throws PatternSyntaxException if the expression becomes too large */
    static PatternProgram of(PatternNode expression) {
        PatternProgram program = new PatternProgram();
        int end = program.state(null, NOWHERE, NOWHERE);
        program.start = program.add(expression, end);
        program.conditions = Arrays.copyOf(program.conditions, program.size);
        program.next = Arrays.copyOf(program.next, program.size);
        program.other = Arrays.copyOf(program.other, program.size);
        return program;
    }

    /** Adds the states of a part that goes on with {@code then}, and returns the first of them. */
    private int add(PatternNode node, int then) {
        if (node instanceof Sequence sequence) {
            int first = then;
            for (int i = sequence.parts().size() - 1; i >= 0; i--) {
                first = add(sequence.parts().get(i), first);
            }
            return first;
        }
        if (node instanceof Choice choice) {
            int first = add(choice.parts().get(choice.parts().size() - 1), then);
            for (int i = choice.parts().size() - 2; i >= 0; i--) {
                first = state(null, add(choice.parts().get(i), then), first);
            }
            return first;
        }
        if (node instanceof Repetition repetition) {
            return addRepetition(repetition, then);
        }
        return state(node, then, NOWHERE);
    }

    private int addRepetition(Repetition repetition, int then) {
        int first = then;
        int copies = repetition.min();
        if (repetition.max() < 0) {
            int loop = state(null, NOWHERE, then);
            int part = add(repetition.part(), loop);
            next[loop] = part;
            first = copies > 0 ? part : loop;
            copies--;
        }
        for (int i = repetition.min(); i < repetition.max(); i++) {
            first = state(null, add(repetition.part(), first), then);
        }
        for (int i = 0; i < copies; i++) {
            first = add(repetition.part(), first);
        }
        return first;
    }

    private int state(PatternNode condition, int to, int alternative) {
        if (size == MAX_STATES) {
            throw new PatternSyntaxException("it is too large with its repetitions written out", "", -1);
        }
        if (size == next.length) {
            conditions = Arrays.copyOf(conditions, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
            other = Arrays.copyOf(other, 2 * size);
        }
        conditions[size] = condition;
        next[size] = to;
        other[size] = alternative;
        return size++;
    }

    /** Whether a part of the text matches. */
    Outcome find(String text, int maxSteps) {
        return new Search(text, maxSteps).run();
    }

    private final class Search {

        private final String text;
        private final int[] entered = new int[size];
        private final int[] stack = new int[2 * size + 2];
        private int[] waiting = new int[size];
        private int[] reached = new int[size];
        private int reachedCount;
        private int stepsLeft;

        Search(String text, int maxSteps) {
            this.text = text;
            this.stepsLeft = maxSteps;
        }

        Outcome run() {
            int position = 0;
            int round = 1;
            while (true) {
                // each place is also one where a match may begin
                if (enter(start, position, round)) {
                    return Outcome.FOUND;
                }
                if (stepsLeft < 0) {
                    return Outcome.GIVEN_UP;
                }
                if (position == text.length()) {
                    return Outcome.NOT_FOUND;
                }
                int character = text.codePointAt(position);
                position += java.lang.Character.charCount(character);
                round++;
                int[] before = reached;
                int count = reachedCount;
                reached = waiting;
                waiting = before;
                reachedCount = 0;
                for (int i = 0; i < count; i++) {
                    PatternNode.Character condition = (PatternNode.Character) conditions[before[i]];
                    stepsLeft -= condition.cost();
                    if (condition.accepts().test(character) && enter(next[before[i]], position, round)) {
                        return Outcome.FOUND;
                    }
                    if (stepsLeft < 0) {
                        return Outcome.GIVEN_UP;
                    }
                }
            }
        }

        /** Notes all states that are reached from there without a character; true at the end of the expression. */
        private boolean enter(int first, int position, int round) {
            int depth = 0;
            stack[depth++] = first;
            while (depth > 0) {
                int state = stack[--depth];
                if (entered[state] == round) {
                    continue;
                }
                entered[state] = round;
                stepsLeft--;
                PatternNode condition = conditions[state];
                if (condition instanceof PatternNode.Character) {
                    reached[reachedCount++] = state;
                    continue;
                }
                if (next[state] == NOWHERE) {
                    return true;
                }
                if (condition instanceof Place place && !isAt(place, position)) {
                    continue;
                }
                if (other[state] != NOWHERE) {
                    stack[depth++] = other[state];
                }
                stack[depth++] = next[state];
            }
            return false;
        }

        private boolean isAt(Place place, int position) {
            switch (place) {
                case BEGIN:
                    return position == 0;
                case END:
                    return position == text.length();
                default:
                    boolean boundary = isWord(position > 0 ? text.codePointBefore(position) : ' ')
                                       != isWord(position < text.length() ? text.codePointAt(position) : ' ');
                    return boundary == (place == Place.WORD_BOUNDARY);
            }
        }

        private static boolean isWord(int character) {
            return character == '_' || java.lang.Character.isLetterOrDigit(character);
        }
    }
}

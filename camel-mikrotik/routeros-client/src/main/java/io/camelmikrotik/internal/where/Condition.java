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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.value.BooleanValue;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.internal.value.PropertyKind;
import io.camelmikrotik.internal.value.Spellings;
import io.camelmikrotik.internal.where.Term.Operator;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * An expression with its values: evaluates itself on a row. Negations are part of the single conditions.
 */
sealed interface Condition {

    boolean test(Map<String, String> row);

    /** Adds the names of the properties it reads. */
    void collectNames(Set<String> names);

    /** Whether it is known at once, without making a text of the value, that the row has this one. */
    private static boolean isText(Map<String, String> row, String name, String text) {
        return row instanceof RouterOsRow printed && printed.hasValue(name, text);
    }

    /** All of them. */
    record And(List<Condition> parts) implements Condition {

        @Override
        public boolean test(Map<String, String> row) {
            for (Condition part : parts) {
                if (!part.test(row)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void collectNames(Set<String> names) {
            parts.forEach(part -> part.collectNames(names));
        }
    }

    /** At least one of them. */
    record Or(List<Condition> parts) implements Condition {

        @Override
        public boolean test(Map<String, String> row) {
            for (Condition part : parts) {
                if (part.test(row)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void collectNames(Set<String> names) {
            parts.forEach(part -> part.collectNames(names));
        }
    }

    /** A condition on one property. */
    sealed interface Single extends Condition {

        String name();

        boolean negated();

        /** @param value {@code null} if the row does not have the property */
        boolean accepts(String value);

        @Override
        default boolean test(Map<String, String> row) {
            return accepts(row.get(name())) != negated();
        }

        @Override
        default void collectNames(Set<String> names) {
            names.add(name());
        }
    }

    record Truth(String name, PropertyKind kind, boolean negated) implements Single {

        @Override
        public boolean accepts(String value) {
            if (value == null) {
                return false;
            }
            switch (kind) {
                case TEXT:
                    return !value.isEmpty();
                case STATUS:
                    return !isNo(value);
                default:
                    return !value.isEmpty() && !isNo(value);
            }
        }

        private static boolean isNo(String value) {
            return value.equals("no") || value.equals("false");
        }
    }

    /**
     * @param kind what decides whether {@code yes} and {@code true} are the same here
     * @param flag what is asked for, if the text is one of yes, no, true and false
     */
    record Equal(String name, String text, PropertyKind kind, boolean negated, Optional<Boolean> flag) implements Single {

        Equal(String name, String text, PropertyKind kind, boolean negated) {
            this(name, text, kind, negated, BooleanValue.parse(text));
        }

        @Override
        public boolean test(Map<String, String> row) {
            return isText(row, name, text) ? !negated : Single.super.test(row);
        }

        @Override
        public boolean accepts(String value) {
            if (value == null) {
                return text.isEmpty();
            }
            if (value.equals(text)) {
                return true;
            }
            if (kind == PropertyKind.TEXT || flag.isEmpty()) {
                return false;
            }
            if (value.isEmpty()) {
                return kind == PropertyKind.STATUS && flag.get();
            }
            if (!flag.equals(BooleanValue.parse(value))) {
                return false;
            }
            if (!kind.isFlag()) {
                throw new BadInputException(
                        CommandFate.ANSWERED,
                        "where: it is not known whether " + name + " is a yes/no property, and so whether " + text
                                              + " in the expression is " + value + " in a row; write " + name + "=" + value
                                              + " if you mean that",
                        null);
            }
            return true;
        }
    }

    /**
     * Is the same value, whatever its text, where the catalogue says what values the property has.
     *
     * @param canonical the one spelling of the text
     * @param spellings the texts that a router may print for it
     */
    record SameValue(
            String name, String text, String canonical, Spellings spellings, CanonicalValue values, boolean negated)
            implements
                Single {

        SameValue(String name, String text, CanonicalValue values, boolean negated) {
            this(name, text, values.of(name, text), Spellings.of(values, name, text), values, negated);
        }

        @Override
        public boolean test(Map<String, String> row) {
            return isText(row, name, text) ? !negated : Single.super.test(row);
        }

        @Override
        public boolean accepts(String value) {
            return value != null && (value.equals(text) || values.of(name, value).equals(canonical));
        }
    }

    record Ordered(String name, Operator operator, ValueOrder operand, boolean negated) implements Single {

        @Override
        public boolean accepts(String value) {
            OptionalInt comparison = value == null ? OptionalInt.empty() : operand.compare(value);
            if (comparison.isEmpty()) {
                return false;
            }
            int order = comparison.getAsInt();
            switch (operator) {
                case LESS:
                    return order < 0;
                case LESS_OR_EQUAL:
                    return order <= 0;
                case GREATER:
                    return order > 0;
                default:
                    return order >= 0;
            }
        }
    }

    record Matches(String name, RegularExpression expression, boolean negated) implements Single {

        @Override
        public boolean accepts(String value) {
            return value != null && expression.find(value);
        }
    }

    record In(String name, AddressSet addresses, boolean negated) implements Single {

        @Override
        public boolean accepts(String value) {
            return value != null && addresses.contains(value);
        }
    }
}

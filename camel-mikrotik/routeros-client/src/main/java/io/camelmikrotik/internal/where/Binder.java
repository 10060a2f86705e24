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
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import io.camelmikrotik.catalogue.ValueKind;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.value.AttributeValue;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.internal.value.PropertyKind;
import io.camelmikrotik.internal.where.Term.Comparison;
import io.camelmikrotik.internal.where.Term.Literal;
import io.camelmikrotik.internal.where.Term.Operator;
import io.camelmikrotik.internal.where.Term.Parameter;

/**
 * Fills parameters in, and moves negations down to the single conditions, where a router can evaluate them.
 */
final class Binder {

    private final CanonicalValue canonical;
    private final Function<String, Object> values;

    /** @param canonical which texts mean the same, in the menu that the condition is about */
    Binder(CanonicalValue canonical, Function<String, Object> values) {
        this.canonical = canonical;
        this.values = values;
    }

    Condition bind(Term term, boolean negated) {
        if (term instanceof Term.Not not) {
            return bind(not.term(), !negated);
        }
        if (term instanceof Term.And and) {
            List<Condition> parts = bindAll(and.terms(), negated);
            return negated ? new Condition.Or(parts) : new Condition.And(parts);
        }
        if (term instanceof Term.Or or) {
            List<Condition> parts = bindAll(or.terms(), negated);
            return negated ? new Condition.And(parts) : new Condition.Or(parts);
        }
        if (term instanceof Term.Truth truth) {
            return new Condition.Truth(truth.name(), canonical.properties().kind(truth.name()), negated);
        }
        return comparison((Comparison) term, negated);
    }

    private List<Condition> bindAll(List<Term> terms, boolean negated) {
        List<Condition> conditions = new ArrayList<>();
        terms.forEach(term -> conditions.add(bind(term, negated)));
        return List.copyOf(conditions);
    }

    private Condition comparison(Comparison comparison, boolean negated) {
        String name = comparison.name();
        switch (comparison.operator()) {
            case EQUAL:
                return equal(comparison, negated);
            case NOT_EQUAL:
                return equal(comparison, !negated);
            case MATCHES:
                return new Condition.Matches(name, RegularExpression.of(name, text(comparison)), negated);
            case IN:
                return new Condition.In(name, AddressSet.parse(name, elements(comparison)), negated);
            default:
                return new Condition.Ordered(
                        name, comparison.operator(), order(comparison), negated);
        }
    }

    private ValueOrder order(Comparison comparison) {
        ValueKind kind = canonical.properties().form(comparison.name()).kind();
        ValueOrder.refuseUnordered(describe(comparison), kind);
        return ValueOrder.of(describe(comparison), comparison.name(), kind, text(comparison));
    }

    private Condition equal(Comparison comparison, boolean negated) {
        String text = text(comparison);
        if (!text.isEmpty() && canonical.isOfKnownKind(comparison.name())) {
            return new Condition.SameValue(comparison.name(), text, canonical, negated);
        }
        PropertyKind kind = canonical.properties().kind(comparison.name());
        if (kind == PropertyKind.OTHER && comparison.operand() instanceof Parameter && value(comparison) instanceof Boolean) {
            // the caller knows that it is one
            kind = PropertyKind.OPTION;
        }
        return new Condition.Equal(comparison.name(), text, kind, negated);
    }

    private String text(Comparison comparison) {
        if (comparison.operand() instanceof Literal literal) {
            return literal.text();
        }
        Object value = value(comparison);
        if (value instanceof Collection<?> || value instanceof Object[]) {
            throw new BadInputException(
                    describe(comparison)
                                        + " takes one value, not a list: compare with each of them, joined by or; for a property"
                                        + " whose value is itself a list, give its text, such as a,b");
        }
        return AttributeValue.text(describe(comparison), value);
    }

    private List<String> elements(Comparison comparison) {
        if (comparison.operand() instanceof Literal literal) {
            return List.of(literal.text().split(","));
        }
        Object value = value(comparison);
        if (value instanceof Object[] several) {
            value = Arrays.asList(several);
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(each -> AttributeValue.text(describe(comparison), each)).toList();
        }
        return List.of(AttributeValue.text(describe(comparison), value).split(","));
    }

    private Object value(Comparison comparison) {
        String parameter = ((Parameter) comparison.operand()).name();
        Object value = AttributeValue.unwrapped(values.apply(parameter));
        if (value == null) {
            throw new BadInputException("where: no value for :#" + parameter);
        }
        return value;
    }

    static String describe(Comparison comparison) {
        Operator operator = comparison.operator();
        return "where, " + comparison.name() + " " + operator.symbol + " at position " + comparison.position();
    }
}

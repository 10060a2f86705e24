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

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.internal.value.MenuProperties;

/**
 * Which rows of a table: comparisons ({@code = != < <= > >= ~ in}), bare names ({@code comment}, {@code !disabled}),
 * joined by {@code and}, {@code or}, {@code not} and parentheses, with {@code :#name} for values to be filled in.
 * Immutable.
 * <p>
 * A property that a row does not have equals nothing, is neither less nor greater than anything, and matches nothing;
 * so {@code !=} accepts it. {@code name=""} accepts rows where the property is absent or empty. {@code <} and its like
 * compare numbers, sizes, rates, times, dates, addresses and versions as such, and text with text; a value of another
 * kind is a {@link BadInputException} of the filter. {@code yes} and {@code true} are the same where the property is
 * known to be yes or no, and so are {@code no} and {@code false}; where it is not known, a row that it depends on is a
 * {@code BadInputException} too.
 */
public final class WhereExpression {

    private final String text;
    private final Term term;
    private final Set<String> parameters;

    private WhereExpression(String text, Term term, Set<String> parameters) {
        this.text = text;
        this.term = term;
        this.parameters = Set.copyOf(parameters);
    }

    /**
     * @throws BadInputException with the position, if the text is not such an expression
     */
    public static WhereExpression parse(String text) {
        WhereParser parser = new WhereParser(text);
        Term term = parser.parse();
        WhereExpression expression = new WhereExpression(text, term, new LinkedHashSet<>(parser.parameters()));
        if (expression.parameters.isEmpty()) {
            // a bad pattern or prefix shall be found now
            expression.bind(name -> null);
        }
        return expression;
    }

    /** Names of the {@code :#name} parameters. */
    public Set<String> parameters() {
        return parameters;
    }

    /** Names of all properties that it speaks of. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        collectNames(term, names);
        return names;
    }

    private static void collectNames(Term term, Set<String> names) {
        if (term instanceof Term.And and) {
            and.terms().forEach(part -> collectNames(part, names));
        } else if (term instanceof Term.Or or) {
            or.terms().forEach(part -> collectNames(part, names));
        } else if (term instanceof Term.Not not) {
            collectNames(not.term(), names);
        } else if (term instanceof Term.Truth truth) {
            names.add(truth.name());
        } else if (term instanceof Term.Comparison comparison) {
            names.add(comparison.name());
        }
    }

    /** Names of the properties that are compared with text of the expression itself, rather than with a parameter. */
    public Set<String> namesWithLiterals() {
        Set<String> names = new LinkedHashSet<>();
        collectNamesWithLiterals(term, names);
        return names;
    }

    private static void collectNamesWithLiterals(Term term, Set<String> names) {
        if (term instanceof Term.And and) {
            and.terms().forEach(part -> collectNamesWithLiterals(part, names));
        } else if (term instanceof Term.Or or) {
            or.terms().forEach(part -> collectNamesWithLiterals(part, names));
        } else if (term instanceof Term.Not not) {
            collectNamesWithLiterals(not.term(), names);
        } else if (term instanceof Term.Comparison comparison && comparison.operand() instanceof Term.Literal literal
                && !literal.text().isEmpty()) {
            names.add(comparison.name());
        }
    }

    /**
     * As {@link #bind(String, Function)}, where the menu is not known: properties are what their names say.
     */
    public CompiledWhere bind(Function<String, Object> values) {
        return bind(CanonicalValue.INSTANCE, values);
    }

    /**
     * Fills in the parameters. A value stays a value, whatever text it holds.
     *
     * @param  menu              whose rows it is about, such as {@code /ppp/secret}: its properties are compared by
     *                           what the catalogue says they are; {@code null} if it is not known
     * @param  values            gives the value of each parameter
     * @throws BadInputException if one has no value, or one that its operator cannot use, or if a property is said to
     *                           be less or greater whose values have no order
     */
    public CompiledWhere bind(String menu, Function<String, Object> values) {
        return bind(menu == null ? CanonicalValue.INSTANCE : CanonicalValue.INSTANCE.in(menu), values);
    }

    /**
     * Finds what no values of the parameters could make right.
     *
     * @throws BadInputException if a property of the menu is said to be less or greater whose values have no order
     */
    public void refuseUnordered(String menu) {
        refuseUnordered(term, MenuProperties.of(menu));
    }

    private static void refuseUnordered(Term term, MenuProperties properties) {
        if (term instanceof Term.And and) {
            and.terms().forEach(part -> refuseUnordered(part, properties));
        } else if (term instanceof Term.Or or) {
            or.terms().forEach(part -> refuseUnordered(part, properties));
        } else if (term instanceof Term.Not not) {
            refuseUnordered(not.term(), properties);
        } else if (term instanceof Term.Comparison comparison && comparison.operator().isOrder()) {
            ValueOrder.refuseUnordered(Binder.describe(comparison), properties.form(comparison.name()).kind());
        }
    }

    private CompiledWhere bind(CanonicalValue canonical, Function<String, Object> values) {
        Condition condition = new Binder(canonical, values).bind(term, false);
        QueryWords words = QueryWords.of(condition);
        boolean exact = words.isExact();
        Set<String> names = new LinkedHashSet<>();
        condition.collectNames(names);
        return new CompiledWhere(
                words.isKnown() ? words.words() : List.of(), condition::test, !exact, names,
                fixed(condition));
    }

    private static Map<String, String> fixed(Condition condition) {
        if (condition instanceof Condition.Equal equal && !equal.negated() && !equal.text().isEmpty()) {
            return Map.of(equal.name(), equal.text());
        }
        if (condition instanceof Condition.SameValue same && !same.negated()) {
            return Map.of(same.name(), same.text());
        }
        Map<String, String> fixed = new LinkedHashMap<>();
        if (condition instanceof Condition.And and) {
            and.parts().forEach(part -> fixed.putAll(fixed(part)));
        }
        return fixed;
    }

    @Override
    public String toString() {
        return text;
    }
}

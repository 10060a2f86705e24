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
import java.util.List;
import java.util.Optional;

import io.camelmikrotik.internal.value.PropertyKind;

/**
 * What a router can evaluate of a condition, in postfix query words that leave one value on its stack.
 * <p>
 * Only equality and presence are sent. Whether a router orders values as text or as what they mean is not documented,
 * and regular expressions and prefixes it does not know: conditions of that kind are left out, which accepts more rows
 * and never fewer. Where it is in doubt how a router takes a word, words are combined so that they are right either
 * way.
 */
final class QueryWords {

    /** Accepts all rows, as no words do. */
    private static final QueryWords UNKNOWN = new QueryWords(List.of(), false);

    private final List<String> words;
    private final boolean exact;

    private QueryWords(List<String> words, boolean exact) {
        this.words = words;
        this.exact = exact;
    }

    static QueryWords of(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and(and.parts());
        }
        if (condition instanceof Condition.Or or) {
            return or(or.parts());
        }
        if (condition instanceof Condition.Truth truth) {
            List<String> words = unset(truth.name(), truth.kind());
            return exact(truth.negated() ? words : negated(words));
        }
        if (condition instanceof Condition.Equal equal) {
            return equal(equal);
        }
        if (condition instanceof Condition.SameValue same) {
            return sameValue(same);
        }
        return UNKNOWN;
    }

    boolean isKnown() {
        return !words.isEmpty();
    }

    /** Whether the words accept the very rows that the condition does. */
    boolean isExact() {
        return exact;
    }

    List<String> words() {
        return words;
    }

    /** Absent, without a value where that is none, and both spellings of false where values are not just text. */
    private static List<String> unset(String name, PropertyKind kind) {
        switch (kind) {
            case TEXT:
                return anyOf("?-" + name, "?" + name + "=");
            case STATUS:
                return anyOf("?-" + name, "?" + name + "=no", "?" + name + "=false");
            default:
                return anyOf("?-" + name, "?" + name + "=", "?" + name + "=no", "?" + name + "=false");
        }
    }

    private static QueryWords equal(Condition.Equal equal) {
        String name = equal.name();
        Optional<Boolean> flag = equal.flag();
        if (equal.text().isEmpty()) {
            return exact(equal, anyOf("?-" + name, "?" + name + "="));
        }
        if (flag.isEmpty()) {
            return exact(equal, List.of("?" + name + "=" + equal.text()));
        }
        if (!equal.kind().isFlag()) {
            // a router may take yes and true for the same here: it may send too many rows, and must not leave any out
            return equal.negated()
                    ? UNKNOWN
                    : new QueryWords(
                            equal.kind() == PropertyKind.TEXT
                                    ? List.of("?" + name + "=" + equal.text()) : spellings(name, flag.get()),
                            false);
        }
        if (equal.kind() == PropertyKind.STATUS && flag.get()) {
            // also with an empty value; whether that word accepts an absent one too is not documented
            return exact(equal, List.of(
                    "?" + name + "=true", "?" + name + "=yes", "?" + name + "=", "?-" + name, "?#!&||"));
        }
        return exact(equal, spellings(name, flag.get()));
    }

    private static List<String> spellings(String name, boolean flag) {
        return flag
                ? anyOf("?" + name + "=true", "?" + name + "=yes")
                : anyOf("?" + name + "=false", "?" + name + "=no");
    }

    /**
     * Each spelling means the value: whoever has one of them is meant; where there may be others, nobody else is not.
     */
    private static QueryWords sameValue(Condition.SameValue same) {
        String[] alternatives
                = same.spellings().texts().stream().map(text -> "?" + same.name() + "=" + text).toArray(String[]::new);
        List<String> words = anyOf(alternatives);
        if (same.negated()) {
            return new QueryWords(negated(words), same.spellings().complete());
        }
        return same.spellings().complete() ? exact(words) : UNKNOWN;
    }

    private static QueryWords and(List<Condition> parts) {
        List<QueryWords> known = new ArrayList<>();
        boolean exact = true;
        for (Condition part : parts) {
            QueryWords words = of(part);
            exact &= words.exact;
            if (words.isKnown()) {
                known.add(words);
            }
        }
        return known.isEmpty() ? UNKNOWN : new QueryWords(join(known, "&"), exact);
    }

    private static QueryWords or(List<Condition> parts) {
        List<QueryWords> known = new ArrayList<>();
        boolean exact = true;
        for (Condition part : parts) {
            QueryWords words = of(part);
            if (!words.isKnown()) {
                return UNKNOWN;
            }
            exact &= words.exact;
            known.add(words);
        }
        return new QueryWords(join(known, "|"), exact);
    }

    /** All values, then one operator less than there are values. */
    private static List<String> join(List<QueryWords> parts, String operator) {
        List<String> words = new ArrayList<>();
        parts.forEach(part -> words.addAll(part.words));
        return QueryOperators.joined(words, parts.size(), operator);
    }

    private static List<String> anyOf(String... alternatives) {
        return QueryOperators.joined(new ArrayList<>(List.of(alternatives)), alternatives.length, "|");
    }

    private static List<String> negated(List<String> words) {
        List<String> result = new ArrayList<>(words);
        result.add("?#!");
        return result;
    }

    private static QueryWords exact(Condition.Equal equal, List<String> words) {
        return exact(equal.negated() ? negated(words) : words);
    }

    private static QueryWords exact(List<String> words) {
        return new QueryWords(words, true);
    }
}

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
import java.util.Collection;
import java.util.List;

/**
 * The words {@code ?#} of a query, which stand after the words that they combine.
 */
public final class QueryOperators {

    private QueryOperators() {
    }

    /** @return query words for the rows whose property has one of the values; none of them for no value */
    public static List<String> anyOf(String property, Collection<String> values) {
        List<String> words = new ArrayList<>(values.size() + 1);
        values.forEach(value -> words.add("?" + property + "=" + value));
        return joined(words, values.size(), "|");
    }

    /**
     * @param words    to which the operators are added: one less than there are values
     * @param values   how many values the words leave
     * @param operator {@code |} or {@code &}
     */
    static List<String> joined(List<String> words, int values, String operator) {
        if (values > 1) {
            words.add("?#" + operator.repeat(values - 1));
        }
        return words;
    }
}

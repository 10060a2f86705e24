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
package io.camelmikrotik.routeros.where;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.camelmikrotik.routeros.value.AddressValue;
import io.camelmikrotik.routeros.value.DateTimeValue;
import io.camelmikrotik.routeros.value.DurationValue;
import io.camelmikrotik.routeros.value.IntegerValue;

/**
 * Which of two values is the smaller: as the first kind that both of them are, text at last.
 */
final class ValueOrder {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

    private static final List<Comparator<String>> KINDS = List.of(
            as(ValueOrder::number), as(DurationValue::parse), as(DateTimeValue::parse), as(AddressValue::parse));

    private static final int NOT_OF_THIS_KIND = Integer.MIN_VALUE;

    private ValueOrder() {
    }

    static int compare(String a, String b) {
        for (Comparator<String> kind : KINDS) {
            int order = kind.compare(a, b);
            if (order != NOT_OF_THIS_KIND) {
                return order;
            }
        }
        return a.compareTo(b);
    }

    private static Optional<BigDecimal> number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        OptionalLong integer = IntegerValue.parse(text);
        return integer.isPresent() ? Optional.of(BigDecimal.valueOf(integer.getAsLong())) : Optional.empty();
    }

    private static <T> Comparator<String> as(Function<String, Optional<T>> parser) {
        return (a, b) -> {
            Optional<T> first = parser.apply(a);
            Optional<T> second = first.isEmpty() ? Optional.empty() : parser.apply(b);
            if (second.isEmpty()) {
                return NOT_OF_THIS_KIND;
            }
            @SuppressWarnings("unchecked")
            Comparable<T> comparable = (Comparable<T>) first.get();
            return Integer.signum(comparable.compareTo(second.get()));
        };
    }
}

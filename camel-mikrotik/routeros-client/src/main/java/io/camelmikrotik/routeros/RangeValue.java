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
package io.camelmikrotik.routeros;

import java.util.Optional;

import io.camelmikrotik.internal.value.AddressValue;
import io.camelmikrotik.internal.value.DurationValue;

/**
 * From a value to another one, both included: {@code 1000-2000} (ports), {@code 192.0.2.10-192.0.2.99}, {@code 8h-17h},
 * {@code -120..-60} (signal strengths). A single value is a range of itself.
 *
 * @param first where it begins
 * @param last  where it ends
 */
public record RangeValue(String first, String last) {

    /** Empty for text whose ends are not numbers, times or addresses. */
    public static Optional<RangeValue> parse(String text) {
        int dots = text.indexOf("..");
        // a minus at the beginning is that of a number
        int separator = dots > 0 ? dots : text.indexOf('-', 1);
        if (separator < 0) {
            return isEnd(text) ? Optional.of(new RangeValue(text, text)) : Optional.empty();
        }
        String first = text.substring(0, separator);
        String last = text.substring(separator + (dots > 0 ? 2 : 1));
        return isEnd(first) && isEnd(last) ? Optional.of(new RangeValue(first, last)) : Optional.empty();
    }

    private static boolean isEnd(String text) {
        return QuantityValue.parse(text).isPresent() || DurationValue.parse(text).isPresent()
                || text.indexOf('/') < 0 && AddressValue.parse(text).isPresent();
    }

    /** The number with its unit at which it begins; empty if it is a time or an address. */
    public Optional<QuantityValue> firstQuantity() {
        return QuantityValue.parse(first);
    }

    /** As {@link #firstQuantity()}, of where it ends. */
    public Optional<QuantityValue> lastQuantity() {
        return QuantityValue.parse(last);
    }
}

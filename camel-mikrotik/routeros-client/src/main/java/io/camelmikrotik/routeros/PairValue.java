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

/**
 * Two values in one: {@code 51234,17001} (transmitted, received), {@code 10M/20M} (upload, download).
 *
 * @param first  what stands before the separator
 * @param second what stands after it
 */
public record PairValue(String first, String second) {

    /** Separated by a comma, or by a slash where there is no comma. */
    public static Optional<PairValue> parse(String text) {
        int separator = text.indexOf(',') >= 0 ? text.indexOf(',') : text.indexOf('/');
        return separator < 0
                ? Optional.empty() : Optional.of(new PairValue(text.substring(0, separator), text.substring(separator + 1)));
    }

    /** A number with its unit, such as the {@code 10M} of {@code 10M/20M}; empty if it is none. */
    public Optional<QuantityValue> firstQuantity() {
        return QuantityValue.parse(first);
    }

    /** As {@link #firstQuantity()}, of the second value. */
    public Optional<QuantityValue> secondQuantity() {
        return QuantityValue.parse(second);
    }
}

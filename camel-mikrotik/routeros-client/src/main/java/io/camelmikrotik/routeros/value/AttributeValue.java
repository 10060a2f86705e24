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
package io.camelmikrotik.routeros.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.BadInputException;

/**
 * How Java values travel to a router: text as it is, {@code yes} and {@code no} for booleans, times as RouterOS prints
 * them, collections separated by commas, bytes as they are.
 */
public final class AttributeValue {

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private AttributeValue() {
    }

    /**
     * @param  property          for the message
     * @return                   a {@code String} or a {@code byte[]}
     * @throws BadInputException if the value is {@code null}: to unset a property, give it a name with a leading
     *                           {@code !}
     */
    public static Object of(String property, Object value) {
        if (value instanceof byte[]) {
            return value;
        }
        return text(property, value);
    }

    /** As {@link #of}, for places that take text only. */
    public static String text(String property, Object value) {
        if (value == null) {
            throw new BadInputException(
                    "no value for " + property + ": to clear it, send an empty text; to unset it, name it !" + property);
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        if (value instanceof Duration duration) {
            return DurationValue.format(duration);
        }
        if (value instanceof LocalDateTime time) {
            return DATE_TIME.format(time);
        }
        if (value instanceof Collection<?> elements) {
            List<String> texts = new ArrayList<>();
            elements.forEach(element -> texts.add(text(property, element)));
            return String.join(",", texts);
        }
        if (value instanceof Object[] elements) {
            return text(property, Arrays.asList(elements));
        }
        if (value instanceof char[] characters) {
            return new String(characters);
        }
        if (isNumberWithExponent(value)) {
            return new BigDecimal(value.toString()).toPlainString();
        }
        if (value instanceof Map || value.getClass().isArray() || value instanceof Instant || value instanceof Date) {
            throw new BadInputException(
                    "RouterOS has no form for the value of " + property + ", a " + value.getClass().getTypeName()
                                        + "; a time must be a LocalDateTime, in the router's own time");
        }
        return value.toString();
    }

    /** Java writes large ones as 1.0E10, which no router reads. */
    private static boolean isNumberWithExponent(Object value) {
        return value instanceof BigDecimal
                || (value instanceof Double || value instanceof Float) && Double.isFinite(((Number) value).doubleValue());
    }
}

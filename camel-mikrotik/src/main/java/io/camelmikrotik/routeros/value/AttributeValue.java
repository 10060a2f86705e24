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

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
        return value.toString();
    }
}

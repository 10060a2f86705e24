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
package io.camelmikrotik.internal.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.session.JavaNetText;

/**
 * How Java values travel to a router: text and numbers as they are, {@code yes} and {@code no} for booleans, times as
 * RouterOS prints them, addresses, URIs and UUIDs in their usual form, collections separated by commas, bytes as they
 * are. An {@link Optional} is what it holds. Anything else is refused: how a class shows its objects is not what a
 * router shall be told.
 */
public final class AttributeValue {

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    /** Whose text is the number itself. */
    private static final Set<Class<?>> INTEGERS = Set.of(
            Byte.class, Short.class, Integer.class, Long.class, BigInteger.class, AtomicInteger.class, AtomicLong.class);

    /** The text of a number that somebody made up with an exponent must not fill the memory. */
    private static final int MAX_DIGITS = 400;

    private AttributeValue() {
    }

    /**
     * @param  property          for the message
     * @return                   a {@code String} or a {@code byte[]}
     * @throws BadInputException if the value is {@code null} or an empty {@code Optional}: to unset a property, give it
     *                           a name with a leading {@code !}; or if RouterOS has no form for it
     */
    public static Object of(String property, Object value) {
        Object actual = unwrapped(value);
        return actual instanceof byte[] ? actual : text(property, actual);
    }

    /** What an {@code Optional} of any kind holds, {@code null} if that is nothing; any other value is what it is. */
    public static Object unwrapped(Object value) {
        if (value instanceof Optional<?> optional) {
            return unwrapped(optional.orElse(null));
        } else if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        } else if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        } else if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        }
        return value;
    }

    /** As {@link #of}, for places that take text only. */
    public static String text(String property, Object value) {
        Object actual = unwrapped(value);
        if (actual instanceof Collection<?> elements) {
            return list(property, elements);
        }
        if (actual instanceof Object[] elements) {
            return list(property, Arrays.asList(elements));
        }
        return single(property, actual);
    }

    private static String list(String property, Collection<?> elements) {
        StringJoiner texts = new StringJoiner(",");
        for (Object element : elements) {
            String text = single(property, unwrapped(element));
            if (text.indexOf(',') >= 0) {
                throw new BadInputException(
                        "an element of the list for " + property + " has a comma, which would make several of it");
            }
            texts.add(text);
        }
        return texts.toString();
    }

    private static String single(String property, Object value) {
        if (value == null) {
            throw new BadInputException(
                    "no value for " + property + ": to clear it, send an empty text; to unset it, name it !" + property);
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof UUID
                || INTEGERS.contains(value.getClass())) {
            return value.toString();
        }
        if (value instanceof char[] characters) {
            return new String(characters);
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
            return decimal(property, (Number) value);
        }
        if (value instanceof Duration duration) {
            return DurationValue.format(duration);
        }
        if (value instanceof LocalDateTime time) {
            return DATE_TIME.format(time);
        }
        if (value instanceof LocalDate date) {
            return date.toString();
        }
        if (value instanceof LocalTime time) {
            return TIME.format(time);
        }
        return JavaNetText.of(property, value).orElseThrow(() -> new BadInputException(
                "RouterOS has no form for the value of " + property + ", a " + value.getClass().getTypeName() + advice(value)));
    }

    /** Java writes large ones as 1.0E10, which no router reads. */
    private static String decimal(String property, Number value) {
        if (!(value instanceof BigDecimal) && !Double.isFinite(value.doubleValue())) {
            throw new BadInputException("RouterOS has no form for the value of " + property + ": " + value);
        }
        BigDecimal number = new BigDecimal(value.toString());
        if (Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS) {
            throw new BadInputException("RouterOS has no form for the value of " + property + ": a number of too many digits");
        }
        return number.toPlainString();
    }

    private static String advice(Object value) {
        if (value instanceof Map) {
            return "; it takes one value: for several properties, give each of them an entry of its own";
        }
        if (value instanceof Temporal || value instanceof Date || value instanceof Calendar) {
            return "; a time must be a LocalDateTime, in the router's own time";
        }
        if (value instanceof Enum) {
            return "; give the word that RouterOS knows as text";
        }
        if (value instanceof Iterable || value.getClass().isArray()) {
            return "; several values must be a Collection or an array of objects";
        }
        return "; give its text";
    }
}

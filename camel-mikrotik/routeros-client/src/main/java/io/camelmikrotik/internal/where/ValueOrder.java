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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.camelmikrotik.catalogue.ValueKind;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.session.SensitiveNames;
import io.camelmikrotik.internal.value.AddressValue;
import io.camelmikrotik.internal.value.DateTimeValue;
import io.camelmikrotik.internal.value.DurationValue;
import io.camelmikrotik.internal.value.PropertyKind;
import io.camelmikrotik.internal.value.SpecialWord;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.QuantityValue;
import io.camelmikrotik.routeros.VersionValue;

/**
 * An operand of {@code <} and its like: the kinds of values that it is, and how values of a row stand beside it. Values
 * are ordered as what they mean or not at all: one of another kind is an error, never a matter of spelling. Immutable.
 */
final class ValueOrder {

    /** More than any number, size, rate or time. */
    private static final Set<String> WITHOUT_END = Set.of("never", "forever", "infinity", "unlimited");
    /** What values are, in words. */
    private static final Map<ValueKind, String> NAMES = Map.of(
            ValueKind.YES_NO, "yes or no", ValueKind.SET_OF_WORDS, "a set of words", ValueKind.HEXADECIMAL,
            "a string of hexadecimal digits", ValueKind.TIME, "a time", ValueKind.ADDRESS, "an address",
            ValueKind.ADDRESS_RANGE, "an address or a range of them", ValueKind.PREFIX, "an address or a prefix",
            ValueKind.MAC_ADDRESS, "a MAC address", ValueKind.NUMBER, "a number");
    private static final Set<ValueKind> UNORDERED = Set.of(ValueKind.YES_NO, ValueKind.SET_OF_WORDS, ValueKind.HEXADECIMAL);
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");
    private static final Pattern ID = Pattern.compile("\\*[0-9A-Fa-f]{1,16}");
    private static final int SHOWN = 80;

    private final String property;
    private final String text;
    private final boolean isTextProperty;
    private final boolean comparedAsText;
    private final boolean comparedAsTime;
    private final Optional<VersionValue> version;
    private final Optional<QuantityValue> quantity;
    private final Optional<Duration> time;
    private final List<Other<?>> others;

    private ValueOrder(String property, ValueKind kind, String text) {
        this.property = property;
        this.text = text;
        this.isTextProperty = PropertyKind.of(property) == PropertyKind.TEXT;
        this.comparedAsText = kind == ValueKind.TEXT;
        this.comparedAsTime = kind == ValueKind.TIME;
        Optional<VersionValue> asVersion = VersionValue.parse(text);
        this.version = isVersion(property) || asVersion.isPresent() && asVersion.get().isUnmistakable()
                ? asVersion : Optional.empty();
        this.quantity = isVersion(property) || comparedAsTime ? Optional.empty() : QuantityValue.parse(text);
        this.time = comparedAsTime ? DurationValue.parse(text) : quantity.isPresent() ? Optional.empty() : time(text);
        this.others = List.of(
                new Other<>(DateTimeValue::parse, text), new Other<>(AddressValue::parse, text),
                new Other<>(ValueOrder::hardwareAddress, text), new Other<>(ValueOrder::id, text));
    }

    /**
     * @param  place             of the operand, for the message
     * @param  kind              what the catalogue says of the property
     * @throws BadInputException if nothing can be less or greater than the text, or it is not of the kind
     */
    static ValueOrder of(String place, String property, ValueKind kind, String text) {
        if (text.isEmpty() || SpecialWord.matches(text)) {
            throw new BadInputException(
                    place + " needs a value that others can be less or greater than, not \"" + text
                                        + "\": compare with = or !=");
        }
        boolean ofKind = switch (kind) {
            case TIME -> DurationValue.parse(text).isPresent();
            case ADDRESS, ADDRESS_RANGE, PREFIX -> AddressValue.parse(text).isPresent();
            case MAC_ADDRESS -> hardwareAddress(text).isPresent();
            case NUMBER -> QuantityValue.parse(text).isPresent();
            default -> true;
        };
        if (!ofKind) {
            throw new BadInputException(
                    place + ": " + property + " is " + NAMES.get(kind)
                                        + ", and nothing of that kind can be less or greater than "
                                        + (SensitiveNames.contains(property)
                                                ? SensitiveNames.MASK : "\"" + shown(text) + "\""));
        }
        return new ValueOrder(property, kind, text);
    }

    /**
     * @throws BadInputException if values of that kind are neither less nor greater than another
     */
    static void refuseUnordered(String place, ValueKind kind) {
        if (UNORDERED.contains(kind)) {
            throw new BadInputException(
                    place + ": the property is " + NAMES.get(kind)
                                        + ", whose values are neither less nor greater than others: compare with = or !=");
        }
    }

    /**
     * How a value stands beside the operand: negative if it is less. Empty if it is neither less nor greater nor the
     * same, because there is no value or a word such as {@code none} in place of one.
     *
     * @throws BadInputException if it is of another kind
     */
    OptionalInt compare(String value) {
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (comparedAsText) {
            return OptionalInt.of(value.compareTo(text));
        }
        if (version.isPresent()) {
            Optional<VersionValue> other = VersionValue.parse(value);
            if (other.isPresent()) {
                return OptionalInt.of(other.get().compareTo(version.get()));
            }
        }
        if (quantity.isPresent()) {
            Optional<Integer> order = besideQuantity(value);
            if (order.isPresent()) {
                return OptionalInt.of(order.get());
            }
        }
        if (time.isPresent()) {
            Optional<Duration> other
                    = comparedAsTime ? DurationValue.parse(value)
                            : value.equals("0") ? Optional.of(Duration.ZERO) : time(value);
            if (other.isPresent()) {
                return OptionalInt.of(other.get().compareTo(time.get()));
            }
        }
        for (Other<?> kind : others) {
            OptionalInt order = kind.compare(value);
            if (order.isPresent()) {
                return order;
            }
        }
        return besideAnotherKind(value);
    }

    private Optional<Integer> besideQuantity(String value) {
        Optional<QuantityValue> other = QuantityValue.parse(value);
        if (other.isPresent()) {
            return other.get().isComparableWith(quantity.get())
                    ? Optional.of(other.get().amount().compareTo(quantity.get().amount())) : Optional.empty();
        }
        // a plain number is a time in seconds, as RouterOS takes it
        return quantity.get().isPlain()
                ? time(value).map(each -> seconds(each).compareTo(quantity.get().amount())) : Optional.empty();
    }

    private OptionalInt besideAnotherKind(String value) {
        boolean amount = quantity.isPresent() || time.isPresent();
        boolean known = amount || version.isPresent() || others.stream().anyMatch(Other::isPresent);
        if (known && SpecialWord.matches(value)) {
            return amount && WITHOUT_END.contains(value) ? OptionalInt.of(1) : OptionalInt.empty();
        }
        if (!known && (isTextProperty || isText(value))) {
            return OptionalInt.of(value.compareTo(text));
        }
        throw new BadInputException(
                CommandFate.ANSWERED,
                "where: " + property + (SensitiveNames.contains(property)
                        ? " of a row is not of the kind of the operand"
                        : " is \"" + shown(value) + "\" in a row, which is not of the kind of \"" + shown(text) + "\"")
                                      + ", and so neither less nor greater: exclude such rows before, as in "
                                      + property + "~\"…\" and " + property + ">…",
                null);
    }

    private static boolean isText(String value) {
        return QuantityValue.parse(value).isEmpty() && time(value).isEmpty() && DateTimeValue.parse(value).isEmpty()
                && AddressValue.parse(value).isEmpty() && hardwareAddress(value).isEmpty() && id(value).isEmpty();
    }

    private static boolean isVersion(String property) {
        return property.contains("version") || property.contains("firmware");
    }

    /** Not a number without a unit. */
    private static Optional<Duration> time(String text) {
        return isNumber(text) ? Optional.empty() : DurationValue.parse(text);
    }

    private static boolean isNumber(String text) {
        for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
    }

    private static Optional<BigInteger> hardwareAddress(String text) {
        return MAC.matcher(text).matches() ? Optional.of(new BigInteger(text.replace(":", ""), 16)) : Optional.empty();
    }

    private static Optional<BigInteger> id(String text) {
        return ID.matcher(text).matches() ? Optional.of(new BigInteger(text.substring(1), 16)) : Optional.empty();
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    /** A kind whose values are comparable with each other only. */
    private record Other<T extends Comparable<? super T>>(Function<String, Optional<T>> parser, Optional<T> operand) {

        Other(Function<String, Optional<T>> parser, String text) {
            this(parser, parser.apply(text));
        }

        boolean isPresent() {
            return operand.isPresent();
        }

        OptionalInt compare(String value) {
            Optional<T> other = operand.isPresent() ? parser.apply(value) : Optional.empty();
            return other.isPresent() ? OptionalInt.of(other.get().compareTo(operand.get())) : OptionalInt.empty();
        }
    }
}

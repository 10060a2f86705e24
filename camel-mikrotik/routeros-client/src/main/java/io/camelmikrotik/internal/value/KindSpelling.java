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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.catalogue.ValueKind;

/**
 * One spelling for all texts that mean the same, where the kind of the values is known. A text that is not of the kind,
 * such as the word {@code none} in place of a time, is what it is.
 */
final class KindSpelling {

    /** Whose values have more than one spelling, or no other meaning than their text. */
    private static final Set<ValueKind> KNOWN = Set.of(
            ValueKind.TIME, ValueKind.ADDRESS, ValueKind.ADDRESS_RANGE, ValueKind.PREFIX, ValueKind.MAC_ADDRESS,
            ValueKind.NUMBER, ValueKind.HEXADECIMAL, ValueKind.SET_OF_WORDS);
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}([:.-]?)[0-9A-Fa-f]{2}(?:\\1[0-9A-Fa-f]{2}){4}");
    private static final Pattern HEXADECIMAL = Pattern.compile("(?:0[xX])?([0-9A-Fa-f]+)");
    private static final Pattern NETMASK = Pattern.compile("([0-9.]+)/([0-9]{1,3}(?:\\.[0-9]{1,3}){3})");

    private KindSpelling() {
    }

    /** Whether the kind alone says which texts mean the same, and that some do. */
    static boolean isKnown(ValueKind kind) {
        return KNOWN.contains(kind);
    }

    /** @param network whether the bits of the host do not count */
    static String of(ValueKind kind, String text, boolean network) {
        if (text.startsWith("!")) {
            return "!" + of(kind, text.substring(1), network);
        }
        return switch (kind) {
            case TIME -> each(text, "/", KindSpelling::time);
            case ADDRESS, ADDRESS_RANGE, PREFIX -> address(text, network);
            case MAC_ADDRESS -> each(text, "/", KindSpelling::macAddress);
            case NUMBER -> number(text);
            case HEXADECIMAL -> hexadecimal(text);
            default -> text;
        };
    }

    /** Words that are there or not, in any order. */
    static String set(String text) {
        if (text.startsWith("!") && text.indexOf(",!") < 0) {
            return "!" + set(text.substring(1));
        }
        return String.join(",", new TreeSet<>(List.of(text.split(",", -1))));
    }

    private static String each(String text, String separator, UnaryOperator<String> spelling) {
        if (!text.contains(separator)) {
            return spelling.apply(text);
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split(separator, -1)) {
            parts.add(spelling.apply(part));
        }
        return String.join(separator, parts);
    }

    private static String time(String text) {
        return DurationValue.parse(text)
                .map(time -> BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9))
                        .stripTrailingZeros().toPlainString())
                .orElse(text);
    }

    private static String address(String text, boolean network) {
        Matcher netmask = NETMASK.matcher(text);
        String prefix = text;
        if (netmask.matches()) {
            prefix = AddressValue.parse(netmask.group(2)).map(mask -> length(mask.toBytes())).filter(length -> length >= 0)
                    .map(length -> netmask.group(1) + "/" + length).orElse(text);
        }
        String spelled = CanonicalAddress.of(prefix, network);
        return spelled == null ? text : spelled;
    }

    /** The number of its leading ones, if all others are zero; else negative. */
    private static int length(byte[] mask) {
        int bits = (mask[0] & 0xFF) << 24 | (mask[1] & 0xFF) << 16 | (mask[2] & 0xFF) << 8 | mask[3] & 0xFF;
        int length = Integer.numberOfLeadingZeros(~bits);
        return length == 32 || bits << length == 0 ? length : -1;
    }

    static String macAddress(String text) {
        if (!MAC.matcher(text).matches()) {
            return text;
        }
        String digits = text.replaceAll("[:.-]", "").toUpperCase(Locale.ROOT);
        return digits.replaceAll("(..)(?!$)", "$1:");
    }

    private static String number(String text) {
        OptionalLong number = IntegerValue.parse(text);
        return number.isEmpty()
                ? text
                : text.startsWith("-") ? Long.toString(number.getAsLong()) : Long.toUnsignedString(number.getAsLong());
    }

    private static String hexadecimal(String text) {
        Matcher digits = HEXADECIMAL.matcher(text);
        return digits.matches() ? digits.group(1).toLowerCase(Locale.ROOT) : text;
    }
}

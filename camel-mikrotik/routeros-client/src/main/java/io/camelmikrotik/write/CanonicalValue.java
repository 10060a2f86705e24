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
package io.camelmikrotik.write;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.camelmikrotik.routeros.SensitiveNames;
import io.camelmikrotik.routeros.value.AddressValue;
import io.camelmikrotik.routeros.value.BooleanValue;
import io.camelmikrotik.routeros.value.DataRateValue;
import io.camelmikrotik.routeros.value.DataSizeValue;
import io.camelmikrotik.routeros.value.DurationValue;
import io.camelmikrotik.routeros.value.IntegerValue;

/**
 * One spelling for all texts that mean the same value of a property, so that what a caller wrote can be compared with
 * what a router prints: {@code yes} and {@code true}, {@code 1h} and {@code 60m} and {@code 3600}, {@code 10M} and
 * {@code 10000000}, {@code 192.0.2.1/32} and {@code 192.0.2.1}, a range and the prefix it covers, upper and lower case
 * of a MAC or an IPv6 address. Comments, names, secrets, scripts and other free text are what they are. An absent
 * property and an empty one are the same. Immutable; safe for any thread.
 */
public final class CanonicalValue {

    /** Lists are compared in their order. */
    public static final CanonicalValue INSTANCE = new CanonicalValue(Set.of());

    private static final Set<String> FREE_TEXT = Set.of(
            "comment", "name", "user", "username", "email", "content", "log-prefix", "list", "address-list", "profile", "chain",
            "jump-target", "server", "on-event", "on-up", "on-down", "on-login", "on-logout", "up-script", "down-script",
            "test-script", "regexp", "ssid", "host-name", "text", "message", "identity");
    /** Upload and download; a single value is meant for both. */
    private static final Set<String> PAIRS = Set.of(
            "max-limit", "limit-at", "burst-limit", "burst-threshold", "burst-time", "priority", "bucket-size");
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");
    private static final Pattern LEADING_ZERO = Pattern.compile("0[0-9]+");
    private static final int V4_BYTES = 4;

    private final Set<String> unorderedLists;

    private CanonicalValue(Set<String> unorderedLists) {
        this.unorderedLists = unorderedLists;
    }

    /** As {@link #INSTANCE}, but for these properties the order of a list's elements does not matter. */
    public static CanonicalValue ignoringOrder(Collection<String> properties) {
        return properties.isEmpty() ? INSTANCE : new CanonicalValue(Set.copyOf(properties));
    }

    /** Whether two texts mean the same value of the property; {@code null} is an absent property. */
    public boolean same(String property, String one, String other) {
        return Objects.equals(one, other) || of(property, one).equals(of(property, other));
    }

    /**
     * The spelling that stands for all texts of that meaning: for comparing and hashing, not for sending.
     *
     * @param text {@code null} for an absent property, which is the same as an empty one
     */
    public String of(String property, String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        if (FREE_TEXT.contains(property) || SensitiveNames.contains(property)) {
            return text;
        }
        if (text.indexOf(',') >= 0) {
            String[] elements = text.split(",", -1);
            for (int i = 0; i < elements.length; i++) {
                elements[i] = element(elements[i]);
            }
            return String.join(",", unorderedLists.contains(property)
                    ? new TreeSet<>(Arrays.asList(elements))
                    : Arrays.asList(elements));
        }
        if (PAIRS.contains(property)) {
            return pair(text.indexOf('/') >= 0 ? text : text + "/" + text);
        }
        return element(text);
    }

    private static String element(String text) {
        if (text.startsWith("!")) {
            return "!" + element(text.substring(1));
        }
        if (isPlainV4(text)) {
            return text;
        }
        Optional<Boolean> flag = BooleanValue.parse(text);
        if (flag.isPresent()) {
            return flag.get().toString();
        }
        if (MAC.matcher(text).matches()) {
            return text.toUpperCase(Locale.ROOT);
        }
        String address = address(text);
        if (address != null) {
            return address;
        }
        return text.indexOf('/') >= 0 ? pair(text) : number(text);
    }

    private static String pair(String text) {
        int slash = text.indexOf('/');
        return number(text.substring(0, slash)) + "/" + number(text.substring(slash + 1));
    }

    /** Times in seconds, rates and sizes in units: no property can be two of these. */
    private static String number(String text) {
        if (text.isEmpty() || text.charAt(0) != '-' && !isDigit(text.charAt(0))) {
            return text;
        }
        if (LEADING_ZERO.matcher(text).matches()) {
            return text;
        }
        OptionalLong integer = IntegerValue.parse(text);
        if (integer.isPresent()) {
            return text.charAt(0) == '-' ? Long.toString(integer.getAsLong()) : Long.toUnsignedString(integer.getAsLong());
        }
        Optional<Duration> time = DurationValue.parse(text);
        if (time.isPresent()) {
            return BigDecimal.valueOf(time.get().getSeconds()).add(BigDecimal.valueOf(time.get().getNano(), 9))
                    .stripTrailingZeros().toPlainString();
        }
        OptionalLong rate = text.indexOf('-') < 0 ? DataRateValue.parse(text) : OptionalLong.empty();
        OptionalLong units = rate.isPresent() ? rate : DataSizeValue.parse(text);
        return units.isPresent() ? Long.toString(units.getAsLong()) : text;
    }

    /** Quicker than parsing, for tables of a hundred thousand addresses. */
    private static boolean isPlainV4(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (!isDigit(c) || c == '0' && (i == 0 || text.charAt(i - 1) == '.') && i + 1 < text.length()
                    && text.charAt(i + 1) != '.') {
                return false;
            }
        }
        return dots == 3;
    }

    private static String address(String text) {
        if (text.indexOf('%') >= 0 || text.indexOf('.') < 0 && text.indexOf(':') < 0) {
            return null;
        }
        int dash = text.indexOf('-');
        if (dash > 0) {
            return range(text.substring(0, dash), text.substring(dash + 1));
        }
        return AddressValue.parse(text).map(CanonicalValue::spelled).orElse(null);
    }

    /** RouterOS makes a prefix of a range where it can. */
    private static String range(String first, String last) {
        Optional<AddressValue> from = AddressValue.parse(first);
        Optional<AddressValue> to = AddressValue.parse(last);
        if (from.isEmpty() || to.isEmpty()) {
            return null;
        }
        BigInteger low = new BigInteger(1, from.get().toBytes());
        BigInteger size = new BigInteger(1, to.get().toBytes()).subtract(low).add(BigInteger.ONE);
        boolean prefix = from.get().toBytes().length == to.get().toBytes().length && size.signum() > 0 && size.bitCount() == 1
                && low.mod(size).signum() == 0;
        return prefix
                ? spelled(from.get().toBytes(), from.get().toBytes().length * 8 - size.getLowestSetBit())
                : spelled(from.get()) + "-" + spelled(to.get());
    }

    private static String spelled(AddressValue address) {
        return spelled(address.toBytes(), address.length());
    }

    /** A single address without its length. */
    private static String spelled(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder();
        if (bytes.length == V4_BYTES) {
            for (byte each : bytes) {
                text.append(text.length() == 0 ? "" : ".").append(each & 0xFF);
            }
        } else {
            text.append(HexFormat.of().formatHex(bytes));
        }
        return length == bytes.length * 8 ? text.toString() : text.append('/').append(length).toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.camelmikrotik.catalogue.ValueKind;

/**
 * One spelling for all texts that mean the same value of a property, so that what a caller wrote can be compared with
 * what a router prints: {@code yes} and {@code true}, {@code 1h} and {@code 60m} and {@code 3600}, {@code 10M} and
 * {@code 10000000}, {@code 192.0.2.1/32} and {@code 192.0.2.1}, a range and the prefix it covers, upper and lower case
 * of a MAC or an IPv6 address; and what a router joins ({@code 10,11} of ports), sorts (sets) or fills in
 * ({@code limit=10,5}). Comments, names, secrets, scripts and other free text are what they are. What a property is,
 * the catalogue says for the menu; where it says nothing, name and text of the property do. An absent property and an
 * empty one are the same. Immutable; safe for any thread.
 */
public final class CanonicalValue {

    /** Lists are compared in their order. */
    public static final CanonicalValue INSTANCE = new CanonicalValue(Set.of(), MenuProperties.BY_NAME, false, false);

    /** An open set of names must not fill the heap. */
    private static final int MOST_REMEMBERED = 1_000;
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");
    private static final Pattern LEADING_ZERO = Pattern.compile("0[0-9]+");

    private final Set<String> unorderedLists;
    private final MenuProperties menuProperties;
    private final boolean addressIsNetwork;
    private final boolean timeoutRuns;
    /** Of the names that were asked for: a table of many rows has the same ones in each. */
    private final Map<String, Property> properties = new ConcurrentHashMap<>();

    /** What decides how the values of a property are spelled. */
    private record Property(
            ValueKind kind, boolean known, boolean text, boolean numberSet, boolean network, boolean pair, boolean mayBeFlag,
            boolean unordered) {
    }

    private CanonicalValue(
                           Set<String> unorderedLists, MenuProperties menuProperties, boolean addressIsNetwork,
                           boolean timeoutRuns) {
        this.unorderedLists = unorderedLists;
        this.menuProperties = menuProperties;
        this.addressIsNetwork = addressIsNetwork;
        this.timeoutRuns = timeoutRuns;
    }

    /** As {@link #INSTANCE}, but for these properties the order of a list's elements does not matter either. */
    public static CanonicalValue ignoringOrder(Collection<String> properties) {
        return properties.isEmpty()
                ? INSTANCE : new CanonicalValue(Set.copyOf(properties), MenuProperties.BY_NAME, false, false);
    }

    /** As this, with what is known of a menu. */
    public CanonicalValue in(String menu) {
        return new CanonicalValue(
                unorderedLists, MenuProperties.of(menu), PropertyKinds.hasNetworkAsAddress(menu),
                PropertyKinds.isAddressList(menu));
    }

    /** What is known of the properties of the menu. */
    public MenuProperties properties() {
        return menuProperties;
    }

    /** Whether the catalogue says what the values are, and that several texts may mean one of them. */
    public boolean isOfKnownKind(String property) {
        return KindSpelling.isKnown(menuProperties.form(property).kind());
    }

    /**
     * Whether a row is as wanted. Not symmetric: where a time runs down, whatever is left of it will do.
     *
     * @param wanted  what was or would be written; {@code null} for no value
     * @param printed what the router prints; {@code null} if it prints none
     */
    public boolean isFulfilled(String property, String wanted, String printed) {
        return same(property, wanted, printed) || timeoutRuns && property.equals("timeout") && isWithin(wanted, printed);
    }

    private static boolean isWithin(String whole, String left) {
        Optional<Duration> from = whole == null ? Optional.empty() : DurationValue.parse(whole);
        Optional<Duration> now = left == null ? Optional.empty() : DurationValue.parse(left);
        return from.isPresent() && now.isPresent() && now.get().compareTo(from.get()) <= 0;
    }

    /** Whether a router may print another text than was written, so that what is known here may be too little. */
    public boolean mayBeRespelled(String property, String text) {
        return !PropertyKinds.isFreeText(property) && !text.isEmpty() && BooleanValue.parse(text).isEmpty();
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
        Property known = property(property);
        if (known.known) {
            return ofKind(known, text);
        }
        if (known.kind == ValueKind.YES_NO) {
            return BooleanValue.parse(text).map(String::valueOf).orElse(text);
        }
        if (known.text) {
            return text;
        }
        String filledIn = known.numberSet ? NumberSet.canonical(text) : FilledIn.canonical(property, text);
        if (filledIn != null) {
            return filledIn;
        }
        if (text.indexOf(',') >= 0) {
            return list(property, known, text);
        }
        if (known.pair) {
            return pair(text.indexOf('/') >= 0 ? text : text + "/" + text);
        }
        return element(text, known.network, known.mayBeFlag);
    }

    private Property property(String name) {
        Property known = properties.get(name);
        if (known == null) {
            ValueKind kind = menuProperties.form(name).kind();
            known = new Property(
                    kind, KindSpelling.isKnown(kind), isText(name, kind), PropertyKinds.isNumberSet(name), isNetwork(name),
                    PropertyKinds.isPair(name), menuProperties.mayBeFlag(name),
                    PropertyKinds.isSet(name) || unorderedLists.contains(name));
            if (properties.size() < MOST_REMEMBERED) {
                properties.put(name, known);
            }
        }
        return known;
    }

    /** Whether the values mean nothing but themselves. */
    boolean isText(String property) {
        return property(property).text;
    }

    private static boolean isText(String property, ValueKind kind) {
        return kind == ValueKind.TEXT
                || (kind == ValueKind.UNKNOWN || kind == ValueKind.WORDS_OFFERED) && PropertyKinds.isFreeText(property);
    }

    private static String ofKind(Property property, String text) {
        ValueKind kind = property.kind;
        if (kind == ValueKind.SET_OF_WORDS) {
            return KindSpelling.set(text);
        }
        boolean network = kind == ValueKind.PREFIX || property.network;
        if (kind == ValueKind.TIME && property.pair && text.indexOf('/') < 0) {
            return KindSpelling.of(kind, text + "/" + text, network);
        }
        if (text.indexOf(',') < 0) {
            return isPlainV4(text) ? text : KindSpelling.of(kind, text, network);
        }
        List<String> elements = new ArrayList<>();
        for (String element : text.split(",", -1)) {
            elements.add(KindSpelling.of(kind, element, network));
        }
        return String.join(",", property.unordered ? new TreeSet<>(elements) : elements);
    }

    private boolean isNetwork(String property) {
        return PropertyKinds.isNetwork(property) || addressIsNetwork && property.equals("address");
    }

    private static String list(String property, Property known, String text) {
        List<String> elements = new ArrayList<>();
        for (String element : text.split(",", -1)) {
            elements.add(element(element, known.network, known.mayBeFlag));
        }
        if (property.equals("policy") && elements.stream().anyMatch(each -> !each.startsWith("!"))) {
            // a router also names those that are not granted
            elements.removeIf(each -> each.startsWith("!"));
        }
        return String.join(",", known.unordered ? new TreeSet<>(elements) : elements);
    }

    private static String element(String text, boolean network, boolean mayBeFlag) {
        if (text.startsWith("!")) {
            return "!" + element(text.substring(1), network, mayBeFlag);
        }
        if (isPlainV4(text)) {
            return text;
        }
        Optional<Boolean> flag = BooleanValue.parse(text);
        if (flag.isPresent() && mayBeFlag) {
            return flag.get().toString();
        }
        if (MAC.matcher(text).matches()) {
            return text.toUpperCase(Locale.ROOT);
        }
        String address = CanonicalAddress.of(text, network);
        if (address != null) {
            return address;
        }
        int dash = text.indexOf('-');
        if (dash > 0 && isTime(text.substring(0, dash)) && isTime(text.substring(dash + 1))) {
            return number(text.substring(0, dash)) + "-" + number(text.substring(dash + 1));
        }
        return text.indexOf('/') >= 0 ? pair(text) : number(text);
    }

    /** With units or as a clock shows it: a number alone may be anything. */
    private static boolean isTime(String text) {
        return IntegerValue.parse(text).isEmpty() && DurationValue.parse(text).isPresent();
    }

    private static String pair(String text) {
        int slash = text.indexOf('/');
        return number(text.substring(0, slash)) + "/" + number(text.substring(slash + 1));
    }

    /** Times in seconds, rates and sizes in units: no property can be two of these. */
    static String number(String text) {
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

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

import io.camelmikrotik.catalogue.ValueKind;

/**
 * The texts in which a router may print a value: a query compares texts.
 *
 * @param texts    those known
 * @param complete whether there can be no other: a row that none of them finds is not there
 */
public record Spellings(Set<String> texts, boolean complete) {

    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_.-]*");
    private static final int DAY = 86_400;
    private static final int V6_GROUPS = 8;
    private static final int V6_GROUPS_BEFORE_V4 = 6;
    private static final Map<String, Long> TIME_UNITS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);

    /**
     * @param values what texts mean the same, in the property's menu
     */
    public static Spellings of(CanonicalValue values, String property, String value) {
        Set<String> texts = new LinkedHashSet<>();
        texts.add(value);
        if (values.isText(property)) {
            return new Spellings(texts, true);
        }
        String canonical = values.of(property, value);
        texts.add(canonical);
        boolean complete = addKind(texts, value, canonical)
                || isAllThereIs(values.properties().form(property).kind(), value, canonical);
        for (String text : List.of(value, canonical, "0x" + canonical)) {
            texts.add(text.toUpperCase(Locale.ROOT));
            texts.add(text.toLowerCase(Locale.ROOT));
        }
        // what does not mean the same for this property is none of its spellings
        texts.removeIf(text -> !values.same(property, value, text));
        return new Spellings(texts, complete);
    }

    /** Whether what was added is all, seen that the values are of that kind. */
    private static boolean isAllThereIs(ValueKind kind, String value, String canonical) {
        return switch (kind) {
            case TIME -> DurationValue.parse(value).filter(time -> !time.isNegative() && time.getNano() == 0).isPresent();
            case MAC_ADDRESS -> MAC.matcher(canonical).matches();
            case HEXADECIMAL -> true;
            case SET_OF_WORDS -> value.indexOf(',') < 0 && !value.startsWith("!");
            default -> false;
        };
    }

    private static boolean addKind(Set<String> texts, String value, String canonical) {
        if (BooleanValue.parse(value).isPresent()) {
            texts.addAll(Set.of("yes", "true", "no", "false"));
            return true;
        }
        if (MAC.matcher(value).matches()) {
            return true;
        }
        if (value.indexOf(',') < 0 && (value.indexOf('.') >= 0 || value.indexOf(':') >= 0)) {
            Optional<AddressValue> address = AddressValue.parse(value);
            if (address.isPresent()) {
                addAddress(texts, address.get(), address.get().length());
                addAddress(texts, address.get().first(), address.get().length());
                return true;
            }
        }
        boolean number = addNumber(texts, value, canonical);
        return number || WORD.matcher(value).matches();
    }

    private static void addAddress(Set<String> texts, AddressValue address, int length) {
        byte[] bytes = address.toBytes();
        for (String text : bytes.length == 4 ? Set.of(v4(bytes)) : v6(bytes)) {
            texts.add(text + "/" + length);
            if (length == bytes.length * 8) {
                texts.add(text);
                texts.add(text + "-" + text);
            }
        }
        byte[] last = address.last().toBytes();
        byte[] first = address.first().toBytes();
        if (bytes.length == 4) {
            texts.add(v4(first) + "-" + v4(last));
        } else {
            texts.add(v6(first).iterator().next() + "-" + v6(last).iterator().next());
        }
    }

    private static String v4(byte[] bytes) {
        StringJoiner text = new StringJoiner(".");
        for (byte each : bytes) {
            text.add(Integer.toString(each & 0xFF));
        }
        return text.toString();
    }

    /**
     * As RFC 5952 says, which comes first; with another run of zeros left out, or none; in full; an IPv4 address
     * within.
     */
    private static Set<String> v6(byte[] bytes) {
        String[] groups = new String[V6_GROUPS];
        StringJoiner full = new StringJoiner(":");
        for (int i = 0; i < V6_GROUPS; i++) {
            int group = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
            groups[i] = Integer.toHexString(group);
            full.add(String.format(Locale.ROOT, "%04x", group));
        }
        Set<String> texts = new LinkedHashSet<>(withoutZeros(groups));
        texts.add(full.toString());
        if (Arrays.stream(groups).limit(V6_GROUPS_BEFORE_V4 - 1).allMatch("0"::equals) && groups[5].equals("ffff")) {
            texts.add("::ffff:" + v4(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length)));
        }
        Set<String> all = new LinkedHashSet<>(texts);
        texts.forEach(text -> all.add(text.toUpperCase(Locale.ROOT)));
        return all;
    }

    /**
     * One run of groups that are zero may be left out: the longest first, of several the first; then others; then none.
     */
    private static List<String> withoutZeros(String[] groups) {
        List<int[]> runs = new ArrayList<>();
        for (int i = 0; i < V6_GROUPS; i++) {
            int end = i;
            while (end < V6_GROUPS && groups[end].equals("0")) {
                end++;
            }
            if (end > i) {
                runs.add(new int[] { i, end });
                i = end;
            }
        }
        runs.sort(Comparator.comparingInt(run -> run[0] - run[1]));
        List<String> texts = new ArrayList<>();
        for (int[] run : runs) {
            texts.add(joined(groups, 0, run[0]) + "::" + joined(groups, run[1], V6_GROUPS));
        }
        // a single group is not left out by RFC 5952
        texts.add(runs.isEmpty() || runs.get(0)[1] - runs.get(0)[0] == 1 ? 0 : texts.size(), joined(groups, 0, V6_GROUPS));
        return texts;
    }

    private static String joined(String[] groups, int from, int to) {
        return String.join(":", Arrays.asList(groups).subList(from, to));
    }

    /** A number alone may be a time, a rate, or a number. */
    private static boolean addNumber(Set<String> texts, String value, String canonical) {
        DurationValue.parse(value).ifPresent(time -> {
            texts.add(DurationValue.format(time));
            if (!time.isNegative() && time.getNano() == 0) {
                addClock(texts, time.getSeconds());
            }
        });
        OptionalLong number = IntegerValue.parse(canonical);
        if (number.isEmpty() || number.getAsLong() < 0) {
            return false;
        }
        long left = number.getAsLong();
        addClock(texts, left);
        for (String unit : new String[] { "k", "M", "G", "T" }) {
            if (left == 0 || left % 1000 != 0) {
                break;
            }
            left /= 1000;
            texts.add(left + unit);
            texts.add(left + unit + "bps");
        }
        long binary = number.getAsLong();
        for (String unit : new String[] { "KiB", "MiB", "GiB", "TiB" }) {
            if (binary == 0 || binary % 1024 != 0) {
                break;
            }
            binary /= 1024;
            texts.add(binary + unit);
        }
        return IntegerValue.parse(value).isPresent() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static void addClock(Set<String> texts, long seconds) {
        long days = seconds / DAY;
        String clock = String.format(
                Locale.ROOT, "%02d:%02d:%02d", seconds % DAY / 3600, seconds % 3600 / 60, seconds % 60);
        if (days > 0) {
            texts.add(days + "d" + clock);
            texts.add((days >= 7 ? days / 7 + "w" : "") + (days % 7 > 0 ? days % 7 + "d" : "") + clock);
        } else {
            texts.add(clock);
        }
        texts.add(DurationValue.format(Duration.ofSeconds(seconds)));
        TIME_UNITS.forEach((unit, length) -> {
            if (seconds % length == 0) {
                texts.add(seconds / length + unit);
            }
        });
    }
}

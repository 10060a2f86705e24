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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.session.SensitiveNames;
import io.camelmikrotik.internal.value.AddressValue;

/**
 * What stands after {@code in}: prefixes, addresses and ranges. And the values of rows that are addresses, in all forms
 * in which RouterOS prints them.
 */
final class AddressSet {

    private static final Pattern WITH_PORT
            = Pattern.compile("(?:([0-9.]+(?:/[0-9]+)?)|\\[([^\\]]+)])(?::[0-9]{1,5}(?:-[0-9]{1,5})?)?");

    /** In order, none of them adjacent to the next one. */
    private final List<Range> ranges;
    /** The first and last addresses of those of IPv4, in the same order: nearly all values are such an address. */
    private final long[] v4First;
    private final long[] v4Last;

    private AddressSet(List<Range> ranges) {
        this.ranges = ranges;
        List<Range> v4 = ranges.stream().filter(range -> range.bits == Integer.SIZE).toList();
        this.v4First = v4.stream().mapToLong(range -> range.first.longValue()).toArray();
        this.v4Last = v4.stream().mapToLong(range -> range.last.longValue()).toArray();
    }

    /**
     * @param  name              of the property, whose operand is not shown if it is a secret
     * @throws BadInputException if one of them is no address, prefix or range
     */
    static AddressSet parse(String name, List<String> elements) {
        try {
            return parse(elements);
        } catch (BadInputException e) {
            throw SensitiveNames.contains(name)
                    ? new BadInputException("where: expected addresses, prefixes or ranges after " + name + " in") : e;
        }
    }

    private static AddressSet parse(List<String> elements) {
        List<Range> ranges = new ArrayList<>();
        for (String element : elements) {
            ranges.add(operand(element.trim()));
        }
        ranges.sort(Comparator.comparing(Range::bits).thenComparing(Range::first));
        List<Range> merged = new ArrayList<>();
        for (Range range : ranges) {
            Range before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && before.reaches(range)) {
                merged.set(merged.size() - 1, new Range(before.bits, before.first, before.last.max(range.last)));
            } else {
                merged.add(range);
            }
        }
        return new AddressSet(List.copyOf(merged));
    }

    /**
     * Whether every address of the value is in the set; false for text that is no address. A value is an address, a
     * prefix, a range or several of them separated by commas, each with what RouterOS adds to it: a port
     * ({@code 192.0.2.1:80}, {@code [2001:db8::1]:80}), an interface ({@code fe80::1%ether1}), a routing table
     * ({@code 192.0.2.0/24@vrf1}), or a {@code !} for all others.
     */
    boolean contains(String text) {
        long v4 = AddressValue.v4Number(text);
        if (v4 >= 0) {
            int before = Arrays.binarySearch(v4First, v4);
            int range = before >= 0 ? before : -before - 2;
            return range >= 0 && v4 <= v4Last[range];
        }
        for (String element : text.split(",", -1)) {
            if (!containsElement(element.trim())) {
                return false;
            }
        }
        return true;
    }

    private boolean containsElement(String element) {
        if (element.startsWith("!")) {
            Optional<Range> excluded = value(element.substring(1));
            return excluded.isPresent() && excluded.get().others().stream().allMatch(this::containsRange);
        }
        Optional<Range> value = value(element);
        return value.isPresent() && containsRange(value.get());
    }

    private boolean containsRange(Range value) {
        return ranges.stream().anyMatch(range -> range.contains(value));
    }

    private static Optional<Range> value(String element) {
        int table = element.indexOf('@');
        String text = table < 0 ? element : element.substring(0, table);
        Optional<AddressValue> address = AddressValue.parse(text);
        if (address.isPresent()) {
            return address.map(Range::of);
        }
        Matcher withPort = WITH_PORT.matcher(text);
        if (withPort.matches()) {
            return AddressValue.parse(withPort.group(1) != null ? withPort.group(1) : withPort.group(2)).map(Range::of);
        }
        int dash = text.indexOf('-');
        Optional<AddressValue> first = dash < 0 ? Optional.empty() : AddressValue.parse(text.substring(0, dash));
        Optional<AddressValue> last = dash < 0 ? Optional.empty() : AddressValue.parse(text.substring(dash + 1));
        if (first.isEmpty() || last.isEmpty() || !first.get().isOfSameKind(last.get())) {
            return Optional.empty();
        }
        Range range = Range.of(first.get(), last.get());
        return range.first.compareTo(range.last) > 0 ? Optional.empty() : Optional.of(range);
    }

    private static Range operand(String element) {
        int dash = element.indexOf('-');
        if (dash < 0) {
            return Range.of(address(element, element));
        }
        AddressValue first = address(element.substring(0, dash), element);
        AddressValue last = address(element.substring(dash + 1), element);
        if (!first.isOfSameKind(last)) {
            throw new BadInputException("where: the ends of the range after in must be of one kind, IPv4 or IPv6: " + element);
        }
        Range range = Range.of(first, last);
        if (range.first.compareTo(range.last) > 0) {
            throw new BadInputException("where: the range after in ends before it starts: " + element);
        }
        return range;
    }

    private static AddressValue address(String text, String element) {
        return AddressValue.parse(text).orElseThrow(
                () -> new BadInputException("where: expected an address, a prefix or a range after in: \"" + element + "\""));
    }

    /** All addresses of that many bits from the first to the last one. */
    private record Range(int bits, BigInteger first, BigInteger last) {

        static Range of(AddressValue prefix) {
            return of(prefix, prefix);
        }

        static Range of(AddressValue first, AddressValue last) {
            return new Range(first.toBytes().length * 8, number(first.first()), number(last.last()));
        }

        private static BigInteger number(AddressValue address) {
            return new BigInteger(1, address.toBytes());
        }

        boolean contains(Range other) {
            return bits == other.bits && first.compareTo(other.first) <= 0 && other.last.compareTo(last) <= 0;
        }

        /** Whether the other one, which does not begin before this one, begins in it or right behind it. */
        boolean reaches(Range other) {
            return bits == other.bits && other.first.compareTo(last.add(BigInteger.ONE)) <= 0;
        }

        /** All addresses of the kind that are not in this range. */
        List<Range> others() {
            List<Range> others = new ArrayList<>();
            if (first.signum() > 0) {
                others.add(new Range(bits, BigInteger.ZERO, first.subtract(BigInteger.ONE)));
            }
            BigInteger highest = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            if (last.compareTo(highest) < 0) {
                others.add(new Range(bits, last.add(BigInteger.ONE), highest));
            }
            return others;
        }
    }
}

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

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

import io.camelmikrotik.exception.ValueFormatException;
import io.camelmikrotik.internal.session.RowShape;
import io.camelmikrotik.internal.session.SensitiveNames;
import io.camelmikrotik.internal.session.SerializedRow;
import io.camelmikrotik.internal.value.BooleanValue;
import io.camelmikrotik.internal.value.DataRateValue;
import io.camelmikrotik.internal.value.DataSizeValue;
import io.camelmikrotik.internal.value.DateTimeValue;
import io.camelmikrotik.internal.value.DurationValue;
import io.camelmikrotik.internal.value.IntegerValue;
import io.camelmikrotik.internal.value.PropertyKind;
import io.camelmikrotik.internal.value.SpecialWord;

/**
 * One row of a table: an immutable map of property names to values, in the order the router sent them.
 * <p>
 * Rows of one reply share their property names, and keep their values as the bytes received; text is made when asked
 * for. A property that the router did not send is absent, one that it sent without a value is empty. Safe for any
 * thread. Serializable: what the router sent is kept, byte by byte.
 */
public final class RouterOsRow extends AbstractMap<String, String> implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The row without properties. */
    public static final RouterOsRow EMPTY = new RouterOsRow(RowShape.EMPTY, new byte[0], new int[0], ApiCharset.UTF_8);

    // what is written in its place: SerializedRow
    private final transient RowShape shape;
    private final transient byte[] values;
    /** Where the value of each slot ends; it begins where the one before ends. */
    private final transient int[] ends;
    private final transient ApiCharset charset;

    public RouterOsRow(RowShape shape, byte[] values, int[] ends, ApiCharset charset) {
        this.shape = shape;
        this.values = values;
        this.ends = ends;
        this.charset = charset;
    }

    /** A row of these properties, for tests and for rows made by hand; values must not be {@code null}. */
    public static RouterOsRow of(Map<String, String> properties) {
        byte[][] encoded = properties.values().stream().map(ApiCharset.UTF_8::encode).toArray(byte[][]::new);
        int[] ends = new int[encoded.length];
        int total = 0;
        for (int i = 0; i < encoded.length; i++) {
            total += encoded[i].length;
            ends[i] = total;
        }
        byte[] values = new byte[total];
        for (int i = 0; i < encoded.length; i++) {
            System.arraycopy(encoded[i], 0, values, ends[i] - encoded[i].length, encoded[i].length);
        }
        return new RouterOsRow(new RowShape(properties.keySet().toArray(String[]::new)), values, ends, ApiCharset.UTF_8);
    }

    /** The value as text, or {@code null} if the property is absent. */
    @Override
    public String get(Object name) {
        int position = shape.position(name);
        return position < 0 ? null : text(position);
    }

    /** The bytes of the value as the router sent them, or {@code null} if the property is absent. */
    public byte[] getBytes(String name) {
        int position = shape.position(name);
        if (position < 0) {
            return null;
        }
        int slot = shape.slot(position);
        return Arrays.copyOfRange(values, start(slot), ends[slot]);
    }

    /**
     * Whether the property is there and has exactly this text; cheaper than {@link #get}, because no text is made.
     */
    public boolean hasValue(String name, String text) {
        int position = shape.position(name);
        if (position < 0) {
            return false;
        }
        int slot = shape.slot(position);
        int start = start(slot);
        int length = ends[slot] - start;
        for (int i = 0; i < length; i++) {
            byte each = values[start + i];
            if (each < 0) {
                return text(position).equals(text);
            }
            if (i >= text.length() || each != text.charAt(i)) {
                return false;
            }
        }
        return length == text.length();
    }

    /** The internal id, such as {@code *1A}; {@code null} on rows of singletons. */
    public String getId() {
        return get(".id");
    }

    // ---- values of a kind: null (false, empty list) where the property is absent or empty or says something like "none"

    /**
     * Whether the property is {@code true} or {@code yes}; {@code false} if it is absent. One without a value, such as
     * {@code =ebgp=}, is a flag of the router that is set, but {@code false} if it is known to be an option of the
     * configuration.
     *
     * @throws ValueFormatException if it is neither
     */
    public boolean getBoolean(String name) {
        String text = get(name);
        if (text == null || text.isEmpty()) {
            return text != null && PropertyKind.of(name) != PropertyKind.OPTION;
        }
        return BooleanValue.parse(text).orElseThrow(() -> notA("yes or no", name, text));
    }

    /**
     * An integer, multipliers and hexadecimal included. An unsigned counter beyond 2^63 comes out negative.
     *
     * @throws ValueFormatException if it is not one
     */
    public Long getLong(String name) {
        return number(name, "an integer", IntegerValue::parse);
    }

    /**
     * A number with decimals, without its unit: {@code 24.1}, {@code 24.1V}, {@code 5%}, {@code -51} of the signal
     * {@code -51@1Mbps}. Multipliers and units of bits and bytes count, so that {@code 1.5MiB} is 1572864.
     *
     * @throws ValueFormatException if it is not one
     */
    public BigDecimal getDecimal(String name) {
        return value(name, "a number", text -> QuantityValue.parse(text).map(QuantityValue::amount));
    }

    /**
     * As {@link #getDecimal}, with its unit: {@code 24.1} and {@code V} of {@code 24.1V}, 1572864 and {@code B} of
     * {@code 1.5MiB}, {@code -51} and {@code dBm} of {@code -51@1Mbps}.
     *
     * @throws ValueFormatException if it is not one
     */
    public QuantityValue getQuantity(String name) {
        return value(name, "a number with or without a unit", QuantityValue::parse);
    }

    /**
     * From a value to another one, such as {@code 1000-2000}, {@code 192.0.2.10-192.0.2.99} or {@code -120..-60}; a
     * single value is a range of itself.
     *
     * @throws ValueFormatException if it is not one
     */
    public RangeValue getRange(String name) {
        return value(name, "a range such as 1000-2000", RangeValue::parse);
    }

    /**
     * Several ranges, separated by commas, such as {@code 80,443,8000-8100} of ports; an absent or empty property is an
     * empty list.
     *
     * @throws ValueFormatException if one is not a range
     */
    public List<RangeValue> getRanges(String name) {
        List<RangeValue> ranges = new ArrayList<>();
        for (String element : getList(name)) {
            ranges.add(RangeValue.parse(element).orElseThrow(() -> notA("ranges such as 80,1000-2000", name, get(name))));
        }
        return List.copyOf(ranges);
    }

    /**
     * Two values in one, such as {@code 10M/20M} (upload, download) or {@code 51234,17001} (transmitted, received).
     *
     * @throws ValueFormatException if it is not two
     */
    public PairValue getPair(String name) {
        return value(name, "a pair such as 10M/20M", PairValue::parse);
    }

    /**
     * A version such as {@code 7.10.1 (stable)}.
     *
     * @throws ValueFormatException if it is not one
     */
    public VersionValue getVersion(String name) {
        return value(name, "a version such as 7.10.1", VersionValue::parse);
    }

    /**
     * A time such as {@code 1w2d3h4m5s}; {@code null} also for {@code never} and its like.
     *
     * @throws ValueFormatException if it is not one
     */
    public Duration getDuration(String name) {
        return value(name, "a time such as 1d2h3m", DurationValue::parse);
    }

    /**
     * A rate in bits per second, such as {@code 10M} or {@code 1Gbps}.
     *
     * @throws ValueFormatException if it is not one
     */
    public Long getDataRate(String name) {
        return number(name, "a data rate such as 10M", DataRateValue::parse);
    }

    /**
     * A size in bytes, such as {@code 5120} or {@code 1.5MiB}.
     *
     * @throws ValueFormatException if it is not one
     */
    public Long getDataSize(String name) {
        return number(name, "a data size such as 64KiB", DataSizeValue::parse);
    }

    /**
     * A date and time in the router's local time, in the format before or since 7.10.
     *
     * @throws ValueFormatException if it is not one
     */
    public LocalDateTime getDateTime(String name) {
        return value(name, "a date and time", DateTimeValue::parse);
    }

    /**
     * As {@link #getDateTime}, for a router whose clock runs in that zone: rows do not say which.
     */
    public Instant getInstant(String name, ZoneId routerZone) {
        LocalDateTime time = getDateTime(name);
        return time == null ? null : time.atZone(routerZone).toInstant();
    }

    /** The elements of a comma-separated list; an absent or empty property is an empty list. */
    public List<String> getList(String name) {
        String text = get(name);
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private <T> T value(String name, String kind, Function<String, Optional<T>> parser) {
        String text = get(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        Optional<T> value = parser.apply(text);
        if (value.isEmpty() && !SpecialWord.matches(text)) {
            throw notA(kind, name, text);
        }
        return value.orElse(null);
    }

    private Long number(String name, String kind, Function<String, OptionalLong> parser) {
        return value(name, kind, text -> {
            OptionalLong number = parser.apply(text);
            return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
        });
    }

    /** A row does not know its menu: an option of DHCP is told by its code. */
    private boolean isMasked(String name) {
        return SensitiveNames.contains(containsKey("code") ? "/dhcp" : "", name);
    }

    private ValueFormatException notA(String kind, String name, String text) {
        return new ValueFormatException(
                name + " is not " + kind + ": " + (isMasked(name) ? SensitiveNames.MASK : "\"" + text + "\""));
    }

    private Object writeReplace() {
        String[] names = new String[shape.size()];
        byte[][] bytes = new byte[names.length][];
        for (int position = 0; position < names.length; position++) {
            names[position] = shape.name(position);
            bytes[position] = getBytes(names[position]);
        }
        return new SerializedRow(names, bytes, charset.requests().name(), charset.fallback().name());
    }

    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("rows are written as SerializedRow");
    }

    @Override
    public boolean containsKey(Object name) {
        return shape.position(name) >= 0;
    }

    @Override
    public int size() {
        return shape.size();
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, String>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return shape.size();
            }
        };
    }

    /** The properties in order, the values of secrets masked. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int position = 0; position < shape.size(); position++) {
            String name = shape.name(position);
            text.append(position == 0 ? "" : ", ").append(name).append('=')
                    .append(isMasked(name) ? SensitiveNames.MASK : text(position));
        }
        return text.append('}').toString();
    }

    /**
     * Names of the properties in which this row differs from an older one: new ones, gone ones, and those with another
     * value.
     *
     * @param ignored names not looked at
     */
    public List<String> differencesFrom(RouterOsRow older, Set<String> ignored) {
        List<String> names = new ArrayList<>();
        for (int position = 0; position < shape.size(); position++) {
            String name = shape.name(position);
            if (!ignored.contains(name) && !hasSameValue(position, older, older.shape.position(name))) {
                names.add(name);
            }
        }
        for (int position = 0; position < older.shape.size(); position++) {
            String name = older.shape.name(position);
            if (shape.position(name) < 0 && !ignored.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Whether there are no {@linkplain #differencesFrom differences}; cheaper than asking which. */
    public boolean isSameAs(RouterOsRow other, Set<String> ignored) {
        if (shape.hasSameNames(other.shape) && Arrays.equals(values, other.values) && Arrays.equals(ends, other.ends)) {
            return true;
        }
        int compared = 0;
        for (int position = 0; position < shape.size(); position++) {
            String name = shape.name(position);
            if (!ignored.contains(name)) {
                compared++;
                if (!hasSameValue(position, other, other.shape.position(name))) {
                    return false;
                }
            }
        }
        for (int position = 0; position < other.shape.size(); position++) {
            compared -= ignored.contains(other.shape.name(position)) ? 0 : 1;
        }
        return compared == 0;
    }

    private boolean hasSameValue(int position, RouterOsRow other, int otherPosition) {
        if (otherPosition < 0) {
            return false;
        }
        int slot = shape.slot(position);
        int otherSlot = other.shape.slot(otherPosition);
        return Arrays.equals(values, start(slot), ends[slot], other.values, other.start(otherSlot), other.ends[otherSlot]);
    }

    private String text(int position) {
        int slot = shape.slot(position);
        int start = start(slot);
        return charset.decode(values, start, ends[slot] - start);
    }

    private int start(int slot) {
        return slot == 0 ? 0 : ends[slot - 1];
    }

    private final class Entries implements Iterator<Entry<String, String>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < shape.size();
        }

        @Override
        public Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int position = next++;
            return Map.entry(shape.name(position), text(position));
        }
    }
}

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

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * One row of a table: an immutable map of property names to values, in the order the router sent them.
 * <p/>
 * Rows of one reply share their property names, and keep their values as the bytes received; text is made when asked
 * for. A property that the router did not send is absent, one that it sent without a value is empty. Safe for any
 * thread.
 */
public final class RouterOsRow extends AbstractMap<String, String> {

    /** The row without properties. */
    public static final RouterOsRow EMPTY = new RouterOsRow(RowShape.EMPTY, new byte[0], new int[0], WordCharset.UTF_8);

    private final RowShape shape;
    private final byte[] values;
    /** Where the value of each slot ends; it begins where the one before ends. */
    private final int[] ends;
    private final WordCharset charset;

    RouterOsRow(RowShape shape, byte[] values, int[] ends, WordCharset charset) {
        this.shape = shape;
        this.values = values;
        this.ends = ends;
        this.charset = charset;
    }

    /** A row of these properties, for tests and for rows made by hand; values must not be {@code null}. */
    public static RouterOsRow of(Map<String, String> properties) {
        byte[][] encoded = properties.values().stream().map(WordCharset.UTF_8::encode).toArray(byte[][]::new);
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
        return new RouterOsRow(new RowShape(properties.keySet().toArray(String[]::new)), values, ends, WordCharset.UTF_8);
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

    /** The internal id, such as {@code *1A}; {@code null} on rows of singletons. */
    public String getId() {
        return get(".id");
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
                    .append(SensitiveNames.contains(name) ? SensitiveNames.MASK : text(position));
        }
        return text.append('}').toString();
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

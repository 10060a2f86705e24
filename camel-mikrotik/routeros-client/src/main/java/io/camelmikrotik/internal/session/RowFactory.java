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
package io.camelmikrotik.internal.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Makes rows by hand that share their property names, as those of one reply do. Not thread-safe.
 */
public final class RowFactory {

    /** Rows of ever new property names must not fill the heap with shapes. */
    private static final int MAX_SHAPES = 256;

    private final ApiCharset charset;
    private final Map<List<String>, RowShape> shapes = new HashMap<>();

    /** @param charset in which the values of the rows are read as text */
    public RowFactory(ApiCharset charset) {
        this.charset = charset;
    }

    /**
     * @param names  distinct
     * @param values the bytes of each, not copied
     */
    public RouterOsRow row(List<String> names, List<byte[]> values) {
        int[] ends = new int[values.size()];
        int total = 0;
        for (int i = 0; i < ends.length; i++) {
            total += values.get(i).length;
            ends[i] = total;
        }
        byte[] bytes = new byte[total];
        for (int i = 0; i < ends.length; i++) {
            byte[] value = values.get(i);
            System.arraycopy(value, 0, bytes, ends[i] - value.length, value.length);
        }
        return new RouterOsRow(shape(names), bytes, ends, charset);
    }

    /** The properties of both, in the order of the older row, new ones behind; the newer row's values win. */
    public RouterOsRow merge(RouterOsRow older, RouterOsRow newer) {
        List<String> names = new ArrayList<>(older.keySet());
        for (String name : newer.keySet()) {
            if (!older.containsKey(name)) {
                names.add(name);
            }
        }
        List<byte[]> values = new ArrayList<>(names.size());
        for (String name : names) {
            values.add(newer.containsKey(name) ? newer.getBytes(name) : older.getBytes(name));
        }
        return row(names, values);
    }

    private RowShape shape(List<String> names) {
        RowShape shape = shapes.get(names);
        if (shape == null) {
            shape = new RowShape(names.toArray(String[]::new));
            if (shapes.size() < MAX_SHAPES) {
                shapes.put(List.copyOf(names), shape);
            }
        }
        return shape;
    }
}

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
package io.camelmikrotik.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

import io.camelmikrotik.simulator.wire.RawText;
import io.camelmikrotik.simulator.wire.SentenceWriter;

/**
 * The rows of one menu. Edits through this class are what somebody does in WinBox: sessions that listen hear of them.
 * Safe for any thread.
 */
public final class SimulatedTable {

    private final List<TableListener> listeners = new CopyOnWriteArrayList<>();
    // guarded by this
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private List<byte[]> encoded;
    private long generated;
    private LongFunction<Map<String, String>> generator;
    private long lastId;

    SimulatedTable() {
    }

    /** @return the id of the new row */
    public String add(Map<String, String> properties) {
        return insert(RawText.of(properties), null);
    }

    /** @return the id of the new row */
    public String add(String... namesAndValues) {
        return add(map(namesAndValues));
    }

    public void set(String id, String... namesAndValues) {
        change(id, RawText.of(map(namesAndValues)), List.of());
    }

    public void remove(String id) {
        delete(id);
    }

    /** Removes all rows. */
    public void clear() {
        ids().forEach(this::delete);
        synchronized (this) {
            encoded = null;
            generator = null;
        }
    }

    public List<Map<String, String>> rows() {
        return snapshot().stream().map(RawText::toUnicode).toList();
    }

    /** @return {@code null} if there is none */
    public synchronized Map<String, String> row(String id) {
        Map<String, String> row = rows.get(id);
        return row == null ? null : RawText.toUnicode(row);
    }

    public List<Map<String, String>> find(String name, String value) {
        return rows().stream().filter(row -> value.equals(row.get(name))).toList();
    }

    public synchronized int size() {
        return rows.size();
    }

    /** Each print makes these rows anew, as fast as the client reads, in constant memory. They cannot be edited. */
    public synchronized void generateRows(long count, LongFunction<Map<String, String>> row) {
        generated = count;
        generator = row;
    }

    /** Each print sends these rows, made ready for the wire now. They cannot be edited or queried. */
    public synchronized void preEncodeRows(int count, IntFunction<Map<String, String>> row) {
        encoded = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            encoded.add(encode(RawText.of(row.apply(i))));
        }
    }

    // ---- for the router; raw text

    static byte[] encode(Map<String, String> row) {
        return new SentenceWriter().attributes(row).toBytes();
    }

    synchronized List<byte[]> preEncoded() {
        return encoded;
    }

    synchronized Iterator<Map<String, String>> read() {
        if (generator != null) {
            LongFunction<Map<String, String>> source = generator;
            return LongStream.range(0, generated).mapToObj(index -> RawText.of(source.apply(index))).iterator();
        }
        return snapshot().iterator();
    }

    synchronized List<Map<String, String>> snapshot() {
        List<Map<String, String>> copy = new ArrayList<>(rows.size());
        rows.values().forEach(row -> copy.add(new LinkedHashMap<>(row)));
        return copy;
    }

    synchronized List<String> ids() {
        return List.copyOf(rows.keySet());
    }

    synchronized Map<String, String> get(String id) {
        Map<String, String> row = rows.get(id);
        return row == null ? null : new LinkedHashMap<>(row);
    }

    /** @param before the id of the row to stand before, or {@code null} for the end */
    String insert(Map<String, String> properties, String before) {
        String id;
        Map<String, String> row = new LinkedHashMap<>();
        synchronized (this) {
            id = properties.containsKey(".id")
                    ? properties.get(".id") : "*" + Long.toHexString(++lastId).toUpperCase(Locale.ROOT);
            row.put(".id", id);
            row.putAll(properties);
            rows.put(id, row);
            if (before != null) {
                reorder(id, before);
            }
        }
        listeners.forEach(listener -> listener.changed(id, row));
        return id;
    }

    void change(String id, Map<String, String> changes, List<String> unset) {
        Map<String, String> row;
        synchronized (this) {
            row = rows.get(id);
            if (row == null) {
                throw RouterTrap.noSuchItem();
            }
            row = new LinkedHashMap<>(row);
            row.putAll(changes);
            row.keySet().removeAll(unset);
            rows.put(id, row);
        }
        Map<String, String> changed = row;
        listeners.forEach(listener -> listener.changed(id, changed));
    }

    void delete(String id) {
        synchronized (this) {
            if (rows.remove(id) == null) {
                throw RouterTrap.noSuchItem();
            }
        }
        listeners.forEach(listener -> listener.changed(id, null));
    }

    /** @param before {@code null} for the end */
    synchronized void reorder(String id, String before) {
        List<String> order = new ArrayList<>(rows.keySet());
        order.remove(id);
        order.add(before == null ? order.size() : order.indexOf(before), id);
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        order.forEach(each -> copy.put(each, rows.get(each)));
        rows.clear();
        rows.putAll(copy);
    }

    void listen(TableListener listener) {
        listeners.add(listener);
    }

    void unlisten(TableListener listener) {
        listeners.remove(listener);
    }

    /** What does not survive a reboot. */
    void removeDynamicRows() {
        snapshot().stream().filter(row -> "true".equals(row.get("dynamic"))).map(row -> row.get(".id")).forEach(this::delete);
    }

    private static Map<String, String> map(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}

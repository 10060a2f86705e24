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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * The rows of one menu. Any thread may call it; an edit through it is what an operator does on the router's own
 * console: listeners see it, and no policy, reference or uniqueness is checked. A row's {@code .id} is one of its
 * properties; rows returned are copies.
 */
public final class SimulatedTable {

    /** Sees every change, in order, while the table is locked: it must not wait. */
    interface Watcher {
        /** @param before the row as it was, or null if it is new */
        void changed(Map<String, String> row, Map<String, String> before);

        void removed(String id);
    }

    /** The id of a singleton's row, which no client sees. */
    private static final String SINGLE = "*0";
    private static final long FIRST_LARGE_ID = 0x80000000L;

    private final Menu menu;
    private final SafeMode safeMode;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private Map<String, Map<String, String>> rows = new LinkedHashMap<>(); // rows are replaced, never changed
    /** What addRaw, replace and removeIfPresent know; may name rows that are gone otherwise. */
    private final Map<List<String>, Set<String>> idsByUniqueValues = new HashMap<>();
    private long lastId;
    private int swallowed;
    private UnaryOperator<Map<String, String>> atPrint = UnaryOperator.identity();
    private GeneratedRows generated = GeneratedRows.NONE;

    SimulatedTable(Menu menu, SafeMode safeMode) {
        this.menu = menu;
        this.safeMode = safeMode;
        if (menu.kind == Menu.Kind.SINGLETON) {
            rows.put(SINGLE, Map.of(".id", SINGLE));
        }
    }

    /** Adds a row at the end and returns its id. A given {@code .id} is kept. */
    public String add(Map<String, String> values) {
        return addRaw(RawText.of(values), null);
    }

    /** Adds a row and returns its id. */
    public String add(String... namesAndValues) {
        return add(RawText.pairs(namesAndValues));
    }

    /**
     * Changes properties of a row.
     *
     * @throws IllegalArgumentException if there is no such row
     */
    public synchronized void set(String id, String... namesAndValues) {
        setRaw(existing(id), RawText.of(RawText.pairs(namesAndValues)), List.of());
    }

    /**
     * Removes a row.
     *
     * @throws IllegalArgumentException if there is no such row
     */
    public synchronized void remove(String id) {
        removeIfPresent(existing(id));
    }

    /** The rows in order, without generated ones. */
    public synchronized List<Map<String, String>> rows() {
        return rows.values().stream().map(RawText::readable).toList();
    }

    /** A row, or null. */
    public synchronized Map<String, String> row(String id) {
        Map<String, String> row = rows.get(id);
        return row == null ? null : RawText.readable(row);
    }

    /** The number of rows, generated ones included. */
    public synchronized int size() {
        return (int) Math.min(Integer.MAX_VALUE, rows.size() + generated.count());
    }

    /** The rows whose property has this value. */
    public synchronized List<Map<String, String>> find(String name, String value) {
        String raw = RawText.of(value);
        return rows.values().stream().filter(row -> raw.equals(row.get(name))).map(RawText::readable).toList();
    }

    /** Removes every row, generated ones too; listeners are told of the stored ones. */
    public synchronized void clear() {
        List.copyOf(rows.keySet()).forEach(this::removeIfPresent);
        generated = GeneratedRows.NONE;
    }

    /**
     * Lets every print end with rows that exist only while they are written: a table of any size in constant memory.
     * The function is called with 0, 1, … on the router's event loop; rows without {@code .id} get one. They cannot be
     * changed.
     */
    public synchronized void generateRows(long count, LongFunction<Map<String, String>> rowAt) {
        generated = new GeneratedRows(count, index -> identified(index, RawText.of(rowAt.apply(index))), null);
    }

    /**
     * Lets every print end with rows whose bytes are prepared now, so that a print without queries and without
     * {@code .proplist} costs the router next to nothing: for measuring clients.
     */
    public synchronized void preEncodeRows(int count, IntFunction<Map<String, String>> rowAt) {
        LongFunction<Map<String, String>> rowAtIndex = index -> identified(index, RawText.of(rowAt.apply((int) index)));
        byte[][] encoded = new byte[count][];
        for (int i = 0; i < count; i++) {
            encoded[i] = GeneratedRows.encode(rowAtIndex.apply(i));
        }
        generated = new GeneratedRows(count, rowAtIndex, encoded);
    }

    private static Map<String, String> identified(long index, Map<String, String> values) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(".id", id(index + 1));
        row.putAll(values);
        return row;
    }

    private static String id(long number) {
        return "*" + Long.toHexString(number).toUpperCase(Locale.ROOT);
    }

    private String existing(String id) {
        if (!rows.containsKey(id)) {
            throw new IllegalArgumentException(menu.path + " has no row " + id);
        }
        return id;
    }

    Menu menu() {
        return menu;
    }

    /** Properties that have their values only while printed, such as an uptime. */
    SimulatedTable computed(UnaryOperator<Map<String, String>> computation) {
        atPrint = computation;
        return this;
    }

    Map<String, String> printed(Map<String, String> row) {
        return atPrint.apply(row);
    }

    synchronized GeneratedRows generated() {
        return generated;
    }

    synchronized List<Map<String, String>> snapshot() {
        return new ArrayList<>(rows.values());
    }

    /** The rows of now, and every change after. */
    synchronized List<Map<String, String>> watch(Watcher watcher) {
        watchers.add(watcher);
        return snapshot();
    }

    /** The next changes of the table are told to nobody who listens. */
    public synchronized void swallowEvents(int count) {
        swallowed = count;
    }

    private void tell(Consumer<Watcher> event) {
        if (swallowed > 0) {
            swallowed--;
            watchers.stream().filter(watcher -> !(watcher instanceof Follow)).forEach(event);
        } else {
            watchers.forEach(event);
        }
    }

    /** How many listen to it. */
    int listeners() {
        return (int) watchers.stream().filter(Follow.class::isInstance).count();
    }

    void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    synchronized String addRaw(Map<String, String> values, String placeBefore) {
        String given = menu.kind == Menu.Kind.SINGLETON ? SINGLE : values.get(".id");
        if (given != null) {
            long number = Long.parseLong(given.substring(1), 16);
            // large ids are those of dynamic and built-in rows: counting goes on below them
            lastId = number < FIRST_LARGE_ID ? Math.max(lastId, number) : lastId;
        }
        String id = given == null ? id(++lastId) : given;
        Map<String, String> row = new LinkedHashMap<>();
        row.put(".id", id);
        values.forEach((name, value) -> row.put(name, Booleans.stored(name, value)));
        unindex(rows.put(id, row));
        index(row);
        safeMode.changed(() -> removeIfPresent(id));
        if (placeBefore != null) {
            moveRaw(List.of(id), placeBefore);
        }
        tell(watcher -> watcher.changed(row, null));
        return id;
    }

    synchronized void setRaw(String id, Map<String, String> values, List<String> unset) {
        Map<String, String> before = rows.get(id);
        Map<String, String> row = new LinkedHashMap<>(before);
        values.forEach((name, value) -> row.put(name, Booleans.stored(name, value)));
        unset.forEach(row::remove);
        replace(id, row);
        safeMode.changed(() -> replace(id, before));
    }

    private synchronized void replace(String id, Map<String, String> row) {
        Map<String, String> before = rows.replace(id, row);
        if (before != null) {
            unindex(before);
            index(row);
            tell(watcher -> watcher.changed(row, before));
        }
    }

    /**
     * Takes properties away from a row.
     *
     * @throws IllegalArgumentException if there is no such row
     */
    public synchronized void unset(String id, String... names) {
        setRaw(existing(id), Map.of(), List.of(names));
    }

    /** The id of the row behind, or null. */
    synchronized String next(String id) {
        Iterator<String> ids = rows.keySet().iterator();
        while (ids.hasNext()) {
            if (ids.next().equals(id)) {
                return ids.hasNext() ? ids.next() : null;
            }
        }
        return null;
    }

    synchronized Map<String, String> raw(String id) {
        return rows.get(id);
    }

    synchronized boolean removeIfPresent(String id) {
        if (safeMode.isRecording() && rows.containsKey(id)) {
            Map<String, String> row = rows.get(id);
            List<String> order = List.copyOf(rows.keySet());
            safeMode.changed(() -> {
                rows.put(id, row);
                index(row);
                restorePlaces(List.of(id), order);
                tell(watcher -> watcher.changed(row, null));
            });
        }
        Map<String, String> taken = rows.remove(id);
        boolean removed = taken != null;
        if (removed) {
            unindex(taken);
            tell(watcher -> watcher.removed(id));
        }
        return removed;
    }

    /** @param destination the row to stand before, or null for the end */
    synchronized void moveRaw(List<String> ids, String destination) {
        if (safeMode.isRecording()) {
            List<String> order = List.copyOf(rows.keySet());
            safeMode.changed(() -> restorePlaces(ids, order));
        }
        Map<String, Map<String, String>> moved = new LinkedHashMap<>();
        rows.forEach((id, row) -> {
            if (id.equals(destination)) {
                ids.forEach(mover -> moved.put(mover, rows.get(mover)));
            }
            if (!ids.contains(id)) {
                moved.put(id, row);
            }
        });
        ids.forEach(mover -> moved.putIfAbsent(mover, rows.get(mover)));
        rows = moved;
    }

    /** Puts rows back before those that followed them. */
    private synchronized void restorePlaces(List<String> ids, List<String> order) {
        String next = null;
        for (int i = order.size() - 1; i >= 0; i--) {
            String id = order.get(i);
            if (ids.contains(id) && rows.containsKey(id)) {
                moveRaw(List.of(id), next);
            }
            next = rows.containsKey(id) ? id : next;
        }
    }

    /** An item by id in either case, or by name where names are unique. */
    synchronized String resolve(String reference) {
        if (reference.startsWith("*")) {
            String id = reference.toUpperCase(Locale.ROOT);
            return rows.containsKey(id) ? id : null;
        }
        return menu.hasNames() ? withName(reference) : null;
    }

    synchronized String withName(String name) {
        for (Map<String, String> row : rows.values()) {
            if (name.equals(row.get("name"))) {
                return row.get(".id");
            }
        }
        return null;
    }

    /** Whether another row has the same values for the menu's unique properties. */
    synchronized boolean hasTwin(Map<String, String> candidate, String exceptId) {
        if (menu.unique.isEmpty()) {
            return false;
        }
        List<String> values = uniqueValues(candidate);
        return idsByUniqueValues.getOrDefault(values, Set.of()).stream().filter(id -> !id.equals(exceptId)).map(rows::get)
                .anyMatch(row -> row != null && values.equals(uniqueValues(row)));
    }

    private List<String> uniqueValues(Map<String, String> row) {
        return menu.unique.stream().map(row::get).toList();
    }

    /** To be told of each row that is put, and of each that is taken away or changed: before. */
    private void index(Map<String, String> row) {
        if (!menu.unique.isEmpty()) {
            idsByUniqueValues.computeIfAbsent(uniqueValues(row), values -> new HashSet<>()).add(row.get(".id"));
        }
    }

    private void unindex(Map<String, String> row) {
        if (row != null && !menu.unique.isEmpty()) {
            idsByUniqueValues.computeIfPresent(uniqueValues(row), (values, ids) -> {
                ids.remove(row.get(".id"));
                return ids.isEmpty() ? null : ids;
            });
        }
    }

    /** Adds a row at the end, and drops the first ones, of which listeners hear nothing, beyond so many. */
    synchronized String addToRing(Map<String, String> values, int size) {
        String id = addRaw(values, null);
        while (rows.size() > size) {
            rows.remove(rows.keySet().iterator().next());
        }
        return id;
    }

    /** Drops all rows, of which listeners hear nothing, and starts its ids anew. */
    synchronized void forget() {
        rows.clear();
        lastId = 0;
    }

    /** Makes the rows those of a backup. */
    synchronized void restore(List<Map<String, String>> backup) {
        List.copyOf(rows.keySet()).forEach(this::removeIfPresent);
        backup.forEach(row -> addRaw(row, null));
    }

    /** What a reboot forgets. */
    synchronized void removeDynamic() {
        for (Map<String, String> row : snapshot()) {
            if ("true".equals(row.get("dynamic"))) {
                removeIfPresent(row.get(".id"));
            }
        }
    }
}

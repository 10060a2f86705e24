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
package io.camelmikrotik;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a feed delivered, replayed onto an empty map. Each change must begin with what is in the map. Any thread may
 * call it.
 */
public final class FeedReplay {

    private final String key;
    private final Set<String> ignored;
    // guarded by this
    private final Map<String, Map<String, String>> rows = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private int repeated;
    private String last;
    /** Rows whose last change does not count as delivered. */
    private final Set<String> inDoubt = new HashSet<>();

    /** @param key names the property that tells rows apart */
    public FeedReplay(String key) {
        this(key, Set.of());
    }

    /** @param ignored properties whose changes are not told, so that a previous row may have newer values of them */
    FeedReplay(String key, Set<String> ignored) {
        this.key = key;
        this.ignored = ignored;
    }

    public void replay(Exchange exchange) {
        Message message = exchange.getMessage();
        replay(message.getHeader(MikrotikConstants.CHANGE_TYPE, String.class), message.getBody(RouterOsRow.class),
                message.getHeader(MikrotikConstants.PREVIOUS_ROW, RouterOsRow.class));
    }

    /** A change that must begin where the one before has ended. */
    synchronized void replay(String type, Map<String, String> row, Map<String, String> previous) {
        Map<String, String> before = previous == null ? null : essence(previous);
        String identity = (before == null ? row : previous).get(key);
        if (before == null ? rows.containsKey(identity) : !matches(before, rows.get(identity))) {
            mistakes.add(type + " " + row + " from " + before + ", but there was " + rows.get(identity));
        }
        if (!row.get(key).equals(identity)) {
            mistakes.add("the identity changed from " + identity + " to " + row.get(key));
        }
        put(type, row);
    }

    /** A change that may have been delivered before, as after a crash. */
    synchronized void replayAgain(String type, Map<String, String> row) {
        boolean removed = type.equals("removed");
        if (removed ? !rows.containsKey(row.get(key)) : essence(row).equals(rows.get(row.get(key)))) {
            repeated++;
        }
        last = row.get(key);
        inDoubt.remove(last);
        put(type, row);
    }

    /** The last change does not count as delivered: it comes again, unless its row is by then as it was before. */
    synchronized void mayNotHaveEnded() {
        if (last != null) {
            inDoubt.add(last);
            last = null;
        }
    }

    /** Rows of which the last change does not count. */
    synchronized Set<String> inDoubt() {
        return Set.copyOf(inDoubt);
    }

    private boolean matches(Map<String, String> previous, Map<String, String> delivered) {
        return delivered != null && withoutIgnored(previous).equals(withoutIgnored(delivered));
    }

    private Map<String, String> withoutIgnored(Map<String, String> row) {
        Map<String, String> rest = new TreeMap<>(row);
        rest.keySet().removeAll(ignored);
        return rest;
    }

    private void put(String type, Map<String, String> row) {
        if (type.equals("removed")) {
            rows.remove(row.get(key));
        } else {
            rows.put(row.get(key), essence(row));
        }
    }

    public synchronized Map<String, Map<String, String>> rows() {
        return new HashMap<>(rows);
    }

    public synchronized List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Changes that changed nothing. */
    synchronized int repeated() {
        return repeated;
    }

    /** The rows by their key, as {@link #rows()} should be. */
    public Map<String, Map<String, String>> expected(List<Map<String, String>> table) {
        Map<String, Map<String, String>> expected = new HashMap<>();
        table.forEach(row -> expected.put(row.get(key), essence(row)));
        return expected;
    }

    private Map<String, String> essence(Map<String, String> row) {
        Map<String, String> essence = new TreeMap<>(row);
        essence.remove(".nextid");
        if (!key.equals(".id")) {
            essence.remove(".id");
        }
        return essence;
    }
}

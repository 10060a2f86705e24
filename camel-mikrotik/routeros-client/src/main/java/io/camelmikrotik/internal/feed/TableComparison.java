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
package io.camelmikrotik.internal.feed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.feed.ChangeOrigin;
import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Compares the rows of one print with those expected, as they arrive: only what differs is kept, so that a large table
 * is never in memory twice. For one thread at a time; meanwhile nobody may change the feed.
 */
public final class TableComparison {

    private final WatchedTable table;
    private final ChangeFeed feed;
    /** The ids that were asked for; {@code null} for the whole table. */
    private final Set<String> ids;
    private final Map<String, RouterOsRow> differing = new LinkedHashMap<>();
    private final Map<String, RouterOsRow> renumbered = new HashMap<>();
    /** Expected rows that are not known yet, because they wait to be delivered. */
    private final Set<String> seenWaiting = new HashSet<>();
    private int rows;

    /** Of the whole table. */
    public TableComparison(WatchedTable table, ChangeFeed feed) {
        this(table, feed, null);
    }

    /** Of the items with these ids. */
    TableComparison(WatchedTable table, ChangeFeed feed, Collection<String> ids) {
        this.table = table;
        this.feed = feed;
        this.ids = ids == null ? null : new HashSet<>(ids);
        feed.known().beginRound();
    }

    /** Rows so far, those that the selection leaves out included. */
    int rows() {
        return rows;
    }

    boolean isWhole() {
        return ids == null;
    }

    /** Whether that item was asked for. */
    boolean covers(String id) {
        return ids == null || ids.contains(id);
    }

    /**
     * Takes the next row.
     *
     * @throws BadInputException if another row had the same key
     */
    public void accept(RouterOsRow row) {
        rows++;
        if (!table.accepts(row)) {
            return;
        }
        String identity = table.identity().of(row);
        boolean twice = feed.known().see(identity) | differing.containsKey(identity);
        RouterOsRow expected = feed.expected(identity);
        if (expected != null && !feed.known().isSeen(identity)) {
            twice |= !seenWaiting.add(identity);
        }
        if (twice) {
            throw new BadInputException(
                    "two rows of " + table + " have the same " + table.identity() + (identity.isEmpty() ? "" : ": " + identity)
                                        + "; name properties in key= that tell all rows apart");
        }
        if (expected == null || !row.isSameAs(expected, table.ignored())) {
            differing.put(identity, row);
        } else if (!table.identity().isById() && row.getId() != null && !row.getId().equals(expected.getId())) {
            renumbered.put(identity, row);
        }
    }

    /**
     * The changes that make the expected table equal to the printed one, made one by one as they are asked for: gone
     * rows first, then the others in the order printed. To be called once, after the last row.
     *
     * @param emitInitial whether rows found the very first time are changes
     * @param dead        ids of items of which more is known than the print could say
     */
    public Iterator<RowChange> conclude(boolean emitInitial, Set<String> dead) throws IOException {
        if (feed.isFirstTime()) {
            if (!emitInitial) {
                feed.beginWith(differing);
                return Collections.emptyIterator();
            }
            feed.beginEmpty();
        }
        renumbered.forEach(feed::renumber);
        List<String> allGone = gone();
        // an item that took over the key of an expected one, and is dead by now: there is nothing left with that key
        differing.forEach((identity, row) -> {
            if (isOf(dead, row) && feed.expected(identity) != null) {
                allGone.add(identity);
            }
        });
        Iterator<String> gone = allGone.iterator();
        Iterator<Map.Entry<String, RouterOsRow>> others
                = differing.entrySet().stream().filter(entry -> !isOf(dead, entry.getValue())).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return gone.hasNext() || others.hasNext();
            }

            @Override
            public RowChange next() {
                return gone.hasNext() ? removed(gone.next()) : changed(others.next());
            }
        };
    }

    private List<String> gone() {
        List<String> gone = new ArrayList<>();
        if (ids == null) {
            feed.known().forEach(entry -> addIfGone(entry.getKey(), gone));
            for (String identity : feed.waitingIdentities()) {
                if (feed.known().get(identity) == null) {
                    addIfGone(identity, gone);
                }
            }
        } else {
            for (String id : ids) {
                String identity = feed.identityOfId(id);
                if (identity != null) {
                    addIfGone(identity, gone);
                }
            }
        }
        return gone;
    }

    private void addIfGone(String identity, List<String> gone) {
        boolean seen = feed.known().isSeen(identity) || seenWaiting.contains(identity);
        if (!seen && feed.expected(identity) != null) {
            gone.add(identity);
        }
    }

    private RowChange removed(String identity) {
        return RowChange.removed(identity, feed.expected(identity), ChangeOrigin.reconciliation);
    }

    private RowChange changed(Map.Entry<String, RouterOsRow> entry) {
        String identity = entry.getKey();
        RouterOsRow row = entry.getValue();
        RouterOsRow expected = feed.expected(identity);
        return expected == null
                ? RowChange.created(identity, row, ChangeOrigin.reconciliation)
                : RowChange.updated(identity, row, expected, row.differencesFrom(expected, table.ignored()),
                        ChangeOrigin.reconciliation);
    }

    private static boolean isOf(Set<String> ids, RouterOsRow row) {
        return !ids.isEmpty() && row.getId() != null && ids.contains(row.getId());
    }
}

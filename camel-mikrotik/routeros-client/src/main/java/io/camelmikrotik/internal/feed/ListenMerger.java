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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.feed.ChangeOrigin;
import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.internal.session.RowFactory;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Makes changes of the rows of a listen, which may hold changed properties only, and keeps the ids of those of which a
 * print must tell more. For one thread at a time.
 * <p>
 * A row is merged into the expected one with its id. What cannot be seen that way is asked for:
 * <ul>
 * <li>a property that the expected row has and the live one has not may be unchanged, or gone;</li>
 * <li>of an item that was not selected, a few changed properties do not tell whether it is now, nor what the row
 * is;</li>
 * <li>a row of nothing but its id, or without one, says that something happened, not what.</li>
 * </ul>
 */
final class ListenMerger {

    private final WatchedTable table;
    private final ChangeFeed feed;
    private final RowFactory factory;
    /** Ids to be asked for, and how often that was in vain. */
    private final Map<String, Integer> needsResync = new LinkedHashMap<>();
    /** Ids of rows made of several, of which the last did not tell a property that an earlier one had: is it gone? */
    private final Set<String> vague = new HashSet<>();
    private boolean tableDoubtful;

    ListenMerger(WatchedTable table, ChangeFeed feed, ApiCharset charset) {
        this.table = table;
        this.feed = feed;
        this.factory = new RowFactory(charset);
    }

    /** Whether a print must tell more. */
    boolean inDoubt() {
        return tableDoubtful || !needsResync.isEmpty();
    }

    /** Ids of which a print must tell more. */
    Set<String> needsResync() {
        return Set.copyOf(needsResync.keySet());
    }

    /** Whether a print of the whole table must tell more. */
    boolean isTableDoubtful() {
        return tableDoubtful;
    }

    void forgetDoubts() {
        needsResync.clear();
        vague.clear();
        tableDoubtful = false;
    }

    /** Adds a doubt. @return how many there have been of that item since it was settled */
    int doubt(String id) {
        return needsResync.merge(id, 1, Integer::sum);
    }

    /** A live row is taken for true though it may be older than the print: a quieter moment will tell. */
    void takenForNow(String id) {
        needsResync.put(id, 0);
    }

    void settled(String id) {
        needsResync.remove(id);
    }

    /** A print has told of these items, but may not have the last word on those that were told meanwhile. */
    void settle(TableComparison comparison, Set<String> toldMeanwhile) {
        needsResync.keySet().removeIf(id -> comparison.covers(id) && !toldMeanwhile.contains(id));
        tableDoubtful &= !comparison.isWhole();
    }

    /** Two live rows of one item as one: the properties of both, the newer values. */
    RouterOsRow coalesce(RouterOsRow older, RouterOsRow newer) {
        if (older == null || ListenBuffer.isDead(older) || ListenBuffer.isDead(newer)) {
            return newer;
        }
        if (!newer.keySet().containsAll(older.keySet())) {
            vague.add(newer.getId());
        }
        return factory.merge(older, newer);
    }

    /** Whether the expected row says all that the live one says. To be asked once for each live row. */
    boolean isKnown(RouterOsRow live) {
        if (vague.remove(live.getId())) {
            return false;
        }
        String identity = live.getId() == null ? null : feed.identityOfId(live.getId());
        RouterOsRow expected = identity == null ? null : feed.expected(identity);
        return expected != null && expected.isSameAs(factory.merge(expected, live), table.ignored());
    }

    /** The changes that a live row amounts to: none, one, or two where the key changed. */
    List<RowChange> of(RouterOsRow live) {
        String id = live.getId();
        if (id == null) {
            tableDoubtful = true;
            return List.of();
        }
        String identity = feed.identityOfId(id);
        RouterOsRow expected = identity == null ? null : feed.expected(identity);
        if (ListenBuffer.isDead(live)) {
            needsResync.remove(id);
            return expected == null ? List.of() : List.of(RowChange.removed(identity, expected, ChangeOrigin.live));
        }
        if (live.size() == 1) {
            doubtfulOnce(id);
            return List.of();
        }
        return expected == null ? ofUnknown(id, live) : ofKnown(identity, expected, live);
    }

    private List<RowChange> ofUnknown(String id, RouterOsRow live) {
        if (!table.hasSelection() && table.identity().isIn(live)) {
            return created(live);
        }
        if (!table.isDecidedBy(live) || table.accepts(live)) {
            doubtfulOnce(id);
        }
        return List.of();
    }

    private List<RowChange> ofKnown(String identity, RouterOsRow expected, RouterOsRow live) {
        RouterOsRow row = factory.merge(expected, live);
        if (!live.keySet().containsAll(expected.keySet())) {
            doubtfulOnce(expected.getId());
        }
        if (!table.accepts(row)) {
            return List.of(RowChange.removed(identity, expected, ChangeOrigin.live));
        }
        if (!table.identity().of(row).equals(identity)) {
            List<RowChange> changes = new ArrayList<>(created(row));
            changes.add(0, RowChange.removed(identity, expected, ChangeOrigin.live));
            return changes;
        }
        List<String> changed = row.differencesFrom(expected, table.ignored());
        return changed.isEmpty()
                ? List.of()
                : List.of(RowChange.updated(identity, row, expected, changed, ChangeOrigin.live));
    }

    /** Where the key is not the id, a new item may be the old one under a new id. */
    private List<RowChange> created(RouterOsRow row) {
        String identity = table.identity().of(row);
        RouterOsRow twin = feed.expected(identity);
        if (twin == null) {
            return List.of(RowChange.created(identity, row, ChangeOrigin.live));
        }
        List<String> changed = row.differencesFrom(twin, table.ignored());
        if (changed.isEmpty()) {
            feed.renumber(identity, row);
            return List.of();
        }
        return List.of(RowChange.updated(identity, row, twin, changed, ChangeOrigin.live));
    }

    private void doubtfulOnce(String id) {
        needsResync.putIfAbsent(id, 0);
    }
}

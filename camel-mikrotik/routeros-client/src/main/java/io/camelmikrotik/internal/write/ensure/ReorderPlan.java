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
package io.camelmikrotik.internal.write.ensure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

import io.camelmikrotik.write.DesiredRow;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.PlannedWrite.Anchor;

/**
 * In which order the rows of a table that is read from top to bottom, such as a firewall chain, are put right.
 * <p>
 * As many rows as possible stay where they are (a longest increasing subsequence of the present places). Then
 * <ol>
 * <li>rows are added and moved up, the first of the list first, each before the next row that stays;</li>
 * <li>properties of rows that are in their place by then are set;</li>
 * <li>rows are moved down and removed, the last of the present table first, a moved one before the next row of the list
 * that is in its place already; then its properties are set.</li>
 * </ol>
 * Why nothing is unprotected meanwhile: take a packet, and of the rows that match it the first one of the present
 * table, {@code x}, and the first one of the final table, {@code y}. After each step but a set, one of these two comes
 * first of all rows that match it. In step 1, everything that is put in place before {@code y} does not match, or it
 * would be first of the final table; until {@code y} is there the matching rows are as they were, with {@code x} in
 * front, and afterwards all that is in its place stands behind {@code y}, and all that is not stands behind {@code x},
 * which only went up. In step 3, of the matching rows that have not moved {@code x} is the first and thus the last to
 * move or to go; by then {@code y} is in its place, in front of all the others. Rows that are not ours never move, and
 * count as rows that stay. A set takes effect at once, at the row's final place; of packets that the row matches only
 * before or only after it, and of rows that exchange what they match, nothing is said.
 */
final class ReorderPlan {

    private final EnsureSettings settings;
    private final TableOrder order;
    private final List<Item> items = new ArrayList<>();
    private final List<Item> absent = new ArrayList<>();

    ReorderPlan(EnsureSettings settings, TableOrder order) {
        this.settings = settings;
        this.order = order;
    }

    /** The next element of the list: a row to be added. */
    void add(DesiredRow row) {
        items.add(new Item(row, null, Integer.MAX_VALUE, null));
    }

    /**
     * The next element of the list: a row that is there.
     *
     * @param set what must be changed of it, or {@code null}
     */
    void present(DesiredRow row, String id, PlannedWrite.Set set) {
        items.add(new Item(row, id, place(id), set));
    }

    /** A row that the list does not have, in any order. */
    void absent(String id, PlannedWrite.Removal removal) {
        absent.add(new Item(null, id, place(id), removal));
    }

    private int place(String id) {
        int place = order.place(id);
        if (place < 0) {
            throw new TableChangedException(settings.menu(), id);
        }
        return place;
    }

    List<PlannedWrite> steps() {
        List<PlannedWrite> steps = new ArrayList<>();
        decideWhatStays();
        addAndMoveUp(steps);
        items.stream().filter(item -> item.write != null && item.settled).forEach(item -> steps.add(item.write));
        moveDownAndRemove(steps);
        return steps;
    }

    private void decideWhatStays() {
        List<Item> present = items.stream().filter(item -> item.id != null).toList();
        boolean[] stays = LongestIncreasing.of(present.stream().mapToInt(item -> item.place).toArray());
        int[] placesKept = new int[present.size()];
        int kept = 0;
        for (int i = 0; i < stays.length; i++) {
            present.get(i).settled = stays[i];
            if (stays[i]) {
                placesKept[kept++] = present.get(i).place;
            }
        }
        int keptBefore = 0;
        for (Item item : present) {
            if (item.settled) {
                keptBefore++;
            } else {
                // of the rows that stay, more are to stand before it than stand before it now
                item.down = keptBefore > 0 && placesKept[keptBefore - 1] > item.place;
            }
        }
    }

    private void addAndMoveUp(List<PlannedWrite> steps) {
        Anchor[] nextKept = new Anchor[items.size()];
        Anchor next = Anchor.of(endOfScope());
        for (int i = items.size() - 1; i >= 0; i--) {
            nextKept[i] = next;
            if (items.get(i).settled) {
                next = Anchor.of(items.get(i).id);
            }
        }
        for (int i = 0; i < nextKept.length; i++) {
            Item item = items.get(i);
            if (item.id == null) {
                steps.add(new PlannedWrite.Add(item.row, nextKept[i]));
                item.settled = true;
            } else if (!item.settled && !item.down) {
                steps.add(new PlannedWrite.Move(item.row, item.id, nextKept[i], true));
                item.settled = true;
            }
        }
    }

    private void moveDownAndRemove(List<PlannedWrite> steps) {
        Anchor end = Anchor.of(endOfScope());
        List<Item> leaving = new ArrayList<>(absent.stream().filter(item -> item.write != null).toList());
        TreeSet<Integer> settled = new TreeSet<>();
        for (int i = 0; i < items.size(); i++) {
            items.get(i).index = i;
            if (items.get(i).settled) {
                settled.add(i);
            } else {
                leaving.add(items.get(i));
            }
        }
        leaving.sort(Comparator.comparingInt((Item item) -> item.place).reversed());
        for (Item item : leaving) {
            if (item.row == null) {
                steps.add(item.write);
            } else {
                Integer next = settled.higher(item.index);
                steps.add(new PlannedWrite.Move(item.row, item.id, next == null ? end : items.get(next).anchor(), false));
                settled.add(item.index);
                if (item.write != null) {
                    steps.add(item.write);
                }
            }
        }
    }

    /** The row that the scope's rows stand before now; {@code null} if they are the last, or there are none. */
    private String endOfScope() {
        int last = -1;
        for (Item item : items) {
            last = item.id != null ? Math.max(last, item.place) : last;
        }
        for (Item item : absent) {
            last = Math.max(last, item.place);
        }
        return last < 0 ? null : order.anchorAfter(last);
    }

    /** A row of the list, or one that it does not have. */
    private static final class Item {

        private final DesiredRow row;
        private final String id;
        private final int place;
        private final PlannedWrite write;
        private int index;
        private boolean settled;
        private boolean down;

        Item(DesiredRow row, String id, int place, PlannedWrite write) {
            this.row = row;
            this.id = id;
            this.place = place;
            this.write = write;
        }

        Anchor anchor() {
            return id != null ? Anchor.of(id) : new Anchor(null, row);
        }
    }
}

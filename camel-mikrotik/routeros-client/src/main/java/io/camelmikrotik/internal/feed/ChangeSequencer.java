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
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The changes that a table's prints and its listen say are due, in an order in which no row is resurrected and none
 * goes back to an older state. Given one after the other, made only when asked for. For one thread at a time.
 * <p>
 * First come the differences between the last print and what is expected, then the rows told while it went on, then
 * those told since. What the router tells of a row <i>while</i> it prints cannot be ordered against the printed row.
 * Such a row is asked for again, unless both say the same, until an answer comes during which nothing was told of it; a
 * row that changes all the time is then taken from the listen, which tells the changes of one row in order. Only
 * {@code .dead} needs no answer: an item that is gone does not come back under its id while the router runs, so a print
 * can no longer resurrect it.
 */
final class ChangeSequencer {

    /** Items asked for by id; for more than that the whole table is printed. */
    private static final int MAX_IDS = 64;
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** After so many answers during which a row changed, the listen is believed. */
    private static final int MAX_DOUBTS = 5;

    private final WatchedTable table;
    private final ChangeFeed feed;
    private final ListenMerger merger;

    private TableComparison comparison;
    private long printingSince;
    private long askAgainAt = System.nanoTime();
    private Iterator<RowChange> differences = Collections.emptyIterator();
    private final Map<String, RouterOsRow> toldWhilePrinting = new LinkedHashMap<>();
    private final Queue<RouterOsRow> told = new ArrayDeque<>();

    ChangeSequencer(WatchedTable table, ChangeFeed feed, ApiCharset charset) {
        this.table = table;
        this.feed = feed;
        this.merger = new ListenMerger(table, feed, charset);
    }

    /** When a print must tell more of some rows; {@link WakeupTimer#NEVER} if it need not. */
    long askAt() {
        return merger.inDoubt() ? askAgainAt : WakeupTimer.NEVER;
    }

    /** @return the ids in doubt, or {@code null} if the whole table is to be printed */
    Set<String> needsResync() {
        Set<String> ids = merger.needsResync();
        return merger.isTableDoubtful() || ids.size() > MAX_IDS ? null : ids;
    }

    /**
     * A print begins.
     *
     * @param  ids of the items printed, or {@code null} for the whole table
     * @return     takes its rows; the feed belongs to it until {@link #printed}
     */
    TableComparison printing(Set<String> ids) {
        printingSince = System.nanoTime();
        comparison = ids == null ? new TableComparison(table, feed) : new TableComparison(table, feed, ids);
        return comparison;
    }

    /** The print has ended, be it by a failure. */
    void printEnded() {
        // a table that takes long to print is not printed all the time
        long now = System.nanoTime();
        askAgainAt = now + Math.max(ASK_AGAIN_NANOS, now - printingSince);
    }

    /**
     * The print is complete.
     *
     * @param meanwhile told while it went on
     * @param complete  whether that is all that was told: no row had to be dropped
     */
    void printed(List<RouterOsRow> meanwhile, boolean complete, boolean emitInitial) throws IOException {
        for (RouterOsRow row : meanwhile) {
            String id = row.getId();
            if (id == null || !comparison.covers(id)) {
                told.add(row);
            } else if (complete || ListenBuffer.isDead(row)) {
                toldWhilePrinting.merge(id, row, merger::coalesce);
            }
        }
        Set<String> dead = new HashSet<>();
        toldWhilePrinting.forEach((id, row) -> {
            if (ListenBuffer.isDead(row)) {
                dead.add(id);
            }
        });
        merger.settle(comparison, toldWhilePrinting.keySet());
        differences = comparison.conclude(emitInitial, dead);
        comparison = null;
    }

    /**
     * Offers to the feed what is due next.
     *
     * @param  live told since; {@code null} for nothing
     * @return      whether there was anything
     */
    boolean offerNext(Subscription live) {
        if (differences.hasNext()) {
            feed.offer(differences.next());
            return true;
        }
        if (!toldWhilePrinting.isEmpty()) {
            settleNext();
            return true;
        }
        RouterOsRow row = told.isEmpty() ? live == null ? null : live.poll() : told.poll();
        if (row == null) {
            return false;
        }
        merger.of(row).forEach(feed::offer);
        return true;
    }

    private void settleNext() {
        Iterator<Map.Entry<String, RouterOsRow>> all = toldWhilePrinting.entrySet().iterator();
        Map.Entry<String, RouterOsRow> next = all.next();
        all.remove();
        RouterOsRow row = next.getValue();
        String id = next.getKey();
        if (ListenBuffer.isDead(row) || merger.isKnown(row)) {
            merger.settled(id);
            merger.of(row).forEach(feed::offer);
        } else if (merger.doubt(id) > MAX_DOUBTS) {
            merger.of(row).forEach(feed::offer);
            merger.takenForNow(id);
        }
    }

    /** The next print of the whole table will tell all this again. */
    void forget() {
        comparison = null;
        differences = Collections.emptyIterator();
        toldWhilePrinting.clear();
        told.clear();
        merger.forgetDoubts();
    }
}

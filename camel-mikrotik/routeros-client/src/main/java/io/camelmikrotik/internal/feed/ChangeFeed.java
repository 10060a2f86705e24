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
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.camelmikrotik.feed.ChangeHandler;
import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.routeros.RouterOsRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been delivered of a table, and what has not: acknowledge after processing.
 * <p>
 * A change becomes part of the delivered state, and of its store, only when its handler has processed it. One that
 * failed waits here, and is delivered again after growing pauses; later changes of the same row wait behind it, those
 * of other rows do not. So each row's changes are delivered in order, each at least once while the application runs.
 * When too many wait, the feed is {@linkplain #isFull() full}: nothing more should be offered until some have been
 * delivered.
 * <p>
 * New changes are made by comparing with what is {@linkplain #expected expected}: the row as it will be when all that
 * waits has been delivered. For one thread at a time.
 */
public final class ChangeFeed {

    private final WatchedTable table;
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

    private final ChangeHandler handler;
    private final DeliveredStateStore store;
    private final Backoff pauses;
    private final int maxWaiting;

    private final DeliveredState known = new DeliveredState();
    private final Map<String, Waiting> waitingRows = new LinkedHashMap<>();
    private int waitingChanges;
    /** By id the identity of each expected row; {@code null} where they are the same. */
    private final Map<String, String> identities;
    private boolean open;
    private boolean begun;
    private boolean storeFails;

    private static final class Waiting {
        private final Deque<RowChange> changes = new ArrayDeque<>();
        private int failures;
        private long retryAt;
    }

    /** @param maxWaiting number of failed changes, and changes behind them, at which the feed is full */
    public ChangeFeed(
                      WatchedTable table, ChangeHandler handler, DeliveredStateStore store, Backoff pauses, int maxWaiting) {
        this.table = table;
        this.handler = handler;
        this.store = store;
        this.pauses = pauses;
        this.maxWaiting = maxWaiting;
        this.identities = table.identity().isById() ? null : new HashMap<>();
    }

    /**
     * Reads the store. A store that keeps nothing leaves what is known in memory; any other has the last word, because
     * another consumer may have gone on with it meanwhile.
     */
    public void open() throws IOException {
        if (open) {
            return;
        }
        if (store != DeliveredStateStore.NONE) {
            known.clear();
            waitingRows.clear();
            waitingChanges = 0;
            begun = store.open((identity, row) -> {
                if (row == null) {
                    known.remove(identity);
                } else {
                    known.put(identity, row);
                }
            });
            if (identities != null) {
                identities.clear();
                known.forEach(entry -> index(entry.getKey(), entry.getValue()));
            }
        }
        open = true;
    }

    /** Whether nothing is known of the table from before, not even that it was empty. */
    public boolean isFirstTime() {
        return !begun;
    }

    /** Begins with an empty delivered state: every row that exists will be a created one. */
    public void beginEmpty() throws IOException {
        store.replace(known);
        begun = true;
    }

    /** Begins with these rows as known: they are not delivered. */
    public void beginWith(Map<String, RouterOsRow> rows) throws IOException {
        rows.forEach((identity, row) -> {
            known.put(identity, row);
            index(identity, row);
        });
        store.replace(known);
        begun = true;
    }

    /** The row as it will be when all that waits has been delivered; {@code null} if there is none. */
    RouterOsRow expected(String identity) {
        Waiting waiting = waitingRows.isEmpty() ? null : waitingRows.get(identity);
        return waiting == null ? known.get(identity) : waiting.changes.getLast().result();
    }

    /** The identity of the expected row with that id, or {@code null}. */
    String identityOfId(String id) {
        String identity = identities == null ? id : identities.get(id);
        RouterOsRow row = identity == null ? null : expected(identity);
        return row != null && (identities == null || id.equals(row.getId())) ? identity : null;
    }

    /** Ids kept beside the delivered rows; for tests. */
    int idsKept() {
        return identities == null ? 0 : identities.size();
    }

    /** The rows delivered. */
    public DeliveredState known() {
        return known;
    }

    Iterable<String> waitingIdentities() {
        return waitingRows.keySet();
    }

    /** Takes a row's new id, which is no change where another key tells rows apart. */
    void renumber(String identity, RouterOsRow row) {
        RouterOsRow before = expected(identity);
        if (identities != null && before != null && before.getId() != null) {
            // not another row's, which may have got that id meanwhile
            identities.remove(before.getId(), identity);
        }
        index(identity, row);
        Waiting waiting = waitingRows.get(identity);
        if (waiting == null) {
            known.put(identity, row);
        } else {
            // what waits is delivered with the id that the row has by now
            waiting.changes.add(waiting.changes.removeLast().withRow(row));
        }
    }

    /** Delivers a change, now or behind earlier ones of its row. */
    public void offer(RowChange change) {
        unindex(change);
        if (change.result() != null) {
            index(change.identity(), change.row());
        }
        Waiting waiting = waitingRows.get(change.identity());
        if (waiting == null) {
            if (deliver(change)) {
                return;
            }
            waiting = new Waiting();
            postpone(waiting);
            waitingRows.put(change.identity(), waiting);
        }
        waiting.changes.add(change);
        waitingChanges++;
    }

    public boolean isFull() {
        return waitingChanges >= maxWaiting;
    }

    /** Changes that failed, or wait behind one that did. */
    public int waiting() {
        return waitingChanges;
    }

    /** @return {@link System#nanoTime()} of the next delivery to be tried again, or {@link Long#MAX_VALUE} */
    long nextRetry() {
        long next = Long.MAX_VALUE;
        for (Waiting waiting : waitingRows.values()) {
            next = next == Long.MAX_VALUE || waiting.retryAt - next < 0 ? waiting.retryAt : next;
        }
        return next;
    }

    /** Tries one change again whose time has come. @return whether there was one */
    public boolean retryOne(long now) {
        if (waitingRows.isEmpty()) {
            return false;
        }
        for (Iterator<Waiting> each = waitingRows.values().iterator(); each.hasNext();) {
            Waiting waiting = each.next();
            if (waiting.retryAt - now <= 0) {
                if (deliver(waiting.changes.getFirst())) {
                    waiting.changes.removeFirst();
                    waitingChanges--;
                    waiting.failures = 0;
                    waiting.retryAt = now;
                    if (waiting.changes.isEmpty()) {
                        each.remove();
                    }
                } else {
                    postpone(waiting);
                }
                return true;
            }
        }
        return false;
    }

    private void postpone(Waiting waiting) {
        waiting.failures++;
        waiting.retryAt = System.nanoTime() + pauses.nanos(waiting.failures);
    }

    private boolean deliver(RowChange change) {
        if (!isTaken(change)) {
            return false;
        }
        if (change.result() == null) {
            known.remove(change.identity());
        } else {
            known.put(change.identity(), change.row());
        }
        save(change);
        return true;
    }

    private boolean isTaken(RowChange change) {
        try {
            return handler.deliver(change);
        } catch (RuntimeException | Error e) {
            // of a route's exception handler, say: what is not taken comes again
            LOG.warn("Delivering a change of {} failed; it will be delivered again", table, e);
            return false;
        }
    }

    private void save(RowChange change) {
        try {
            if (store.isDueForReplacement(known)) {
                store.replace(known);
            } else if (change.result() == null) {
                store.remove(change.identity());
            } else {
                store.put(change.identity(), change.row());
            }
            storeFails = false;
        } catch (IOException | RuntimeException | Error e) {
            if (!storeFails) {
                storeFails = true;
                handler.failed(
                        "The known rows of " + table + " cannot be saved to " + store
                               + ": after a restart some changes will be delivered once more",
                        e instanceof Exception exception ? exception : new IllegalStateException(e));
            }
        }
    }

    private void index(String identity, RouterOsRow row) {
        if (identities != null && row.getId() != null) {
            identities.put(row.getId(), identity);
        }
    }

    private void unindex(RowChange change) {
        if (identities != null && change.previous() != null && change.previous().getId() != null) {
            identities.remove(change.previous().getId(), change.identity());
        }
    }

    /** Closes the store. What is known stays in memory. */
    public void close() throws IOException {
        open = false;
        store.close();
    }
}

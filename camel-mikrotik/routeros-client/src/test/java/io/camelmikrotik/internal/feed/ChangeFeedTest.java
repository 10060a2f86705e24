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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.camelmikrotik.feed.ChangeHandler;
import io.camelmikrotik.feed.ChangeOrigin;
import io.camelmikrotik.feed.ChangeType;
import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of changes and of what is saved of them. */
class ChangeFeedTest {

    private static final RouterOsRow ROW = RouterOsRow.of(Map.of(".id", "*1", "name", "anna"));
    private static final RowChange CREATED = RowChange.created("*1", ROW, ChangeOrigin.live);

    @TempDir
    Path directory;
    private final List<RowChange> delivered = new ArrayList<>();
    private final List<Exception> reported = new ArrayList<>();
    private RuntimeException lastError;

    private final ChangeHandler handler = new ChangeHandler() {
        @Override
        public boolean deliver(RowChange change) {
            if (lastError != null) {
                throw lastError;
            }
            return delivered.add(change);
        }

        @Override
        public void failed(String what, Exception failure) {
            reported.add(failure);
        }
    };

    private ChangeFeed feed(DeliveredStateStore store) {
        WatchedTable table = new WatchedTable(RouterOsCommand.of("/ppp/active/listen"), null, List.of(), List.of());
        return new ChangeFeed(table, handler, store, new Backoff(Duration.ofNanos(2), Duration.ofNanos(2)), 10);
    }

    private DeliveredStateFile file(Path path) {
        return new DeliveredStateFile(path, "core1", ApiCharset.UTF_8);
    }

    @Test
    void aChangeWhoseHandlerThrowsIsDeliveredAgain() throws IOException {
        ChangeFeed feed = feed(DeliveredStateStore.NONE);
        feed.open();
        feed.beginEmpty();
        lastError = new IllegalStateException("the exception handler of the route");

        feed.offer(CREATED);
        assertThat(feed.waiting()).isEqualTo(1);
        lastError = null;

        assertThat(feed.retryOne(System.nanoTime() + 1_000)).isTrue();
        assertThat(delivered).containsExactly(CREATED);
        assertThat(feed.waiting()).isZero();
    }

    @Test
    void aRowThatWasPrintedUnderANewIdAndIsDeadByNowIsRemoved() throws IOException {
        WatchedTable table
                = new WatchedTable(RouterOsCommand.of("/ppp/active/listen"), null, List.of("name"), List.of());
        ChangeFeed feed = new ChangeFeed(
                table, handler, DeliveredStateStore.NONE, new Backoff(Duration.ofNanos(2), Duration.ofNanos(2)), 10);
        feed.open();
        feed.beginWith(Map.of("anna", ROW));
        TableComparison comparison = new TableComparison(table, feed);
        comparison.accept(RouterOsRow.of(Map.of(".id", "*4", "name", "anna", "uptime", "5s")));

        comparison.conclude(true, Set.of("*4")).forEachRemaining(feed::offer);

        assertThat(delivered).singleElement().extracting(RowChange::type).isEqualTo(ChangeType.removed);
        assertThat(feed.known().get("anna")).isNull();
    }

    private ChangeFeed keyedFeed() throws IOException {
        WatchedTable table
                = new WatchedTable(RouterOsCommand.of("/ppp/active/listen"), null, List.of("name"), List.of());
        ChangeFeed feed = new ChangeFeed(
                table, handler, DeliveredStateStore.NONE, new Backoff(Duration.ofNanos(2), Duration.ofNanos(2)), 10);
        feed.open();
        return feed;
    }

    private static RouterOsRow row(String name, long id) {
        return RouterOsRow.of(Map.of(".id", "*" + Long.toHexString(id), "name", name));
    }

    @Test
    void idsThatRowsNoLongerHaveAreForgottenHoweverOftenTheyComeBackUnderNewOnes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ChangeFeed feed = keyedFeed();
        Map<String, Long> ids = new HashMap<>();
        Map<String, RouterOsRow> rows = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            ids.put("user" + i, (long) i);
            rows.put("user" + i, row("user" + i, i));
        }
        feed.beginWith(rows);
        long lastId = 20;
        for (int step = 0; step < 20_000; step++) {
            String name = "user" + random.nextInt(20);
            // what fails waits, and its row is renumbered while it does
            lastError = random.nextInt(3) == 0 ? new IllegalStateException("the route") : null;
            if (random.nextInt(10) == 0 && !feed.isFull()) {
                RouterOsRow expected = feed.expected(name);
                RouterOsRow next = row(name, ids.get(name));
                feed.offer(RowChange.updated(name, next, expected, List.of("comment"), ChangeOrigin.live));
            } else {
                ids.put(name, ++lastId);
                feed.renumber(name, row(name, lastId));
            }
            while (feed.isFull()) {
                lastError = null;
                feed.retryOne(Long.MAX_VALUE / 2);
            }
            String seen = "seed " + seed + ", step " + step;
            assertThat(feed.idsKept()).as(seen).isEqualTo(20);
            assertThat(feed.identityOfId("*" + Long.toHexString(ids.get(name)))).as(seen).isEqualTo(name);
        }
    }

    @Test
    void twoRowsThatSwapTheirIdsAreBothFoundByTheNewOnes() throws IOException {
        ChangeFeed feed = keyedFeed();
        feed.beginWith(Map.of("anna", row("anna", 1), "bert", row("bert", 2)));

        feed.renumber("anna", row("anna", 2));
        feed.renumber("bert", row("bert", 1));

        assertThat(feed.identityOfId("*2")).isEqualTo("anna");
        assertThat(feed.identityOfId("*1")).isEqualTo("bert");
        assertThat(feed.idsKept()).isEqualTo(2);
    }

    @Test
    void aPropertyThatTheLastOfSeveralLiveRowsDoesNotTellMayBeGone() throws IOException {
        WatchedTable table = new WatchedTable(RouterOsCommand.of("/ppp/active/listen"), null, List.of(), List.of());
        ChangeFeed feed = feed(DeliveredStateStore.NONE);
        feed.open();
        RouterOsRow printed = RouterOsRow.of(Map.of(".id", "*1", "name", "anna", "comment", "c3"));
        feed.beginWith(Map.of("*1", printed));
        ListenMerger live = new ListenMerger(table, feed, ApiCharset.UTF_8);

        RouterOsRow told = live.coalesce(printed, ROW);

        assertThat(live.isKnown(told)).isFalse();
    }

    @Test
    void aTableThatCouldNotBeSavedAtFirstHasNotBegunAndIsSavedTheNextTime() throws IOException {
        FailingStore store = new FailingStore(file(directory.resolve("active.state")));
        ChangeFeed feed = feed(store);
        feed.open();
        store.fails = true;

        assertThatThrownBy(() -> feed.beginWith(Map.of("*1", ROW))).hasMessage("the disk is full");
        assertThat(feed.isFirstTime()).isTrue();
        store.fails = false;
        feed.beginWith(Map.of("*1", ROW));
        feed.close();

        assertThat(saved(directory.resolve("active.state"))).containsOnlyKeys("*1");
    }

    @Test
    void nothingIsPutSilentlyIntoAFileThatWasNotBegun() throws IOException {
        DeliveredStateFile file = file(directory.resolve("active.state"));
        file.open((identity, row) -> {
        });

        assertThatThrownBy(() -> file.put("*1", ROW)).isInstanceOf(IOException.class).hasMessageContaining("not begun");
        file.close();
    }

    private Map<String, RouterOsRow> saved(Path path) throws IOException {
        Map<String, RouterOsRow> rows = new TreeMap<>();
        try (DeliveredStateFile file = file(path)) {
            file.open(rows::put);
        }
        return rows;
    }

    /** A file on a disk that may be full. */
    private static final class FailingStore implements DeliveredStateStore {

        private final DeliveredStateFile file;
        private boolean fails;

        FailingStore(DeliveredStateFile file) {
            this.file = file;
        }

        @Override
        public boolean open(BiConsumer<String, RouterOsRow> rows) throws IOException {
            return file.open(rows);
        }

        @Override
        public void put(String identity, RouterOsRow row) throws IOException {
            file.put(identity, row);
        }

        @Override
        public void remove(String identity) throws IOException {
            file.remove(identity);
        }

        @Override
        public void replace(DeliveredState table) throws IOException {
            if (fails) {
                throw new IOException("the disk is full");
            }
            file.replace(table);
        }

        @Override
        public boolean isDueForReplacement(DeliveredState table) {
            return file.isDueForReplacement(table);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

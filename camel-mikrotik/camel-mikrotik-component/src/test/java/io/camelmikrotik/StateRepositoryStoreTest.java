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

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.camelmikrotik.feed.ChangeHandler;
import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.internal.consumer.StateRepositoryStore;
import io.camelmikrotik.internal.feed.Backoff;
import io.camelmikrotik.internal.feed.ChangeFeed;
import io.camelmikrotik.internal.feed.TableComparison;
import io.camelmikrotik.internal.feed.WatchedTable;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StateRepositoryStoreTest {

    /** Counts what one change costs. */
    private static final class CountingRepository extends ServiceSupport implements StateRepository<String, String> {
        private final Map<String, String> values = new HashMap<>();
        private int writes;
        private int longest;

        @Override
        public void setState(String key, String value) {
            values.put(key, value);
            writes++;
            longest = Math.max(longest, value.length());
        }

        @Override
        public String getState(String key) {
            return values.get(key);
        }
    }

    private static final WatchedTable TABLE
            = new WatchedTable(RouterOsCommand.of("/x/print"), null, List.of(), List.of());

    private final CountingRepository repository = new CountingRepository();
    private ChangeFeed feed;

    private StateRepositoryStore store(String owner) {
        return new StateRepositoryStore(repository, owner, ApiCharset.UTF_8, false);
    }

    private Map<String, String> saved(String owner) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        store(owner).open((identity, row) -> {
            if (row == null) {
                rows.remove(identity);
            } else {
                rows.put(identity, row.get("name"));
            }
        });
        return rows;
    }

    private void begin() throws IOException {
        begin(store("core1"));
    }

    private void begin(StateRepositoryStore store) throws IOException {
        feed = new ChangeFeed(TABLE, new ChangeHandler() {
            @Override
            public boolean deliver(RowChange change) {
                return true;
            }

            @Override
            public void failed(String what, Exception failure) {
                throw new AssertionError(what, failure);
            }
        }, store, new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), 10);
        feed.open();
    }

    /** Makes the table have rows 1 to {@code count} with that name. */
    private void compare(int count, String name) throws IOException {
        TableComparison comparison = new TableComparison(TABLE, feed);
        for (int i = 1; i <= count; i++) {
            comparison.accept(RouterOsRow.of(Map.of(".id", "*" + i, "name", i == 1 ? name : "same")));
        }
        comparison.conclude(true, Set.of()).forEachRemaining(feed::offer);
    }

    /** A process that was paused in the middle of its last write, and comes to it when another has taken over. */
    @Test
    void whatAFormerOwnerWritesLateDoesNotCountForTheNextOne() throws IOException {
        begin();
        compare(3, "a");
        StateRepositoryStore former = store("core1");
        former.open((identity, row) -> {
        });

        begin(new StateRepositoryStore(repository, "core1", ApiCharset.UTF_8, true));
        compare(4, "a");
        former.put("*9", RouterOsRow.of(Map.of(".id", "*9", "name", "late")));
        compare(5, "a");

        assertThat(saved("core1")).containsOnlyKeys("*1", "*2", "*3", "*4", "*5");
    }

    @Test
    void oneChangeIsOneSmallValueHoweverLargeTheTable() throws IOException {
        begin();
        compare(5000, "a");
        repository.writes = 0;
        repository.longest = 0;
        compare(5000, "b");

        assertThat(repository.writes).isEqualTo(1);
        assertThat(repository.longest).isLessThan(200);
        assertThat(saved("core1")).hasSize(5000).containsEntry("*1", "b");
        assertThat(saved("core2")).isEmpty();
    }

    @Test
    void manyChangesDoNotMakeManyKeys() throws IOException {
        begin();
        for (int i = 0; i < 5000; i++) {
            compare(3, "n" + i);
        }

        assertThat(repository.values).hasSizeLessThan(300);
        assertThat(saved("core1")).isEqualTo(Map.of("*1", "n4999", "*2", "same", "*3", "same"));
    }

    @Test
    void removedRowsStayRemoved() throws IOException {
        begin();
        compare(300, "a");
        compare(2, "a");

        assertThat(saved("core1")).containsOnlyKeys("*1", "*2");
    }
}

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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a listen tells while the table is being printed: the router reads the rows at once, and sends them later than
 * what it tells of them meanwhile.
 */
class ListenBesidePrintTest extends MikrotikTestSupport {

    private static final String ACTIVE = "/ppp/active";
    private static final Duration PRINT_TIME = Duration.ofMillis(700);

    /** What was delivered, as {@code type name address comment}. */
    private final List<String> events = new CopyOnWriteArrayList<>();

    private void record(Exchange exchange) {
        RouterOsRow row = exchange.getMessage().getBody(RouterOsRow.class);
        events.add(exchange.getMessage().getHeader(MikrotikConstants.CHANGE_TYPE) + " " + row.get("name") + " "
                   + row.get("address") + " " + row.get("comment"));
    }

    /** Follows the table, and returns when a print has read it again and not been sent yet. */
    private void followAndPrintSlowly(String options) throws Exception {
        start(routes -> routes.from(uri(ACTIVE + "/listen?retryDelay=1&maxRetryDelay=5" + options)).process(this::record));
        await().atMost(PATIENCE).until(() -> events.size() == table().rows().size());
        events.clear();
        router.faults().onNext(ACTIVE + "/print").delay(PRINT_TIME);
        int prints = router.journal().count(ACTIVE + "/print");
        router.cutSessions();
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE)
                .until(() -> router.journal().count(ACTIVE + "/print") == prints + 1);
    }

    private SimulatedTable table() {
        return router.table(ACTIVE);
    }

    private void awaitEvents(String... expected) {
        table().add("name", "marker");
        await().atMost(PATIENCE).until(() -> events.contains("created marker null null"));
        events.remove("created marker null null");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).containsExactly(expected));
    }

    @Test
    void aRowThatDiesWhileItIsPrintedIsNotResurrected() throws Exception {
        String id = table().add("name", "cust1", "address", "1");
        followAndPrintSlowly("");
        table().remove(id);

        awaitEvents("removed cust1 1 null");
    }

    @Test
    void aRowThatDiesWhileItIsPrintedForTheFirstTimeIsNotCreated() throws Exception {
        String id = table().add("name", "cust1", "address", "1");
        router.faults().onNext(ACTIVE + "/print").delay(PRINT_TIME);
        start(routes -> routes.from(uri(ACTIVE + "/listen")).process(this::record));
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE)
                .until(() -> router.journal().count(ACTIVE + "/print") == 1);
        table().remove(id);

        awaitEvents();
    }

    @Test
    void aPrintedRowDoesNotOverrideANewerOne() throws Exception {
        String id = table().add("name", "cust1", "address", "1");
        followAndPrintSlowly("");
        table().set(id, "address", "2");

        awaitEvents("updated cust1 2 null");
    }

    @Test
    void aRowThatComesAndGoesAgainWhileTheTableIsPrintedLeavesNothing() throws Exception {
        followAndPrintSlowly("");
        table().remove(table().add("name", "cust1"));

        awaitEvents();
    }

    @Test
    void aRowThatComesWhileTheTableIsPrintedIsCreatedOnce() throws Exception {
        followAndPrintSlowly("");
        table().add("name", "cust1", "address", "1");

        awaitEvents("created cust1 1 null");
    }

    @Test
    void aRowThatChangesTwiceWhileItIsPrintedIsUpdatedOnce() throws Exception {
        String id = table().add("name", "cust1", "address", "1");
        followAndPrintSlowly("&key=name");
        table().set(id, "address", "2");
        table().set(id, "address", "3", "comment", "c");

        awaitEvents("updated cust1 3 c");
    }

    @Test
    void aPropertyThatDisappearsIsNoticedThoughNoRowCanSaySo() throws Exception {
        router.close();
        router = SimulatedRouter.builder().partialChangeRows(true).start();
        String id = table().add("name", "cust1", "address", "1", "comment", "c");
        followAndPrintSlowly("");
        table().unset(id, "comment");
        awaitEvents("updated cust1 1 null");

        table().set(id, "comment", "d");
        awaitEventsAfterMarker("updated cust1 1 d");
        table().unset(id, "comment");
        awaitEventsAfterMarker("updated cust1 1 null");
    }

    private void awaitEventsAfterMarker(String last) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).last().isEqualTo(last));
    }
}

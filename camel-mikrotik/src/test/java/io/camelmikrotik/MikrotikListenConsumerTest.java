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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MikrotikListenConsumerTest extends MikrotikTestSupport {

    private static final String ACTIVE = "/ppp/active";
    private static final String LISTEN = ACTIVE + "/listen";
    private static final String PRINT = ACTIVE + "/print";
    private static final String QUICK = "retryDelay=20&maxRetryDelay=100";

    /** What was delivered, as {@code type name origin}. */
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    private void record(Exchange exchange) {
        RouterOsRow row = exchange.getMessage().getBody(RouterOsRow.class);
        exchanges.add(exchange.copy());
        events.add(exchange.getMessage().getHeader(MikrotikConstants.CHANGE_TYPE) + " " + row.get("name") + " "
                   + exchange.getMessage().getHeader(MikrotikConstants.CHANGE_ORIGIN));
    }

    private void listen(String options) throws Exception {
        start(routes -> routes.from(uri(LISTEN + "?" + QUICK + options)).routeId("feed").process(this::record));
    }

    private void awaitEvents(String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).containsExactly(expected));
    }

    /** Waits until the table was printed for the first time, and is followed. */
    private void awaitFollowing() {
        await().atMost(PATIENCE).until(() -> router.journal().commands().stream()
                .anyMatch(entry -> entry.command().equals(PRINT) && entry.executed()));
    }

    @Test
    void rowsThatExistAtFirstAreCreatedThenChangesFollow() throws Exception {
        router.table(ACTIVE).add("name", "cust1", "address", "192.0.2.1");
        listen("");
        awaitEvents("created cust1 reconciliation");

        String id = router.table(ACTIVE).add("name", "cust2", "address", "192.0.2.2");
        awaitEvents("created cust1 reconciliation", "created cust2 live");
        router.table(ACTIVE).set(id, "address", "192.0.2.9", "comment", "moved");
        router.table(ACTIVE).remove(id);
        awaitEvents("created cust1 reconciliation", "created cust2 live", "updated cust2 live", "removed cust2 live");

        assertThat(exchanges.get(1).getMessage().getHeaders()).containsEntry(MikrotikConstants.DEVICE, "127.0.0.1")
                .containsEntry(MikrotikConstants.SOURCE, LISTEN)
                .doesNotContainKeys(MikrotikConstants.PREVIOUS_ROW, MikrotikConstants.COMMAND);
        assertThat(exchanges.get(2).getMessage().getBody(RouterOsRow.class)).containsEntry("address", "192.0.2.9");
        assertThat(exchanges.get(2).getMessage().getHeader(MikrotikConstants.PREVIOUS_ROW, RouterOsRow.class))
                .containsEntry("address", "192.0.2.2");
        assertThat(exchanges.get(2).getMessage().getHeader(MikrotikConstants.CHANGED_PROPERTIES, List.class))
                .containsExactlyInAnyOrder("address", "comment");
        assertThat(exchanges.get(3).getMessage().getBody(RouterOsRow.class)).containsEntry("comment", "moved");
    }
}

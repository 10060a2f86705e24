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
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MikrotikChangesConsumerTest extends MikrotikTestSupport {

    private static final String LEASES = "/ip/dhcp-server/lease";
    private static final String PRINT = LEASES + "/print";
    private static final String POLL = PRINT + "?emit=changes&delay=20&initialDelay=0";

    /** What was delivered, as {@code type address}. */
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    private void record(Exchange exchange) {
        exchanges.add(exchange.copy());
        events.add(exchange.getMessage().getHeader(MikrotikConstants.CHANGE_TYPE) + " "
                   + exchange.getMessage().getBody(RouterOsRow.class).get("address"));
    }

    private void poll(String options) throws Exception {
        start(routes -> routes.from(uri(POLL + options)).routeId("feed").process(this::record));
    }

    private void awaitEvents(String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).containsExactly(expected));
    }

    private void awaitPolls(int more) {
        int before = router.journal().count(PRINT);
        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) >= before + more);
    }

    @Test
    void successivePollsAreComparedAndDeliveredInTheFormOfASubscription() throws Exception {
        String id = router.table(LEASES).add("address", "192.0.2.1", "status", "waiting");
        poll("");
        awaitEvents("created 192.0.2.1");

        router.table(LEASES).set(id, "status", "bound");
        awaitEvents("created 192.0.2.1", "updated 192.0.2.1");
        router.table(LEASES).remove(id);
        awaitEvents("created 192.0.2.1", "updated 192.0.2.1", "removed 192.0.2.1");

        assertThat(exchanges.get(1).getMessage().getHeaders())
                .containsEntry(MikrotikConstants.CHANGED_PROPERTIES, List.of("status"))
                .containsEntry(MikrotikConstants.CHANGE_ORIGIN, "reconciliation")
                .containsEntry(MikrotikConstants.DEVICE, router.address()).containsEntry(MikrotikConstants.SOURCE, PRINT);
        assertThat(exchanges.get(1).getMessage().getHeader(MikrotikConstants.PREVIOUS_ROW, RouterOsRow.class))
                .containsEntry("status", "waiting");
        assertThat(exchanges.get(2).getMessage().getBody(RouterOsRow.class)).containsEntry("status", "bound");
    }

    @Test
    void pollsOfAnUnchangedTableDeliverNothing() throws Exception {
        router.table(LEASES).add("address", "192.0.2.1", "last-seen", "1s");
        poll("&ignore=last-seen");
        awaitEvents("created 192.0.2.1");
        router.table(LEASES).set("*1", "last-seen", "2s");
        awaitPolls(3);

        awaitEvents("created 192.0.2.1");
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aPollThatBreaksOffIsNoEmptyTable() throws Exception {
        router.table(LEASES).add("address", "192.0.2.1");
        router.table(LEASES).add("address", "192.0.2.2");
        poll("");
        awaitEvents("created 192.0.2.1", "created 192.0.2.2");

        router.faults().onNext(PRINT).rowsThenTrap(1, "4", "failure: busy");
        router.faults().onNext(PRINT).times(2).after(1).cutAfterBytes(60);
        awaitPolls(6);

        awaitEvents("created 192.0.2.1", "created 192.0.2.2");
    }

    @Test
    void rowsThatHaveNoKeyOfTheirOwnAreAnErrorThatSaysWhatToDo() throws Exception {
        router.table(LEASES).add("address", "192.0.2.1", "comment", "same");
        router.table(LEASES).add("address", "192.0.2.2", "comment", "same");
        List<Throwable> told = new CopyOnWriteArrayList<>();
        start(routes -> {
            routes.onException(Exception.class).handled(true)
                    .process(exchange -> told.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
            routes.from(uri(POLL + "&key=comment&bridgeErrorHandler=true")).process(this::record);
        });

        await().atMost(PATIENCE).until(() -> !told.isEmpty());
        assertThat(told.get(0)).isInstanceOf(BadInputException.class).hasMessageContaining("same comment: same")
                .hasMessageContaining("key=");
        assertThat(events).isEmpty();
    }

    @Test
    void severalPropertiesMayBeTheKey() throws Exception {
        router.table(LEASES).add("address", "192.0.2.1", "server", "a");
        router.table(LEASES).add("address", "192.0.2.1", "server", "b");
        poll("&key=address,server");
        awaitEvents("created 192.0.2.1", "created 192.0.2.1");
    }

    @Test
    void theRowOfASingletonIsCompared() throws Exception {
        start(routes -> routes.from(uri("/system/identity/print?emit=changes&initial=skip&delay=20&initialDelay=0"))
                .process(exchange -> events.add(exchange.getMessage().getBody(RouterOsRow.class).toString())));
        await().atMost(PATIENCE).until(() -> router.journal().count("/system/identity/print") > 1);
        template.sendBody(uri("/system/identity/set?attribute.name=renamed"), null);

        awaitEvents("{name=renamed}");
    }

    @Test
    void aFailedChangeComesAgainWithThePollsThatFollow() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        start(routes -> routes.from(uri(POLL + "&retryDelay=1&maxRetryDelay=10")).process(exchange -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("no luck");
            }
            record(exchange);
        }));
        String id = router.table(LEASES).add("address", "192.0.2.1");
        awaitEvents("created 192.0.2.1");
        router.table(LEASES).remove(id);

        awaitEvents("created 192.0.2.1", "removed 192.0.2.1");
    }

    @Test
    void aSelectionIsComparedLikeATable() throws Exception {
        String id = router.table(LEASES).add("address", "192.0.2.1", "status", "waiting", "comment", "x");
        poll("&where=status=bound&properties=address");
        awaitPolls(2);
        router.table(LEASES).set(id, "status", "bound");
        awaitEvents("created 192.0.2.1");
        router.table(LEASES).set(id, "status", "waiting");

        awaitEvents("created 192.0.2.1", "removed 192.0.2.1");
        assertThat(exchanges.get(0).getMessage().getBody(Map.class)).containsOnlyKeys(".id", "address", "status");
    }

    @Test
    void aSuspendedRouteLetsGoOfItsStateFile(@TempDir Path directory) throws Exception {
        Path state = directory.resolve("feed.state");
        router.table(LEASES).add("address", "192.0.2.1");
        poll("&stateFile=" + state);
        awaitEvents("created 192.0.2.1");
        assertThat(isFree(state)).isFalse();

        context.getRouteController().suspendRoute("feed");

        await().atMost(PATIENCE).until(() -> isFree(state));
        router.table(LEASES).add("address", "192.0.2.2");
        context.getRouteController().resumeRoute("feed");
        awaitEvents("created 192.0.2.1", "created 192.0.2.2");
        assertThat(isFree(state)).isFalse();
    }

    private static boolean isFree(Path state) throws IOException {
        Path file = state.resolveSibling(state.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}

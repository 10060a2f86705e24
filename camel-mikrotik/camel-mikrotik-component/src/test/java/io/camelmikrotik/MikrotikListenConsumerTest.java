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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.pool.LeaseKind;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /**
     * Waits until the router has printed the table for the first time. The feed may not have taken that in yet: what
     * changes now may come as live or as reconciliation.
     */
    private void awaitPrinted() {
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

        assertThat(exchanges.get(1).getMessage().getHeaders()).containsEntry(MikrotikConstants.DEVICE, router.address())
                .containsEntry(MikrotikConstants.SOURCE, LISTEN)
                .doesNotContainKeys(MikrotikConstants.PREVIOUS_ROW, MikrotikConstants.COMMAND);
        assertThat(exchanges.get(2).getMessage().getBody(RouterOsRow.class)).containsEntry("address", "192.0.2.9");
        assertThat(exchanges.get(2).getMessage().getHeader(MikrotikConstants.PREVIOUS_ROW, RouterOsRow.class))
                .containsEntry("address", "192.0.2.2");
        assertThat(exchanges.get(2).getMessage().getHeader(MikrotikConstants.CHANGED_PROPERTIES, List.class))
                .containsExactlyInAnyOrder("address", "comment");
        assertThat(exchanges.get(3).getMessage().getBody(RouterOsRow.class)).containsEntry("comment", "moved");
    }

    @Test
    void whatTheRouterDidNotTellIsFoundByTheNextResync() throws Exception {
        router.table(ACTIVE).add("name", "cust1");
        String gone = router.table(ACTIVE).add("name", "gone");
        listen("&resyncInterval=300");
        awaitEvents("created cust1 reconciliation", "created gone reconciliation");
        router.table(ACTIVE).swallowEvents(2);
        router.table(ACTIVE).remove(gone);
        router.table(ACTIVE).add("name", "untold");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).containsExactlyInAnyOrder(
                "created cust1 reconciliation", "created gone reconciliation", "removed gone reconciliation",
                "created untold reconciliation"));
        router.table(ACTIVE).add("name", "told");

        await().atMost(PATIENCE).until(() -> events.stream().anyMatch(event -> event.startsWith("created told")));
        assertThat(router.journal().commands().stream().filter(entry -> entry.command().equals(LISTEN))).hasSize(1);
    }

    @Test
    void withoutAResyncTheTableIsPrintedOnce() throws Exception {
        router.table(ACTIVE).add("name", "cust1");
        listen("");
        awaitEvents("created cust1 reconciliation");
        router.table(ACTIVE).swallowEvents(1);
        router.table(ACTIVE).add("name", "untold");
        router.table(ACTIVE).add("name", "told");

        awaitEvents("created cust1 reconciliation", "created told live");
        assertThat(router.journal().commands().stream().filter(entry -> entry.command().equals(PRINT))).hasSize(1);
    }

    @Test
    void rowsThatExistAtFirstMayBeSkipped(@TempDir Path folder) throws Exception {
        String id = router.table(ACTIVE).add("name", "cust1");
        Path state = folder.resolve("active.state");
        listen("&initial=skip&stateFile=" + state);
        // only then are changes live
        await().atMost(PATIENCE).until(() -> Files.exists(state));

        router.table(ACTIVE).add("name", "cust2");
        awaitEvents("created cust2 live");
        router.table(ACTIVE).remove(id);
        awaitEvents("created cust2 live", "removed cust1 live");
    }

    @Test
    void whatChangedWhileTheSessionWasAwayIsDelivered() throws Exception {
        String gone = router.table(ACTIVE).add("name", "gone");
        String changed = router.table(ACTIVE).add("name", "changed");
        listen("");
        awaitEvents("created gone reconciliation", "created changed reconciliation");

        router.faults().refuse(true);
        router.cutSessions();
        router.table(ACTIVE).remove(gone);
        router.table(ACTIVE).set(changed, "address", "192.0.2.9");
        router.table(ACTIVE).add("name", "new");
        router.faults().refuse(false);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events.subList(2, events.size())).containsExactlyInAnyOrder(
                "removed gone reconciliation", "updated changed reconciliation", "created new reconciliation"));
    }

    @Test
    void aReconnectThatFindsNothingChangedDeliversNothing() throws Exception {
        router.table(ACTIVE).add("name", "cust1");
        listen("");
        awaitEvents("created cust1 reconciliation");

        router.cutSessions();
        await().atMost(PATIENCE).until(() -> router.journal().logins() == 2);
        router.table(ACTIVE).add("name", "cust2");

        await().atMost(PATIENCE).until(() -> events.size() == 2);
        assertThat(events.get(1)).startsWith("created cust2");
    }

    @Test
    void aRowThatCeasesToMatchIsRemovedAndOneThatBeginsToIsCreated() throws Exception {
        String id = router.table(ACTIVE).add("name", "cust1", "service", "pppoe");
        listen("&where=service=pppoe");
        awaitEvents("created cust1 reconciliation");

        router.table(ACTIVE).set(id, "service", "l2tp");
        awaitEvents("created cust1 reconciliation", "removed cust1 live");
        router.table(ACTIVE).set(id, "service", "pppoe");

        await().atMost(PATIENCE).until(() -> events.size() == 3);
        assertThat(events.get(2)).startsWith("created cust1");
        assertThat(router.journal().commands()).filteredOn(entry -> entry.command().equals(LISTEN))
                .allSatisfy(entry -> assertThat(entry.queries()).isEmpty());
    }

    @Test
    void whatTheSelectionReadsIsAskedForWithTheProperties() throws Exception {
        String id = router.table(ACTIVE).add("name", "cust1", "service", "pppoe", "uptime", "1m");
        listen("&where=service=pppoe&properties=name");
        awaitEvents("created cust1 reconciliation");
        assertThat(exchanges.get(0).getMessage().getBody(RouterOsRow.class))
                .isEqualTo(Map.of(".id", id, "name", "cust1", "service", "pppoe"));
    }

    @Test
    void theYesOfOldVersionsIsAsDeadAsTheTrueOfNewOnes() throws Exception {
        try (SimulatedRouter old = SimulatedRouter.builder().version("6.10").start()) {
            String id = old.table(ACTIVE).add("name", "cust1");
            start(routes -> routes.from("mikrotik:" + old.address() + LISTEN).process(this::record));
            awaitEvents("created cust1 reconciliation");
            old.table(ACTIVE).remove(id);
            awaitEvents("created cust1 reconciliation", "removed cust1 live");
            context.stop();
        }
    }

    @Test
    void aNameSurvivesANewIdAsAKey() throws Exception {
        String id = router.table(ACTIVE).add("name", "cust1", "address", "192.0.2.1");
        listen("&key=name");
        awaitEvents("created cust1 reconciliation");

        router.faults().refuse(true);
        router.cutSessions();
        router.table(ACTIVE).remove(id);
        String newId = router.table(ACTIVE).add("name", "cust1", "address", "192.0.2.1");
        router.faults().refuse(false);
        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 2);
        router.table(ACTIVE).remove(newId);

        await().atMost(PATIENCE).until(() -> events.size() == 2);
        assertThat(events.get(1)).startsWith("removed cust1");
        assertThat(exchanges.get(1).getMessage().getBody(RouterOsRow.class).getId()).isEqualTo(newId);
    }

    @Test
    void anIgnoredPropertyAloneIsNoChange() throws Exception {
        String id = router.table(ACTIVE).add("name", "cust1", "uptime", "1m", "address", "a");
        listen("&ignore=uptime");
        awaitEvents("created cust1 reconciliation");

        router.table(ACTIVE).set(id, "uptime", "2m");
        router.table(ACTIVE).set(id, "uptime", "3m", "address", "b");

        awaitEvents("created cust1 reconciliation", "updated cust1 live");
        assertThat(exchanges.get(1).getMessage().getHeader(MikrotikConstants.CHANGED_PROPERTIES))
                .isEqualTo(List.of("address"));
        assertThat(exchanges.get(1).getMessage().getBody(RouterOsRow.class)).containsEntry("uptime", "3m");
    }

    @Test
    void aFailedChangeComesAgainAndDoesNotHoldUpOtherRows() throws Exception {
        AtomicInteger failures = new AtomicInteger(3);
        router.table(ACTIVE).add("name", "first");
        start(routes -> routes.from(uri(LISTEN + "?" + QUICK)).process(exchange -> {
            RouterOsRow row = exchange.getMessage().getBody(RouterOsRow.class);
            if (row.get("name").equals("bad") && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("no luck");
            }
            record(exchange);
        }));
        awaitEvents("created first reconciliation");
        String bad = router.table(ACTIVE).add("name", "bad", "address", "1");
        router.table(ACTIVE).set(bad, "address", "2");
        router.table(ACTIVE).add("name", "good");

        await().atMost(PATIENCE).until(() -> events.size() == 4);
        assertThat(events).containsSubsequence("created bad live", "updated bad live").contains("created good live");
        assertThat(failures).hasNegativeValue();
    }

    @Test
    void tenSubscriptionsNeedOneLogin() throws Exception {
        start(routes -> {
            for (int i = 0; i < 10; i++) {
                routes.from(uri("/x" + i + "/listen")).process(this::record);
            }
        });
        for (int i = 0; i < 10; i++) {
            router.table("/x" + i).add("name", "row" + i);
        }

        await().atMost(PATIENCE).until(() -> events.size() == 10);
        assertThat(router.journal().logins()).isEqualTo(1);
        assertThat(rows(send(uri("/x1/print"), null))).hasSize(1);
        assertThat(router.journal().sessionsAtMost()).isEqualTo(1);
    }

    @Test
    void aSlowRouteHoldsUpNobodyElseAndMissesNoLastState() throws Exception {
        CountDownLatch occupied = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Map<String, String> last = new ConcurrentHashMap<>();
        List<String> ids = new ArrayList<>(List.of(router.table(ACTIVE).add("name", "cust0", "address", "0")));
        router.table("/ip/arp").add("name", "first");
        start(routes -> {
            routes.from(uri(LISTEN + "?" + QUICK + "&bufferSize=16")).process(exchange -> {
                occupied.countDown();
                released.await();
                RouterOsRow row = exchange.getMessage().getBody(RouterOsRow.class);
                last.put(row.get("name"), row.get("address"));
            });
            routes.from(uri("/ip/arp/listen")).process(this::record);
        });
        assertThat(occupied.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        awaitEvents("created first reconciliation");
        for (int i = 1; i < 10; i++) {
            ids.add(router.table(ACTIVE).add("name", "cust" + i, "address", "0"));
        }
        for (int round = 1; round <= 1000; round++) {
            for (String id : ids) {
                router.table(ACTIVE).set(id, "address", Integer.toString(round));
            }
        }
        router.table("/ip/arp").add("name", "other");
        awaitEvents("created first reconciliation", "created other live");
        assertThat(rows(send(uri("/system/identity/print"), null))).hasSize(1);
        await().atMost(PATIENCE).until(() -> router.journal().count("/cancel") > 0);

        released.countDown();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(last).hasSize(10).values().containsOnly("1000"));
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aMenuThatCannotBeListenedToSaysWhichOptionHelps() throws Exception {
        List<Throwable> told = new CopyOnWriteArrayList<>();
        start(routes -> {
            routes.onException(Exception.class).handled(true)
                    .process(exchange -> told.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
            routes.from(uri("/system/resource/listen?bridgeErrorHandler=true&" + QUICK)).process(this::record);
        });

        await().atMost(PATIENCE).until(() -> router.journal().count("/system/resource/listen") > 3);
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).hasMessageContaining("unknown parameter follow-only")
                .hasMessageContaining("fallbackToPolling=true");
    }

    @Test
    void thatPrintsComeInsteadOfAListenIsSaidOnceHoweverOftenTheSessionIsLost() throws Exception {
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.internal.feed")) {
            start(routes -> routes.from(uri("/system/resource/listen?fallbackToPolling=true&fallbackDelay=20&" + QUICK))
                    .process(this::record));
            for (int lost = 0; lost < 3; lost++) {
                int prints = router.journal().count("/system/resource/print");
                await().atMost(PATIENCE).until(() -> router.journal().count("/system/resource/print") > prints + 2);
                router.faults().onNext("/system/resource/print").cutAfterBytes(3);
            }
            // whether it can be listened to by now is tried anew after each loss
            await().atMost(PATIENCE).until(() -> router.journal().count("/system/resource/listen") == 4);

            assertThat(log.lines(Level.INFO)).filteredOn(line -> line.contains("cannot be listened to")).singleElement()
                    .asString()
                    .contains("/system/resource of api@127.0.0.1", "it is printed every 0.02 s instead");
        }
    }

    @Test
    void aMenuThatCannotBeListenedToIsPrintedInstead() throws Exception {
        router.faults().onNext("/ip/neighbor/listen").times(Faults.ALWAYS).trap("0", "no such command");
        String id = router.table("/ip/neighbor").add("name", "switch", "address", "1");
        start(routes -> routes.from(uri("/ip/neighbor/listen?fallbackToPolling=true&fallbackDelay=20&" + QUICK))
                .process(this::record));
        awaitEvents("created switch reconciliation");

        router.table("/ip/neighbor").set(id, "address", "2");
        router.table("/ip/neighbor").add("name", "phone");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).containsExactlyInAnyOrder(
                "created switch reconciliation", "updated switch reconciliation", "created phone reconciliation"));
        assertThat(router.journal().count("/ip/neighbor/listen")).isEqualTo(1);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aSessionThatDiedSilentlyIsReplaced() throws Exception {
        listen("&idleProbeInterval=50");
        awaitPrinted();

        router.swallowExistingSessions();
        router.table(ACTIVE).add("name", "unheard");

        await().atMost(Duration.ofSeconds(30)).until(() -> !events.isEmpty());
        assertThat(events).containsExactly("created unheard reconciliation");
        assertThat(router.journal().logins()).isEqualTo(2);
    }

    @Test
    void theEndOfTheListenIsToldOnceAndTheReturnInOneLine() throws Exception {
        RecordedLog log = RecordedLog.start("io.camelmikrotik.internal.feed");
        List<Throwable> told = new CopyOnWriteArrayList<>();
        start(routes -> {
            routes.onException(Exception.class).handled(true)
                    .process(exchange -> told.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
            routes.from(uri(LISTEN + "?bridgeErrorHandler=true&" + QUICK)).process(this::record);
        });
        awaitPrinted();

        router.faults().onNext(LISTEN).times(5).trap("4", "failure: busy");
        router.cutSessions();
        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 2);
        router.table(ACTIVE).add("name", "cust1");
        await().atMost(PATIENCE).until(() -> events.size() == 1);

        // the session that was lost, and the trouble of another kind that came then
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isInstanceOf(SessionClosedException.class);
        assertThat(told.get(1)).isInstanceOf(TrapException.class).hasMessageContaining("failure: busy");
        assertThat(log.lines(Level.INFO)).hasSize(1).allMatch(line -> line.startsWith(ACTIVE + " of api@127.0.0.1"))
                .allMatch(line -> line.contains("is back after"));
        log.close();
    }

    @Test
    void suspendingCancelsTheListenAndResumingLosesNothing() throws Exception {
        String id = router.table(ACTIVE).add("name", "cust1");
        listen("");
        awaitEvents("created cust1 reconciliation");

        template.sendBody("controlbus:route?routeId=feed&action=suspend", null);
        await().atMost(PATIENCE).until(() -> router.journal().commands().stream()
                .anyMatch(entry -> entry.command().equals(LISTEN) && entry.cancelled()));
        assertThat(component.deviceStatuses()).allSatisfy(status -> assertThat(status.commands()).isZero());
        router.table(ACTIVE).remove(id);
        router.table(ACTIVE).add("name", "cust2");
        template.sendBody("controlbus:route?routeId=feed&action=resume", null);

        awaitEvents("created cust1 reconciliation", "removed cust1 reconciliation", "created cust2 reconciliation");
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void controlbusStopsTheListenAndStartingItAgainWithAStateLosesAndRepeatsNothing() throws Exception {
        String id = router.table(ACTIVE).add("name", "cust1");
        router.table(ACTIVE).add("name", "same");
        context.getRegistry().bind("state", new MemoryStateRepository());
        listen("&stateRepository=#state");
        awaitEvents("created cust1 reconciliation", "created same reconciliation");

        template.sendBody("controlbus:route?routeId=feed&action=stop", null);
        await().atMost(PATIENCE).until(() -> router.journal().commands().stream()
                .anyMatch(entry -> entry.command().equals(LISTEN) && entry.cancelled()));
        router.table(ACTIVE).remove(id);
        template.sendBody("controlbus:route?routeId=feed&action=start", null);

        awaitEvents("created cust1 reconciliation", "created same reconciliation", "removed cust1 reconciliation");
    }

    @Test
    void aSuspendedDeviceIsLeftAloneAndFollowedAgainAfterwards() throws Exception {
        listen("");
        awaitPrinted();

        component.suspendDevice("api@" + router.address());
        await().atMost(PATIENCE).until(() -> router.sessionsOpen() == 0);
        router.table(ACTIVE).add("name", "cust1");
        component.resumeDevice("api@" + router.address());

        awaitEvents("created cust1 reconciliation");
    }

    @Test
    void theHealthOfASubscriptionIsThatOfItsTable() throws Exception {
        listen("");
        awaitPrinted();
        MikrotikListenConsumer consumer = (MikrotikListenConsumer) context.getRoute("feed").getConsumer();
        HealthCheck check = consumer.getHealthCheck();
        await().atMost(PATIENCE).until(() -> check.call().getState() == HealthCheck.State.UP);

        router.shutdown();
        await().atMost(PATIENCE).until(() -> check.call().getState() == HealthCheck.State.DOWN);
        assertThat(consumer.getTrouble()).contains(router.address());
        router.powerOn();
        component.resumeDevice("api@" + router.address());

        await().atMost(PATIENCE).until(() -> check.call().getState() == HealthCheck.State.UP);
    }

    @Test
    void aConsumersHeadersAreNoControlsOfTheProducer() throws Exception {
        router.table(ACTIVE).add("name", "cust1");
        start(routes -> routes.from(uri(LISTEN)).doTry().to(uri("")).doCatch(BadInputException.class)
                .process(this::record).end());

        awaitEvents("created cust1 reconciliation");
        assertThat(exchanges.get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)).hasMessageContaining("no command");
    }

    @Test
    void messagesOfAPooledExchangeFactoryAreDelivered() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        MockEndpoint mock = context.getEndpoint("mock:out", MockEndpoint.class);
        mock.expectedBodiesReceived(List.of("cust0", "cust1", "cust2"));
        start(routes -> routes.from(uri(LISTEN)).setBody().simple("${body[name]}").to(mock));
        for (int i = 0; i < 3; i++) {
            router.table(ACTIVE).add("name", "cust" + i);
        }

        mock.assertIsSatisfied(PATIENCE.toMillis());
    }

    @Test
    void aRouteThatIsSuspendedWhileItWaitsForASessionAsksForNoneAnyMore() throws Exception {
        component.setMaxTotalPerKey(1);
        start(routes -> routes.from(uri(LISTEN)).routeId("feed").autoStartup(false).process(this::record));
        PooledDevice device = context.getEndpoint(uri(LISTEN), MikrotikEndpoint.class).client().device();
        Lease only = device.acquire(LeaseKind.EXCLUSIVE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        context.getRouteController().startRoute("feed");
        await().atMost(PATIENCE).until(() -> device.status().waiting() == 1);

        context.getRouteController().suspendRoute("feed");

        await().atMost(PATIENCE).until(() -> device.status().waiting() == 0);
        only.release();
        assertThat(rows(send(uri(PRINT), null))).isEmpty();
        assertThat(router.journal().count(LISTEN)).isZero();
    }
}

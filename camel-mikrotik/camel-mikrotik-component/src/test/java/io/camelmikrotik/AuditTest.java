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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.camelmikrotik.AuditEvent.Outcome;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.camelmikrotik.AuditEvent.Outcome.DONE;
import static io.camelmikrotik.AuditEvent.Outcome.NOT_SENT;
import static io.camelmikrotik.AuditEvent.Outcome.REFUSED;
import static io.camelmikrotik.AuditEvent.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The audit: for every way of writing, one event and one line for each write, with what became of it. */
class AuditTest extends MikrotikTestSupport {

    private static final String CANARY = "c4nary-p4ss";
    private static final String ADD = "/ppp/secret/add";
    private static final String ENSURE = "/ppp/secret?operation=ensure&key=name&scope=comment=x&attribute.comment=x";

    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private RecordedLog log;

    @BeforeEach
    void listen() {
        log = RecordedLog.start("io.camelmikrotik.audit");
        component.getConfiguration().setAudit(true);
        component.getConfiguration().setAuditListener(event -> {
            threads.add(Thread.currentThread());
            events.add(event);
        });
        router.table("/ppp/secret").add("name", "old", "password", "before");
    }

    @AfterEach
    void stopRecording() {
        log.close();
    }

    private enum Fate {
        EXECUTED,
        TRAPPED,
        LOST,
        UNREACHABLE
    }

    private record Way(String uri, Object body, String path) {
    }

    private static Map<String, Object> row(String name) {
        return Map.of("name", name, "password", CANARY);
    }

    private static List<Map<String, Object>> rows() {
        return List.of(row("a"), row("b"), row("c"));
    }

    private static Stream<Object[]> cases() {
        RouterOsCommand add = RouterOsCommand.builder(ADD).attribute("name", "a").attribute("password", CANARY).build();
        List<Object[]> cases = new ArrayList<>();
        List<Way> single = List.of(
                new Way(ADD, row("a"), ADD), new Way("", add, ADD), new Way("/ppp/secret/set", row("a"), "/ppp/secret/set"),
                new Way("/ppp/secret?operation=upsert&key=name", row("a"), ADD),
                new Way("/ppp/secret?operation=update&key=name", row("old"), "/ppp/secret/set"));
        for (Way way : single) {
            cases.add(new Object[] { way, Fate.EXECUTED, List.of(DONE) });
            cases.add(new Object[] { way, Fate.TRAPPED, List.of(REFUSED) });
            cases.add(new Object[] { way, Fate.LOST, List.of(UNKNOWN) });
            cases.add(new Object[] { way, Fate.UNREACHABLE, List.of(NOT_SENT) });
        }
        String bulk = "bulkWindow=1&onFailure=continue";
        List<Way> many = List.of(
                new Way(ADD + "?" + bulk, rows(), ADD), new Way("?" + bulk, List.of(add, add, add), ADD),
                new Way("/ppp/secret?operation=upsert&key=name&" + bulk, rows(), ADD));
        for (Way way : many) {
            cases.add(new Object[] { way, Fate.EXECUTED, List.of(DONE, DONE, DONE) });
            cases.add(new Object[] { way, Fate.TRAPPED, List.of(REFUSED, DONE, DONE) });
            cases.add(new Object[] { way, Fate.LOST, List.of(UNKNOWN, NOT_SENT, NOT_SENT) });
            cases.add(new Object[] { way, Fate.UNREACHABLE, List.of(NOT_SENT, NOT_SENT, NOT_SENT) });
        }
        Way ensure = new Way(ENSURE + "&" + bulk, rows(), ADD);
        cases.add(new Object[] { ensure, Fate.EXECUTED, List.of(DONE, DONE, DONE) });
        cases.add(new Object[] { ensure, Fate.TRAPPED, List.of(REFUSED, DONE, DONE) });
        // it goes on over another session
        cases.add(new Object[] { ensure, Fate.LOST, List.of(UNKNOWN, DONE, DONE) });
        Way stopping = new Way(ENSURE + "&bulkWindow=1", rows(), ADD);
        cases.add(new Object[] { stopping, Fate.TRAPPED, List.of(REFUSED, NOT_SENT, NOT_SENT) });
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachWriteHasOneEventAndOneLine(Way way, Fate fate, List<Outcome> expected) throws Exception {
        boolean same = way.uri().isEmpty() || way.uri().startsWith("?");
        if (way.path().endsWith("/set")) {
            router.table("/ppp/secret").add("name", "a", "password", "before");
        }
        start(routes -> routes.from("direct:in").routeId("writing").to(uri(way.uri())));
        Object body = way.uri().equals("/ppp/secret/set") ? Map.of(".id", "*1", "password", CANARY) : way.body();
        switch (fate) {
            case EXECUTED -> {
            }
            case TRAPPED -> router.faults().onNext(way.path()).trap("0", "not " + CANARY + " again");
            case LOST -> router.faults().onNext(way.path()).executeThenReset();
            case UNREACHABLE -> router.faults().refuse(true);
        }

        Exchange exchange = send("direct:in", body);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).hasSizeGreaterThanOrEqualTo(expected.size()));
        List<Outcome> outcomes = events.stream().map(AuditEvent::outcome).toList();
        if (same && fate == Fate.EXECUTED && expected.size() > 1) {
            // the same name thrice: the router refuses the later ones
            assertThat(outcomes).hasSize(3).startsWith(DONE);
        } else if (same && fate == Fate.TRAPPED && expected.size() > 1) {
            assertThat(outcomes).hasSize(3).startsWith(REFUSED);
        } else {
            assertThat(outcomes).isEqualTo(expected);
        }
        assertThat(events).allSatisfy(event -> {
            assertThat(event.device()).isEqualTo("api@" + router.address());
            assertThat(event.routeId()).isEqualTo("writing");
            assertThat(event.exchangeId()).isEqualTo(exchange.getExchangeId());
            assertThat(event.detail() == null).isEqualTo(event.outcome() == DONE);
            assertThat(event.toString()).contains("password=xxxxxx").doesNotContain(CANARY);
            assertThat(event.path()).isIn(way.path(), "/ppp/secret/upsert", "/ppp/secret/update");
        });
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(log.lines()).hasSize(events.size()).noneMatch(line -> line.contains(CANARY)));
        assertThat(threads).noneMatch(thread -> thread.getName().contains("MikrotikIo"));
        long sent = outcomes.stream().filter(outcome -> outcome != NOT_SENT).count();
        assertThat(router.journal().count(way.path())).isEqualTo((int) sent);
    }

    @Test
    void rowsThatAreRemovedTogetherHaveALineEach() throws Exception {
        String other = router.table("/ppp/secret").add("name", "other");
        startWithout();

        send(uri("/ppp/secret/remove"), List.of(Map.of(".id", "*1"), Map.of(".id", other)));

        await().atMost(PATIENCE).until(() -> events.size() == 2);
        assertThat(events).extracting(AuditEvent::command)
                .containsExactly("/ppp/secret/remove =.id=*1", "/ppp/secret/remove =.id=" + other);
        assertThat(events).extracting(AuditEvent::outcome).containsOnly(DONE);
        assertThat(router.journal().count("/ppp/secret/remove")).isEqualTo(1);
    }

    @Test
    void whatIsForbiddenIsToldAsNotSent() throws Exception {
        startWithout();

        send(uri("?readOnly=true"), row("a"), Map.of(MikrotikConstants.COMMAND, ADD));

        await().atMost(PATIENCE).until(() -> events.size() == 1);
        assertThat(events.get(0).outcome()).isEqualTo(NOT_SENT);
        assertThat(events.get(0).detail()).contains("readOnly=true of the endpoint forbids it");
    }

    @Test
    void polledWritesAndSafeModeAreTold() throws Exception {
        start(routes -> routes.from(uri("/system/script/run?initialDelay=0&delay=3600000&allowPolledWrites=true"
                                        + "&attribute.number=none"))
                .routeId("polling").to("mock:out"));
        await().atMost(PATIENCE).until(() -> events.size() == 1);
        assertThat(events.get(0).routeId()).isEqualTo("polling");
        assertThat(events.get(0).exchangeId()).isNull();

        assertThat(send(uri(ADD + "?safeMode=true"), rows()).getException()).isNull();

        await().atMost(PATIENCE).until(() -> events.size() == 6);
        assertThat(events.subList(1, 6)).extracting(AuditEvent::path)
                .containsExactly("/safe-mode/take", ADD, ADD, ADD, "/safe-mode/release");
    }

    @Test
    void streamsThatAreNotKnownToOnlyReadAreTold() throws Exception {
        startWithout();
        router.faults().onNext("/tool/fetch").trap("0", "failure: aborted");

        Exchange exchange = send(uri("/tool/fetch?streaming=true&attribute.url=http://192.0.2.1/"), null);

        assertThat(exchange.getException()).isInstanceOf(TrapException.class);
        await().atMost(PATIENCE).until(() -> events.size() == 1);
        assertThat(events.get(0).outcome()).isEqualTo(REFUSED);
        assertThat(events.get(0).command()).isEqualTo("/tool/fetch =url=http://192.0.2.1/");
    }

    @Test
    void readsAreNotToldAndNothingIsWithoutTheOptions() throws Exception {
        startWithout();
        send(uri("/ppp/secret/print"), null);
        component.getConfiguration().setAudit(false);
        component.getConfiguration().setAuditListener(null);
        send(uri(ADD + "?bulkWindow=16"), List.of(row("b")));
        component.getConfiguration().setAuditListener(events::add);
        send(uri(ADD), row("c"));

        await().atMost(PATIENCE).until(() -> !events.isEmpty());
        assertThat(events).singleElement().satisfies(event -> assertThat(event.command()).contains("name=c"));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aListenerThatThrowsHindersNobody() throws Exception {
        component.getConfiguration().setAuditListener(event -> {
            events.add(event);
            throw new AssertionError("listener");
        });
        startWithout();

        try (RecordedLog said = RecordedLog.start("io.camelmikrotik.internal.component.AuditTrail")) {
            assertThat(send(uri(ADD), rows()).getException()).isNull();
            await().atMost(PATIENCE).until(() -> events.size() == 3 && said.lines().size() == 3);
            assertThat(said.lines()).allMatch(line -> line.contains("threw an exception")).noneMatch(
                    line -> line.contains(CANARY));
        }
        await().atMost(PATIENCE).until(() -> log.lines().size() == 3);
    }

    @Test
    void aLineLooksAsThePageShowsIt() throws Exception {
        start(routes -> routes.from("direct:in").routeId("customers").to(uri(ADD)));
        Map<String, Object> anna = new LinkedHashMap<>();
        anna.put("name", "anna");
        anna.put("password", CANARY);

        Exchange exchange = send("direct:in", anna);

        await().atMost(PATIENCE).until(() -> log.lines(Level.INFO).size() == 1);
        assertThat(log.lines(Level.INFO)).containsExactly(
                "route=customers exchange=" + exchange.getExchangeId() + " device=api@" + router.address()
                                                          + " outcome=done command=/ppp/secret/add =name=anna"
                                                          + " =password=xxxxxx");
    }

    @Test
    void aLineIsOneLineWhateverAValueHas() throws Exception {
        startWithout();

        send(uri(ADD), Map.of("name", "a\nroute=forged outcome=done"));

        await().atMost(PATIENCE).until(() -> log.lines().size() == 1);
        assertThat(log.lines().get(0)).doesNotContain("\n").contains("a\\u000aroute=forged");
    }
}

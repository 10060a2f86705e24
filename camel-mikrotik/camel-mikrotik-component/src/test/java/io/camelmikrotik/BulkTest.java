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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.BulkWriteException;
import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.internal.producer.ElementBody;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.write.WriteOutcome;
import io.camelmikrotik.write.WriteOutcome.State;
import io.camelmikrotik.write.WriteProgress;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A body of many elements. */
class BulkTest extends MikrotikTestSupport {

    private static final String SECRETS = "/ppp/secret";
    private static final String ADD = "/ppp/secret/add";
    private static final String REMOVE = "/ppp/secret/remove";

    @Test
    void aListOfMapsIsAddedWithAnOutcomeForEachElementInOrder() throws Exception {
        startWithout();

        Exchange exchange = send(uri(ADD + "?attribute.service=pppoe"), accounts(100));

        assertThat(outcomes(exchange)).hasSize(100).allMatch(WriteOutcome::isDone).extracting(WriteOutcome::index)
                .isSorted();
        assertThat(outcomes(exchange)).allSatisfy(
                outcome -> assertThat(router.table(SECRETS).row(outcome.ret())).containsEntry("service", "pppoe")
                        .containsEntry("name", (String) ((Map<?, ?>) outcome.element()).get("name")));
        assertCounts(exchange, 100, 0, 0, 0);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void iteratorsIterablesStreamsAndArraysAreListsToo() throws Exception {
        startWithout();
        List<Map<String, Object>> accounts = accounts(12);

        assertCounts(send(uri(ADD), accounts.subList(0, 3).iterator()), 3, 0, 0, 0);
        assertCounts(send(uri(ADD), (Iterable<Map<String, Object>>) () -> accounts.subList(3, 6).iterator()), 3, 0, 0, 0);
        assertCounts(send(uri(ADD), accounts.subList(6, 9).stream()), 3, 0, 0, 0);
        assertCounts(send(uri(ADD), accounts.subList(9, 12).toArray()), 3, 0, 0, 0);

        assertThat(router.table(SECRETS).size()).isEqualTo(12);
    }

    @Test
    void aStreamedPrintOfOneTableFeedsAnother() throws Exception {
        start(routes -> routes.from("direct:copy")
                .to(uri("/ppp/secret/print?streaming=true&properties=name,comment"))
                .to(uri("/ip/hotspot/user/add")));
        IntStream.range(0, 300).forEach(i -> router.table(SECRETS).add("name", "user" + i, "comment", "c" + i));

        Exchange exchange = send("direct:copy", null);

        assertCounts(exchange, 300, 0, 0, 0);
        assertThat(router.table("/ip/hotspot/user").find("name", "user299").get(0)).containsEntry("comment", "c299");
    }

    @Test
    void anEmptyListSendsNothingAndSucceeds() throws Exception {
        startWithout();

        assertCounts(send(uri(ADD), List.of()), 0, 0, 0, 0);
    }

    @Test
    void aListOnACommandThatIsNoneOfATableIsNotManyCommands() throws Exception {
        startWithout();

        assertThat(send(uri("/system/identity/print"), accounts(5)).getException()).isNull();
        assertThat(router.journal().count("/system/identity/print")).isEqualTo(1);
    }

    @Test
    void aTrapStopsByDefaultAndTheExceptionTellsEveryOutcome() throws Exception {
        startWithout();
        router.faults().onNext(ADD).after(10).trap("1", "invalid value for argument name");

        Exchange exchange = send(uri(ADD + "?bulkWindow=4"), accounts(200));

        assertThat(exchange.getException()).isInstanceOfSatisfying(BulkWriteException.class, e -> {
            assertThat(e.getOutcomes()).hasSize(200);
            assertThat(e.getOutcomes().get(10).state()).isEqualTo(State.TRAPPED);
            assertThat(e.getOutcomes().get(10).category()).isEqualTo(1);
            assertThat(e).hasMessageContaining("element 10").hasMessageContaining("invalid value for argument name")
                    .hasMessageContaining(ADD).hasMessageContaining(router.address()).hasMessageContaining("1 refused");
            assertThat(e.getResult().done()).isEqualTo(router.table(SECRETS).size());
            assertThat(e.getResult().done() + e.getResult().notSent()).isEqualTo(199);
            assertThat(e.getResult().notSent()).isGreaterThan(150);
        });
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.TRAPPED_COUNT)).isEqualTo(1L);
        assertThat(exchange.getMessage().getBody()).isEqualTo(accounts(200));
    }

    @Test
    void withContinueTheOthersAreDoneAndTheExchangeSucceeds() throws Exception {
        startWithout();
        router.faults().onNext(ADD).after(10).trap(null, "failure: the service says no");

        Exchange exchange = send(uri(ADD + "?onFailure=continue"), accounts(50));

        assertCounts(exchange, 49, 1, 0, 0);
        assertThat(outcomes(exchange).get(10).message()).isEqualTo("failure: the service says no");
        assertThat(outcomes(exchange).get(10).category()).isNull();
    }

    @Test
    void afterAFailureAnIteratorIsReadNoFurther() throws Exception {
        startWithout();
        router.faults().onNext(ADD).after(10).trap("1", "no");
        Iterator<Map<String, Object>> endless = IntStream.iterate(0, i -> i + 1).mapToObj(BulkTest::account).iterator();

        Exchange exchange = send(uri(ADD + "?bulkWindow=4"), endless);

        assertThat(exchange.getException()).isInstanceOfSatisfying(BulkWriteException.class, e -> {
            long read = e.getResult().done() + 1 + e.getResult().notSent();
            assertThat(endless.next()).containsEntry("name", "user" + read);
        });
    }

    @Test
    void aBadElementOfAListFailsNamingItsIndexBeforeAnythingIsSent() throws Exception {
        startWithout();
        List<Object> elements = new ArrayList<>(accounts(5));
        elements.add(3, "not a map");

        assertThat(send(uri(ADD), elements).getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("element 3").hasMessageContaining("java.lang.String");
        elements.set(3, Map.of("bad name\n", "x"));
        assertThat(send(uri(ADD), elements).getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("element 3").hasMessageContaining("not a RouterOS property name");
        assertThat(router.journal().connections()).isZero();
    }

    @Test
    void aBadElementOfAnIteratorEndsItNamingItsIndexAndNothingBeforeItIsLost() throws Exception {
        startWithout();
        List<Object> elements = new ArrayList<>(accounts(5));
        elements.add(3, 17);

        Exchange exchange = send(uri(ADD), elements.iterator());

        assertThat(exchange.getException()).isInstanceOfSatisfying(BulkWriteException.class, e -> {
            assertThat(e.getOutcomes()).extracting(WriteOutcome::state)
                    .containsExactly(State.DONE, State.DONE, State.DONE, State.NOT_SENT);
            assertThat(e.getCause()).isInstanceOf(BadInputException.class).hasMessageContaining("element 3");
        });
        assertThat(router.table(SECRETS).size()).isEqualTo(3);
    }

    @Test
    void aBadElementIsSkippedWithContinue() throws Exception {
        startWithout();
        List<Object> elements = new ArrayList<>(accounts(5));
        elements.add(3, 17);

        Exchange exchange = send(uri(ADD + "?onFailure=continue"), elements);

        assertCounts(exchange, 5, 0, 1, 0);
        assertThat(outcomes(exchange).get(3).message()).contains("java.lang.Integer");
    }

    @Test
    void anIteratorThatThrowsFailsTheExchangeWithWhatWasDoneSoFar() throws Exception {
        startWithout();
        Stream<Map<String, Object>> breaking = IntStream.range(0, 100).mapToObj(i -> {
            if (i == 7) {
                throw new IllegalStateException("the file is cut off");
            }
            return account(i);
        });

        Exchange exchange = send(uri(ADD + "?onFailure=continue"), breaking);

        assertThat(exchange.getException()).isInstanceOfSatisfying(BulkWriteException.class, e -> {
            assertThat(e.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("the file is cut off");
            assertThat(e.getOutcomes()).hasSize(7).allMatch(WriteOutcome::isDone);
        });
    }

    @Test
    void theIteratorIsReadOnAWorkerThread() throws Exception {
        startWithout();
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        Stream<Map<String, Object>> accounts = IntStream.range(0, 100).mapToObj(i -> {
            threads.add(Thread.currentThread().getName());
            return account(i);
        });

        send(uri(ADD), accounts);

        assertThat(threads).hasSize(100).allSatisfy(name -> assertThat(name).contains("MikrotikWorker"));
    }

    @Test
    void theBodyIsClosedWhenItIsNotNeededAnyMore() throws Exception {
        startWithout();
        List<String> closed = new ArrayList<>();

        send(uri(ADD), accounts(3).stream().onClose(() -> closed.add("closed")));

        assertThat(closed).containsExactly("closed");
    }

    @Test
    void setAndUnsetTakeListsAndNullUnsets() throws Exception {
        startWithout();
        String first = router.table(SECRETS).add("name", "one", "comment", "old", "remote-address", "192.0.2.1");
        String second = router.table(SECRETS).add("name", "two", "remote-address", "192.0.2.2");
        Map<String, Object> unsetting = new HashMap<>();
        unsetting.put(".id", first);
        unsetting.put("comment", "new");
        unsetting.put("remote-address", null);

        assertCounts(send(uri("/ppp/secret/set"), List.of(unsetting)), 1, 0, 0, 0);
        assertCounts(send(uri("/ppp/secret/unset?attribute.value-name=remote-address"), List.of(Map.of("numbers", second))), 1,
                0, 0,
                0);

        assertThat(router.table(SECRETS).row(first)).containsEntry("comment", "new").doesNotContainKey("remote-address");
        assertThat(router.table(SECRETS).row(second)).doesNotContainKey("remote-address");
    }

    @Test
    void removeEnableAndDisableGoInChunksOfIds() throws Exception {
        startWithout();
        List<Map<String, String>> ids = secrets(120);

        Exchange disabled = send(uri("/ppp/secret/disable?bulkChunkSize=50"), ids);
        assertCounts(disabled, 120, 0, 0, 0);
        assertThat(router.table(SECRETS).find("disabled", "true")).hasSize(120);
        assertThat(router.journal().count("/ppp/secret/disable")).isEqualTo(3);

        Exchange removed = send(uri(REMOVE + "?bulkChunkSize=50"), ids);
        assertCounts(removed, 120, 0, 0, 0);
        assertThat(router.table(SECRETS).size()).isZero();
        assertThat(router.journal().count(REMOVE)).isEqualTo(3);
    }

    @Test
    void ofChunksThatWereNotSentEveryElementIsNotSent() throws Exception {
        startWithout();
        List<Map<String, String>> ids = secrets(120);
        router.faults().onNext("/ppp/secret/disable").executeThenReset();

        Exchange disabled = send(uri("/ppp/secret/disable?bulkChunkSize=10&bulkWindow=1"), ids);

        assertThat(disabled.getException()).isInstanceOfSatisfying(BulkWriteException.class, e -> {
            assertThat(e.getResult().unknown()).isEqualTo(10);
            assertThat(e.getResult().notSent()).isEqualTo(110);
        });
    }

    @Test
    void aRouterThatEndsTheSessionAtEveryReadingCommandIsGivenUp() throws Exception {
        startWithout();
        router.faults().onNext("/ppp/secret/print").times(Faults.ALWAYS).cutBeforeExecuting();

        Exchange exchange = send(uri("/ppp/secret?operation=upsert&key=name&bulkResumeTimeout=500"), accounts(3));

        assertThat(exchange.getException()).isInstanceOfSatisfying(BulkWriteException.class,
                e -> assertThat(e.getResult().notSent()).isEqualTo(3));
    }

    @Test
    void printedRowsCanBeRemovedAsTheyAre() throws Exception {
        start(routes -> routes.from("direct:clean").to(uri("/ppp/secret/print?where=comment=old")).to(uri(REMOVE)));
        router.table(SECRETS).add("name", "keep");
        router.table(SECRETS).add("name", "drop1", "comment", "old");
        router.table(SECRETS).add("name", "drop2", "comment", "old");

        assertCounts(send("direct:clean", null), 2, 0, 0, 0);

        assertThat(router.table(SECRETS).rows()).extracting(row -> row.get("name")).containsExactly("keep");
    }

    @Test
    void ofAChunkWithAMissingRowEveryOutcomeIsRight() throws Exception {
        startWithout();
        List<Map<String, String>> ids = new ArrayList<>(secrets(30));
        ids.add(7, Map.of(".id", "*FFF1"));
        ids.add(21, Map.of(".id", "*FFF2"));

        Exchange disabled = send(uri("/ppp/secret/disable?onFailure=continue"), ids);
        assertCounts(disabled, 30, 2, 0, 0);
        assertThat(outcomes(disabled)).filteredOn(each -> !each.isDone()).extracting(WriteOutcome::index)
                .containsExactly(7L, 21L);

        Exchange removed = send(uri(REMOVE + "?onFailure=continue"), ids);
        assertCounts(removed, 30, 2, 0, 0);
        assertThat(outcomes(removed)).filteredOn(each -> !each.isDone()).extracting(WriteOutcome::index)
                .containsExactly(7L, 21L);
        assertThat(router.table(SECRETS).size()).isZero();
    }

    @Test
    void aChunkThatIsRefusedAfterPartOfItWasDoneIsFoundOut() throws Exception {
        startWithout();
        List<Map<String, String>> ids = secrets(10);
        // this router removes one row after the other, and gives up in between
        router.faults().onNext(entry -> {
            boolean chunk = entry.command().equals(REMOVE) && entry.attributes().get(".id").contains(",");
            if (chunk) {
                ids.subList(0, 4).forEach(id -> router.table(SECRETS).remove(id.get(".id")));
            }
            return chunk;
        }).trap(null, "action failed (6)");
        router.faults().onNext(entry -> entry.command().equals(REMOVE) && ids.get(8).get(".id").equals(entry.attributes().get(
                ".id"))).trap(null, "failure: in use");

        Exchange removed = send(uri(REMOVE + "?onFailure=continue"), ids);

        assertCounts(removed, 9, 1, 0, 0);
        assertThat(outcomes(removed).get(8).message()).isEqualTo("failure: in use");
        assertThat(router.table(SECRETS).rows()).extracting(row -> row.get(".id")).containsExactly(ids.get(8).get(".id"));
    }

    @Test
    void anEndpointWithoutAPathTakesAListOfCommands() throws Exception {
        startWithout();

        Exchange exchange = send(uri(""), List.of(
                RouterOsCommand.builder(ADD).attribute("name", "one").build(),
                RouterOsCommand.builder("/ip/hotspot/user/add").attribute("name", "two").build()));

        assertCounts(exchange, 2, 0, 0, 0);
        assertThat(router.table("/ip/hotspot/user").find("name", "two")).hasSize(1);
        assertThat(send(uri(ADD), List.of(RouterOsCommand.of(REMOVE))).getException()).isInstanceOf(BadInputException.class);
    }

    @Test
    void parametersComeFromEachElement() throws Exception {
        startWithout();

        send(uri(ADD + "?attribute.name=:#login&attribute.comment=:#note"),
                List.of(Map.of("login", "one"), Map.of("login", "two")));
        Exchange exchange = send(uri(ADD + "?attribute.name=:#login&attribute.comment=:#note"),
                List.of(Map.of("login", "one"), Map.of("login", "two")), Map.of("note", "from header"));

        assertCounts(exchange, 2, 0, 0, 0);
        assertThat(router.table(SECRETS).find("comment", "from header")).extracting(row -> row.get("name"))
                .containsExactly("one", "two");
    }

    @Test
    void aCutConnectionLeavesUnknownWhatWasInFlightAndTheRestNotSent() throws Exception {
        startWithout();
        router.faults().onNext(ADD).after(20).executeThenReset();

        Exchange exchange = send(uri(ADD + "?onFailure=continue"), accounts(200));

        assertThat(exchange.getException()).isInstanceOfSatisfying(BulkWriteException.class, e -> {
            assertThat(e.getOutcomes()).hasSize(200);
            assertThat(e.getResult().unknown()).isBetween(1L, 16L);
            assertThat(e.getResult().notSent()).isGreaterThan(100);
            assertThat(e).hasMessageContaining("lost the session");
        });
        assertThat(sentNames()).doesNotHaveDuplicates();
    }

    @Test
    void withAResumeTimeoutTheRestGoesOnOverANewSession() throws Exception {
        startWithout();
        router.faults().onNext(ADD).after(20).executeThenReset();
        router.faults().onNext(ADD).after(100).cutBeforeExecuting();

        Exchange exchange = send(uri(ADD + "?onFailure=continue&bulkResumeTimeout=10s"), accounts(200));

        assertThat(exchange.getException()).isNull();
        assertThat(outcomes(exchange)).hasSize(200).filteredOn(each -> !each.isDone()).isNotEmpty()
                .allMatch(each -> each.state() == State.UNKNOWN);
        assertThat(sentNames()).doesNotHaveDuplicates();
        assertThat(router.journal().logins()).isEqualTo(3);
    }

    @Test
    void aRebootInBetweenIsWaitedFor() throws Exception {
        startWithout();
        AtomicInteger adds = new AtomicInteger();
        router.faults().onNext(entry -> {
            boolean middleOne = entry.command().equals(ADD) && adds.incrementAndGet() == 31;
            if (middleOne) {
                router.reboot(Duration.ofMillis(500));
            }
            return middleOne;
        }).cutBeforeExecuting();
        CompletableFuture<Object> result = template.asyncSend(
                uri(ADD + "?onFailure=continue&bulkResumeTimeout=30s&bulkCommandsPerSecond=200"),
                ExchangeBuilder.anExchange(context).withBody(accounts(200)).build())
                .thenApply(exchange -> exchange.getMessage().getBody());

        assertThat(result).succeedsWithin(PATIENCE);
        assertThat(router.journal().logins()).isEqualTo(2);
        assertThat(sentNames()).doesNotHaveDuplicates();
        assertThat(router.table(SECRETS).size()).isGreaterThanOrEqualTo(184);
    }

    @Test
    void whereNoSessionCanBeHadNothingIsReadAndTheExchangeFailsAsAnyOther() throws Exception {
        startWithout();
        router.shutdown();
        Iterator<Map<String, Object>> accounts = accounts(3).iterator();

        Exchange exchange = send(uri(ADD), accounts);

        assertThat(exchange.getException()).isNotInstanceOf(BulkWriteException.class).hasMessageContaining(router.address());
        assertThat(accounts.next()).containsEntry("name", "user0");
    }

    @Test
    void suspendingTheDeviceLetsTheWindowFinishAndTellsTheRest() throws Exception {
        startWithout();
        CompletableFuture<Exchange> result = template.asyncSend(uri(ADD + "?bulkCommandsPerSecond=300"),
                ExchangeBuilder.anExchange(context).withBody(accounts(2_000)).build());
        await().atMost(PATIENCE).until(() -> router.table(SECRETS).size() > 30);

        component.suspendDevice("api@" + router.address());

        assertThat(result).succeedsWithin(PATIENCE);
        assertThat(result.get().getException()).isInstanceOfSatisfying(BulkWriteException.class, e -> {
            assertThat(e.getResult().unknown()).isZero();
            assertThat(e.getResult().done()).isEqualTo(router.table(SECRETS).size());
            assertThat(e.getResult().done() + e.getResult().notSent()).isEqualTo(2_000);
        });
        assertThat(send(uri("/system/identity/print"), null).getException()).isInstanceOf(DeviceSuspendedException.class);
    }

    @RepeatedTest(5)
    void stoppingTheComponentEndsABulkWriteWithoutLosingAnOutcome() throws Exception {
        startWithout();
        CompletableFuture<Exchange> result = template.asyncSend(uri(ADD + "?bulkCommandsPerSecond=300"),
                ExchangeBuilder.anExchange(context).withBody(accounts(2_000)).build());
        await().atMost(PATIENCE).until(() -> router.table(SECRETS).size() > 30);

        component.stop();

        assertThat(result).succeedsWithin(PATIENCE);
        assertThat(result.get().getException()).isInstanceOfSatisfying(BulkWriteException.class,
                e -> assertThat(e.getResult().done()).isEqualTo(router.table(SECRETS).size()));
    }

    @Test
    void ofManyElementsOnlyThoseNotDoneAreListedAndAllAreCounted() throws Exception {
        startWithout();
        router.faults().onNext(ADD).after(150).trap("1", "no");
        List<WriteOutcome> heard = Collections.synchronizedList(new ArrayList<>());
        context.getRegistry().bind("heard", (Consumer<WriteOutcome>) heard::add);

        Exchange exchange = send(
                uri(ADD + "?onFailure=continue&bulkMaxOutcomes=100&bulkOutcomeListener=#heard"), accounts(300));

        assertCounts(exchange, 299, 1, 0, 0);
        assertThat(outcomes(exchange)).extracting(WriteOutcome::index).containsExactly(150L);
        assertThat(heard).hasSize(300).extracting(WriteOutcome::index).isSorted();
    }

    @Test
    void aListenerThatThrowsStopsTheBulkWrite() throws Exception {
        startWithout();
        context.getRegistry().bind("full", (Consumer<WriteOutcome>) outcome -> {
            throw new IllegalStateException("the disk is full");
        });

        Exchange exchange = send(uri(ADD + "?bulkWindow=4&bulkOutcomeListener=#full"), accounts(1_000));

        assertThat(exchange.getException()).isInstanceOf(BulkWriteException.class).hasMessageContaining("the disk is full");
        assertThat(router.table(SECRETS).size()).isLessThan(20);
    }

    @Test
    void progressCanBeFollowedOnTheExchangeInJmxAndInTheLog() throws Exception {
        startWithout();
        MikrotikEndpoint endpoint = context.getEndpoint(
                uri(ADD + "?bulkCommandsPerSecond=200&bulkLogInterval=100"), MikrotikEndpoint.class);
        Exchange exchange = ExchangeBuilder.anExchange(context).withBody(accounts(200)).build();
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.internal.write")) {
            AtomicInteger adds = new AtomicInteger();
            CountDownLatch frozen = new CountDownLatch(1);
            router.afterEachWrite(entry -> {
                if (adds.incrementAndGet() == 60) {
                    router.freeze();
                    frozen.countDown();
                }
            });
            CompletableFuture<Exchange> result = template.asyncSend(endpoint, exchange);

            assertThat(frozen.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(PATIENCE).until(() -> endpoint.getBulkElementsDone() > 20);
            WriteProgress progress = exchange.getProperty(MikrotikConstants.PROGRESS_PROPERTY, WriteProgress.class);
            assertThat(progress.getTotal()).isEqualTo(200);
            assertThat(progress.getDone()).isBetween(1L, 199L);
            assertThat(endpoint.getBulkWritesRunning()).isEqualTo(1);
            assertThat(endpoint.listBulkWrites()).singleElement().asString().contains(ADD).contains("of 200 elements");
            router.thaw();
            assertThat(result).succeedsWithin(PATIENCE);
            assertThat(progress.isEnded()).isTrue();
            assertThat(progress.getDone()).isEqualTo(200);
            assertThat(log.lines()).anyMatch(line -> line.contains("of 200 elements"));
        }
        assertThat(endpoint.getBulkWritesRunning()).isZero();
        assertThat(endpoint.getBulkElementsDone()).isEqualTo(200);
    }

    @Test
    void twoBulkWritesOnOneDeviceShareItsPace() throws Exception {
        startWithout();
        Exchange[] exchanges = {
                ExchangeBuilder.anExchange(context).withBody(accounts(300)).build(),
                ExchangeBuilder.anExchange(context).withBody(accounts(300)).build() };
        String hotspot = uri("/ip/hotspot/user/add?bulkWindow=8");
        List<Integer> inFlight = Collections.synchronizedList(new ArrayList<>());
        MikrotikEndpoint first = context.getEndpoint(uri(ADD + "?bulkWindow=8"), MikrotikEndpoint.class);
        router.afterEachWrite(entry -> inFlight.add(first.client().device().pace().inFlight()));

        CompletableFuture<Exchange> one = template.asyncSend(first, exchanges[0]);
        CompletableFuture<Exchange> other = template.asyncSend(hotspot, exchanges[1]);

        assertThat(one).succeedsWithin(PATIENCE);
        assertThat(other).succeedsWithin(PATIENCE);
        assertCounts(exchanges[0], 300, 0, 0, 0);
        assertCounts(exchanges[1], 300, 0, 0, 0);
        assertThat(inFlight).allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(8));
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aSynchronousEndpointWaits() throws Exception {
        startWithout();

        assertCounts(send(uri(ADD + "?synchronous=true"), accounts(50)), 50, 0, 0, 0);
    }

    @Test
    void secretsOfElementsAreShownNowhere() throws Exception {
        startWithout();
        Map<String, Object> account = Map.of("name", "cust1", "password", "hush-hush", "profile", "none");

        Exchange exchange = send(uri(ADD), List.of(account));

        assertThat(exchange.getException()).isInstanceOfSatisfying(BulkWriteException.class, e -> {
            assertThat(e).hasMessageNotContaining("hush-hush");
            assertThat(e.getOutcomes().toString()).doesNotContain("hush-hush");
        });
    }

    @Test
    void aBodyThatIsOneThingIsNotMany() throws Exception {
        startWithout();

        assertThat(ElementBody.isOne(new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)))).isFalse();
        assertThat(ElementBody.isOne(java.nio.file.Path.of("a/b"))).isFalse();
        assertThat(ElementBody.isOne(Map.of())).isFalse();
        assertThat(ElementBody.isOne(Arrays.asList(1, 2))).isTrue();
    }

    @Test
    void badOptionsFailAtStartWithTheirNames() throws Exception {
        startWithout();

        for (String bad : List.of("bulkWindow=0", "bulkChunkSize=0", "bulkMaxOutcomes=-1", "bulkCommandsPerSecond=-1")) {
            assertThatThrownBy(() -> send(uri(ADD + "?" + bad), accounts(1)))
                    .hasMessageContaining(bad.substring(0, bad.indexOf('=')) + " must");
        }
    }

    private List<String> sentNames() {
        return router.journal().commands().stream().filter(each -> each.command().equals(ADD)).map(Journal.Entry::attributes)
                .map(attributes -> attributes.get("name")).toList();
    }

    private List<Map<String, String>> secrets(int count) {
        return IntStream.range(0, count).mapToObj(i -> Map.of(".id", router.table(SECRETS).add("name", "user" + i))).toList();
    }

    private static List<Map<String, Object>> accounts(int count) {
        return IntStream.range(0, count).mapToObj(BulkTest::account).toList();
    }

    private static Map<String, Object> account(int number) {
        return Map.of("name", "user" + number);
    }

    private static void assertCounts(Exchange exchange, long done, long trapped, long notSent, long unknown) {
        if (exchange.getException() != null) {
            throw new AssertionError("the exchange failed", exchange.getException());
        }
        assertThat(exchange.getMessage().getHeaders()).containsEntry(MikrotikConstants.DONE_COUNT, done)
                .containsEntry(MikrotikConstants.TRAPPED_COUNT, trapped)
                .containsEntry(MikrotikConstants.NOT_SENT_COUNT, notSent)
                .containsEntry(MikrotikConstants.UNKNOWN_COUNT, unknown);
    }

    @SuppressWarnings("unchecked")
    private static List<WriteOutcome> outcomes(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError("the exchange failed", exchange.getException());
        }
        return exchange.getMessage().getBody(List.class);
    }
}

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.camelmikrotik.exception.AmbiguousKeyException;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.BulkWriteException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.write.WriteOutcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** operation=upsert. */
class UpsertTest extends MikrotikTestSupport {

    private static final String SECRETS = "/ppp/secret";
    private static final String UPSERT = SECRETS + "?operation=upsert&key=name";

    @Test
    void aRowThatDoesNotExistIsCreated() throws Exception {
        startWithout();

        Exchange exchange = send(uri(UPSERT + "&attribute.service=pppoe"), Map.of("name", "cust1", "comment", "new"));

        assertResult(exchange, "created", "*1");
        assertThat(router.table(SECRETS).row("*1")).containsEntry("comment", "new").containsEntry("service", "pppoe");
        assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("name", "cust1", "comment", "new"));
    }

    @Test
    void ofARowThatDiffersOnlyTheDifferenceIsSet() throws Exception {
        startWithout();
        router.table(SECRETS).add("name", "other");
        String id = router.table(SECRETS).add("name", "cust1", "comment", "old", "caller-id", "x");

        Exchange exchange = send(uri(UPSERT), Map.of("name", "cust1", "comment", "new", "caller-id", "x"));

        assertResult(exchange, "updated", id);
        assertThat(commands("/ppp/secret/set")).singleElement().satisfies(
                set -> assertThat(set.attributes()).containsOnlyKeys(".id", "comment"));
        Journal.Entry print = commands("/ppp/secret/print").get(0);
        assertThat(print.queries()).containsExactly("?name=cust1");
        assertThat(print.attributes().get(".proplist").split(",")).containsExactlyInAnyOrder(".id", "name", "comment",
                "caller-id", "dynamic", "builtin", "default", "read-only");
    }

    @Test
    void aRowThatIsAsItShouldBeIsNotWritten() throws Exception {
        startWithout();
        String id = router.table("/queue/simple").add(
                "name", "cust1", "target", "192.0.2.10/32", "max-limit", "1000000/2000000", "disabled", "false", "burst-time",
                "1m/1m");

        Exchange exchange = send(
                uri("/queue/simple?operation=upsert&key=name"),
                Map.of("name", "cust1", "target", "192.0.2.10", "max-limit", "1M/2M", "disabled", false, "burst-time",
                        "60s/60s"));

        assertResult(exchange, "unchanged", id);
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void theKeyIsFoundInWhateverSpellingTheRouterPrintsIt() throws Exception {
        startWithout();
        String queue = router.table("/queue/simple").add("name", "q", "target", "192.0.2.10/32");
        String arp = router.table("/ip/arp").add("address", "192.0.2.1", "mac-address", "02:00:00:00:00:AB");

        assertResult(send(uri("/queue/simple?operation=upsert&key=target"), Map.of("target", "192.0.2.10")), "unchanged",
                queue);
        assertResult(send(uri("/ip/arp?operation=upsert&key=mac-address,address"),
                Map.of("mac-address", "02:00:00:00:00:ab", "address", "192.0.2.1/32", "comment", "x")), "updated", arp);
    }

    @Test
    void nullUnsetsAndOnlyWhatIsSet() throws Exception {
        startWithout();
        String id = router.table(SECRETS).add("name", "cust1", "caller-id", "x");
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("name", "cust1");
        wanted.put("caller-id", null);

        assertResult(send(uri(UPSERT), wanted), "updated", id);
        assertThat(router.table(SECRETS).row(id)).doesNotContainKey("caller-id");
        assertResult(send(uri(UPSERT), wanted), "unchanged", id);
    }

    @Test
    void severalRowsWithTheKeyAreAnErrorThatNamesThem() throws Exception {
        startWithout();
        router.table(SECRETS).add("name", "cust1", "service", "pppoe");
        router.table(SECRETS).add("name", "cust1", "service", "l2tp");

        Exchange exchange = send(uri(UPSERT), Map.of("name", "cust1", "comment", "x"));

        assertThat(exchange.getException()).isInstanceOf(AmbiguousKeyException.class).hasMessageContaining("*1, *2")
                .hasMessageContaining("name=cust1").hasMessageContaining(router.address());
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void anElementWithoutTheKeyIsAnErrorAndNothingIsSent() throws Exception {
        startWithout();

        assertThat(send(uri(UPSERT), Map.of("comment", "x")).getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("key property name");
        assertThat(send(uri(UPSERT), "text").getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("must be a map");
        assertThat(router.journal().connections()).isZero();
    }

    @Test
    void aRowAddedByAnotherMeanwhileIsSet() throws Exception {
        startWithout();
        router.faults().onNext(entry -> {
            boolean add = entry.command().equals("/ppp/secret/add");
            if (add) {
                router.table(SECRETS).add("name", "cust1", "comment", "theirs");
            }
            return add;
        }).trap(null, "failure: secret with the same name already exists");

        Exchange exchange = send(uri(UPSERT), Map.of("name", "cust1", "comment", "ours"));

        assertResult(exchange, "updated", "*1");
        assertThat(router.table(SECRETS).rows()).singleElement().satisfies(
                row -> assertThat(row).containsEntry("comment", "ours"));
    }

    @Test
    void aRowRemovedByAnotherMeanwhileIsAddedAgain() throws Exception {
        startWithout();
        String id = router.table(SECRETS).add("name", "cust1", "comment", "old");
        router.faults().onNext(entry -> {
            boolean set = entry.command().equals("/ppp/secret/set");
            if (set) {
                router.table(SECRETS).remove(id);
            }
            return set;
        }).trap("0", "no such item");

        Exchange exchange = send(uri(UPSERT), Map.of("name", "cust1", "comment", "new"));

        assertResult(exchange, "created", "*2");
        assertThat(router.table(SECRETS).row("*2")).containsEntry("comment", "new");
    }

    @Test
    void anAddRefusedBecauseOfAnotherPropertyThanTheKeyFails() throws Exception {
        startWithout();
        router.table(SECRETS).add("name", "cust1", "service", "any", "comment", "theirs");

        Exchange exchange = send(uri(SECRETS + "?operation=upsert&key=comment"), Map.of("comment", "ours", "name", "cust1"));

        assertThat(exchange.getException()).isInstanceOf(TrapException.class).hasMessageContaining("already exists");
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void aWriteWhoseAnswerWasLostIsUnknown() throws Exception {
        startWithout();
        router.faults().onNext("/ppp/secret/add").executeThenReset();

        assertThat(send(uri(UPSERT), Map.of("name", "cust1")).getException()).isInstanceOf(OutcomeUnknownException.class);
        assertResult(send(uri(UPSERT), Map.of("name", "cust1")), "unchanged", "*1");
    }

    @Test
    void aPasswordThatTheUserMayNotReadIsSetEachTime() throws Exception {
        router.close();
        router = SimulatedRouter.builder().user(SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD, "read", "write", "api")
                .start();
        startWithout();
        Map<String, Object> account = Map.of("name", "cust1", "password", "pppoe-s3cret");

        for (String result : List.of("created", "updated", "updated")) {
            assertThat(send(uri(UPSERT), account).getMessage().getHeader(MikrotikConstants.UPSERT_RESULT)).isEqualTo(result);
        }
        assertThat(router.journal().count("/ppp/secret/set")).isEqualTo(2);
    }

    @Test
    void aListIsUpsertedElementByElementOverOneSession() throws Exception {
        startWithout();
        router.table(SECRETS).add("name", "user0", "comment", "c");
        router.table(SECRETS).add("name", "user1", "comment", "old");
        List<Map<String, String>> wanted
                = IntStream.range(0, 50).mapToObj(i -> Map.of("name", "user" + i, "comment", "c")).toList();

        Exchange exchange = send(uri(UPSERT), wanted);

        assertThat(exchange.getException()).isNull();
        @SuppressWarnings("unchecked")
        List<WriteOutcome> outcomes = exchange.getMessage().getBody(List.class);
        assertThat(outcomes).hasSize(50).extracting(WriteOutcome::effect)
                .startsWith(WriteOutcome.Effect.UNCHANGED, WriteOutcome.Effect.UPDATED, WriteOutcome.Effect.CREATED);
        assertThat(outcomes).allSatisfy(outcome -> assertThat(router.table(SECRETS).row(outcome.ret())).containsEntry(
                "comment", "c"));
        assertThat(router.journal().writes()).isEqualTo(49);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void twoElementsOfAListWithTheSameKeyAreRefusedAndNothingIsSent() throws Exception {
        startWithout();

        Exchange exchange = send(uri("/ip/firewall/filter?operation=upsert&key=comment"),
                List.of(Map.of("comment", "web", "chain", "forward"), Map.of("comment", "web", "chain", "input")));

        assertThat(exchange.getException()).isInstanceOf(BadInputException.class).hasMessageContaining("element 1")
                .hasMessageContaining("comment");
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void anUpsertOfAListThatIsCutGoesOnWithoutAddingAnythingTwice() throws Exception {
        startWithout();
        router.faults().onNext("/ppp/secret/print").after(10).cutAfterBytes(3);
        router.faults().onNext("/ppp/secret/add").after(30).executeThenReset();
        List<Map<String, String>> wanted = IntStream.range(0, 60).mapToObj(i -> Map.of("name", "user" + i)).toList();

        Exchange exchange = send(uri(UPSERT + "&onFailure=continue&bulkResumeTimeout=10s"), wanted);

        assertThat(exchange.getException()).isNull();
        assertThat(commands("/ppp/secret/add")).extracting(each -> each.attributes().get("name")).doesNotHaveDuplicates();
        Exchange again = send(uri(UPSERT), wanted);
        assertThat(again.getException()).isNull();
        assertThat(router.table(SECRETS).size()).isEqualTo(60);
    }

    @Test
    void anAmbiguousElementOfAListStopsIt() throws Exception {
        startWithout();
        router.table(SECRETS).add("name", "twice", "service", "pppoe");
        router.table(SECRETS).add("name", "twice", "service", "l2tp");

        Exchange exchange = send(uri(UPSERT), List.of(Map.of("name", "one"), Map.of("name", "twice", "comment", "x")));

        assertThat(exchange.getException()).isInstanceOf(BulkWriteException.class).hasMessageContaining("2 rows");
    }

    @Test
    void thePathMayNameACommandOfTheMenu() throws Exception {
        startWithout();

        assertResult(send(uri("/ppp/secret/add?operation=upsert&key=name"), Map.of("name", "cust1")), "created", "*1");
    }

    @Test
    void badOptionsFailAtStartWithTheirNames() throws Exception {
        startWithout();
        Object body = Map.of("name", "x");

        assertThatThrownBy(() -> send(uri(SECRETS + "?operation=upsert"), body)).hasMessageContaining("needs key");
        assertThatThrownBy(() -> send(uri(SECRETS + "?operation=upsert&key=.id"), body)).hasMessageContaining("key=.id");
        assertThatThrownBy(() -> send(uri("/ppp/secret/add?key=name"), body)).hasStackTraceContaining("key needs operation");
        assertThatThrownBy(() -> send(uri(SECRETS + "?operation=nonsense"), body)).hasMessageContaining("operation");
    }

    @Test
    void aSlowRouterHoldsNoThread() throws Exception {
        router.close();
        router = io.camelmikrotik.simulator.SimulatedRouter.builder().latency(Duration.ofMillis(20)).start();
        component.setWorkerPoolSize(1);
        startWithout();

        List<Map<String, String>> wanted = IntStream.range(0, 30).mapToObj(i -> Map.of("name", "user" + i)).toList();

        assertThat(send(uri(UPSERT), wanted).getException()).isNull();
    }

    private List<Journal.Entry> commands(String path) {
        return router.journal().commands().stream().filter(each -> each.command().equals(path)).toList();
    }

    private static void assertResult(Exchange exchange, String result, String id) {
        if (exchange.getException() != null) {
            throw new AssertionError("the exchange failed", exchange.getException());
        }
        assertThat(exchange.getMessage().getHeaders()).containsEntry(MikrotikConstants.UPSERT_RESULT, result)
                .containsEntry(MikrotikConstants.RET, id);
    }
}

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.documented.EnsureRoutes;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.BulkWriteException;
import io.camelmikrotik.exception.EnsureException;
import io.camelmikrotik.exception.EnsureLimitException;
import io.camelmikrotik.exception.SafeModeException;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.simulator.SimulatedTable;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.RowResult;
import io.camelmikrotik.write.WriteOutcome;
import io.camelmikrotik.write.WriteProgress;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** operation=ensure and safeMode in routes. */
class EnsureTest extends MikrotikTestSupport {

    private static final String BLOCKLIST
            = "/ip/firewall/address-list?operation=ensure&scope=list=blocklist&key=address&onAbsent=remove";

    private SimulatedTable table() {
        return router.table("/ip/firewall/address-list");
    }

    private void block(int from, int to) {
        IntStream.range(from, to).forEach(i -> table().add("list", "blocklist", "address", "192.0.2." + i, "dynamic", "false"));
    }

    private static List<Map<String, Object>> addresses(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Map.<String, Object> of("address", "192.0.2." + i)).toList();
    }

    @Test
    void theTableBecomesEqualToTheListAndHeadersTellHowMuchWasDone() throws Exception {
        startWithout();
        block(0, 10);

        Exchange exchange = send(uri(BLOCKLIST), addresses(5, 18));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOfSatisfying(
                EnsureResult.class, result -> assertThat(result.isComplete()).isTrue());
        assertThat(exchange.getMessage().getHeaders()).containsEntry("CamelMikrotikAddedCount", 8)
                .containsEntry("CamelMikrotikChangedCount", 0).containsEntry("CamelMikrotikMovedCount", 0)
                .containsEntry("CamelMikrotikRemovedCount", 5).containsEntry("CamelMikrotikUnchangedCount", 5)
                .containsEntry("CamelMikrotikFailedCount", 0).containsEntry("CamelMikrotikUnknownCount", 0L)
                .doesNotContainKey("CamelMikrotikSafeMode");
        assertThat(table().size()).isEqualTo(13);

        int writes = router.journal().writes();
        assertThat(send(uri(BLOCKLIST), addresses(5, 18).iterator()).getException()).isNull();
        assertThat(router.journal().writes()).isEqualTo(writes);
    }

    @Test
    void attributesOfTheUriHoldForEveryRowAndTheScopeTakesParametersFromHeaders() throws Exception {
        startWithout();

        Exchange exchange = send(
                uri("/ip/firewall/address-list?operation=ensure&scope=list=:#name&key=address&attribute.comment=feed"),
                addresses(0, 2), Map.of("name", "black list"));

        assertThat(exchange.getException()).isNull();
        assertThat(table().rows()).hasSize(2).allSatisfy(
                row -> assertThat(row).containsEntry("list", "black list").containsEntry("comment", "feed"));
        assertThat(send(uri("/ip/firewall/address-list?operation=ensure&scope=list=:#name&key=address"), addresses(0, 2))
                .getException()).isInstanceOf(BadInputException.class).hasMessageContaining("no value for :#name");
    }

    @Test
    void anEmptyListEmptiesTheScope() throws Exception {
        startWithout();
        block(0, 3);
        table().add("list", "other", "address", "192.0.2.1");

        assertThat(send(uri(BLOCKLIST), List.of()).getException()).isNull();

        assertThat(table().rows()).singleElement().satisfies(row -> assertThat(row).containsEntry("list", "other"));
    }

    @Test
    void aDryRunMakesThePlanTheBodyAndAnyDataFormatTakesIt() throws Exception {
        startWithout();
        block(0, 3);

        Exchange exchange = send(uri(BLOCKLIST + "&dryRun=true"), addresses(1, 5));

        EnsurePlan plan = exchange.getMessage().getBody(EnsurePlan.class);
        assertThat(plan.summary()).isEqualTo(
                "ensure /ip/firewall/address-list where list=blocklist: 2 to add, 1 to remove; 2 unchanged");
        assertThat(exchange.getMessage().getHeader("CamelMikrotikAddedCount")).isEqualTo(2);
        assertThat(new ObjectMapper().writeValueAsString(plan.toMap())).contains("\"address\":\"192.0.2.4\"");
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void aBoundFailsTheExchangeWithThePlan() throws Exception {
        startWithout();
        block(0, 100);

        Exchange exchange = send(uri(BLOCKLIST + "&maxRemovals=5%"), addresses(10, 100));

        assertThat(exchange.getException()).isInstanceOfSatisfying(EnsureLimitException.class, limit -> {
            assertThat(limit.getPlan().removals()).hasSize(10);
            assertThat(limit).hasMessageContaining("maxRemovals=5% forbids this: 10 rows would be removed or disabled, of 100");
        });
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void aRefusedRowFailsTheExchangeWithTheResultUnlessToldToGoOn() throws Exception {
        startWithout();
        router.faults().onNext("/ip/firewall/address-list/add").trap("1", "invalid value for argument address");

        Exchange stopped = send(uri(BLOCKLIST + "&bulkWindow=1"), addresses(0, 3));

        assertThat(stopped.getException()).isInstanceOfSatisfying(EnsureException.class, failure -> {
            assertThat(failure).hasMessageContaining("invalid value for argument address");
            assertThat(failure.getResult().count(RowResult.State.NOT_SENT)).isEqualTo(2);
        });
        assertThat(stopped.getMessage().getHeader("CamelMikrotikFailedCount")).isEqualTo(1);

        router.faults().onNext("/ip/firewall/address-list/add").trap("1", "invalid value for argument address");
        Exchange goneOn = send(uri(BLOCKLIST + "&onFailure=continue"), addresses(0, 3));

        assertThat(goneOn.getException()).isNull();
        assertThat(goneOn.getMessage().getBody(EnsureResult.class).count(RowResult.State.DONE)).isEqualTo(2);
        assertThat(goneOn.getMessage().getHeader("CamelMikrotikFailedCount")).isEqualTo(1);
    }

    @Test
    void aBadElementOrBodyIsNamedAndNothingIsChanged() throws Exception {
        startWithout();
        block(0, 3);

        assertThat(send(uri(BLOCKLIST), Arrays.asList(addresses(0, 1).get(0), "192.0.2.9")).getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("row 1 is a String");
        assertThat(send(uri(BLOCKLIST), List.of(Map.of("address", "192.0.2.1", "list", "other"))).getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("row 0").hasMessageContaining("not in the scope");
        assertThat(send(uri(BLOCKLIST), Map.of("address", "192.0.2.1")).getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("must be a list of maps");
        assertThat(router.journal().writes()).isZero();
        assertThat(table().size()).isEqualTo(3);
    }

    @Test
    void secretsAppearNowhere() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "anna", "password", "0ld-s3cret", "service", "any");
        Map<String, Object> anna = new HashMap<>(Map.of("name", "anna", "password", "n3w-s3cret"));
        String uri = uri("/ppp/secret?operation=ensure&scope=name~.&key=name");

        Exchange planned = send(uri + "&dryRun=true", List.of(anna));
        assertThat(planned.getMessage().getBody(EnsurePlan.class).sets()).hasSize(1);
        router.faults().onNext("/ppp/secret/set").trap("1", "invalid value for argument password");
        Exchange failed = send(uri, List.of(anna));

        assertThat(failed.getException()).isInstanceOf(EnsureException.class);
        for (Object shown : List.of(
                planned.getMessage().getBody(), planned.getMessage().getBody(EnsurePlan.class).toMap(), failed.getException(),
                ((EnsureException) failed.getException()).getResult().toMap())) {
            assertThat(shown.toString()).doesNotContain("s3cret").contains("anna");
        }
    }

    // ---- Safe Mode

    @Test
    void inSafeModeAnEnsureIsKeptOrRolledBackAndAHeaderTells() throws Exception {
        startWithout();
        block(0, 3);

        Exchange kept = send(uri(BLOCKLIST + "&safeMode=true"), addresses(2, 6));
        assertThat(kept.getException()).isNull();
        assertThat(kept.getMessage().getHeader("CamelMikrotikSafeMode")).isEqualTo("released");

        List<Map<String, String>> before = table().rows();
        router.faults().onNext("/ip/firewall/address-list/add").after(1).trap("1", "invalid value for argument address");
        Exchange undone = send(uri(BLOCKLIST + "&safeMode=true&onFailure=continue"), addresses(5, 12));
        assertThat(undone.getException()).isInstanceOf(EnsureException.class).hasMessageContaining("Safe Mode rolled back");
        assertThat(undone.getMessage().getHeader("CamelMikrotikSafeMode")).isEqualTo("rolled_back");
        assertThat(table().rows()).isEqualTo(before);
    }

    @Test
    void inSafeModeABulkWriteIsKeptOrRolledBackAndAHeaderTells() throws Exception {
        startWithout();
        List<Map<String, Object>> rows = new ArrayList<>();
        addresses(0, 20).forEach(row -> {
            Map<String, Object> complete = new HashMap<>(row);
            complete.put("list", "blocklist");
            rows.add(complete);
        });
        String add = uri("/ip/firewall/address-list/add?safeMode=true");

        router.faults().onNext("/ip/firewall/address-list/add").after(10).trap("1", "invalid value for argument address");
        Exchange refused = send(add, rows);
        assertThat(refused.getException()).isInstanceOf(BulkWriteException.class)
                .hasMessageContaining("all of it was rolled back");
        assertThat(refused.getMessage().getHeader("CamelMikrotikSafeMode")).isEqualTo("rolled_back");
        assertThat(table().size()).isZero();

        router.faults().onNext("/ip/firewall/address-list/add").after(10).executeThenReset();
        Exchange lost = send(add + "&onFailure=continue", rows);
        assertThat(lost.getException()).isInstanceOf(BulkWriteException.class)
                .hasMessageContaining("the router rolls all of it back");
        assertThat(table().size()).isZero();

        Exchange kept = send(add, rows);
        assertThat(kept.getException()).isNull();
        assertThat(kept.getMessage().getHeader("CamelMikrotikSafeMode")).isEqualTo("released");
        assertThat(table().size()).isEqualTo(20);
    }

    @Test
    void whetherABulkWriteWasKeptIsUnknownWhenTheReplyToTheReleaseIsLost() throws Exception {
        startWithout();
        router.faults().onNext("/safe-mode/release").executeThenReset();

        Exchange exchange = send(uri("/ip/firewall/address-list/add?safeMode=true&attribute.list=blocklist"), addresses(0, 3));

        assertThat(exchange.getException()).isInstanceOfSatisfying(BulkWriteException.class,
                e -> assertThat(e.getFate()).isEqualTo(CommandFate.OUTCOME_UNKNOWN));
        assertThat(exchange.getMessage().getHeader("CamelMikrotikSafeMode")).isEqualTo("unknown");
        assertThat(table().size()).isEqualTo(3);
    }

    @Test
    void whereSomebodyElseHoldsItNothingIsWritten() throws Exception {
        startWithout();
        router.faults().onNext("/safe-mode/take").times(2).trap(null, "failure: safe mode is held by admin@192.0.2.9");

        for (String uri : List.of(BLOCKLIST + "&safeMode=true", "/ip/firewall/address-list/add?safeMode=true")) {
            Exchange exchange = send(uri(uri), addresses(0, 3));
            assertThat(exchange.getException()).isInstanceOf(SafeModeException.class)
                    .hasMessageContaining("held by admin@192.0.2.9").hasMessageContaining("nothing was written");
        }
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void safeModeIsNotForSingleCommands() throws Exception {
        startWithout();

        assertThat(send(uri("/system/identity/set?safeMode=true"), Map.of("name", "x")).getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("safeMode=true is for bulk writes");
        assertThat(router.journal().writes()).isZero();
    }

    // ---- options

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', value = {
            "operation=ensure&key=address; operation=ensure needs scope",
            "operation=ensure&scope=list=x; operation=ensure needs key",
            "operation=ensure&scope=list=x&key=.id; key=.id cannot be used",
            "operation=ensure&scope=list~[&key=address; scope: ",
            "operation=ensure&scope=list=x&key=address&maxRemovals=many; maxRemovals: expected a number",
            "operation=ensure&scope=list=x&key=address&maxChanges=-1; maxChanges: expected a number",
            "operation=ensure&scope=list=x&key=address&ordered=true&onFailure=continue; ordered=true and onFailure=continue",
            "scope=list=x; scope applies to operation=ensure only",
            "onAbsent=remove; onAbsent applies to operation=ensure only",
            "ordered=true; ordered applies to operation=ensure only", "dryRun=true; dryRun applies to operation=ensure only",
            "maxRemovals=1; maxRemovals applies to operation=ensure only",
            "maxChanges=1; maxChanges applies to operation=ensure only",
            "updateSecrets=true; updateSecrets applies to operation=ensure only",
            "ignoreOrder=policy; ignoreOrder applies to operation=ensure only",
            "operation=upsert&key=address&safeMode=true; safeMode applies to bulk writes",
            "operation=upsert&key=address&streaming=true; streaming does not apply to operation=upsert",
            "operation=upsert&key=address&bulkChunkSize=9; bulkChunkSize does not apply to operation=upsert",
            "operation=upsert&key=address&ordered=true; ordered applies to operation=ensure only",
            "operation=ensure&scope=list=x&key=address&streaming=true; streaming does not apply to operation=ensure",
            "operation=ensure&scope=list=x&key=address&retryWrites=true; retryWrites does not apply to operation=ensure",
            "operation=ensure&scope=list=x&key=address&bulkResumeTimeout=9s; bulkResumeTimeout does not apply",
            "operation=ensure&scope=list=x&key=address&bulkMaxOutcomes=9; bulkMaxOutcomes does not apply",
            "operation=ensure&scope=list=x&key=address&bulkOutcomeListener=#heard; bulkOutcomeListener does not apply",
            "operation=ensure&scope=list=x&key=address&bulkChunkSize=9; bulkChunkSize needs onAbsent=remove",
            "operation=ensure&scope=list=x&key=address&ordered=true&bulkWindow=9; bulkWindow and ordered=true do not go",
            "operation=ensure&scope=list=x&key=address&ordered=true&onAbsent=remove&bulkChunkSize=9; bulkChunkSize and ordered",
            "key=address; key needs operation=upsert, operation=update or operation=ensure",
            "onMissing=ignore; onMissing applies to operation=update only",
            "operation=upsert&key=address&onMissing=ignore; onMissing applies to operation=update only",
            "operation=upsert&key=address&ignoreBody=true; ignoreBody does not apply to operation=upsert",
            "operation=update&key=address&scope=list=x; scope applies to operation=ensure only",
            "streaming=true; streaming applies to commands that return rows",
            "bulkChunkSize=9; bulkChunkSize applies to remove",
            "safeMode=true&bulkResumeTimeout=10s; safeMode=true and bulkResumeTimeout do not go together" })
    void optionsThatDoNotFitFailAtTheStart(String options, String message) {
        context.getRegistry().bind("heard", (Consumer<WriteOutcome>) outcome -> {
        });
        assertThatThrownBy(() -> start(
                routes -> routes.from("direct:x").to(uri("/ip/firewall/address-list/add?" + options))))
                .hasStackTraceContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', value = {
            "print?onFailure=continue; onFailure does not apply to /file/print",
            "print?bulkWindow=9; bulkWindow does not apply to /file/print",
            "print?bulkCommandsPerSecond=9; bulkCommandsPerSecond does not apply to /file/print",
            "print?bulkLogInterval=9s; bulkLogInterval does not apply to /file/print",
            "print?bulkResumeTimeout=9s; bulkResumeTimeout does not apply to /file/print",
            "print?bulkMaxOutcomes=9; bulkMaxOutcomes does not apply to /file/print",
            "print?bulkOutcomeListener=#heard; bulkOutcomeListener does not apply to /file/print",
            "print?safeMode=true; safeMode applies to bulk writes",
            "print?operation=ensure&scope=list=x&key=address&where=list=y; where does not apply to operation=ensure",
            "print?operation=upsert&key=address&properties=list; properties does not apply to operation=upsert",
            "?operation=download&bulkWindow=9; bulkWindow does not apply to operation=download",
            "?operation=download&onFailure=continue; onFailure does not apply to operation=download",
            "?operation=download&retryWrites=true; retryWrites does not apply to operation=download",
            "?operation=download&key=name; key does not apply to operation=download",
            "?operation=download&safeMode=true; safeMode applies to bulk writes",
            "?operation=download&attribute.size=9; attribute.size does not apply to operation=download" })
    void optionsThatDoNotFitTheCommandFailAtTheStart(String command, String message) {
        context.getRegistry().bind("heard", (Consumer<WriteOutcome>) outcome -> {
        });
        String path = command.startsWith("?") ? "/file" : "/file/";
        assertThatThrownBy(() -> start(routes -> routes.from("direct:x").to(uri(path + command))))
                .hasStackTraceContaining(message);
    }

    // ---- progress

    @Test
    void progressCanBeFollowedOnTheExchangeInJmxAndInTheLog() throws Exception {
        startWithout();
        block(0, 50);
        MikrotikEndpoint endpoint = context.getEndpoint(
                uri(BLOCKLIST + "&bulkCommandsPerSecond=200&bulkLogInterval=50&bulkChunkSize=20"), MikrotikEndpoint.class);
        Exchange exchange = ExchangeBuilder.anExchange(context).withBody(addresses(50, 250)).build();
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.internal.write")) {
            CompletableFuture<Exchange> result = template.asyncSend(endpoint, exchange);

            await().atMost(PATIENCE).until(() -> endpoint.getBulkElementsDone() > 20);
            WriteProgress progress = exchange.getProperty(MikrotikConstants.PROGRESS_PROPERTY, WriteProgress.class);
            assertThat(progress.getTotal()).isEqualTo(250);
            assertThat(progress.getPhase()).isEqualTo("writing");
            assertThat(progress.getDone()).isBetween(1L, 249L);
            assertThat(endpoint.getBulkWritesRunning()).isEqualTo(1);
            assertThat(endpoint.listBulkWrites()).singleElement().asString()
                    .contains("ensure /ip/firewall/address-list where list=blocklist on").contains("of 250 elements");
            assertThat(result).succeedsWithin(PATIENCE);
            assertThat(result.get().getException()).isNull();
            assertThat(progress.isEnded()).isTrue();
            assertThat(progress.getDone()).isEqualTo(250);
            assertThat(log.lines()).anyMatch(line -> line.contains("writing, ") && line.contains("of 250 elements"));
        }
        assertThat(endpoint.getBulkWritesRunning()).isZero();
        assertThat(endpoint.getBulkElementsDone()).isEqualTo(250);
        assertThat(router.journal().commands()).filteredOn(entry -> entry.command().endsWith("/remove")).hasSize(3);
    }

    // ---- the component page

    @Test
    void theRoutesOfTheComponentPageRun() throws Exception {
        MikrotikDevice core1 = new MikrotikDevice();
        core1.setHost(router.host());
        core1.setPort(router.port());
        context.getRegistry().bind("core1", core1);
        context.addRoutes(new EnsureRoutes());
        startWithout();
        block(0, 40);
        MockEndpoint plan = context.getEndpoint("mock:plan", MockEndpoint.class);
        plan.expectedMessageCount(1);
        MockEndpoint refused = context.getEndpoint("mock:askSomebody", MockEndpoint.class);
        refused.expectedMessageCount(1);

        assertThat(send("direct:blocklist", addresses(2, 42)).getException()).isNull();
        assertThat(table().size()).isEqualTo(40);
        send("direct:blocklist", addresses(20, 42));
        send("direct:whatWouldChange", addresses(20, 42));

        MockEndpoint.assertIsSatisfied(context);
        assertThat(refused.getExchanges().get(0).getMessage().getBody()).isInstanceOf(EnsurePlan.class);
        assertThat(plan.getExchanges().get(0).getMessage().getBody(Map.class)).containsKeys("adds", "removals", "counts");

        SimulatedTable rules = router.table("/ip/firewall/filter");
        for (String comment : List.of("a", "b", "c")) {
            rules.add("chain", "forward", "comment", comment);
        }
        Exchange chain
                = send("direct:forwardChain", List.of(Map.of("comment", "c"), Map.of("comment", "n"), Map.of("comment", "a")));
        assertThat(chain.getException()).isNull();
        assertThat(rules.rows()).extracting(rule -> rule.get("comment")).containsExactly("c", "n", "a");
    }
}

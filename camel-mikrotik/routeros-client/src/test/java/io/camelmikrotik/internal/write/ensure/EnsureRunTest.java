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
package io.camelmikrotik.internal.write.ensure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.EnsureLimitException;
import io.camelmikrotik.exception.SafeModeException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.pool.LeaseKind;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.internal.write.PooledRouter;
import io.camelmikrotik.internal.write.SafeMode;
import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Trap;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;
import io.camelmikrotik.write.ChangeLimit;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnAbsent;
import io.camelmikrotik.write.OnFailure;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.RowResult;
import io.camelmikrotik.write.SafeModeEnd;
import io.camelmikrotik.write.Scope;
import io.camelmikrotik.write.WriteProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.camelmikrotik.internal.write.PooledRouter.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A table made equal to a list, over the wire. */
@ExtendWith(LeakCheck.class)
class EnsureRunTest {

    private static final String LIST = "/ip/firewall/address-list";
    private static final String FILTER = "/ip/firewall/filter";

    private PooledRouter pooled = new PooledRouter();
    private SimulatedTable table = pooled.router.table(LIST);
    private PipelineSettings sending = PipelineSettings.DEFAULTS;

    @AfterEach
    void stop() {
        pooled.close();
    }

    private void restart(SimulatedRouter router) {
        pooled.close();
        pooled = new PooledRouter(router);
        table = router.table(LIST);
    }

    private static EnsureSettings settings(String menu, String scope, String key) {
        return EnsureSettings.of(
                menu, new Scope(scope, WhereExpression.parse(scope).bind(name -> null)), List.of(key));
    }

    private static EnsureSettings blocklist() {
        return settings(LIST, "list=blocklist", "address").onAbsent(OnAbsent.REMOVE);
    }

    private EnsureRun run(EnsureSettings settings) {
        return new EnsureRun(pooled.device, new DeviceCommands(pooled.pool), settings, sending, pooled.worker);
    }

    private EnsureResult ensure(EnsureSettings settings, List<Map<String, String>> list) {
        return get(run(settings).run(DesiredRows.of(list, settings)));
    }

    private EnsureResult ensureInSafeMode(EnsureSettings settings, List<Map<String, String>> list) {
        return get(run(settings).runInSafeMode(DesiredRows.of(list, settings)));
    }

    private static Map<String, String> row(String... namesAndValues) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    private static List<Map<String, String>> addresses(int from, int to) {
        List<Map<String, String>> rows = new ArrayList<>();
        IntStream.range(from, to).forEach(i -> rows.add(row("address", "192.0.2." + i, "comment", "c")));
        return rows;
    }

    private List<String> blocked() {
        return table.find("list", "blocklist").stream().map(each -> each.get("address")).toList();
    }

    private List<String> commands() {
        return pooled.router.journal().commands().stream().map(Journal.Entry::command)
                .map(command -> command.substring(command.lastIndexOf('/') + 1)).toList();
    }

    private void block(int from, int to) {
        for (int i = from; i < to; i++) {
            table.add("list", "blocklist", "address", "192.0.2." + i, "comment", "c", "dynamic", "false");
        }
    }

    // ---- in any order

    @Test
    void theScopeBecomesEqualToTheListAndTheSecondRunSendsNoWrite() {
        block(0, 20);
        table.add("list", "other", "address", "192.0.2.99");
        List<Map<String, String>> list = addresses(10, 30);
        list.get(0).put("comment", "changed");

        EnsureResult result = ensure(blocklist(), list);

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(result).hasToString(
                "ensure /ip/firewall/address-list where list=blocklist: 10 added, 1 set, 0 moved, 10 removed, 0 disabled,"
                                       + " 9 unchanged");
        assertThat(blocked()).containsExactlyInAnyOrderElementsOf(list.stream().map(each -> each.get("address")).toList());
        assertThat(table.find("comment", "changed")).hasSize(1);
        assertThat(table.find("list", "other")).hasSize(1);
        // ten adds, one set, one removal of ten rows, nothing else
        assertThat(pooled.router.journal().writes()).isEqualTo(12);

        EnsureResult second = ensure(blocklist(), list);

        assertThat(second.isComplete()).isTrue();
        assertThat(second.rows()).isEmpty();
        assertThat(pooled.router.journal().writes()).isEqualTo(12);
    }

    @Test
    void theTableIsReadOnceWithQueryAndPropertiesAndWhatWasTouchedOnceMore() {
        block(0, 5);

        ensure(blocklist(), addresses(0, 6));

        List<Journal.Entry> prints
                = pooled.router.journal().commands().stream().filter(each -> each.command().equals(LIST + "/print")).toList();
        assertThat(prints).hasSize(2);
        assertThat(prints.get(0).queries()).containsExactly("?list=blocklist");
        assertThat(prints.get(0).attributes().get(".proplist").split(","))
                .containsExactlyInAnyOrder(".id", "address", "comment", "list", "dynamic", "builtin", "default", "read-only");
        assertThat(prints.get(1).attributes()).containsEntry("from", "*6");
    }

    @Test
    void nothingIsRemovedWhileItIsNotKnownWhetherAllWasAdded() {
        block(0, 5);
        pooled.router.faults().onNext(LIST + "/add").cutBeforeExecuting();

        EnsureResult result = ensure(blocklist(), addresses(100, 140));

        assertThat(result.isComplete()).isFalse();
        assertThat(commands()).doesNotContain("remove");
        assertThat(blocked()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(result.rows()).as("each row left to do is told").hasSize(45);
    }

    @Test
    void ifRemovalsWereRefusedTogetherAndTheRestIsGivenUpTheirFateIsUnknown() {
        block(0, 3);
        EnsurePlan plan = get(run(blocklist()).plan(DesiredRows.of(List.of(), blocklist())));
        StepTracker tracker = new StepTracker(new WriteProgress("a test", null));
        List<PlannedWrite> steps = tracker.begin(plan);
        RemovalSequence removal = new RemovalSequence(steps, new StepCommands(LIST, tracker), tracker);
        removal.failed(new TrapException("r1", LIST + "/remove", List.of(new Trap(0, "no such item")), "no such item"));

        assertThat(removal.isHalfDone()).isTrue();
        removal.abandoned("the device was suspended");

        assertThat(tracker.results()).extracting(RowResult::state).containsOnly(RowResult.State.UNKNOWN);
        assertThat(tracker.isInTheDark()).isTrue();
    }

    @Test
    void aSessionThatMayStillHoldSafeModeIsClosedAndNotGivenToTheNext() {
        Lease lease = get(pooled.device.acquire(LeaseKind.EXCLUSIVE));
        get(SafeMode.take(lease.session(), sending.options()));

        SafeMode.giveBack(lease, new RejectedExecutionException("the component is stopping"));

        assertThat(lease.session().isOpen()).isFalse();
        await().atMost(PooledRouter.PATIENCE).until(() -> !pooled.router.safeModeTaken());
    }

    @Test
    void aRuleThatMovesDownIsSetAtItsNewPlace() {
        SimulatedTable filter = pooled.router.table(FILTER);
        filter.add("chain", "forward", "action", "drop", "comment", "last", "disabled", "true");
        filter.add("chain", "forward", "action", "accept", "comment", "a");
        filter.add("chain", "forward", "action", "accept", "comment", "b");
        EnsureSettings settings = settings(FILTER, "chain=forward", "comment").inOrder();
        List<Integer> placesWhenEnabled = Collections.synchronizedList(new ArrayList<>());
        pooled.router.afterEachWrite(entry -> {
            for (int place = 0; place < filter.size(); place++) {
                Map<String, String> rule = filter.rows().get(place);
                if ("last".equals(rule.get("comment")) && "false".equals(rule.get("disabled"))) {
                    placesWhenEnabled.add(place);
                }
            }
        });

        EnsureResult result = ensure(settings, List.of(
                row("comment", "a", "action", "accept"), row("comment", "b", "action", "accept"),
                row("comment", "last", "action", "drop", "disabled", "no")));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(placesWhenEnabled).isNotEmpty().containsOnly(2);
    }

    @Test
    void aDryRunWritesNothing() {
        block(0, 5);

        EnsurePlan plan = get(run(blocklist()).plan(DesiredRows.of(addresses(3, 8), blocklist())));

        assertThat(plan.adds()).hasSize(3);
        assertThat(plan.removals()).hasSize(3);
        assertThat(pooled.router.journal().writes()).isZero();
    }

    @Test
    void rowsAreAddedBeforeOthersAreSetAndRemovedLast() {
        block(0, 3);
        List<Map<String, String>> list = addresses(1, 5);
        list.get(0).put("comment", "new");

        ensure(blocklist(), list);

        assertThat(commands()).containsSubsequence("add", "add", "set", "remove", "print");
    }

    @Test
    void aBoundStopsBeforeTheFirstWrite() {
        block(0, 20);
        EnsureSettings settings = blocklist().atMost(ChangeLimit.parse("10%"), null);

        assertThatThrownBy(() -> run(settings).run(DesiredRows.of(addresses(10, 30), settings)).get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class).cause().isInstanceOfSatisfying(EnsureLimitException.class, limit -> {
                    assertThat(limit.getPlan().removals()).hasSize(10);
                    assertThat(limit)
                            .hasMessageStartingWith("api@127.0.0.1:" + pooled.router.port() + ": maxRemovals=10% forbids this");
                });
        assertThat(pooled.router.journal().writes()).isZero();
    }

    @Test
    void aBoundHoldsForAllRoundsOfARunTogether() {
        block(0, 10);
        EnsureSettings settings = blocklist().onAbsent(OnAbsent.REMOVE).removalsAtOnce(1).atMost(ChangeLimit.parse("5"), null);
        AtomicInteger removals = new AtomicInteger();
        sending = new PipelineSettings(sending.options(), 1, 0, OnFailure.STOP, false);
        // the third removal is lost, and before the table is read again somebody else adds three rows
        pooled.router.faults().onNext(entry -> {
            boolean removal = entry.command().equals(LIST + "/remove") && removals.incrementAndGet() == 3;
            if (removal) {
                for (int i = 0; i < 3; i++) {
                    table.add("list", "blocklist", "address", "198.51.100." + i);
                }
            }
            return removal;
        }).executeThenReset();

        EnsureResult result = ensure(settings, addresses(5, 10));

        assertThat(result.isComplete()).isFalse();
        assertThat(result.problem()).contains("maxRemovals=5 forbids going on");
        assertThat(result.done(PlannedWrite.Kind.REMOVE)).isLessThanOrEqualTo(5);
        assertThat(table.size()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void theSameKeyTwiceInTheTableChangesNothing() {
        table.add("list", "blocklist", "address", "192.0.2.1");
        table.add("list", "blocklist", "address", "192.0.2.1");

        assertThatThrownBy(() -> run(blocklist()).run(DesiredRows.of(addresses(0, 9), blocklist())).get(30, TimeUnit.SECONDS))
                .cause().isInstanceOf(BadInputException.class).hasMessageContaining("*1 and *2");
        assertThat(pooled.router.journal().writes()).isZero();
    }

    // ---- unsetting

    @Test
    void oneIsUnsetByTheVerbWhereTheMenuHasIt() {
        SimulatedTable rules = pooled.router.table(FILTER);
        rules.add("chain", "forward", "comment", "a", "src-address", "192.0.2.1");
        EnsureSettings settings = settings(FILTER, "chain=forward", "comment");

        EnsureResult result = ensure(settings, List.of(row("comment", "a", "src-address", null)));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(rules.rows().get(0)).doesNotContainKey("src-address");
        assertThat(commands()).contains("unset").doesNotContain("set");
    }

    @Test
    void whatTheVerbDoesNotTakeIsAnAttributeOfSet() {
        SimulatedTable rules = pooled.router.table(FILTER);
        rules.add("chain", "forward", "comment", "a", "log-prefix", "x");
        EnsureSettings settings = settings(FILTER, "chain=forward", "comment");

        EnsureResult result = ensure(settings, List.of(row("comment", "a", "log-prefix", null)));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(rules.rows().get(0)).doesNotContainKey("log-prefix");
        assertThat(commands()).contains("set").doesNotContain("unset");
    }

    @Test
    void whereTheVerbDoesNotTakeItAfterAllItIsAnAttributeOfSet() {
        SimulatedTable rules = pooled.router.table(FILTER);
        rules.add("chain", "forward", "comment", "a", "src-address", "192.0.2.1");
        pooled.router.faults().onNext(FILTER + "/unset").trap("1", "input does not match any value of value-name");
        EnsureSettings settings = settings(FILTER, "chain=forward", "comment");

        EnsureResult result = ensure(settings, List.of(row("comment", "a", "src-address", null)));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(rules.rows().get(0)).doesNotContainKey("src-address");
    }

    @Test
    void whatIsUnsetTogetherWithAChangeIsOneCommand() {
        SimulatedTable rules = pooled.router.table(FILTER);
        rules.add("chain", "forward", "comment", "a", "src-address", "192.0.2.1");
        EnsureSettings settings = settings(FILTER, "chain=forward", "comment");

        ensure(settings, List.of(row("comment", "a", "src-address", null, "src-address-list", "x")));

        assertThat(rules.rows().get(0)).doesNotContainKey("src-address").containsEntry("src-address-list", "x");
        assertThat(pooled.router.journal().writes()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { LIST, "/test/entries" })
    void whereTheMenuHasNoUnsetItIsAnAttributeOfSet(String menu) {
        SimulatedTable rows = pooled.router.table(menu);
        rows.add("list", "blocklist", "address", "192.0.2.1", "comment", "x");
        // a menu that is not known to lack the verb
        pooled.router.faults().onNext(menu + "/unset").trap("0", "no such command");

        EnsureResult result = ensure(
                settings(menu, "list=blocklist", "address"), List.of(row("address", "192.0.2.1", "comment", null)));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(rows.rows().get(0)).doesNotContainKey("comment");
        assertThat(commands()).contains("set");
    }

    // ---- failures

    @Test
    void aRefusedRowStopsWhatFollowsAndTheResultTellsEachRow() {
        block(0, 3);
        pooled.router.faults().onNext(LIST + "/add").after(1).trap("1", "invalid value for argument address");
        sending = new PipelineSettings(CommandOptions.DEFAULTS, 1, 0, OnFailure.STOP, false);

        EnsureResult result = ensure(blocklist(), addresses(2, 6));

        assertThat(result.isComplete()).isFalse();
        assertThat(result.count(RowResult.State.DONE)).isEqualTo(1);
        assertThat(result.count(RowResult.State.FAILED)).isEqualTo(1);
        assertThat(result.count(RowResult.State.NOT_SENT)).isEqualTo(3);
        assertThat(result.toString()).contains("row 2 {address=192.0.2.4, comment=c, list=blocklist} [ADD] FAILED:"
                                               + " invalid value for argument address");
        assertThat(blocked()).contains("192.0.2.0", "192.0.2.1");
    }

    @Test
    void toldToGoOnOtherRowsAreDone() {
        block(0, 3);
        pooled.router.faults().onNext(LIST + "/add").after(1).trap("1", "invalid value for argument address");
        sending = PipelineSettings.DEFAULTS.withOnFailure(OnFailure.CONTINUE);

        EnsureResult result = ensure(blocklist(), addresses(2, 6));

        assertThat(result.isComplete()).isFalse();
        assertThat(result.count(RowResult.State.FAILED)).isEqualTo(1);
        assertThat(blocked()).hasSize(3).doesNotContain("192.0.2.0", "192.0.2.1");
    }

    @Test
    void aLostReplyIsLookedUpAndNotRepeated() {
        for (boolean executes : List.of(true, false)) {
            table.clear();
            pooled.router.journal().clear();
            Runnable fault = executes
                    ? () -> pooled.router.faults().onNext(LIST + "/add").after(2).executeThenReset()
                    : () -> pooled.router.faults().onNext(LIST + "/add").after(2).cutBeforeExecuting();
            fault.run();
            sending = new PipelineSettings(CommandOptions.DEFAULTS, 1, 0, OnFailure.CONTINUE, false);

            EnsureResult result = ensure(blocklist(), addresses(0, 5));

            assertThat(pooled.router.journal().count(LIST + "/add")).isEqualTo(5);
            assertThat(result.count(RowResult.State.DONE)).as(result.toString()).isEqualTo(executes ? 5 : 4);
            assertThat(result.count(RowResult.State.UNKNOWN)).isEqualTo(executes ? 0 : 1);
            assertThat(ensure(blocklist(), addresses(0, 5)).isComplete()).isTrue();
            assertThat(blocked()).hasSize(5);
        }
    }

    @Test
    void aDeviceThatGoesAwayLeavesTheRestNotSent() {
        pooled.router.faults().onNext(LIST + "/add").after(3).executeThenReset();
        pooled.router.afterEachWrite(entry -> {
            if (table.size() == 4) {
                pooled.router.reboot(Duration.ofMinutes(1));
            }
        });
        sending = new PipelineSettings(CommandOptions.DEFAULTS, 2, 0, OnFailure.CONTINUE, false);

        EnsureResult result = ensure(blocklist(), addresses(0, 50));

        assertThat(result.problem()).isNotNull();
        assertThat(result.count(RowResult.State.DONE)).isBetween(1, 3);
        assertThat(result.count(RowResult.State.UNKNOWN)).isBetween(1, 2);
        assertThat(result.count(RowResult.State.NOT_SENT)).isGreaterThan(40);
    }

    @Test
    void whatWasWrittenIsReadBackAndDifferencesAreTold() {
        pooled.router.afterEachWrite(entry -> {
            if (entry.command().equals(LIST + "/add")) {
                table.set("*1", "comment", "somebody else");
            }
        });

        EnsureResult result = ensure(blocklist(), addresses(0, 1));

        assertThat(result.rows()).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo(RowResult.State.FAILED);
            assertThat(each.actual()).isEqualTo(Map.of("comment", "somebody else"));
        });
        assertThat(result.toString()).contains("it is not as it was written; the router has {comment=somebody else}");
    }

    @Test
    void aRowThatIsGoneWhenReadBackIsTold() {
        pooled.router.afterEachWrite(entry -> table.remove("*1"));

        EnsureResult result = ensure(blocklist(), addresses(0, 2).subList(0, 1));

        assertThat(result.toString()).contains("FAILED: it is gone");
    }

    @ParameterizedTest
    @EnumSource(names = { "REMOVE", "DISABLE" })
    void aRowThatIsNotPutAwayThoughTheRouterSaidSoIsTold(OnAbsent onAbsent) {
        block(0, 3);
        String verb = onAbsent == OnAbsent.REMOVE ? "/remove" : "/disable";
        pooled.router.faults().onNext(LIST + verb).doneWithoutExecuting();

        EnsureResult result = ensure(blocklist().onAbsent(onAbsent), addresses(0, 2));

        assertThat(result.isComplete()).isFalse();
        assertThat(result.rows()).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(RowResult.State.FAILED);
            assertThat(row.id()).isEqualTo("*3");
            assertThat(row.message()).isIn("it is still there", "it is not disabled");
        });
    }

    @Test
    void ofManyRemovedRowsTheScopeIsReadOnceMoreForThoseThatAreLeft() {
        block(0, 700);
        pooled.router.faults().onNext(LIST + "/remove").after(2).doneWithoutExecuting();

        EnsureResult result = ensure(blocklist().onAbsent(OnAbsent.REMOVE).removalsAtOnce(100), addresses(0, 10));

        assertThat(result.count(RowResult.State.FAILED)).isEqualTo(100);
        assertThat(result.count(RowResult.State.DONE)).isEqualTo(590);
        assertThat(pooled.router.journal().commands()).filteredOn(entry -> entry.command().equals(LIST + "/print")).hasSize(2)
                .allSatisfy(entry -> assertThat(entry.queries()).containsExactly("?list=blocklist"));
    }

    // ---- others at work

    @Test
    void aRowThatSomebodyElseAddsMeanwhileIsTakenAsItIs() {
        pooled.router.faults().onNext(LIST + "/add").trap(null, "failure: already have such entry");
        pooled.router.afterEachWrite(entry -> {
            if (table.find("address", "192.0.2.0").isEmpty()) {
                table.add("list", "blocklist", "address", "192.0.2.0", "comment", "theirs");
            }
        });

        EnsureResult result = ensure(blocklist(), addresses(0, 3));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(table.find("comment", "c")).hasSize(3);
    }

    @Test
    void aRowThatSomebodyElseRemovesMeanwhileIsAddedAgainOrGoneAnyway() {
        block(0, 4);
        List<Map<String, String>> list = addresses(2, 5);
        list.get(0).put("comment", "changed");
        pooled.router.afterEachWrite(entry -> {
            pooled.router.afterEachWrite(none -> {
            });
            table.remove("*1");
            table.remove("*3");
        });

        EnsureResult result = ensure(blocklist(), list);

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(blocked()).containsExactlyInAnyOrder("192.0.2.2", "192.0.2.3", "192.0.2.4");
        assertThat(table.find("comment", "changed")).hasSize(1);
    }

    @Test
    void aValueThatARowToBeRemovedStillHasIsGivenToANewOneAfterwards() {
        EnsureSettings settings = settings(LIST, "list=blocklist", "comment").onAbsent(OnAbsent.REMOVE);
        table.add("list", "blocklist", "address", "192.0.2.1", "comment", "old");

        EnsureResult result = ensure(settings, List.of(row("comment", "new", "address", "192.0.2.1")));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(table.rows()).singleElement().satisfies(each -> assertThat(each).containsEntry("comment", "new"));
    }

    @Test
    void aRefusalThatStaysIsAFailureInTheEnd() {
        pooled.router.faults().onNext(LIST + "/add").times(100).trap(null, "failure: already have such entry");

        EnsureResult result = ensure(blocklist(), addresses(0, 1));

        assertThat(result.count(RowResult.State.FAILED)).isEqualTo(1);
        assertThat(result.toString()).contains("already have such entry");
        assertThat(pooled.router.journal().count(LIST + "/add")).isLessThanOrEqualTo(3);
    }

    // ---- in order

    private EnsureSettings chain() {
        return settings(FILTER, "chain=forward", "comment").inOrder().onAbsent(OnAbsent.REMOVE);
    }

    private void rules(String comments) {
        for (String comment : comments.split("")) {
            pooled.router.table(FILTER).add("chain", Character.isUpperCase(comment.charAt(0)) ? "input" : "forward", "comment",
                    comment);
        }
    }

    private List<Map<String, String>> ordered(String comments) {
        return List.of(comments.split("")).stream().map(comment -> row("comment", comment)).toList();
    }

    private String rules() {
        return String.join("", pooled.router.table(FILTER).rows().stream().map(rule -> rule.get("comment")).toList());
    }

    @Test
    void rulesComeToStandInTheOrderOfTheListWithTheFewestCommands() {
        rules("abXcdeY");

        EnsureResult result = ensure(chain(), ordered("cabndf"));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(rules()).isEqualTo("cabXndfY");
        // one move, two adds, one removal
        assertThat(pooled.router.journal().writes()).isEqualTo(4);
        assertThat(ensure(chain(), ordered("cabndf")).rows()).isEmpty();
        assertThat(pooled.router.journal().writes()).isEqualTo(4);
    }

    @Test
    void aRuleThatIsMovedAwayOrRemovedByOthersDoesNotStopIt() {
        rules("abcdef");
        pooled.router.afterEachWrite(entry -> {
            pooled.router.afterEachWrite(none -> {
            });
            pooled.router.table(FILTER).remove("*1");
            pooled.router.table(FILTER).remove("*4");
        });

        EnsureResult result = ensure(chain(), ordered("xfdyacbz"));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(rules()).isEqualTo("xfdyacbz");
    }

    @Test
    void aRuleWhosePlaceIsNotAsWantedWhenReadBackIsTold() {
        rules("ab");
        pooled.router.afterEachWrite(entry -> {
            pooled.router.table(FILTER).remove("*2");
            pooled.router.table(FILTER).add(".id", "*2", "chain", "forward", "comment", "b");
        });

        EnsureResult result = ensure(chain(), ordered("ba"));

        assertThat(result.toString()).contains("[MOVE] FAILED: it is not in its place");
    }

    // ---- Safe Mode

    @Test
    void inSafeModeTheChangesStayAndTheSessionIsOneOfItsOwn() {
        block(0, 5);

        EnsureResult result = ensureInSafeMode(blocklist(), addresses(3, 8));

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(result.safeMode()).isEqualTo(SafeModeEnd.RELEASED);
        assertThat(blocked()).hasSize(5);
        assertThat(pooled.router.safeModeTaken()).isFalse();
        List<Journal.Entry> commands = pooled.router.journal().commands();
        int holder = commands.stream().filter(each -> each.command().equals("/safe-mode/take")).findFirst().orElseThrow()
                .session();
        assertThat(commands).filteredOn(each -> !each.command().endsWith("/print")).hasSizeGreaterThan(5)
                .allSatisfy(each -> assertThat(each.session()).isEqualTo(holder));
        assertThat(commands()).containsSubsequence("take", "add", "remove", "print", "release");
        assertThat(ensureInSafeMode(blocklist(), addresses(3, 8)).safeMode()).isEqualTo(SafeModeEnd.NOT_USED);
    }

    @Test
    void inSafeModeAnyFailureIsRolledBackAndTheResultSaysSo() {
        block(0, 5);
        List<Map<String, String>> before = table.rows();
        pooled.router.faults().onNext(LIST + "/add").after(3).trap("1", "invalid value for argument address");
        sending = PipelineSettings.DEFAULTS.withOnFailure(OnFailure.CONTINUE);

        EnsureResult result = ensureInSafeMode(blocklist(), addresses(3, 12));

        assertThat(result.safeMode()).isEqualTo(SafeModeEnd.ROLLED_BACK);
        assertThat(result.isComplete()).isFalse();
        assertThat(result.summary()).contains("0 added").contains("1 failed").contains("Safe Mode rolled back");
        assertThat(result.count(RowResult.State.ROLLED_BACK)).isEqualTo(9);
        assertThat(table.rows()).isEqualTo(before);
        // the session is clean, and serves others
        assertThat(ensureInSafeMode(blocklist(), addresses(3, 12)).safeMode()).isEqualTo(SafeModeEnd.RELEASED);
    }

    @Test
    void inSafeModeALostSessionRollsBackAndNothingGoesOnOverAnother() {
        block(0, 5);
        List<Map<String, String>> before = table.rows();
        pooled.router.faults().onNext(LIST + "/add").after(3).executeThenReset();

        EnsureResult result = ensureInSafeMode(blocklist(), addresses(3, 200));

        assertThat(result.safeMode()).isEqualTo(SafeModeEnd.ROLLED_BACK_BY_DISCONNECT);
        assertThat(result.isComplete()).isFalse();
        assertThat(table.rows()).isEqualTo(before);
        assertThat(pooled.router.journal().count(LIST + "/add")).isLessThan(50);
    }

    @Test
    void whereTheUnrollIsNotAnsweredTheSessionIsClosed() {
        List<Map<String, String>> before = table.rows();
        pooled.router.faults().onNext(LIST + "/add").trap("1", "invalid value");
        pooled.router.faults().onNext("/safe-mode/unroll").cutBeforeExecuting();

        EnsureResult result = ensureInSafeMode(blocklist(), addresses(0, 5));

        assertThat(result.safeMode()).isEqualTo(SafeModeEnd.ROLLED_BACK_BY_DISCONNECT);
        assertThat(table.rows()).isEqualTo(before);
    }

    @Test
    void whereTheUnrollIsMetBySilenceTheEndIsUnknown() {
        pooled.router.faults().onNext(LIST + "/add").trap("1", "invalid value");
        pooled.router.faults().onNext("/safe-mode/unroll").stall();
        sending = new PipelineSettings(
                sending.options().withTimeout(Duration.ofMillis(300)), sending.window(), 0, OnFailure.STOP, false);

        EnsureResult result = ensureInSafeMode(blocklist(), addresses(0, 5));

        assertThat(result.safeMode()).isEqualTo(SafeModeEnd.UNKNOWN);
        assertThat(result.count(RowResult.State.ROLLED_BACK)).isZero();
    }

    @Test
    void whereTheReplyToTheReleaseIsLostItSaysSo() {
        pooled.router.faults().onNext("/safe-mode/release").executeThenCut();

        EnsureResult result = ensureInSafeMode(blocklist(), addresses(0, 5));

        assertThat(result.safeMode()).isEqualTo(SafeModeEnd.UNKNOWN);
        assertThat(result.isComplete()).isFalse();
        assertThat(result.summary()).contains("Safe Mode unknown");
        assertThat(blocked()).hasSize(5);
    }

    @Test
    void anOlderRouterIsAClearErrorBeforeTheFirstWrite() {
        restart(SimulatedRouter.builder().version("7.17.2").start());

        assertSafeModeIsRefused(
                "runs RouterOS 7.17.2 (stable), and the API has Safe Mode since 7.18 only; nothing was written");
    }

    @Test
    void aRouterThatDoesNotTellItsVersionIsAskedForSafeMode() {
        restart(SimulatedRouter.builder().version("7.17.2").start());
        pooled.router.faults().onNext("/system/resource/print").trap(null, "not enough permissions (9)");

        assertSafeModeIsRefused("refused Safe Mode: \"no such command or directory (safe-mode)\"; nothing was written");
    }

    @Test
    void somebodyElseHoldingItIsAClearError() {
        try (PooledRouter other = new PooledRouter(pooled.router)) {
            get(SafeMode.take(get(other.device.acquire(LeaseKind.EXCLUSIVE)).session(), CommandOptions.DEFAULTS));
            assertSafeModeIsRefused("refused Safe Mode: \"failure: safe mode is held by api@127.0.0.1\"; nothing was written."
                                    + " Another session seems to hold it");
        }
    }

    private void assertSafeModeIsRefused(String message) {
        assertThatThrownBy(() -> run(blocklist()).runInSafeMode(DesiredRows.of(addresses(0, 5), blocklist())).get(30,
                TimeUnit.SECONDS)).cause().isInstanceOf(SafeModeException.class).hasMessageContaining(message);
        assertThat(pooled.router.journal().writes()).isZero();
    }
}

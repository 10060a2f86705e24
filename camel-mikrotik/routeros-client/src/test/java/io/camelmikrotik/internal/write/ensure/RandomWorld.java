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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.internal.write.PooledRouter;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedTable;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnAbsent;
import io.camelmikrotik.write.OnFailure;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.RowResult;
import io.camelmikrotik.write.SafeModeEnd;
import io.camelmikrotik.write.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One random table, one random list, one run in which something goes wrong, and what must be true during and after it.
 */
abstract class RandomWorld {

    private static final Set<String> NOT_TWICE = Set.of("add", "set", "unset", "remove", "disable");

    final Random random;
    final PooledRouter pooled;
    final SimulatedTable table;
    final String menu;
    final String key;
    final List<Map<String, String>> list = new ArrayList<>();
    final OnAbsent onAbsent;
    private final String scope;
    private final boolean safeMode;
    private final Trouble trouble;
    private boolean edited;
    private boolean repaired;

    RandomWorld(Random random, PooledRouter pooled, String menu, String scope, String key) {
        this.random = random;
        this.pooled = pooled;
        this.table = pooled.router.table(menu);
        this.menu = menu;
        this.scope = scope;
        this.key = key;
        this.onAbsent = OnAbsent.values()[random.nextInt(3)];
        this.safeMode = random.nextInt(5) == 0;
        this.trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
    }

    abstract void fill();

    abstract EnsureSettings settings(EnsureSettings settings);

    /** Changes something in the scope, as another client does. */
    abstract void edit();

    /** Whether a row may be changed by us. */
    abstract boolean isOurs(Map<String, String> row);

    /** Looks at the table after each write. */
    void witness() {
    }

    void finished(boolean edited) {
    }

    /** @return what happened, in a word */
    String play() {
        pooled.router.faults().clear();
        pooled.router.afterEachWrite(null);
        table.clear();
        fill();
        List<Map<String, String>> before = table.rows();
        List<Map<String, String>> others = others();
        pooled.router.journal().clear();

        int at = random.nextInt(6);
        int[] writes = { 0 };
        pooled.router.afterEachWrite(entry -> {
            witness();
            if (writes[0]++ == at) {
                trouble.afterWrite.accept(this);
            }
        });
        trouble.order.accept(pooled.router.faults().onNext(this::isWrite).after(at));
        EnsureResult result = run(random.nextBoolean() ? OnFailure.STOP : OnFailure.CONTINUE, safeMode);
        nothingWasWrittenTwice();
        if (!edited) {
            theResultIsTrue(result, before);
        }

        repaired = true;
        pooled.router.faults().clear();
        pooled.router.powerOn();
        pooled.device.resume();
        pooled.router.afterEachWrite(entry -> witness());
        pooled.router.journal().clear();
        EnsureResult again = run(OnFailure.CONTINUE, false);
        assertThat(again.isComplete()).as("the second run: %s after %s", again, result).isTrue();
        theScopeEqualsTheList(again);
        assertThat(others()).as("rows of others").isEqualTo(withoutForgotten(others));
        nothingWasWrittenTwice();
        finished(edited);

        pooled.router.journal().clear();
        EnsureResult third = run(OnFailure.CONTINUE, safeMode);
        assertThat(third.isComplete()).isTrue();
        assertThat(pooled.router.journal().writes()).as("writes of the third run").isZero();
        return trouble + (safeMode ? " in Safe Mode " : " ")
               + (result == null ? "nothing" : result.isComplete() ? "complete" : "not complete");
    }

    boolean isWrite(Journal.Entry entry) {
        return entry.command().startsWith(menu + "/") && !entry.command().endsWith("/print");
    }

    private EnsureResult run(OnFailure onFailure, boolean safe) {
        EnsureSettings settings = settings(EnsureSettings
                .of(menu, new Scope(scope, WhereExpression.parse(scope).bind(name -> null)), List.of(key)).onAbsent(onAbsent));
        PipelineSettings sending = new PipelineSettings(CommandOptions.DEFAULTS, 1 + random.nextInt(8), 0, onFailure, false);
        EnsureRun run = new EnsureRun(pooled.device, new DeviceCommands(pooled.pool), settings, sending, pooled.worker);
        DesiredRows desired = DesiredRows.of(list, settings);
        CompletableFuture<EnsureResult> future = safe ? run.runInSafeMode(desired) : run.run(desired);
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // nothing was written: a session that died at the wrong moment, say
            assertThat(e.getCause()).isInstanceOf(MikrotikException.class);
            assertThat(pooled.router.journal().writes()).isZero();
            if (repaired) {
                throw new AssertionError("nothing is wrong with the router", e.getCause());
            }
            return null;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A reboot forgets dynamic rows. */
    private List<Map<String, String>> withoutForgotten(List<Map<String, String>> rows) {
        return rows.stream().filter(row -> trouble != Trouble.REBOOT || !"true".equals(row.get("dynamic"))
                || table.row(row.get(".id")) != null).toList();
    }

    private List<Map<String, String>> others() {
        return table.rows().stream().filter(row -> !isOurs(row)).toList();
    }

    private void nothingWasWrittenTwice() {
        List<String> executed = new ArrayList<>();
        for (Journal.Entry entry : pooled.router.journal().commands()) {
            String verb = entry.command().substring(entry.command().lastIndexOf('/') + 1);
            if (isWrite(entry) && entry.executed() && NOT_TWICE.contains(verb)) {
                Map<String, String> what = new HashMap<>(entry.attributes());
                what.remove("place-before");
                executed.add(verb + what);
            }
        }
        assertThat(executed).as("writes executed").doesNotHaveDuplicates();
    }

    private void theResultIsTrue(EnsureResult result, List<Map<String, String>> before) {
        if (result == null) {
            return;
        }
        if (result.safeMode().isRolledBack()) {
            assertThat(table.rows()).as("after %s", result).isEqualTo(withoutForgotten(before));
            return;
        }
        if (result.safeMode() == SafeModeEnd.UNKNOWN && table.rows().equals(withoutForgotten(before))) {
            return; // it promises one of two ends: all of it was undone, or what the rows say
        }
        for (RowResult row : result.rows()) {
            boolean there = row.row() == null
                    ? table.row(row.id()) != null && (row.actions().contains(PlannedWrite.Kind.REMOVE)
                            || !"true".equals(table.row(row.id()).get("disabled")))
                    : find(row.row().get(key)) != null;
            boolean added = row.actions().contains(PlannedWrite.Kind.ADD);
            if (added || row.row() == null) {
                if (row.state() == RowResult.State.DONE) {
                    assertThat(there).as("%s is there, after %s", row, result).isEqualTo(added);
                } else if (row.state() != RowResult.State.UNKNOWN) {
                    assertThat(there).as("%s is there, after %s", row, result).isEqualTo(!added);
                }
            }
        }
    }

    private void theScopeEqualsTheList(EnsureResult again) {
        Set<String> wanted = new HashSet<>();
        for (Map<String, String> row : list) {
            wanted.add(canonical(key, row.get(key)));
            Map<String, String> real = find(row.get(key));
            assertThat(real).as("the row for %s", row).isNotNull();
            row.forEach((name, value) -> assertThat(canonical(name, real.get(name))).as("%s of %s", name, real)
                    .isEqualTo(canonical(name, value)));
        }
        for (Map<String, String> row : table.rows()) {
            if (isOurs(row) && !wanted.contains(canonical(key, row.get(key)))) {
                assertThat(onAbsent).as("%s, left by %s, trouble %s", row, again, trouble).isNotEqualTo(OnAbsent.REMOVE);
                assertThat(onAbsent == OnAbsent.DISABLE && !"true".equals(row.get("disabled"))).as("%s is enabled", row)
                        .isFalse();
            }
        }
    }

    private Map<String, String> find(String value) {
        List<Map<String, String>> found = table.rows().stream().filter(this::isOurs)
                .filter(row -> canonical(key, row.get(key)).equals(canonical(key, value))).toList();
        assertThat(found).hasSizeLessThan(2);
        return found.isEmpty() ? null : found.get(0);
    }

    private static String canonical(String name, String value) {
        return CanonicalValue.INSTANCE.of(name, value);
    }

    Map<String, String> ours() {
        List<Map<String, String>> rows = table.rows().stream().filter(this::isOurs).toList();
        return rows.isEmpty() ? null : rows.get(random.nextInt(rows.size()));
    }

    private void editSeveral() {
        edited = true;
        for (int i = random.nextInt(4); i >= 0; i--) {
            edit();
        }
    }

    /** What goes wrong at some write. */
    enum Trouble {
        NONE(rule -> {
        }, world -> {
        }),
        TRAP(rule -> rule.trap("1", "invalid value for argument x"), world -> {
        }),
        LOST_REPLY(Faults.Rule::executeThenCut, world -> {
        }),
        RESET_AFTER_EXECUTING(Faults.Rule::executeThenReset, world -> {
        }),
        CUT_BEFORE_EXECUTING(Faults.Rule::cutBeforeExecuting, world -> {
        }),
        RESET(rule -> {
        }, world -> world.pooled.router.resetSessions()),
        REBOOT(rule -> {
        }, world -> world.pooled.router.reboot(Duration.ofMillis(1))),
        EDITS(rule -> {
        }, RandomWorld::editSeveral),
        EDITS_AND_A_LOST_REPLY(Faults.Rule::executeThenReset, RandomWorld::editSeveral);

        private final Consumer<Faults.Rule> order;
        private final Consumer<RandomWorld> afterWrite;

        Trouble(Consumer<Faults.Rule> order, Consumer<RandomWorld> afterWrite) {
            this.order = order;
            this.afterWrite = afterWrite;
        }
    }

    /** An address list, in any order. */
    static final class Unordered extends RandomWorld {

        private static final String[] COMMENTS = { "", "x", "y", "yes" };

        Unordered(Random random, PooledRouter pooled) {
            super(random, pooled, "/ip/firewall/address-list", "list=blocklist", "address");
        }

        @Override
        void fill() {
            int most = 1 + random.nextInt(25);
            for (int i = 0; i < most; i++) {
                if (random.nextBoolean()) {
                    table.add(row(i));
                }
                if (random.nextInt(6) == 0) {
                    table.add("list", "other", "address", "192.0.2." + i, "dynamic", "false");
                }
                if (random.nextInt(10) == 0) {
                    table.add("list", "blocklist", "address", "198.51.100." + i, "dynamic", "true", "timeout", "1h");
                }
                if (random.nextBoolean()) {
                    list.add(wanted(i));
                }
            }
            Collections.shuffle(list, random);
        }

        private Map<String, String> row(int number) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("list", "blocklist");
            row.put("address", "192.0.2." + number);
            row.put("dynamic", "false");
            row.put("disabled", Boolean.toString(random.nextInt(4) == 0));
            String comment = COMMENTS[random.nextInt(COMMENTS.length)];
            if (!comment.isEmpty()) {
                row.put("comment", comment);
            }
            return row;
        }

        private Map<String, String> wanted(int number) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("address", "192.0.2." + number + (random.nextBoolean() ? "/32" : ""));
            if (random.nextBoolean()) {
                row.put("comment", random.nextInt(4) == 0 ? null : COMMENTS[random.nextInt(COMMENTS.length)]);
            }
            if (random.nextBoolean()) {
                row.put("disabled", random.nextBoolean() ? "no" : "yes");
            }
            return row;
        }

        @Override
        EnsureSettings settings(EnsureSettings settings) {
            return settings;
        }

        @Override
        boolean isOurs(Map<String, String> row) {
            return "blocklist".equals(row.get("list")) && !"true".equals(row.get("dynamic"));
        }

        @Override
        void edit() {
            Map<String, String> row = ours();
            int kind = random.nextInt(3);
            if (kind == 0 || row == null) {
                String address = "192.0.2." + random.nextInt(30);
                // the simulator takes 192.0.2.1 and 192.0.2.1/32 for two
                boolean spelledOtherwise = list.stream().anyMatch(each -> each.get("address").equals(address + "/32"));
                if (!spelledOtherwise
                        && table.rows().stream().noneMatch(each -> isOurs(each) && address.equals(each.get("address")))) {
                    table.add("list", "blocklist", "address", address, "comment", "theirs", "dynamic", "false", "disabled",
                            "false");
                }
            } else if (kind == 1) {
                table.remove(row.get(".id"));
            } else {
                table.set(row.get(".id"), "comment", "theirs");
            }
        }
    }

    /** Firewall rules, in order; what packets meet is looked at after each write. */
    static final class Ordered extends RandomWorld {

        private final List<List<String>> tables = new ArrayList<>();
        private final Map<String, String> actions = new HashMap<>();
        private final Set<String> known = new HashSet<>();

        Ordered(Random random, PooledRouter pooled) {
            super(random, pooled, "/ip/firewall/filter", "chain=forward", "comment");
        }

        @Override
        void fill() {
            int most = 1 + random.nextInt(12);
            for (int i = 0; i < most; i++) {
                if (random.nextInt(3) > 0) {
                    rule("r" + i, "forward", "false");
                }
                if (random.nextInt(6) == 0) {
                    rule("o" + i, "input", "false");
                }
                if (random.nextInt(10) == 0) {
                    rule("d" + i, "forward", "true");
                }
                if (random.nextInt(3) > 0) {
                    Map<String, String> wanted = new LinkedHashMap<>();
                    wanted.put("comment", "r" + i);
                    wanted.put("action", action("r" + i));
                    if (random.nextInt(3) == 0) {
                        wanted.put("content", random.nextInt(3) == 0 ? null : "p" + random.nextInt(3));
                    }
                    list.add(wanted);
                }
            }
            if (random.nextInt(4) > 0) {
                Collections.shuffle(list, random);
            }
            witness();
        }

        private void rule(String comment, String chain, String dynamic) {
            table.add("chain", chain, "comment", comment, "action", action(comment), "dynamic", dynamic, "disabled", "false",
                    "content", "p" + random.nextInt(3));
        }

        private String action(String comment) {
            known.add(comment);
            return actions.computeIfAbsent(comment, unseen -> random.nextBoolean() ? "accept" : "drop");
        }

        @Override
        EnsureSettings settings(EnsureSettings settings) {
            return settings.inOrder();
        }

        @Override
        boolean isOurs(Map<String, String> row) {
            return "forward".equals(row.get("chain")) && !"true".equals(row.get("dynamic"));
        }

        @Override
        void edit() {
            Map<String, String> row = ours();
            int kind = random.nextInt(4);
            if (kind == 0 || row == null) {
                rule("t" + random.nextInt(1_000_000), "forward", "false");
            } else if (kind == 1) {
                table.remove(row.get(".id"));
            } else if (kind == 2) {
                table.set(row.get(".id"), "content", "theirs");
            } else {
                table.remove(row.get(".id"));
                table.add(row);
            }
        }

        @Override
        void witness() {
            tables.add(table.rows().stream().filter(row -> !"true".equals(row.get("disabled"))).map(row -> row.get("comment"))
                    .toList());
        }

        @Override
        void finished(boolean edited) {
            assertThat(table.rows().stream().filter(this::isOurs).map(row -> row.get("comment"))
                    .filter(comment -> list.stream().anyMatch(row -> row.get("comment").equals(comment))).toList())
                    .isEqualTo(list.stream().map(row -> row.get("comment")).toList());
            if (edited) {
                return;
            }
            List<String> last = tables.get(tables.size() - 1);
            for (int packet = 0; packet < 30; packet++) {
                Set<String> matching = new HashSet<>();
                for (String comment : known) {
                    // what stays of others has no place in the list, and its neighbours may differ from run to run
                    boolean placed = comment.startsWith("r")
                            && (onAbsent != OnAbsent.IGNORE
                                    || list.stream().anyMatch(row -> row.get("comment").equals(comment)));
                    if (placed && random.nextInt(3) == 0) {
                        matching.add(comment);
                    }
                }
                String old = verdict(tables.get(0), matching);
                if (old.equals(verdict(last, matching))) {
                    for (List<String> each : tables) {
                        assertThat(verdict(each, matching)).as("%s of %s, from %s to %s", each, matching, tables.get(0), last)
                                .isEqualTo(old);
                    }
                }
            }
        }

        private String verdict(List<String> rules, Set<String> matching) {
            return rules.stream().filter(matching::contains).findFirst().map(actions::get).orElse("none");
        }
    }
}

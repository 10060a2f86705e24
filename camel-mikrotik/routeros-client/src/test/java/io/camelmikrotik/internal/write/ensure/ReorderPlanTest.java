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

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnAbsent;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.Scope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random tables and lists, worked through in memory: what a packet meets after each step.
 */
class ReorderPlanTest {

    private static final int RUNS = 3000;
    private static final int PACKETS = 40;

    @Test
    void afterEachStepAPacketMeetsItsFirstRuleOfTheOldTableOrOfTheNew() {
        long first = new Random().nextLong();
        for (int run = 0; run < RUNS; run++) {
            long seed = first + run;
            try {
                new Table(new Random(seed)).check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** Rules are names; those that begin with o are not ours, with d dynamic, with a the list's or absent from it. */
    private static final class Table {

        private final Random random;
        private final List<String> before = new ArrayList<>();
        private final List<String> list = new ArrayList<>();
        private final boolean removes;

        Table(Random random) {
            this.random = random;
            this.removes = random.nextBoolean();
            int rules = random.nextInt(9);
            for (int i = 0; i < rules; i++) {
                int kind = random.nextInt(6);
                before.add((kind == 0 ? "o" : kind == 1 ? "d" : "a") + i);
            }
            for (String rule : before) {
                if (rule.startsWith("a") && random.nextInt(4) > 0) {
                    list.add(rule);
                }
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add("n" + i);
            }
            if (random.nextInt(3) > 0) {
                Collections.shuffle(list, random);
            }
        }

        void check() {
            EnsurePlan plan = plan();
            List<List<String>> tables = new ArrayList<>(List.of(before));
            for (PlannedWrite step : plan.steps()) {
                tables.add(apply(step, tables.get(tables.size() - 1)));
            }
            List<String> after = tables.get(tables.size() - 1);
            assertThat(after.stream().filter(list::contains).toList()).isEqualTo(list);
            assertThat(after.stream().filter(rule -> !rule.startsWith("n") && !list.contains(rule)).toList())
                    .isEqualTo(before.stream().filter(rule -> !list.contains(rule) && !(removes && rule.startsWith("a")))
                            .toList());
            assertThat(plan.moves()).hasSize(fewestMoves());
            for (int i = 0; i < PACKETS; i++) {
                Set<String> matching = matching();
                String old = first(before, matching);
                String now = first(after, matching);
                for (List<String> table : tables) {
                    assertThat(first(table, matching)).as("%s to %s by %s, for %s", before, list, plan, matching)
                            .isIn(old, now);
                }
            }
        }

        private EnsurePlan plan() {
            EnsureSettings settings = EnsureSettings
                    .of("/ip/firewall/filter",
                            new Scope("ours", WhereExpression.parse("comment~\"^[adn]\"").bind(name -> null)),
                            List.of("comment"))
                    .inOrder().onAbsent(removes ? OnAbsent.REMOVE : OnAbsent.IGNORE);
            List<RouterOsRow> rows = before.stream().map(Table::row).toList();
            return EnsurePlanner.plan(
                    settings, DesiredRows.of(list.stream().map(rule -> Map.of("comment", rule)).toList(), settings), rows,
                    new TableOrder(rows));
        }

        private static RouterOsRow row(String rule) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put(".id", "*" + rule);
            row.put("comment", rule);
            row.put("dynamic", Boolean.toString(rule.startsWith("d")));
            return RouterOsRow.of(row);
        }

        private static List<String> apply(PlannedWrite step, List<String> table) {
            List<String> next = new ArrayList<>(table);
            if (step instanceof PlannedWrite.Add add) {
                next.add(place(add.before(), next), add.row().get("comment"));
            } else if (step instanceof PlannedWrite.Move move) {
                String rule = move.id().substring(1);
                next.remove(rule);
                next.add(place(move.before(), next), rule);
            } else {
                next.remove(step.id().substring(1));
            }
            return next;
        }

        private static int place(PlannedWrite.Anchor before, List<String> table) {
            if (before == null) {
                return table.size();
            }
            int place = table.indexOf(before.id() != null ? before.id().substring(1) : before.row().get("comment"));
            assertThat(place).as("place of %s in %s", before, table).isNotNegative();
            assertThat(table.get(place)).doesNotStartWith("d");
            return place;
        }

        private int fewestMoves() {
            List<Integer> places = list.stream().map(before::indexOf).filter(place -> place >= 0).toList();
            int[] longest = new int[places.size()];
            int most = 0;
            for (int i = 0; i < longest.length; i++) {
                longest[i] = 1;
                for (int j = 0; j < i; j++) {
                    longest[i] = places.get(j) < places.get(i) ? Math.max(longest[i], longest[j] + 1) : longest[i];
                }
                most = Math.max(most, longest[i]);
            }
            return places.size() - most;
        }

        private Set<String> matching() {
            Set<String> matching = new HashSet<>();
            for (List<String> rules : List.of(before, list)) {
                rules.forEach(rule -> {
                    if (random.nextInt(3) == 0) {
                        matching.add(rule);
                    }
                });
            }
            return matching;
        }

        private static String first(List<String> table, Set<String> matching) {
            return table.stream().filter(matching::contains).findFirst().orElse(null);
        }
    }
}

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

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.internal.write.PooledRouter;
import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.processes.ChildJvm;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;
import io.camelmikrotik.write.EnsureResult;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The process is killed (SIGKILL) in the middle of its writes. */
@ExtendWith(LeakCheck.class)
class EnsureKillTest {

    private static final int KILLS = Integer.getInteger("ensure.kills", 18);
    private static final int ROWS = 200;

    @ParameterizedTest(name = "in Safe Mode: {0}")
    @ValueSource(booleans = { false, true })
    void theTableIsExplainedByTheWritesOrRolledBackAndTheNextRunEndsIt(boolean safeMode) throws Exception {
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            try (PooledRouter pooled = new PooledRouter(SimulatedRouter.start())) {
                SimulatedTable table = fill(pooled.router);
                Map<String, String> before = comments(table);
                // 150 adds, 25 sets and one removal lie ahead
                int at = 1 + random.nextInt(170);
                Set<String> written = killAt(pooled.router, at, safeMode);

                if (safeMode) {
                    assertThat(comments(table)).as("killed at write %s", at).isEqualTo(before);
                    assertThat(pooled.router.safeModeTaken()).isFalse();
                } else {
                    assertExplained(before, comments(table), written);
                }
                EnsureResult again = PooledRouter.get(new EnsureRun(
                        pooled.device, new DeviceCommands(pooled.pool), KilledEnsure.SETTINGS, PipelineSettings.DEFAULTS,
                        pooled.worker).run(DesiredRows.of(KilledEnsure.list(ROWS), KilledEnsure.SETTINGS)));
                assertThat(again.isComplete()).as(again.toString()).isTrue();
                Map<String, String> wanted = new LinkedHashMap<>();
                KilledEnsure.list(ROWS).forEach(row -> wanted.put(row.get("address"), row.get("comment")));
                assertThat(comments(table)).isEqualTo(wanted);
                assertThat(table.find("list", "other")).hasSize(1);
            }
        }
    }

    private static SimulatedTable fill(SimulatedRouter router) {
        SimulatedTable table = router.table(KilledEnsure.MENU);
        table.add("list", "other", "address", "10.0.0.0", "comment", "theirs");
        for (int i = 0; i < 100; i++) {
            table.add("list", "blocklist", "address", "10.0.0." + i, "comment", "old", "dynamic", "false", "disabled", "false");
        }
        return table;
    }

    private static Map<String, String> comments(SimulatedTable table) {
        Map<String, String> comments = new LinkedHashMap<>();
        table.find("list", "blocklist").forEach(row -> comments.put(row.get("address"), row.get("comment")));
        return comments;
    }

    /** @return the addresses that were added */
    private static Set<String> killAt(SimulatedRouter router, int at, boolean safeMode) throws Exception {
        AtomicReference<Process> child = new AtomicReference<>();
        Set<String> added = new HashSet<>();
        int[] writes = { 0 };
        router.afterEachWrite(entry -> {
            added.addAll(addresses(entry));
            if (++writes[0] == at) {
                child.get().destroyForcibly();
            }
        });
        child.set(ChildJvm.of(KilledEnsure.class, ChildJvm.SHORT_LIVED,
                Integer.toString(router.port()), Integer.toString(ROWS), Boolean.toString(safeMode))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
        assertThat(child.get().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.get().exitValue()).as("killed").isNotZero();
        await().atMost(PooledRouter.PATIENCE).until(() -> router.sessionsOpen() == 0);
        router.afterEachWrite(null);
        return added;
    }

    private static List<String> addresses(Journal.Entry entry) {
        return entry.command().endsWith("/add") ? List.of(entry.attributes().get("address")) : List.of();
    }

    /** What was there is as before or as wanted; what is new was added once. */
    private static void assertExplained(Map<String, String> before, Map<String, String> after, Set<String> added) {
        Map<String, String> wanted = new LinkedHashMap<>();
        KilledEnsure.list(ROWS).forEach(row -> wanted.put(row.get("address"), row.get("comment")));
        after.forEach((address, comment) -> {
            if (before.containsKey(address)) {
                assertThat(comment).isIn("old", wanted.get(address));
            } else {
                assertThat(added).contains(address);
                assertThat(comment).isEqualTo(wanted.get(address));
            }
        });
        before.keySet().stream().filter(wanted::containsKey).forEach(address -> assertThat(after).containsKey(address));
    }
}

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
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.processes.ChildJvm;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bulk writes of a process of its own: in a small heap, and killed in the middle. */
@ExtendWith(LeakCheck.class)
class BulkProcessTest {

    private static final int KILLS = Integer.getInteger("bulk.kills", 14);
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m");
    /** What costs is the start of the child. */
    /** Of the window: those in flight, those answered and not told yet, those sent since. */
    private static final int UNTOLD = 3 * 16;

    @TempDir
    Path directory;

    @Test
    @Timeout(300)
    void aMillionElementsAreWrittenIn64MegabytesOfHeap() throws Exception {
        assertThat(ChildJvm.run(Duration.ofMinutes(4), BulkChild.class, SMALL_HEAP, "million"))
                .contains("done: 1000000 written: 1000000").doesNotContain("OutOfMemory");
    }

    @Test
    @Timeout(300)
    void afterAKillTheLogOfOutcomesExplainsTheTable() throws Exception {
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Path log = Files.createFile(directory.resolve("outcomes" + kill));
            try (SimulatedRouter router = SimulatedRouter.start()) {
                int at = 1 + random.nextInt(1_000);
                AtomicReference<Process> child = new AtomicReference<>();
                int[] writes = { 0 };
                router.afterEachWrite(entry -> {
                    if (++writes[0] == at) {
                        child.get().destroyForcibly();
                    }
                });
                child.set(ChildJvm.of(BulkChild.class, ChildJvm.SHORT_LIVED, Integer.toString(router.port()), log.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start());

                assertThat(child.get().waitFor(60, TimeUnit.SECONDS)).isTrue();
                await().atMost(MikrotikTestSupport.PATIENCE).until(() -> router.sessionsOpen() == 0);
                assertExplained(router, Files.readAllLines(log), at);
            }
        }
    }

    private static void assertExplained(SimulatedRouter router, List<String> log, int at) {
        List<String> names = router.table("/ppp/secret").rows().stream().map(row -> row.get("name")).toList();
        assertThat(names).as("killed at write %s", at).doesNotHaveDuplicates();
        // the line that was being written may be cut off
        int told = log.isEmpty() ? 0 : log.size() - (log.get(log.size() - 1).endsWith(" DONE") ? 0 : 1);
        for (int i = 0; i < told; i++) {
            assertThat(log.get(i)).isEqualTo(i + " DONE");
            assertThat(names).contains("user" + i);
        }
        int untold = told;
        assertThat(names).allSatisfy(name -> assertThat(Integer.parseInt(name.substring(4))).isLessThan(untold + UNTOLD));
    }
}

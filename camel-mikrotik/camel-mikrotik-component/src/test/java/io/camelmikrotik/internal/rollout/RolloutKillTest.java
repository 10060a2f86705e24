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
package io.camelmikrotik.internal.rollout;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.processes.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A roll-out of a process of its own, killed (SIGKILL) again and again, and gone on with. */
class RolloutKillTest {

    private static final int SIGKILL = 9;
    private static final int KILLS = Integer.getInteger("rollout.kills", 5);

    @TempDir(factory = InMemory.class)
    Path temporary;

    private final Random random;
    private int killsLeft = KILLS;

    RolloutKillTest() {
        long seed = Long.getLong("rollout.seed", System.nanoTime());
        System.out.println("rollout.seed=" + seed);
        random = new Random(seed);
    }

    @Test
    @Timeout(600)
    void eachDeviceIsDoneOnceHoweverOftenTheApplicationIsKilled() throws Exception {
        for (int round = 0; killsLeft > 0; round++) {
            Path directory = Files.createDirectory(temporary.resolve("round" + round));
            int before = killsLeft;
            Map<String, String> ends = run(directory, "100%");
            while (ends.isEmpty()) {
                ends = run(directory, "100%");
            }
            check(directory, ends, before - killsLeft);
        }
    }

    @Test
    @Timeout(600)
    void noMoreFailThanAllowedAndInFlightHoweverOftenTheApplicationIsKilled() throws Exception {
        int allowed = 3;
        for (int round = 0; killsLeft > 0; round++) {
            Path directory = Files.createDirectory(temporary.resolve("round" + round));
            Map<String, String> ends = run(directory, Integer.toString(allowed));
            while (ends.isEmpty()) {
                ends = run(directory, Integer.toString(allowed));
            }
            assertThat(Files.readAllLines(directory.resolve("changes"))).doesNotHaveDuplicates();
            // unknown ones, cut off by the kill, count as well
            assertThat(ends.values()).filteredOn(state -> state.equals("FAILED") || state.equals("UNKNOWN"))
                    .hasSizeGreaterThan(allowed).hasSizeLessThanOrEqualTo(allowed + KilledRollout.PARALLELISM);
            assertThat(ends.values()).contains("NOT_TRIED");
        }
    }

    /** @return the ends of all devices, or nothing if it was killed */
    private Map<String, String> run(Path directory, String maxFailures) throws IOException, InterruptedException {
        // some die before anything was begun, some after all was; a round takes four or five
        int killAt = killsLeft == 0 ? Integer.MAX_VALUE : random.nextInt(60);
        long killAfterNanos = random.nextInt(4_000_000);
        Map<String, String> ends = new TreeMap<>();
        Process child = ChildJvm.of(KilledRollout.class, ChildJvm.SHORT_LIVED, directory.toString(), maxFailures).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            int lines = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                String[] words = line.split(" ");
                if (words[0].equals("end")) {
                    ends.put(words[1], words[2]);
                }
                if (lines++ == killAt) {
                    LockSupport.parkNanos(killAfterNanos);
                    // the process's own would close our end of its output
                    child.toHandle().destroyForcibly();
                    killsLeft--;
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        if (child.exitValue() == 128 + SIGKILL) {
            return Map.of();
        }
        assertThat(ends).as(said.toString()).hasSize(KilledRollout.DEVICES);
        return ends;
    }

    private static void check(Path directory, Map<String, String> ends, int kills) throws IOException {
        List<String> changes = Files.readAllLines(directory.resolve("changes"));
        assertThat(changes).as("each device is changed once at most").doesNotHaveDuplicates();
        ends.forEach((device, state) -> {
            if (state.equals("DONE")) {
                assertThat(changes).contains(device);
            } else {
                // killed between the begin in the state file and the change
                assertThat(state).as(device).isEqualTo("UNKNOWN");
                assertThat(changes).doesNotContain(device);
            }
        });
        assertThat(ends.values().stream().filter("UNKNOWN"::equals).count())
                .isLessThanOrEqualTo((long) kills * KilledRollout.PARALLELISM);
    }
}

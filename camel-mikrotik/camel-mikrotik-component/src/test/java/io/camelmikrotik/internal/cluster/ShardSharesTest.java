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
package io.camelmikrotik.internal.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Devices to shards, and shards to members. */
class ShardSharesTest {

    private static final int CASES = 300;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void eachShardHasOneMemberAndSharesDifferByOneAtMost() {
        System.out.println("seed=" + seed);
        for (int i = 0; i < CASES; i++) {
            List<String> members = members(1 + random.nextInt(12));
            int shards = 1 + random.nextInt(100);
            Map<String, Set<Integer>> shares = ShardShares.of(members, shards);

            List<Integer> all = new ArrayList<>();
            shares.values().forEach(all::addAll);
            assertThat(all).as("members %s, shards %d, seed %d", members, shards, seed).hasSize(shards)
                    .doesNotHaveDuplicates();
            shares.values().forEach(share -> assertThat(share).hasSizeBetween(
                    shards / members.size(), (shards + members.size() - 1) / members.size()));
            List<String> shuffled = new ArrayList<>(members);
            Collections.shuffle(shuffled, random);
            assertThat(ShardShares.of(shuffled, shards)).isEqualTo(shares);
        }
    }

    @Test
    void aMemberThatGoesMovesFewShardsBesidesItsOwn() {
        System.out.println("seed=" + seed);
        int moved = 0;
        int needed = 0;
        for (int i = 0; i < CASES; i++) {
            List<String> members = members(3 + random.nextInt(6));
            Map<String, Set<Integer>> before = ShardShares.of(members, 32);
            String gone = members.remove(random.nextInt(members.size()));
            Map<String, Set<Integer>> after = ShardShares.of(members, 32);
            needed += before.get(gone).size();
            for (String member : members) {
                Set<Integer> gained = new HashSet<>(after.get(member));
                gained.removeAll(before.get(member));
                moved += gained.size();
                // its shards are spread over the others
                assertThat(gained).as("seed %d", seed).hasSizeLessThan(32 / 2 + 1);
            }
        }
        System.out.printf("moved %.2f times as many as had to%n", (double) moved / needed);
        assertThat((double) moved / needed).as("seed %d", seed).isLessThan(2);
    }

    @Test
    void aDeviceIsInTheSameShardInEachVersion() {
        Shards shards = new Shards("mikrotik", 32);
        assertThat(List.of("router-1", "router-2", "core1", "münchen-3").stream().map(shards::of))
                .containsExactly(20, 25, 11, 0);
    }

    @Test
    void devicesWithNeighbouringNamesAreSpreadEvenly() {
        Shards shards = new Shards("mikrotik", 32);
        int[] devices = new int[32];
        for (int i = 0; i < 3_200; i++) {
            devices[shards.of("router-" + i)]++;
        }
        for (int each : devices) {
            assertThat(each).isBetween(60, 145);
        }
    }

    @Test
    void aNamespaceMustSuitFilesAndResources() {
        assertThat(new Shards("isp-north", 32).election(3)).isEqualTo("isp-north-shard-3-of-32");
        for (String bad : List.of("", "North", "a/b", "-a", "a-", "a".repeat(41), "ü")) {
            assertThatThrownBy(() -> new Shards(bad, 1)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("clusterNamespace");
        }
        assertThatThrownBy(() -> new Shards("a", 2_000)).hasMessageContaining("shards");
    }

    private List<String> members(int count) {
        Set<String> members = new HashSet<>();
        while (members.size() < count) {
            members.add("member-" + random.nextInt(10_000));
        }
        return new ArrayList<>(members);
    }
}

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
package io.camelmikrotik.examples.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Members in JVMs of their own, with a real ZooKeeper server: killed, and paused. */
class FleetClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int ROUTERS = 40;
    private static final int KILLS = Integer.getInteger("kills", 2);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void theDemoEndsWell() throws Exception {
        assertThat(Demo.play(ROUTERS)).isTrue();
    }

    @Test
    void whoeverIsKilledAllDevicesArePolledAgainInTimeAndNoChangeIsLost() throws Exception {
        System.out.println("seed=" + seed + " kills=" + KILLS);
        try (Provider provider = new Provider(ROUTERS, seed); Cluster cluster = new Cluster(provider, folder)) {
            start(cluster, 3);
            for (int i = 1; i <= KILLS; i++) {
                ClusterMember dying = cluster.members().get(random.nextInt(3));
                cluster.await(Duration.ofMillis(random.nextInt(1_500)), () -> false);
                cluster.kill(dying);
                Duration took = cluster.untilAllArePolled(PATIENCE);
                System.out.printf("kill %d: %s, all polled again after %s, sessions at most %d%n", i, dying.id(), took,
                        provider.sessionsAtMost());
                assertThat(took).as("seed %d, kill %d", seed, i).isNotNull().isLessThanOrEqualTo(Cluster.TAKE_OVER);
                cluster.startMember();
                assertBalanced(cluster);
            }
            assertNothingLost(provider, cluster);
        }
    }

    @Test
    void aMemberThatWasPausedForLongerThanItsLeaseDoesNotGoOnWithWhatItHasLost() throws Exception {
        System.out.println("seed=" + seed);
        try (Provider provider = new Provider(ROUTERS, seed); Cluster cluster = new Cluster(provider, folder)) {
            start(cluster, 2);
            ClusterMember paused = cluster.members().get(random.nextInt(2));
            paused.pause();
            // its state files stay locked by it, so that a change is delivered when it goes on; polls do not wait for that
            cluster.await(Cluster.SESSION_TIMEOUT.multipliedBy(2), () -> false);
            ClusterMember other = cluster.members().get(cluster.members().indexOf(paused) == 0 ? 1 : 0);
            await().atMost(PATIENCE).until(() -> other.led() == 32);
            paused.goOn();

            assertBalanced(cluster);
            cluster.untilAllArePolled(PATIENCE);
            assertNothingLost(provider, cluster);
        }
    }

    private static void start(Cluster cluster, int members) throws Exception {
        for (int i = 0; i < members; i++) {
            cluster.startMember();
        }
        assertBalanced(cluster);
        assertThat(cluster.untilAllArePolled(PATIENCE)).isNotNull();
    }

    private static void assertBalanced(Cluster cluster) {
        assertThat(cluster.await(PATIENCE, cluster::isBalanced)).as(() -> cluster.shares() + cluster.members().stream().map(
                ClusterMember::log).toList()).isNotNull();
    }

    private void assertNothingLost(Provider provider, Cluster cluster) {
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(cluster.differences()).as("seed %d", seed).isEmpty());
        assertThat(provider.askedByTwo()).as("seed %d", seed).isEqualTo(List.of());
        assertThat(provider.sessionsAtMost()).isLessThanOrEqualTo(2);
    }
}

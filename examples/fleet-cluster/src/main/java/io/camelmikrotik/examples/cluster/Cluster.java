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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/** A ZooKeeper server and the members that share the routers of a provider; members are started again under new ids. */
final class Cluster implements AutoCloseable {

    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(3);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** From being elected to the first poll: a login, and the state is read. */
    private static final Duration BEGINNING = Duration.ofSeconds(4);
    /**
     * In which each device of a member that has died is polled again: the engine takes it for dead, the others have
     * seen so twice, and the turn of the device comes.
     */
    static final Duration TAKE_OVER = SESSION_TIMEOUT.plus(TICK).plus(MAX_PAUSE.multipliedBy(3).dividedBy(5)).plus(PERIOD)
            .plus(BEGINNING);

    private final TestingServer zooKeeper;
    private final Provider provider;
    private final Path folder;
    private final List<ClusterMember> members = new ArrayList<>();
    private final Set<String> killed = new TreeSet<>();
    private int started;

    /** @param folder for lists, changes and state */
    Cluster(Provider provider, Path folder) throws Exception {
        this.provider = provider;
        this.folder = folder;
        provider.write(folder.resolve("devices.json"));
        zooKeeper = new TestingServer(
                new InstanceSpec(null, -1, -1, -1, true, -1, (int) TICK.toMillis(), -1), true);
    }

    ClusterMember startMember() throws IOException {
        String id = "member-" + ++started;
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("zookeeper.nodes", zooKeeper.getConnectString());
        properties.put("zookeeper.sessionTimeout", String.valueOf(SESSION_TIMEOUT.toMillis()));
        properties.put("cluster.maxPause", MAX_PAUSE.toMillis() + "ms");
        properties.put("period", PERIOD.toMillis() + "ms");
        properties.put("devices.file", folder.resolve("devices.json").toString());
        properties.put("changes.file", folder.resolve("changes-" + id + ".txt").toString());
        properties.put("state.folder", folder.resolve("state").toString());
        ClusterMember member = ClusterMember.start(id, properties, SimulatedRouter.PASSWORD);
        members.add(member);
        return member;
    }

    void kill(ClusterMember member) throws InterruptedException {
        member.kill();
        members.remove(member);
        killed.add(member.id());
    }

    /** Where what the members told is not what is. */
    List<String> differences() throws IOException {
        return provider.differences(folder, killed);
    }

    List<ClusterMember> members() {
        return List.copyOf(members);
    }

    /** Whether each shard has a leader, and no member leads more than its share. */
    boolean isBalanced() {
        int most = (32 + members.size() - 1) / members.size();
        return members.stream().allMatch(each -> each.led() <= most)
                && members.stream().mapToInt(ClusterMember::led).sum() == 32;
    }

    String shares() {
        return members.stream().map(each -> each.id() + " leads " + each.led()).collect(Collectors.joining(", "));
    }

    /**
     * Waits, while subscribers come and go.
     *
     * @return how long it took; {@code null} if it was too long
     */
    Duration await(Duration patience, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                return null;
            }
            provider.change(2);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** How long it takes until each router was asked again. */
    Duration untilAllArePolled(Duration patience) {
        List<Integer> before = provider.polls();
        return await(patience, () -> provider.notPolledSince(before) == 0);
    }

    @Override
    public void close() throws Exception {
        for (ClusterMember member : members) {
            member.kill();
        }
        zooKeeper.close();
    }
}

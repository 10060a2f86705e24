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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three machines share a fleet, one of them dies, and another one comes. */
final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger("demo");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Provider provider;
    private final Cluster cluster;
    private final Path folder;

    private Demo(Provider provider, Cluster cluster, Path folder) {
        this.provider = provider;
        this.cluster = cluster;
        this.folder = folder;
    }

    /** @return whether each router was polled all the time, by one member, and no change was lost */
    static boolean play(int routers) throws Exception {
        Path folder = Files.createTempDirectory("fleet-cluster");
        try (Provider provider = new Provider(routers, 1); Cluster cluster = new Cluster(provider, folder)) {
            LOG.info("{} simulated routers, each polled every second; ZooKeeper is embedded", routers);
            boolean well = new Demo(provider, cluster, folder).story();
            LOG.info(well ? "All is well." : "SOMETHING IS WRONG, see above.");
            return well;
        } finally {
            delete(folder);
        }
    }

    private boolean story() throws Exception {
        LOG.info("three members start");
        for (int i = 0; i < 3; i++) {
            cluster.startMember();
        }
        boolean well = check("the 32 shards are shared", cluster.await(PATIENCE, cluster::isBalanced));
        LOG.info("    {}", cluster.shares());
        well &= check("each router is polled", cluster.untilAllArePolled(PATIENCE));

        ClusterMember dying = cluster.members().get(1);
        LOG.info("{} is killed", dying.id());
        cluster.kill(dying);
        well &= check("each router is polled again, within " + Cluster.TAKE_OVER.toSeconds() + " s",
                cluster.untilAllArePolled(Cluster.TAKE_OVER));
        well &= check("the others have its shards", cluster.await(PATIENCE, cluster::isBalanced));
        LOG.info("    {}", cluster.shares());

        LOG.info("another member starts");
        cluster.startMember();
        well &= check("it gets its share", cluster.await(PATIENCE, cluster::isBalanced));
        LOG.info("    {}", cluster.shares());
        well &= check("each router is polled", cluster.untilAllArePolled(PATIENCE));

        Duration replayed = untilAllIsTold(PATIENCE);
        well &= check("what the members told of " + provider.changes() + " changes makes the tables of the routers",
                replayed);
        int sessions = provider.sessionsAtMost();
        LOG.info("    {} sessions at most on any router at any time", sessions);
        return well && sessions <= 2 && provider.askedByTwo().isEmpty();
    }

    private Duration untilAllIsTold(Duration patience) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!Provider.told(folder).equals(provider.online())) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                return null;
            }
            Thread.sleep(200);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean check(String what, Duration took) {
        if (took == null) {
            LOG.error("    NOT SO: {}", what);
            cluster.members().forEach(each -> LOG.error("    log of {}:{}{}", each.id(), System.lineSeparator(), each.log()));
            return false;
        }
        LOG.info("    {} (after {} ms)", what, took.toMillis());
        return true;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

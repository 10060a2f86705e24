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

    private Demo(Provider provider, Cluster cluster) {
        this.provider = provider;
        this.cluster = cluster;
    }

    /** @return whether each router was polled all the time, by one member, and no change was lost */
    static boolean play(int routers) throws Exception {
        Path folder = Files.createTempDirectory("fleet-cluster");
        try (Provider provider = new Provider(routers, 1); Cluster cluster = new Cluster(provider, folder)) {
            LOG.info("{} simulated routers, each polled every second; ZooKeeper is embedded", routers);
            boolean well = new Demo(provider, cluster).story();
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
        return isShared() && aMemberDies() && anotherOneComes() && nothingWasLost();
    }

    private boolean isShared() {
        boolean shared = check("the 32 shards are shared", cluster.await(PATIENCE, cluster::isBalanced));
        LOG.info("    {}", cluster.shares());
        return shared && check("each router is polled", cluster.untilAllArePolled(PATIENCE));
    }

    private boolean aMemberDies() throws InterruptedException {
        ClusterMember dying = cluster.members().get(1);
        LOG.info("{} is killed", dying.id());
        cluster.kill(dying);
        return check("each router is polled again, within " + Cluster.TAKE_OVER.toSeconds() + " s",
                cluster.untilAllArePolled(Cluster.TAKE_OVER)) && isShared();
    }

    private boolean anotherOneComes() throws IOException {
        LOG.info("another member starts");
        cluster.startMember();
        return isShared();
    }

    private boolean nothingWasLost() throws Exception {
        LOG.info("{} subscribers came or went meanwhile", provider.changes());
        int sessions = provider.sessionsAtMost();
        return check("what the members told of them makes the tables of the routers", untilAllIsTold(PATIENCE))
                && check("no router was asked by two, nor had more than 2 sessions at any time: " + sessions,
                        sessions <= 2 && provider.askedByTwo().isEmpty() ? Duration.ZERO : null);
    }

    private Duration untilAllIsTold(Duration patience) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!cluster.differences().isEmpty()) {
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

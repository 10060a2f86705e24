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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.processes.ChildJvm;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedRouterExtension;
import io.camelmikrotik.simulator.SimulatedTable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications that end, by stopping or by being killed, and go on with the state they left.
 */
@ExtendWith(LeakCheck.class)
class ChangeFeedRestartTest {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeedRestartTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = Integer.getInteger("feed.kills", 8);
    private static final String[] MENUS = { "/x/a", "/x/b", "/x/c", "/x/d" };

    @RegisterExtension
    final SimulatedRouterExtension device = new SimulatedRouterExtension();

    @TempDir
    Path directory;

    /** What was delivered, as {@code type name}. */
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile String failing;

    private SimulatedRouter router() {
        return device.router();
    }

    private CamelContext application(String uri, Consumer<CamelContext> more) throws Exception {
        CamelContext context = new DefaultCamelContext();
        MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
        component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
        component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
        more.accept(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("feed").process(ChangeFeedRestartTest.this::receive);
            }
        });
        context.start();
        return context;
    }

    private void receive(Exchange exchange) {
        String event = exchange.getMessage().getHeader(MikrotikConstants.CHANGE_TYPE) + " "
                       + exchange.getMessage().getBody(Map.class).get("name");
        if (event.equals(failing)) {
            failed.incrementAndGet();
            throw new IllegalStateException("no luck");
        }
        events.add(event);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/listen?retryDelay=10&", "/print?emit=changes&delay=20&initialDelay=0&" })
    void aRestartDeliversWhatChangedMeanwhileAndNothingElse(String command) throws Exception {
        for (String state : List.of("stateFile=" + directory.resolve("feed.state"), "stateRepository=#state")) {
            events.clear();
            SimulatedTable table = router().table("/ppp/active");
            table.clear();
            String changed = table.add("name", "changed", "address", "1");
            String gone = table.add("name", "gone");
            table.add("name", "same");
            String uri = "mikrotik:" + router().address() + "/ppp/active" + command + state;
            try (CamelContext first = application(uri, this::bindRepository)) {
                await().atMost(PATIENCE).until(() -> events.size() == 3);
            }

            table.set(changed, "address", "2");
            table.remove(gone);
            table.add("name", "new");
            events.clear();

            try (CamelContext second = application(uri, this::bindRepository)) {
                await().atMost(PATIENCE).until(() -> events.size() == 3);
                table.add("name", "last");
                await().atMost(PATIENCE).until(() -> events.size() == 4);
            }
            assertThat(events.subList(0, 3)).containsExactlyInAnyOrder("updated changed", "removed gone", "created new");
            assertThat(events.get(3)).isEqualTo("created last");
        }
    }

    private void bindRepository(CamelContext context) {
        StateRepository<String, String> repository
                = FileStateRepository.fileStateRepository(directory.resolve("repository").toFile());
        context.getRegistry().bind("state", repository);
    }

    @Test
    void aChangeThatFailedUntilTheEndComesAgainAfterARestart() throws Exception {
        router().table("/ppp/active").add("name", "bad");
        router().table("/ppp/active").add("name", "good");
        String uri = "mikrotik:" + router().address() + "/ppp/active/listen?retryDelay=10&maxRetryDelay=20&stateFile="
                     + directory.resolve("feed.state");
        failing = "created bad";
        try (CamelContext first = application(uri, context -> {
        })) {
            await().atMost(PATIENCE).until(() -> events.size() == 1 && failed.get() > 2);
        }
        failing = null;
        try (CamelContext second = application(uri, context -> {
        })) {
            await().atMost(PATIENCE).until(() -> events.size() == 2);
        }
        assertThat(events).containsExactly("created good", "created bad");
    }

    @Test
    void rowsThatWereSkippedStaySkippedAfterARestart() throws Exception {
        router().table("/ppp/active").add("name", "old");
        String uri = "mikrotik:" + router().address() + "/ppp/active/listen?initial=skip&stateFile="
                     + directory.resolve("feed.state");
        try (CamelContext first = application(uri, context -> {
        })) {
            await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("feed.state")));
        }
        router().table("/ppp/active").add("name", "new");
        try (CamelContext second = application(uri, context -> {
        })) {
            await().atMost(PATIENCE).until(() -> !events.isEmpty());
        }
        assertThat(events).containsExactly("created new");
    }

    @Test
    void inAClusterOneConsumerIsActiveAndTheNextOneGoesOnWhereItEnded() throws Exception {
        String uri = "mikrotik:" + router().address() + "/ppp/active/listen?retryDelay=10&maxRetryDelay=100&stateFile="
                     + directory.resolve("shared.state");
        router().table("/ppp/active").add("name", "cust1");
        CamelContext first = clustered("one", uri);
        await().atMost(PATIENCE).until(() -> events.size() == 1);
        try (CamelContext second = clustered("two", uri)) {
            router().table("/ppp/active").add("name", "cust2");
            await().atMost(PATIENCE).until(() -> events.size() == 2);
            assertThat(router().journal().logins()).isEqualTo(1);

            first.close();
            router().table("/ppp/active").add("name", "cust3");

            await().atMost(PATIENCE).until(() -> events.size() == 3);
            assertThat(events).containsExactly("created cust1", "created cust2", "created cust3");
            assertThat(router().journal().logins()).isEqualTo(2);
        } finally {
            first.close();
        }
    }

    private CamelContext clustered(String name, String uri) throws Exception {
        CamelContext context = new DefaultCamelContext();
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setId(name);
        cluster.setRoot(directory.resolve("cluster").toString());
        cluster.setAcquireLockDelay(10, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(200, TimeUnit.MILLISECONDS);
        context.addService(cluster);
        MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
        component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
        component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(uri).routeId("feed").routePolicy(ClusteredRoutePolicy.forNamespace("core1"))
                        .process(ChangeFeedRestartTest.this::receive);
            }
        });
        context.start();
        return context;
    }

    @Test
    void whatAKilledApplicationDeliveredAddsUpToTheTable() throws Exception {
        long seed = System.nanoTime() % 1_000_000;
        LOG.info("{} kills from seed {}", KILLS, seed);
        Random random = new Random(seed);
        AtomicBoolean editing = new AtomicBoolean(true);
        Thread editor = new Thread(() -> edit(new Random(~seed), editing), "editor");
        editor.start();
        Process application = null;
        try {
            for (int i = 0; i < KILLS; i++) {
                application = launch();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(700)));
                application.destroyForcibly().waitFor();
            }
            editing.set(false);
            editor.join();
            application = launch();
            await().atMost(PATIENCE).untilAsserted(() -> {
                for (String menu : MENUS) {
                    FeedReplay replay = KilledFeed.replay(directory, menu);
                    Map<String, Map<String, String>> told = replay.rows();
                    Map<String, Map<String, String>> there = replay.expected(router().table(menu).rows());
                    told.keySet().removeAll(replay.inDoubt());
                    there.keySet().removeAll(replay.inDoubt());
                    assertThat(told).as("%s, seed %d", menu, seed).isEqualTo(there);
                }
            });
            for (String menu : MENUS) {
                // of each kill the one change that was being processed
                assertThat(KilledFeed.replay(directory, menu).repeated()).as(menu).isLessThanOrEqualTo(KILLS);
            }
        } finally {
            editing.set(false);
            if (application != null) {
                application.destroyForcibly().waitFor();
            }
        }
    }

    private void edit(Random random, AtomicBoolean editing) {
        int names = 0;
        while (editing.get()) {
            SimulatedTable table = router().table(MENUS[random.nextInt(MENUS.length)]);
            List<Map<String, String>> rows = table.rows();
            String id = rows.isEmpty() ? null : rows.get(random.nextInt(rows.size())).get(".id");
            int kind = random.nextInt(4);
            if (id == null || kind == 0) {
                table.add("name", "n" + names++, "counter", "0");
            } else if (kind == 1) {
                table.remove(id);
            } else {
                table.set(id, "counter", Integer.toString(random.nextInt(1000)));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(6)));
        }
    }

    private Process launch() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(router().address(), directory.toString()));
        arguments.addAll(List.of(MENUS));
        Process process = ChildJvm.of(KilledFeed.class, ChildJvm.SHORT_LIVED, arguments.toArray(String[]::new))
                .redirectErrorStream(false).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("started");
        return process;
    }
}

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
package io.camelmikrotik.brokers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Commands sent through a broker to two workers, of which one is killed in the middle of its work. */
class CommandsFromAnywhereTest {

    static final String COMMANDS = "router-commands";
    static final String FAILED = "router-commands-failed";
    static final String PASSWORD = "worker-s3cret";

    private static final int ROUTERS = 12;
    private static final int COMMANDS_EACH = 25;
    private static final int REFUSING = 5;
    private static final int REFUSED = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String MENU = "/ip/firewall/address-list";
    private static final String ADD = MENU + "/add";

    @TempDir
    Path folder;

    private final List<Process> workers = new ArrayList<>();
    private SimulatedFleet routers;
    private Broker broker;
    private CamelContext sender;

    @BeforeEach
    void startRouters() {
        routers = SimulatedFleet.start(
                ROUTERS, router -> router.latency(Duration.ofMillis(25)).user("worker0", PASSWORD).user("worker1", PASSWORD));
    }

    @AfterEach
    void stop() throws Exception {
        workers.forEach(Process::destroyForcibly);
        if (sender != null) {
            sender.stop();
        }
        if (broker != null) {
            broker.stop();
        }
        routers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "kafka", "artemis" })
    void afterAWorkerIsKilledAllCommandsAreExecutedOnceAndInOrderForEachDevice(String recipe) throws Exception {
        broker = recipe.equals("kafka") ? new KafkaBroker(folder) : new ArtemisBroker(folder);
        startWorker(recipe, 0);
        startWorker(recipe, 1);
        for (Process worker : workers) {
            awaitReady(worker);
        }
        // a reply that is lost after the write: the outcome is unknown to the worker, which looks before it repeats
        routers.router(3).faults().onNext(ADD).after(4).executeThenCut();
        routers.router(7).faults().onNext(ADD).after(11).executeThenCut();
        // a command that the device refuses keeps those behind it from nothing
        routers.router(REFUSING).faults().onNext(ADD).after(REFUSED).trap(null, "failure: refused by the test");
        sendAll(recipe);

        await().atMost(PATIENCE).until(() -> executed() > ROUTERS * COMMANDS_EACH / 4 && bothWork());
        workers.get(0).destroyForcibly();

        await().atMost(PATIENCE).until(() -> executed() >= ROUTERS * COMMANDS_EACH - 1);
        for (int i = 0; i < ROUTERS; i++) {
            int router = i;
            List<String> expected = IntStream.range(0, COMMANDS_EACH).filter(each -> router != REFUSING || each != REFUSED)
                    .mapToObj(each -> "command " + each).toList();
            assertThat(adds(routers.router(i))).as("adds of r%d in the order of their execution", i).isEqualTo(expected);
        }
        assertThat(failed(recipe)).contains("command " + REFUSED);
    }

    /** The command that was given up. */
    private String failed(String recipe) {
        String uri = recipe.equals("kafka")
                ? "kafka:" + FAILED + "?groupId=test&autoOffsetReset=earliest" : "jms:queue:" + FAILED;
        return sender.createConsumerTemplate().receiveBody(uri, PATIENCE.toMillis(), String.class);
    }

    /** Those of a router in turn with those of all others. */
    private void sendAll(String recipe) throws Exception {
        sender = CommandWorker.context(recipe, broker.url());
        // only the route that sends: the consumers are the workers'
        sender.setAutoStartup(false);
        sender.start();
        sender.getRouteController().startRoute(
                sender.getRoutes().stream().filter(route -> route.getEndpoint().getEndpointUri().equals("direct://command"))
                        .findFirst().orElseThrow().getRouteId());
        ProducerTemplate template = sender.createProducerTemplate();
        for (int i = 0; i < COMMANDS_EACH; i++) {
            for (int router = 0; router < ROUTERS; router++) {
                template.sendBodyAndHeader(
                        "direct:command", Map.of("list", "blocked", "address", "10.0.0." + i, "comment", "command " + i),
                        "device", "r" + router);
            }
        }
    }

    private int executed() {
        return routers.routers().stream().mapToInt(router -> router.journal().writes(ADD)).sum();
    }

    private static List<String> adds(SimulatedRouter router) {
        return router.journal().commands().stream().filter(entry -> entry.command().equals(ADD))
                .filter(Journal.Entry::executed).map(entry -> entry.attributes().get("comment")).toList();
    }

    private boolean bothWork() {
        return routers.routers().stream().flatMap(router -> router.sessions().stream()).map(session -> session.user())
                .filter(user -> user != null).distinct().count()
               == 2;
    }

    private void startWorker(String recipe, int number) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                        CommandWorker.class.getName(), recipe, broker.url(), "worker" + number));
        routers.routers().forEach(router -> command.add(router.address()));
        workers.add(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    private static void awaitReady(Process worker) {
        BufferedReader output
                = new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8));
        try {
            String line = output.readLine();
            while (line != null && !line.equals("ready")) {
                line = output.readLine();
            }
            assertThat(line).isEqualTo("ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

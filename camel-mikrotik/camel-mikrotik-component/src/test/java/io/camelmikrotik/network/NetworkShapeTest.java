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
package io.camelmikrotik.network;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.exception.CommandTimeoutException;
import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What no loopback can show: a link between the component and the router that goes down without a word to either end,
 * and comes up again; one that is slow, loses packets and reorders them; one that swallows large packets.
 */
@ExtendWith(LeakCheck.class)
@Timeout(120)
class NetworkShapeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The component's times in these tests, together, for a busy machine. */
    private static final Duration DEADLINE = Duration.ofSeconds(25);
    private static final String READ = "/system/identity/print";
    private static final String ADD = "/ppp/secret/add";
    private static final String PRINT_ROWS = "/ip/firewall/address-list/print";
    /** Bytes of the largest packet that a bad path lets through: a login fits, a full segment of TCP does not. */
    private static final String LIMIT = "576";
    private static final String NO_LIMIT = "65536";

    private static RouterNamespace namespace;
    private static RemoteRouter router;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private MikrotikComponent component;
    private ProducerTemplate template;
    private LossyLink lossyLink;
    private boolean shaped;
    private String device;

    @BeforeAll
    static void lay() throws IOException {
        try {
            namespace = new RouterNamespace();
        } catch (IOException e) {
            System.out.println("network namespaces are not to be had here, so no partitions are tried: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
        router = new RemoteRouter(namespace);
    }

    @AfterAll
    static void clear() {
        if (router != null) {
            router.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    @BeforeEach
    void start() {
        component = context.getComponent("mikrotik", MikrotikComponent.class);
        component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
        component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
        component.getConfiguration().setConnectTimeout(3000);
        component.getConfiguration().setLoginTimeout(5000);
        component.getConfiguration().setRequestTimeout(2000);
        component.setValidateAfterIdle(0);
        context.start();
        template = context.createProducerTemplate();
        device = router.address();
    }

    @AfterEach
    void stop() throws IOException {
        namespace.heal();
        if (shaped) {
            namespace.unshape();
        }
        context.stop();
        if (lossyLink != null) {
            lossyLink.close();
        }
    }

    @Test
    void commandsInFlightOverALinkThatGoesDownAreToldTheTruthInTime() throws Exception {
        recovers();
        router.ask("answer-late");
        CompletableFuture<Exchange> executed = send(ADD, Map.of("name", "executed"));
        await().atMost(PATIENCE).until(() -> router.count("arrived " + ADD) > 0);
        namespace.partition();
        CompletableFuture<Exchange> lost = send(ADD, Map.of("name", "lost"));
        CompletableFuture<Exchange> read = send("/ip/pool/print", null);

        assertThat(failure(executed)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(failure(lost)).isInstanceOf(MikrotikException.class);
        assertThat(failure(read)).isInstanceOf(MikrotikException.class);

        namespace.heal();
        recovers();
        assertThat(router.count("executed executed")).isEqualTo(1);
        // the kernel may deliver what it still had, now that it can
        int executions = router.count("executed lost");
        assertThat(executions).isLessThanOrEqualTo(failure(lost).getFate() == CommandFate.NEVER_SENT ? 0 : 1);
    }

    @Test
    void aReadWhoseReplyIsLostOnTheWayTimesOutAndSaysSo() throws Exception {
        component.setValidateAfterIdle(60_000);
        recovers();
        namespace.partition();

        assertThat(failure(send("/ip/pool/print", null))).isInstanceOf(CommandTimeoutException.class);

        namespace.heal();
        recovers();
    }

    @Test
    void anIdleSessionThatTheRouterHasLostMeanwhileIsReplacedBeforeAWriteIsTrustedToIt() throws Exception {
        recovers();
        await("the session to be stored").atMost(PATIENCE).until(
                () -> component.deviceStatuses().stream().anyMatch(each -> each.sessionsIdle() == 1));
        namespace.partition();
        // its reset finds no way
        router.ask("reset");
        namespace.heal();

        succeeds(ADD, Map.of("name", "afterwards"));

        assertThat(router.count("executed afterwards")).isEqualTo(1);
    }

    @Test
    void aListenTellsAfterAPartitionWhatHappenedMeanwhile() throws Exception {
        Set<String> active = ConcurrentHashMap.newKeySet();
        String before = router.ask("active before");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("mikrotik:" + device + "/ppp/active/listen?idleProbeInterval=1000&retryDelay=100&maxRetryDelay=500")
                        .process(exchange -> {
                            String name = exchange.getMessage().getBody(RouterOsRow.class).get("name");
                            if ("removed".equals(exchange.getMessage().getHeader(MikrotikConstants.CHANGE_TYPE))) {
                                active.remove(name);
                            } else {
                                active.add(name);
                            }
                        });
            }
        });
        await().atMost(PATIENCE).until(() -> active.equals(Set.of("before")));
        int connections = router.count("connections");

        namespace.partition();
        router.ask("gone " + before);
        String meanwhile = router.ask("active meanwhile");
        await("the session to be given up").atMost(PATIENCE).until(
                () -> component.deviceStatuses().stream().anyMatch(each -> each.failures() > 0));
        namespace.heal();

        await().atMost(PATIENCE).until(() -> active.equals(Set.of("meanwhile")));
        assertThat(router.count("connections")).isGreaterThan(connections);
        router.ask("gone " + meanwhile);
        await().atMost(PATIENCE).until(active::isEmpty);
    }

    @Test
    void aRouterThatVanishesDuringTheLoginFailsTheOpeningInTime() throws Exception {
        int connections = router.count("connections");
        router.ask("login-late");
        CompletableFuture<Exchange> write = send(ADD, Map.of("name", "vanished"));
        await().atMost(PATIENCE).until(() -> router.count("connections") > connections);
        namespace.partition();

        assertThat(failure(write)).isInstanceOf(ConnectionFailedException.class)
                .satisfies(e -> assertThat(((MikrotikException) e).getFate()).isEqualTo(CommandFate.NEVER_SENT));

        namespace.heal();
        recovers();
        assertThat(router.count("executed vanished")).isZero();
    }

    @Test
    void aSlowLossyLinkThatReordersIsOnlySlow() throws Exception {
        // TCP waits a second and more for the reply to a lost attempt to connect
        component.getConfiguration().setConnectTimeout(20_000);
        component.getConfiguration().setLoginTimeout(20_000);
        component.getConfiguration().setRequestTimeout(20_000);
        slowDown();

        for (int i = 0; i < 20; i++) {
            succeeds(ADD, Map.of("name", "slow" + i));
            assertThat(router.count("executed slow" + i)).isEqualTo(1);
        }
        assertThat(print(5000)).isEqualTo(numbers(5000));
        if (lossyLink != null) {
            // of five hundred packets and more, that not one is lost is a chance of one in four million at most
            assertThat(tally()).doesNotContain("overtaken 0 ", " lost 0,");
        }
    }

    @Test
    void aReplyTooLargeForThePathTimesOutAndKeepsNoOtherCommandFromItsAnswer() throws Exception {
        layLossyLink();
        recovers();
        lossyLink.shape("--limit", LIMIT);
        router.ask("rows 100");

        assertThat(failure(send(PRINT_ROWS, null))).isInstanceOf(CommandTimeoutException.class);

        // over another session: on the first all replies wait behind the large one
        int connections = router.count("connections");
        recovers();
        succeeds(ADD, Map.of("name", "small"));
        assertThat(router.count("executed small")).isEqualTo(1);
        assertThat(router.count("connections")).isGreaterThan(connections);
        assertThat(tally()).doesNotContain("swallowed 0 ");

        lossyLink.shape("--limit", NO_LIMIT);
        assertThat(print(100)).isEqualTo(numbers(100));
    }

    @Test
    void aWriteTooLargeForThePathIsUnknownAndExecutedAtMostOnceAlsoWhenThePathIsMended() throws Exception {
        layLossyLink();
        recovers();
        lossyLink.shape("--limit", LIMIT);
        Map<String, String> large = Map.of("name", "large", "comment", "x".repeat(4000));

        assertThat(failure(send(ADD, large))).isInstanceOf(OutcomeUnknownException.class);
        assertThat(router.count("executed large")).isZero();
        assertThat(tally()).doesNotContain("swallowed 0 ");

        lossyLink.shape("--limit", NO_LIMIT);
        // "unknown" is the truth: the kernel still has it, and delivers it now that it can
        await().atMost(PATIENCE).until(() -> router.count("executed large") > 0);
        recovers();
        succeeds(ADD, Map.of("name", "large afterwards", "comment", "x".repeat(4000)));
        assertThat(router.count("executed large")).isEqualTo(1);
    }

    /** By the kernel where it can, else by a link made for it, to which the device then moves. */
    private void slowDown() throws IOException {
        try {
            namespace.shape("delay", "20ms", "10ms", "loss", "3%", "reorder", "25%");
            shaped = true;
        } catch (IOException e) {
            System.out.println("the kernel cannot shape traffic, so a link that can is laid: " + e.getMessage());
            layLossyLink("--delay", "20", "--jitter", "10", "--loss", "3");
        }
    }

    private void layLossyLink(String... options) {
        try {
            lossyLink = new LossyLink(namespace, options);
        } catch (IOException e) {
            System.out.println("a lossy link is not to be had here, so none is tried: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
        device = router.addressOver(lossyLink);
    }

    private String tally() {
        String tally = lossyLink.shape();
        System.out.println(tally);
        return tally;
    }

    /** What the rows of a table of this size say of their places. */
    private List<String> print(int rows) {
        router.ask("rows " + rows);
        CompletableFuture<Exchange> print = send(PRINT_ROWS, null);
        assertThat(print).succeedsWithin(PATIENCE).extracting(Exchange::getException).isNull();
        List<?> printed = print.join().getMessage().getBody(List.class);
        return printed.stream().map(row -> ((RouterOsRow) row).get("comment")).toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private CompletableFuture<Exchange> send(String command, Object body) {
        return template.asyncSend("mikrotik:" + device + command,
                ExchangeBuilder.anExchange(context).withBody(body).build());
    }

    private void succeeds(String command, Object body) {
        assertThat(send(command, body)).succeedsWithin(DEADLINE).extracting(Exchange::getException).isNull();
    }

    private static MikrotikException failure(CompletableFuture<Exchange> exchange) {
        assertThat(exchange).succeedsWithin(DEADLINE);
        assertThat(exchange.join().getException()).isInstanceOf(MikrotikException.class);
        return (MikrotikException) exchange.join().getException();
    }

    /** By itself, without being resumed. */
    private void recovers() {
        await("the component to come back").atMost(PATIENCE).until(() -> {
            CompletableFuture<Exchange> again = send(READ, null);
            assertThat(again).succeedsWithin(DEADLINE);
            return again.join().getException() == null;
        });
        assertThat(List.copyOf(component.deviceStatuses())).allMatch(each -> each.lastFailure() == null);
    }
}

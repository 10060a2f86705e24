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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The log: no line twice, none lost that the router still holds. */
class MikrotikLogConsumerTest extends MikrotikTestSupport {

    private static final String LISTEN = "/log/listen";
    private static final String PRINT = "/log/print";
    private static final String BEHIND_THE_LISTEN = "/system/identity/print";
    private static final String QUICK = "&retryDelay=10&maxRetryDelay=50";
    /** Lines written by a test. */
    private static final String OURS = "?where=topics=script,info" + QUICK;

    /** What arrived, in order. */
    private final List<String> messages = new ArrayList<>();
    private int written;

    private void startFollowing(String uri) throws Exception {
        start(routes -> routes.from(uri(uri)).routeId("log").process(this::arrived));
        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) >= 1);
    }

    private void arrived(Exchange exchange) {
        synchronized (messages) {
            messages.add(exchange.getMessage().getBody(RouterOsRow.class).get("message"));
        }
    }

    private List<String> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    private String write() {
        String message = "line " + written++;
        router.log("script,info", message);
        return message;
    }

    private List<String> write(int lines) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            all.add(write());
        }
        return all;
    }

    private void awaitMessages(List<String> expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages()).isEqualTo(expected));
    }

    @Test
    void aListenDeliversTheLinesThatComeFromNowOn() throws Exception {
        write(3);
        startFollowing(LISTEN + OURS);
        await().atMost(PATIENCE).until(() -> !router.journal().commands().isEmpty());

        List<String> lines = write(3);

        awaitMessages(lines);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aFollowedPrintBeginsWithTheLinesThereAre() throws Exception {
        List<String> lines = write(3);
        startFollowing(PRINT + OURS + "&follow=true");
        lines.addAll(write(2));

        awaitMessages(lines);
    }

    @Test
    void theAttributeFollowDoesTheSame() throws Exception {
        List<String> lines = write(3);
        startFollowing(PRINT + OURS + "&attribute.follow=");
        lines.addAll(write(2));

        awaitMessages(lines);
    }

    @Test
    void initialEmitAndSkipDecideOnTheLinesThereAre() throws Exception {
        List<String> lines = write(3);
        start(routes -> {
            routes.from(uri(LISTEN + OURS + "&initial=emit")).process(this::arrived);
            routes.from(uri(PRINT + OURS + "&follow=true&initial=skip")).process(exchange -> {
                throw new AssertionError("not expected: " + exchange.getMessage().getBody());
            });
        });

        awaitMessages(lines);
    }

    @Test
    void aLineHasItsTimeItsTopicsAndItsDevice() throws Exception {
        List<Exchange> lines = new ArrayList<>();
        start(routes -> routes.from(uri(LISTEN + OURS + "&initial=emit&properties=message")).process(lines::add));
        write();

        await().atMost(PATIENCE).until(() -> !lines.isEmpty());

        RouterOsRow line = lines.get(0).getMessage().getBody(RouterOsRow.class);
        assertThat(line).containsEntry("message", "line 0").containsEntry("topics", "script,info").containsKeys(".id", "time");
        assertThat(line.getDateTime("time")).isNotNull();
        assertThat(lines.get(0).getMessage().getHeader(MikrotikConstants.DEVICE)).isEqualTo(router.address());
    }

    @Test
    void whatTheRouterCannotEvaluateOfAWhereIsEvaluatedHere() throws Exception {
        startFollowing(LISTEN + "?where=message~\"7$\"&initial=emit" + QUICK);
        write(30);

        awaitMessages(List.of("line 7", "line 17", "line 27"));
    }

    // ---- reconnects

    @Test
    void linesOfAnOutageAreDeliveredOnceAfterIt() throws Exception {
        startFollowing(LISTEN + OURS + "&initial=emit");
        List<String> lines = write(5);
        awaitMessages(lines);

        router.faults().refuse(true);
        router.cutSessions();
        lines.addAll(write(5));
        router.faults().refuse(false);

        awaitMessages(lines);
        lines.addAll(write(5));
        awaitMessages(lines);
    }

    @Test
    void aCutInTheMiddleOfTheRingLosesAndRepeatsNothing() throws Exception {
        List<String> lines = write(900);
        router.faults().onNext(PRINT).resetAfterBytes(40_000);
        startFollowing(LISTEN + OURS + "&initial=emit");

        awaitMessages(lines);
        assertThat(router.journal().count(PRINT)).isEqualTo(2);
    }

    @Test
    void linesThatTheRingNoLongerHoldsAreTheOnlyOnesMissing() throws Exception {
        router.close();
        router = SimulatedRouter.builder().logLines(50).start();
        startFollowing(LISTEN + OURS + "&initial=emit");
        List<String> before = write(10);
        awaitMessages(before);

        router.faults().refuse(true);
        router.cutSessions();
        List<String> outage = write(200);
        router.faults().refuse(false);

        await().atMost(PATIENCE).until(() -> messages().contains(outage.get(199)));
        List<String> arrived = messages();
        // two lines of the ring are about the session that was cut and the new one
        assertThat(arrived).startsWith(before.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(arrived.subList(10, arrived.size())).isEqualTo(outage.subList(200 - (arrived.size() - 10), 200));
        assertThat(arrived.size() - 10).isBetween(48, 50);
    }

    @Test
    void afterARebootTheNewLinesAreDeliveredThoughTheirIdsStartAgain() throws Exception {
        startFollowing(LISTEN + OURS + "&initial=emit");
        List<String> lines = write(20);
        awaitMessages(lines);

        router.reboot(Duration.ofMillis(50));
        lines.addAll(write(3));

        awaitMessages(lines);
    }

    @Test
    void afterARebootTheNewLinesAreDeliveredThoughThereAreMoreThanBefore() throws Exception {
        startFollowing(LISTEN + OURS + "&initial=emit");
        List<String> lines = write(20);
        awaitMessages(lines);

        router.reboot(Duration.ofMillis(50));
        lines.addAll(write(60));

        awaitMessages(lines);
    }

    @Test
    void aClockThatGoesBackIsNoReason() throws Exception {
        startFollowing(LISTEN + OURS + "&initial=emit");
        List<String> lines = write(5);
        awaitMessages(lines);

        router.shiftClock(Duration.ofDays(-20_000));
        lines.addAll(write(5));
        router.cutSessions();
        router.shiftClock(Duration.ofDays(30_000));
        lines.addAll(write(5));

        awaitMessages(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = { "6.42", "6.48.6", "7.9", "7.18.2" })
    void aNewDayThatChangesHowOldRoutersPrintTheTimeRepeatsNothing(String version) throws Exception {
        router.close();
        router = SimulatedRouter.builder().version(version).start();
        startFollowing(LISTEN + OURS + "&initial=emit");
        List<String> lines = write(5);
        awaitMessages(lines);

        router.shiftClock(Duration.ofDays(2));
        router.cutSessions();
        lines.addAll(write(1));
        awaitMessages(lines);
        router.shiftClock(Duration.ofDays(800));
        router.cutSessions();
        lines.addAll(write(1));

        awaitMessages(lines);
    }

    @Test
    void linesToldWhileTheListenBeganThatTheRingHasLostComeBeforeThoseOfTheRing() throws Exception {
        smallRing(20);
        Future<List<String>> lines = writtenBefore(BEHIND_THE_LISTEN, 60);
        start(routes -> routes.from(uri(LISTEN + OURS + "&initial=emit")).process(this::arrived));

        awaitMessages(lines.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aLineToldAfterARingThatHadLostItAlreadyIsLateAndNotLost() throws Exception {
        smallRing(20);
        // the router answers a print at once, and tells what was written before it only after that
        Future<List<String>> written = writtenBefore(PRINT, 60);
        start(routes -> routes.from(uri(LISTEN + OURS + "&initial=emit")).process(this::arrived));

        List<String> lines = written.get(20, TimeUnit.SECONDS);
        List<String> expected = new ArrayList<>(lines.subList(40, 60));
        expected.addAll(lines.subList(0, 40));
        awaitMessages(expected);
        expected.addAll(write(3));
        awaitMessages(expected);
    }

    @Test
    void linesThatTheRingLostWhileNobodyListenedAreAWarning() throws Exception {
        smallRing(20);
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.internal.feed")) {
            start(routes -> routes.from(uri(LISTEN + OURS + "&initial=emit")).process(this::arrived));
            List<String> expected = write(5);
            awaitMessages(expected);

            router.faults().refuse(true);
            router.cutSessions();
            write(30);
            Future<List<String>> toldAtFirst = writtenBefore(BEHIND_THE_LISTEN, 60);
            router.faults().refuse(false);
            await().atMost(PATIENCE).until(() -> {
                component.resumeDevice("api@" + router.address());
                return toldAtFirst.isDone();
            });

            expected.addAll(toldAtFirst.get());
            awaitMessages(expected);
            assertThat(log.lines(Level.WARN)).filteredOn(line -> line.contains("may be lost")).hasSize(1);
        }
    }

    /** Lines that the router writes when the next such command behind a new listen arrives, before it is executed. */
    private Future<List<String>> writtenBefore(String command, int lines) {
        CompletableFuture<List<String>> all = new CompletableFuture<>();
        int listens = router.journal().count(LISTEN);
        router.faults().onNext(entry -> {
            if (!all.isDone() && entry.command().equals(command) && router.journal().count(LISTEN) > listens) {
                all.complete(write(lines));
            }
            // only looks: nothing goes wrong
            return false;
        }).stall();
        return all;
    }

    private void smallRing(int lines) {
        router.close();
        router = SimulatedRouter.builder().logLines(lines).start();
    }

    @Test
    void aListenThatTheRouterEndsIsStartedAgainAndNothingIsLost() throws Exception {
        router.faults().onNext(LISTEN).times(5).rowsThenTrap(3, null, "interrupted by the router");
        startFollowing(LISTEN + OURS + "&initial=emit");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(write());
            int so = lines.size();
            await().atMost(PATIENCE).until(() -> messages().size() >= so);
        }

        awaitMessages(lines);
        assertThat(router.journal().count(LISTEN)).isEqualTo(6);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aListenThatIsRefusedIsAnErrorThatSaysSo() throws Exception {
        List<Exception> failures = new ArrayList<>();
        router.faults().onNext(LISTEN).times(3).trap("0", "no such command");
        start(routes -> {
            routes.onException(TrapException.class).handled(true)
                    .process(exchange -> failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
            routes.from(uri(LISTEN + OURS + "&initial=emit&bridgeErrorHandler=true")).process(this::arrived);
        });
        List<String> lines = write(3);

        awaitMessages(lines);
        assertThat(failures).singleElement().asString().contains(LISTEN, "no such command");
    }

    // ---- stop, suspend, resume

    @Test
    void suspendCancelsTheListenAndResumeDeliversWhatCameMeanwhile() throws Exception {
        startFollowing(LISTEN + OURS + "&initial=emit");
        List<String> lines = write(5);
        awaitMessages(lines);

        context.getRouteController().suspendRoute("log");
        await().atMost(PATIENCE).until(() -> router.journal().commands().stream()
                .anyMatch(entry -> entry.command().equals(LISTEN) && entry.cancelled()));
        lines.addAll(write(5));
        context.getRouteController().resumeRoute("log");

        awaitMessages(lines);
    }

    // ---- a restart of the application

    @Test
    void withAStateFileARestartedApplicationGoesOnBehindTheLastLine(@TempDir Path folder) throws Exception {
        String uri = LISTEN + OURS + "&initial=emit&stateFile=" + folder.resolve("log.state");
        List<String> lines = write(30);
        startFollowing(uri);
        awaitMessages(lines);
        context.stop();
        lines.addAll(write(5));

        restarted(uri, () -> {
            awaitMessages(lines);
            lines.addAll(write(5));
            awaitMessages(lines);
        });
    }

    @Test
    void withAStateRepositoryARestartedApplicationGoesOnAlsoAfterAReboot() throws Exception {
        MemoryStateRepository state = new MemoryStateRepository();
        context.getRegistry().bind("state", state);
        String uri = LISTEN + OURS + "&initial=emit&stateRepository=#state";
        List<String> lines = write(30);
        startFollowing(uri);
        awaitMessages(lines);
        context.stop();
        router.reboot(Duration.ZERO);
        router.powerOn();
        lines.addAll(write(40));

        restarted(uri, state, () -> awaitMessages(lines));
    }

    @Test
    void linesThatWereSkippedAtTheFirstStartAreSkippedForEver(@TempDir Path folder) throws Exception {
        String uri = LISTEN + OURS + "&initial=skip&stateFile=" + folder.resolve("log.state");
        write(30);
        startFollowing(uri);
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("log.state")));
        context.stop();
        List<String> lines = write(5);

        restarted(uri, () -> awaitMessages(lines));
    }

    @Test
    void aLogWithoutALineOfInterestWasSkippedAsWellAndWhatIsWrittenMeanwhileIsNotLost(@TempDir Path folder) throws Exception {
        String uri = LISTEN + OURS + "&initial=skip&stateFile=" + folder.resolve("log.state");
        startFollowing(uri);
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("log.state")));
        context.stop();
        List<String> lines = write(5);

        restarted(uri, () -> awaitMessages(lines));
    }

    @Test
    void aStateFileOfAnotherLogIsAnErrorThatSaysSo(@TempDir Path folder) throws Exception {
        String file = "&stateFile=" + folder.resolve("log.state");
        startFollowing(LISTEN + OURS + "&initial=emit" + file);
        awaitMessages(write(1));
        context.stop();
        List<Exception> failures = new CopyOnWriteArrayList<>();

        CamelContext second = restarted(null);
        try (second) {
            second.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(IOException.class).handled(true)
                            .process(
                                    exchange -> failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
                    from(uri(LISTEN + "?where=topics=system&bridgeErrorHandler=true" + file)).to("mock:never");
                }
            });
            second.start();
            await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        }
        assertThat(failures.get(0)).hasMessageContaining("belongs to another");
    }

    private void restarted(String uri, Runnable story) throws Exception {
        restarted(uri, null, story);
    }

    private void restarted(String uri, MemoryStateRepository state, Runnable story) throws Exception {
        try (CamelContext second = restarted(state)) {
            second.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri(uri)).process(MikrotikLogConsumerTest.this::arrived);
                }
            });
            second.start();
            story.run();
        }
    }

    private static CamelContext restarted(MemoryStateRepository state) {
        CamelContext second = new DefaultCamelContext();
        if (state != null) {
            second.getRegistry().bind("state", state);
        }
        MikrotikConfiguration options = second.getComponent("mikrotik", MikrotikComponent.class).getConfiguration();
        options.setUsername(SimulatedRouter.USERNAME);
        options.setPassword(SimulatedRouter.PASSWORD);
        return second;
    }

    @Test
    void theHealthCheckTellsWhetherTheLogIsFollowed() throws Exception {
        HealthCheckRegistry registry = new DefaultHealthCheckRegistry(context);
        registry.register(registry.resolveById("consumers"));
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        startFollowing(LISTEN + OURS);
        await().atMost(PATIENCE).until(() -> state() == HealthCheck.State.UP);

        router.faults().refuse(true);
        router.cutSessions();
        await().atMost(PATIENCE).until(() -> state() == HealthCheck.State.DOWN);
        router.faults().refuse(false);

        await().atMost(PATIENCE).until(() -> state() == HealthCheck.State.UP);
    }

    private HealthCheck.State state() {
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(each -> each.getCheck().getId().startsWith("consumer:")).map(HealthCheck.Result::getState).findFirst()
                .orElse(HealthCheck.State.UNKNOWN);
    }

    // ---- a slow route

    @Test
    void aSlowRouteLosesNothingThatTheRingHoldsAndTheListenIsCancelledMeanwhile() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean waiting = new AtomicBoolean();
        start(routes -> routes.from(uri(LISTEN + OURS + "&initial=emit&bufferSize=20")).process(exchange -> {
            if (waiting.compareAndSet(false, true)) {
                goOn.await(20, TimeUnit.SECONDS);
            }
        }).process(this::arrived));
        List<String> lines = write(1);
        await().atMost(PATIENCE).untilTrue(waiting);
        lines.addAll(write(700));
        await().atMost(PATIENCE).until(() -> router.journal().commands().stream()
                .anyMatch(entry -> entry.command().equals(LISTEN) && entry.cancelled()));

        for (int i = 0; i < 50; i++) {
            assertThat(rows(send(uri("/system/identity/print"), null))).hasSize(1);
        }
        goOn.countDown();

        awaitMessages(lines);
        assertThat(router.journal().sessionsAtMost()).isEqualTo(1);
    }

    // ---- a route that fails

    @Test
    void aLineWhoseExchangeFailedComesAgainUntilItIsProcessedAndNoneOvertakesIt() throws Exception {
        List<String> attempts = new CopyOnWriteArrayList<>();
        start(routes -> routes.from(uri(LISTEN + OURS + "&initial=emit")).process(exchange -> {
            String message = exchange.getMessage().getBody(RouterOsRow.class).get("message");
            attempts.add(message);
            if (message.equals("line 1") && attempts.size() < 5) {
                throw new IllegalStateException("not now");
            }
        }).process(this::arrived));

        List<String> lines = write(4);

        awaitMessages(lines);
        assertThat(attempts).containsExactly("line 0", "line 1", "line 1", "line 1", "line 1", "line 2", "line 3");
    }

    @Test
    void aLineThatFailsInAnAsynchronousRouteOrIsRolledBackComesAgainToo() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        start(routes -> {
            routes.errorHandler(routes.noErrorHandler());
            routes.from(uri(LISTEN + OURS + "&initial=emit")).threads(1).process(exchange -> {
                if (attempts.incrementAndGet() == 1) {
                    throw new IllegalStateException("not now");
                }
                if (attempts.get() == 2) {
                    exchange.setRollbackOnly(true);
                }
            }).filter(exchange -> !exchange.isRollbackOnly()).process(this::arrived);
        });

        List<String> lines = write(3);

        awaitMessages(lines);
        assertThat(attempts).hasValue(5);
    }

    @Test
    void aLineThatFailedUntilTheEndComesFirstAfterARestart(@TempDir Path folder) throws Exception {
        String uri = LISTEN + OURS + "&initial=emit&stateFile=" + folder.resolve("log.state");
        AtomicInteger failures = new AtomicInteger();
        start(routes -> routes.from(uri(uri)).process(exchange -> {
            if (exchange.getMessage().getBody(RouterOsRow.class).get("message").equals("line 2")) {
                failures.incrementAndGet();
                throw new IllegalStateException("not today");
            }
        }).process(this::arrived));
        List<String> lines = write(6);
        await().atMost(PATIENCE).until(() -> failures.get() > 2);
        awaitMessages(lines.subList(0, 2));
        context.stop();
        lines.addAll(write(2));

        restarted(uri, () -> awaitMessages(lines));
    }

    @Test
    void aLineThatFailedIsStillTheNextOneAfterSuspendAndResume() throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        AtomicInteger failures = new AtomicInteger();
        start(routes -> routes.from(uri(LISTEN + OURS + "&initial=emit")).routeId("log").process(exchange -> {
            if (fails.get()) {
                failures.incrementAndGet();
                throw new IllegalStateException("not now");
            }
        }).process(this::arrived));
        List<String> lines = write(3);
        await().atMost(PATIENCE).until(() -> failures.get() > 1);

        context.getRouteController().suspendRoute("log");
        fails.set(false);
        lines.addAll(write(3));
        context.getRouteController().resumeRoute("log");

        awaitMessages(lines);
    }

    @Test
    void linesBehindOneThatFailsAreBoundedAndNoneThatTheRingHoldsIsLost() throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        start(routes -> routes.from(uri(LISTEN + OURS + "&initial=emit&bufferSize=20")).process(exchange -> {
            if (fails.get()) {
                throw new IllegalStateException("not now");
            }
        }).process(this::arrived));
        List<String> lines = write(700);
        await().atMost(PATIENCE).until(() -> router.journal().commands().stream()
                .anyMatch(entry -> entry.command().equals(LISTEN) && entry.cancelled()));

        fails.set(false);

        awaitMessages(lines);
    }

    @Test
    void anExceptionHandlerThatThrowsHoldsUpNothing() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        context.getRegistry().bind("throwing", new ThrowingExceptionHandler());
        start(routes -> routes.from(uri(LISTEN + OURS + "&initial=emit&exceptionHandler=#throwing")).process(exchange -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
            }
        }).process(this::arrived));
        List<String> lines = write(3);
        awaitMessages(lines);

        router.cutSessions();
        lines.addAll(write(2));

        awaitMessages(lines);
    }

    // ---- anything in any order

    /**
     * Cuts, resets, reboots, outages, ended and refused listens, clock jumps, stop and suspend, bursts larger than the
     * ring and a slow route, at random. Whatever the ring held when the follower read it must arrive, once and in
     * order.
     */
    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    @Timeout(120)
    void whateverHappensNoLineComesTwiceAndNoneThatIsHeldIsLost(long seed) throws Exception {
        router.close();
        router = SimulatedRouter.builder().logLines(seed % 2 == 0 ? 40 : 1000).start();
        RandomLogLife life = new RandomLogLife(seed, router, context, component);
        start(routes -> routes
                .from(uri(LISTEN + OURS + "&initial=emit&bufferSize=30&requestTimeout=500")).routeId("log")
                .process(life::arrived));

        life.live(60);
    }
}

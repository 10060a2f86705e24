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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an operator would try before trusting the component with routers.
 */
class ScenarioTest extends MikrotikTestSupport {

    private static final String IDENTITY = "/system/identity/print";
    private static final String PRINT = "/ppp/secret/print";

    @Test
    void aThousandCommandsInARowCostOneLoginAndHardlyAnyValidation() throws Exception {
        start(routes -> routes.from("direct:in").to(uri(PRINT)));

        for (int i = 0; i < 1000; i++) {
            assertThat(rows(send("direct:in", null))).isEmpty();
        }

        assertThat(router.journal().count(PRINT)).isEqualTo(1000);
        assertThat(router.journal().logins()).isEqualTo(1);
        assertThat(router.journal().count(IDENTITY)).isLessThanOrEqualTo(2);
        assertThat(router.journal().sessionsAtMost()).isEqualTo(1);
    }

    @Test
    void sixtyFourConcurrentCallersShareAtMostTwoSessions() throws Exception {
        start(routes -> {
            routes.from("direct:in").to(uri(PRINT));
            routes.from("direct:stream").to(uri(PRINT + "?streaming=true"));
        });

        // one in sixteen reads row by row, which takes a session of its own
        callTogether(64, 50, i -> assertThat(send(i % 16 == 0 ? "direct:stream" : "direct:in", null).getException()).isNull());

        assertThat(router.journal().count(PRINT)).isEqualTo(64 * 50);
        assertThat(router.journal().sessionsAtMost()).isLessThanOrEqualTo(2);
        assertThat(router.journal().logins()).isLessThanOrEqualTo(2);
    }

    @Test
    void aRebootAmongTenThousandMixedCommandsLosesNoReadAndRepeatsNoWrite() throws Exception {
        component.getConfiguration().setConnectTimeout(1000);
        Map<String, AtomicInteger> routeStarts = countRouteStarts();
        start(routes -> {
            // a read may be repeated, and so may what was never sent; a write whose fate is unknown may not
            routes.onException(MikrotikException.class).onWhen(ScenarioTest::mayBeRepeated).maximumRedeliveries(200)
                    .redeliveryDelay(100);
            routes.from("direct:read").routeId("read").to(uri(PRINT + "?properties=name&where=name=nobody"));
            routes.from("direct:write").routeId("write").to(uri("/ppp/secret/add"));
        });
        Map<String, Exception> failedWrites = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<Exception> failedReads = new ConcurrentLinkedQueue<>();
        // a write in the middle is executed, but still owes its answer when the router goes down
        CountDownLatch middle = new CountDownLatch(1);
        AtomicInteger adds = new AtomicInteger();
        router.faults().onNext(entry -> {
            boolean middleOne = entry.command().equals("/ppp/secret/add") && adds.incrementAndGet() == 600;
            if (middleOne) {
                middle.countDown();
            }
            return middleOne;
        }).stall();
        Thread saboteur = new Thread(() -> {
            try {
                middle.await();
                router.reboot(Duration.ofMillis(700));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        saboteur.start();

        callTogether(20, 500, i -> {
            if (i % 5 == 0) {
                String name = "cust" + i;
                Exchange exchange = send("direct:write", Map.of("name", name, "service", "pppoe"));
                if (exchange.getException() != null) {
                    failedWrites.put(name, exchange.getException());
                }
            } else {
                Exchange exchange = send("direct:read", null);
                if (exchange.getException() != null) {
                    failedReads.add(exchange.getException());
                }
            }
        });
        saboteur.join();

        assertThat(failedReads).isEmpty();
        assertThat(failedWrites.values()).isNotEmpty()
                .allSatisfy(e -> assertThat(e).isInstanceOf(OutcomeUnknownException.class));
        Map<String, Long> received = router.journal().commands().stream()
                .filter(entry -> entry.command().equals("/ppp/secret/add"))
                .collect(Collectors.groupingBy(entry -> entry.attributes().get("name"), Collectors.counting()));
        assertThat(received.values()).as("times each add was received").containsOnly(1L);
        Set<String> succeeded = IntStream.range(0, 2_000).mapToObj(i -> "cust" + i * 5)
                .filter(name -> !failedWrites.containsKey(name)).collect(Collectors.toSet());
        List<String> present = router.table("/ppp/secret").rows().stream().map(row -> row.get("name")).toList();
        assertThat(present).as("accounts on the router").containsAll(succeeded).doesNotHaveDuplicates();
        assertThat(router.journal().logins()).isBetween(2, 4);
        assertThat(routeStarts).hasSize(2).allSatisfy((route, starts) -> assertThat(starts).hasValue(1));
    }

    private Map<String, AtomicInteger> countRouteStarts() throws Exception {
        Map<String, AtomicInteger> starts = new ConcurrentHashMap<>();
        context.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.RouteStartedEvent started) {
                    starts.computeIfAbsent(started.getRoute().getRouteId(), first -> new AtomicInteger()).incrementAndGet();
                }
            }
        });
        return starts;
    }

    private static boolean mayBeRepeated(Exchange exchange) {
        MikrotikException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, MikrotikException.class);
        return failure.getFate() == CommandFate.NEVER_SENT || "read".equals(exchange.getFromRouteId());
    }

    @Test
    void anIdleSessionIsClosedByTheEvictor() throws Exception {
        component.setMinEvictableIdleDuration(200);
        component.setDurationBetweenEvictionRuns(100);
        startWithout();
        rows(send(uri(PRINT), null));
        assertThat(router.sessionsOpen()).isEqualTo(1);

        await().atMost(PATIENCE).until(() -> router.sessionsOpen() == 0);

        assertThat(rows(send(uri(PRINT), null))).isEmpty();
        assertThat(router.journal().logins()).isEqualTo(2);
    }

    @Test
    void aSessionThatTheNetworkSilentlyDroppedCostsAReadNoError() throws Exception {
        component.setValidateAfterIdle(100);
        startWithout();
        rows(send(uri(PRINT), null));
        // until it is stored, and silent for long enough to be asked
        await().atMost(PATIENCE).until(() -> component.deviceStatuses().get(0).sessionsIdle() == 1);
        router.swallowExistingSessions();

        assertThat(rows(send(uri(PRINT), null))).isEmpty();

        assertThat(router.journal().logins()).isEqualTo(2);
        assertThat(router.journal().count(PRINT)).isEqualTo(2);
    }

    @Test
    void aSessionThatTheRouterClosedWhileItWasIdleCostsNoErrorEvenForAWrite() throws Exception {
        startWithout();
        rows(send(uri(PRINT), null));
        await().atMost(PATIENCE).until(() -> component.deviceStatuses().get(0).sessionsIdle() == 1);
        router.cutSessions();
        await().atMost(PATIENCE).until(() -> component.getSessions() == 0);

        assertThat(send(uri("/ppp/secret/add"), Map.of("name", "cust1")).getException()).isNull();

        assertThat(router.journal().count("/ppp/secret/add")).isEqualTo(1);
    }

    @Test
    void aWrongPasswordCausesAtMostTwoLoginsInTheFirstMinuteUnderConstantLoad() throws Exception {
        component.getConfiguration().setPassword("wrong");
        startWithout();
        long start = System.nanoTime();
        ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();

        // the first pause is 5 seconds; the second login is the last in this minute if the pause after it says so
        while (router.journal().failedLogins() < 2) {
            callTogether(4, 5, i -> failures.add(send(uri(PRINT), null).getException()));
        }
        callTogether(4, 50, i -> failures.add(send(uri(PRINT), null).getException()));
        Exception last = send(uri(PRINT), null).getException();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);

        assertThat(router.journal().failedLogins()).isEqualTo(2);
        assertThat(failures).hasAtLeastOneElementOfType(LoginRefusedException.class).allSatisfy(
                failure -> assertThat(failure).hasMessageContaining("invalid user name or password (6)")
                        .hasMessageContaining("api@127.0.0.1"));
        assertThat(last).isInstanceOfSatisfying(DeviceSuspendedException.class, e -> {
            assertThat(e).hasMessageContaining("next attempt in").hasCauseInstanceOf(LoginRefusedException.class);
            assertThat(elapsed.plus(e.getNextAttempt())).isGreaterThan(Duration.ofMinutes(1));
        });
    }

    @Test
    void correctedCredentialsGetThroughAtOnce() throws Exception {
        startWithout();
        assertThat(send(uri(PRINT + "?password=wrong"), null).getException()).isInstanceOf(LoginRefusedException.class);

        assertThat(rows(send(uri(PRINT), null))).isEmpty();
    }

    @Test
    void aRouterThatRefusesValidCredentialsForAMomentComesBackByItself() throws Exception {
        router.faults().refuseLogins(1);
        startWithout();
        assertThat(send(uri(PRINT), null).getException()).isInstanceOf(LoginRefusedException.class);

        await().atMost(Duration.ofSeconds(15)).until(() -> send(uri(PRINT), null).getException() == null);
    }

    @Test
    void oneDevicesTroubleDoesNotDelayAnother() throws Exception {
        // accepts connections and is silent: the worst kind of unreachable
        try (SimulatedRouter dead = SimulatedRouter.start()) {
            dead.freeze();
            component.getConfiguration().setLoginTimeout(60_000);
            startWithout();
            rows(send(uri(PRINT), null));
            Latencies alone = latenciesOf(300);
            ExecutorService others = Executors.newFixedThreadPool(50);
            try {
                List<Future<Exchange>> failing = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    failing.add(others.submit(() -> send("mikrotik:" + dead.address() + PRINT, null)));
                }
                await().atMost(PATIENCE).until(() -> dead.journal().connections() == 1);

                Latencies beside = latenciesOf(300);

                assertThat(failing).noneMatch(Future::isDone);
                // a few milliseconds, and far from the dead device's minute
                assertThat(beside.median()).isLessThan(alone.median().multipliedBy(3).plusMillis(20));
                assertThat(beside.slowest()).isLessThan(alone.slowest().plusSeconds(10));
                dead.close();
                for (Future<Exchange> each : failing) {
                    assertThat(each.get().getException()).isInstanceOf(MikrotikException.class);
                }
                assertThat(dead.journal().connections()).isEqualTo(1);
            } finally {
                others.shutdownNow();
            }
        }
    }

    private Latencies latenciesOf(int commands) {
        long[] nanos = new long[commands];
        for (int i = 0; i < commands; i++) {
            long start = System.nanoTime();
            rows(send(uri(PRINT), null));
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return new Latencies(Duration.ofNanos(nanos[commands / 2]), Duration.ofNanos(nanos[commands - 1]));
    }

    private record Latencies(Duration median, Duration slowest) {
    }

    @Test
    void aHundredExchangesThatWaitForADeviceCauseOneLogin() throws Exception {
        router.faults().slowLogin(Duration.ofMillis(300), 1);
        startWithout();

        callTogether(100, 1, i -> rows(send(uri(PRINT), null)));

        assertThat(router.journal().logins()).isEqualTo(1);
        assertThat(router.journal().connections()).isEqualTo(1);
    }

    @Test
    void aSuspendedDeviceIsLeftAloneUntilItIsResumed() throws Exception {
        startWithout();
        rows(send(uri(PRINT), null));
        String device = component.deviceStatuses().get(0).device();

        component.suspendDevice(device);
        await().atMost(PATIENCE).until(() -> router.sessionsOpen() == 0);
        assertThat(send(uri(PRINT), null).getException()).isInstanceOf(DeviceSuspendedException.class)
                .hasMessageContaining("suspended");
        component.resumeDevice(device);

        assertThat(rows(send(uri(PRINT), null))).isEmpty();
    }

    @Test
    void stoppingTheContextWaitsForCommandsInFlightAndLeavesNothingOnTheRouter() throws Exception {
        AtomicInteger completed = new AtomicInteger();
        start(routes -> routes.from("seda:in").to(uri(PRINT)).process(exchange -> completed.incrementAndGet()));
        router.faults().onNext(PRINT).delay(Duration.ofMillis(300));
        template.sendBody("seda:in", null);
        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 1);

        context.stop();

        assertThat(completed).hasValue(1);
        await().atMost(PATIENCE).until(() -> router.sessionsOpen() == 0);
    }

    @Test
    void noCommandIsReceivedTwiceUnlessItReads() throws Exception {
        startWithout();
        String[] commands = { "add", "set", "remove", "enable", "disable" };
        for (int i = 0; i < commands.length; i++) {
            router.table("/ppp/secret").add("name", "row" + i);
            // or it would be a device that drops every session at its first command, and be left alone for a while
            assertThat(rows(send(uri(PRINT), null))).isNotEmpty();
            router.faults().onNext("/ppp/secret/" + commands[i]).executeThenCut();
            Map<String, Object> body = new HashMap<>(Map.of("name", "new" + i));
            if (!commands[i].equals("add")) {
                body = Map.of("numbers", "row" + i);
            }
            assertThat(send(uri("/ppp/secret/" + commands[i]), body).getException())
                    .isInstanceOf(OutcomeUnknownException.class);
        }

        assertThat(router.journal().commands()).extracting(Journal.Entry::command).filteredOn(each -> !each.equals(PRINT))
                .doesNotHaveDuplicates();
    }

    /** Runs the work in threads, and fails if any did. */
    private static void callTogether(int threads, int each, Work work) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(callers.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        work.run(next.getAndIncrement());
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get(120, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** One piece of the work. */
    @FunctionalInterface
    private interface Work {
        void run(int index);
    }
}

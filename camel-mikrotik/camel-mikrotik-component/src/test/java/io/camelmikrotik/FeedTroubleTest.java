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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a feed stands on fails: its state, its exception handler, its route; or it is stopped at a bad moment. */
@Timeout(120)
class FeedTroubleTest extends MikrotikTestSupport {

    private static final String ARP = "/ip/arp";
    private static final String QUICK = "retryDelay=10&maxRetryDelay=50&initial=emit";

    /** Names of rows, or messages of lines, in the order in which they were processed. */
    private final List<String> processed = new CopyOnWriteArrayList<>();
    private final List<Throwable> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean routeFails = new AtomicBoolean();
    private final AtomicInteger routeFailures = new AtomicInteger();

    private void follow(String commandAndOptions) throws Exception {
        start(routes -> routes.from(uri(commandAndOptions + (commandAndOptions.endsWith("?") ? "" : "&") + QUICK))
                .routeId("feed").errorHandler(routes.noErrorHandler())
                .process(this::process));
    }

    private void process(Exchange exchange) {
        if (routeFails.get()) {
            routeFailures.incrementAndGet();
            throw new IllegalStateException("the route fails");
        }
        RouterOsRow row = exchange.getMessage().getBody(RouterOsRow.class);
        processed.add(row.containsKey("message") ? row.get("message") : row.get("name"));
    }

    private void happens(String name) {
        router.table(ARP).add("name", name);
        router.log("script,info", name);
    }

    private void awaitProcessed(String... names) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(processed).contains(names));
    }

    // ---- the state

    @Test
    void aDamagedStateFileIsToldOnceAndLeftAloneAndTheFeedBeginsWhenItIsGone(@TempDir Path folder) throws Exception {
        Path state = folder.resolve("arp.state");
        Files.writeString(state, "this was a state file before the disk failed");
        context.getRegistry().bind("told", new RecordingExceptionHandler(told));
        happens("one");
        follow(ARP + "/listen?exceptionHandler=#told&stateFile=" + state);
        await().atMost(PATIENCE).until(() -> !told.isEmpty());

        assertThat(told.get(0)).hasMessageContaining(state.toString());
        assertThat(Files.readString(state)).startsWith("this was a state file");
        Files.move(state, folder.resolve("arp.state.damaged"));

        awaitProcessed("one");
        assertThat(told).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { ARP + "/listen?", "/log/listen?where=topics=script,info" })
    void aStateRepositoryThatFailsForAWhileLosesNothingAndIsToldOnce(String command) throws Exception {
        FailingStateRepository state = new FailingStateRepository();
        state.fails = true;
        context.getRegistry().bind("state", state);
        context.getRegistry().bind("told", new RecordingExceptionHandler(told));
        happens("one");
        follow(command + (command.endsWith("?") ? "" : "&") + "exceptionHandler=#told&stateRepository=#state");
        await().atMost(PATIENCE).until(() -> !told.isEmpty());
        assertThat(processed).isEmpty();

        state.fails = false;
        awaitProcessed("one");
        // only after it was saved, which takes two entries, is a failure another one
        await().atMost(PATIENCE).until(() -> state.saves.get() >= 2);
        state.fails = true;
        happens("two");
        happens("three");

        awaitProcessed("one", "two", "three");
        assertThat(processed).doesNotHaveDuplicates();
        await().atMost(PATIENCE).until(() -> told.size() == 2);
        state.fails = false;
        happens("four");
        awaitProcessed("four");
        assertThat(told).hasSize(2);
    }

    @Test
    void aPollWhoseStateRepositoryFailsIsAFailedPollAndTheNextOneGoesOn() throws Exception {
        FailingStateRepository state = new FailingStateRepository();
        state.fails = true;
        context.getRegistry().bind("state", state);
        happens("one");
        follow(ARP + "/print?emit=changes&delay=20&initialDelay=0&stateRepository=#state");
        await().atMost(PATIENCE).until(() -> state.failures.get() > 2);

        state.fails = false;

        awaitProcessed("one");
    }

    // ---- the exception handler

    @Test
    void anExceptionHandlerThatThrowsHoldsUpNothing() throws Exception {
        context.getRegistry().bind("throwing", new ThrowingExceptionHandler());
        routeFails.set(true);
        happens("one");
        follow(ARP + "/listen?exceptionHandler=#throwing");
        await().atMost(PATIENCE).until(() -> routeFailures.get() > 1);
        routeFails.set(false);
        awaitProcessed("one");

        router.cutSessions();
        happens("two");

        awaitProcessed("two");
    }

    // ---- stopped at a bad moment

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/login|/ip/arp/listen?", "/system/identity/print|/ip/arp/listen?", "/ip/arp/print|/ip/arp/listen?",
            "/login|/log/listen?where=topics=script,info", "/system/identity/print|/log/listen?where=topics=script,info",
            "/log/print|/log/listen?where=topics=script,info", "/login|/ip/arp/print?emit=changes&delay=20&initialDelay=0",
            "/ip/arp/print|/ip/arp/print?emit=changes&delay=20&initialDelay=0" })
    void stoppedWhileTheRouterOwesAnAnswerItStopsAtOnceAndLosesNothing(String unanswered, String command) throws Exception {
        router.faults().onNext(unanswered).stall();
        happens("one");
        follow(command);
        // the journal is of what comes after the login
        await().atMost(PATIENCE).until(() -> unanswered.equals("/login")
                ? router.journal().connections() == 1
                : router.journal().count(unanswered) == 1);

        stopAndStart();

        happens("two");
        awaitProcessed("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            ARP + "/listen?", "/log/listen?where=topics=script,info", ARP + "/print?emit=changes&delay=20&initialDelay=0" })
    void stoppedBetweenTwoAttemptsItStopsAtOnceAndLosesNothing(String command) throws Exception {
        router.faults().refuse(true);
        happens("one");
        follow(command);
        await().atMost(PATIENCE).until(() -> component.deviceStatuses().stream().anyMatch(status -> status.failures() > 0));

        stopAndStart(() -> {
            router.faults().refuse(false);
            component.resumeDevice("api@" + router.address());
        });

        happens("two");
        awaitProcessed("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            ARP + "/listen?bufferSize=2", "/log/listen?where=topics=script,info&bufferSize=2",
            ARP + "/print?emit=changes&delay=20&initialDelay=0&bufferSize=2" })
    void stoppedWhileAllThatItMayHoldWaitsForTheRouteItStopsAtOnceAndLosesNothing(String command) throws Exception {
        routeFails.set(true);
        follow(command);
        for (int i = 0; i < 10; i++) {
            happens("row" + i);
        }
        await().atMost(PATIENCE).until(() -> routeFailures.get() > 3);

        stopAndStart(() -> routeFails.set(false));

        awaitProcessed("row0", "row1", "row2", "row3", "row4", "row5", "row6", "row7", "row8", "row9");
        assertThat(processed).doesNotHaveDuplicates();
    }

    private void stopAndStart() throws Exception {
        stopAndStart(() -> {
        });
    }

    private void stopAndStart(Runnable between) throws Exception {
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik")) {
            context.getRouteController().stopRoute("feed");
            // what a consumer says that gave up waiting
            assertThat(log.lines(Level.INFO)).noneMatch(line -> line.contains("still busy"));
        }
        between.run();
        context.getRouteController().startRoute("feed");
    }

    private static final class FailingStateRepository extends MemoryStateRepository {

        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger saves = new AtomicInteger();
        private volatile boolean fails;

        @Override
        public String getState(String key) {
            failIfSo();
            return super.getState(key);
        }

        @Override
        public void setState(String key, String value) {
            failIfSo();
            super.setState(key, value);
            saves.incrementAndGet();
        }

        private void failIfSo() {
            if (fails) {
                failures.incrementAndGet();
                throw new IllegalStateException("the repository's database is away");
            }
        }
    }
}

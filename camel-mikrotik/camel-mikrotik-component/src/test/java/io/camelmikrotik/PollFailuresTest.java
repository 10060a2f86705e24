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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.simulator.Faults;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the log says of polls that fail. */
class PollFailuresTest extends MikrotikTestSupport {

    private static final String PRINT = "/ppp/secret/print";
    private static final String POLL = PRINT + "?initialDelay=0&delay=20";

    private RecordedLog ours;
    private RecordedLog camels;

    @BeforeEach
    void recordLogs() {
        ours = RecordedLog.start("io.camelmikrotik");
        camels = RecordedLog.start("org.apache.camel.support");
    }

    @AfterEach
    void stopRecording() {
        camels.close();
        ours.close();
    }

    private List<String> told(Level level) {
        return ours.lines(level).stream().filter(line -> line.startsWith("Polling ")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "&emit=table", "&emit=changes" })
    void aRouterThatIsDownIsToldOnceAndItsReturnToo(String emit) throws Exception {
        router.table("/ppp/secret").add("name", "cust1");
        router.faults().refuse(true);
        start(routes -> routes.from(uri(POLL + emit)).to("mock:out"));
        await().atMost(PATIENCE).until(() -> told(Level.DEBUG).size() > 10);
        await().atMost(PATIENCE).until(() -> router.journal().connections() == 0 && told(Level.WARN).size() == 1);

        router.faults().refuse(false);
        component.resumeDevice("api@" + router.address());

        await().atMost(PATIENCE).until(() -> told(Level.INFO).size() == 2);
        assertThat(told(Level.INFO).get(0)).contains(PRINT, "failed");
        assertThat(told(Level.INFO).get(1)).contains(PRINT, "works again");
        assertThat(camels.lines(Level.INFO)).isEmpty();
        assertThat(ours.lines(Level.INFO)).noneMatch(line -> line.contains("failed polling endpoint"));
    }

    @Test
    void aTrapIsToldOnceAndAnotherOneToo() throws Exception {
        router.faults().onNext(PRINT).times(5).trap("0", "first trouble");
        router.faults().onNext(PRINT).times(Faults.ALWAYS).trap("0", "second trouble");
        start(routes -> routes.from(uri(POLL)).to("mock:out"));

        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) > 10);

        assertThat(told(Level.WARN)).hasSize(2);
        assertThat(told(Level.WARN).get(0)).contains("first trouble");
        assertThat(told(Level.WARN).get(1)).contains("second trouble");
    }

    @Test
    void anExceptionHandlerOfTheUsersHearsEachFailedPoll() throws Exception {
        List<Throwable> heard = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("heard", new RecordingExceptionHandler(heard));
        router.faults().onNext(PRINT).times(Faults.ALWAYS).trap("0", "trouble");
        start(routes -> routes.from(uri(POLL + "&exceptionHandler=#heard")).to("mock:out"));

        await().atMost(PATIENCE).until(() -> heard.size() > 3);
        assertThat(told(Level.DEBUG)).isEmpty();
    }

    @Test
    void refusedLoginsOfAWatchAreToldOnceOverSeveralAttempts() throws Exception {
        List<Throwable> heard = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("heard", new RecordingExceptionHandler(heard));
        router.faults().refuseLogins(Faults.ALWAYS);
        start(routes -> routes.from(uri("/ppp/active/listen?retryDelay=10&maxRetryDelay=20&exceptionHandler=#heard"))
                .to("mock:out"));

        // the device is left alone for 5 s after the first
        await().atMost(PATIENCE).until(() -> router.journal().failedLogins() == 2);

        await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> heard.size() == 1);
    }
}

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Commands that send rows until they are cancelled. */
class MikrotikStreamConsumerTest extends MikrotikTestSupport {

    private static final String PING = "/ping";
    private static final String PING_URI = PING + "?attribute.address=192.0.2.1&attribute.interval=10ms";
    private static final String TRAFFIC = "/interface/monitor-traffic";
    private static final String TORCH = "/tool/torch";
    private static final String QUICK = "&retryDelay=20&maxRetryDelay=100";

    private MockEndpoint mock;

    @BeforeEach
    void quickRouter() {
        router.close();
        router = SimulatedRouter.builder().monitorInterval(Duration.ofMillis(20)).start();
        router.table("/interface").add("name", "ether1");
        router.table("/interface").add("name", "ether2");
        mock = context.getEndpoint("mock:out", MockEndpoint.class);
    }

    // ---- what becomes a message

    @Test
    void eachRowIsAnExchangeInTheOrderOfTheDevice() throws Exception {
        mock.expectedMinimumMessageCount(20);
        start(routes -> routes.from(uri(PING_URI)).to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());

        List<Exchange> exchanges = List.copyOf(mock.getExchanges());
        for (int i = 0; i < exchanges.size(); i++) {
            assertThat(row(exchanges.get(i))).containsEntry("seq", Integer.toString(i));
        }
        assertThat(exchanges.get(0).getMessage().getHeaders()).containsEntry(MikrotikConstants.DEVICE, router.address())
                .doesNotContainKey(MikrotikConstants.ROWS_SKIPPED);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void withEmitTableEachRoundIsOneList() throws Exception {
        mock.expectedMinimumMessageCount(3);
        start(routes -> routes.from(uri(TRAFFIC + "?attribute.interface=ether1,ether2&emit=table")).to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());

        for (int round = 0; round < 3; round++) {
            Exchange exchange = mock.getExchanges().get(round);
            assertThat(rows(exchange)).extracting(row -> row.get("name")).containsExactly("ether1", "ether2");
            assertThat(rows(exchange)).extracting(row -> row.get(".section")).containsOnly(Integer.toString(round));
            assertThat(exchange.getMessage().getHeader(MikrotikConstants.ROW_COUNT)).isEqualTo(2);
        }
    }

    @Test
    void torchAndProfileAndAPrintWithIntervalStreamToo() throws Exception {
        MockEndpoint profile = context.getEndpoint("mock:profile", MockEndpoint.class);
        MockEndpoint print = context.getEndpoint("mock:print", MockEndpoint.class);
        mock.expectedMinimumMessageCount(2);
        profile.expectedMinimumMessageCount(2);
        print.expectedMinimumMessageCount(2);
        start(routes -> {
            routes.from(uri(TORCH + "?attribute.interface=ether1&emit=table")).to(mock);
            routes.from(uri("/tool/profile?emit=table")).to(profile);
            routes.from(uri("/interface/print?attribute.interval=200ms&properties=name&emit=table")).to(print);
        });

        MockEndpoint.assertIsSatisfied(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, mock, profile, print);

        assertThat(rows(mock.getExchanges().get(0))).hasSize(2);
        assertThat(rows(profile.getExchanges().get(0))).extracting(row -> row.get("name")).contains("total");
        assertThat(rows(print.getExchanges().get(1))).extracting(row -> row.get("name")).containsExactly("ether1", "ether2");
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void theLastRoundEndsWithTheCommand() throws Exception {
        mock.expectedMessageCount(2);
        router.faults().onNext(TRAFFIC).rowsThenDone(2);
        start(routes -> routes
                .from(uri(TRAFFIC + "?attribute.interface=ether1&emit=table&retryDelay=1m")).to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());
    }

    @Test
    void aRoundThatBreaksOffIsNotDelivered() throws Exception {
        mock.expectedMinimumMessageCount(1);
        router.faults().onNext(TRAFFIC).rowsThenTrap(3, null, "broken");
        start(routes -> routes
                .from(uri(TRAFFIC + "?attribute.interface=ether1,ether2&emit=table" + QUICK)).to(mock));
        mock.assertIsSatisfied(PATIENCE.toMillis());
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 5);

        assertThat(mock.getExchanges()).allSatisfy(exchange -> assertThat(rows(exchange)).hasSize(2));
    }

    @Test
    void aBoundedCommandIsStillPolled() throws Exception {
        mock.expectedMinimumMessageCount(2);
        start(routes -> routes.from(uri(PING_URI + "&attribute.count=3&delay=20&initialDelay=0")).to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());

        assertThat(rows(mock.getExchanges().get(0))).hasSize(3);
    }

    @Test
    void exchangesAreReusedWithThePooledFactory() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        context.getCamelContextExtension().getExchangeFactory().setStatisticsEnabled(true);
        mock.setRetainLast(1);
        start(routes -> routes.from(uri(PING_URI)).to(mock));

        await().atMost(PATIENCE).until(() -> context.getCamelContextExtension().getExchangeFactoryManager()
                .getStatistics().getReleasedCounter() > 10);
    }

    // ---- stop, suspend, resume

    @Test
    void stopCancelsTheCommandOnTheDevice() throws Exception {
        start(routes -> routes.from(uri(PING_URI)).routeId("ping").to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);

        context.getRouteController().stopRoute("ping");

        await().atMost(PATIENCE).until(() -> cancelled(PING) == 1);
        await().atMost(PATIENCE).until(() -> component.deviceStatuses().get(0).commands() == 0);
    }

    @Test
    void theCommandIsCancelledAlsoWhenTheContextStops() throws Exception {
        start(routes -> routes.from(uri(PING_URI)).to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);

        context.stop();

        await().atMost(PATIENCE).until(() -> cancelled(PING) == 1);
    }

    @Test
    void suspendCancelsTheCommandAndResumeStartsItAgain() throws Exception {
        start(routes -> routes.from(uri(PING_URI)).routeId("ping").to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);

        context.getRouteController().suspendRoute("ping");
        await().atMost(PATIENCE).until(() -> cancelled(PING) == 1);
        int before = mock.getReceivedCounter();
        context.getRouteController().resumeRoute("ping");

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > before + 2);
        assertThat(router.journal().count(PING)).isEqualTo(2);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void controlbusSuspendsAndResumes() throws Exception {
        start(routes -> routes.from(uri(PING_URI)).routeId("ping").to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);

        template.sendBody("controlbus:route?routeId=ping&action=suspend", null);
        await().atMost(PATIENCE).until(() -> cancelled(PING) == 1);
        template.sendBody("controlbus:route?routeId=ping&action=resume", null);

        await().atMost(PATIENCE).until(() -> router.journal().count(PING) == 2);
    }

    private long cancelled(String command) {
        return router.journal().commands().stream().filter(entry -> entry.command().equals(command))
                .filter(Journal.Entry::cancelled).count();
    }

    // ---- ends and comes back

    @Test
    void aCommandThatTheRouterEndsIsStartedAgain() throws Exception {
        router.faults().onNext(PING).times(3).rowsThenDone(2);
        mock.expectedMinimumMessageCount(8);
        start(routes -> routes.from(uri(PING_URI + QUICK)).to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());

        assertThat(router.journal().count(PING)).isEqualTo(4);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aStreamComesBackAfterACutConnection() throws Exception {
        start(routes -> routes.from(uri(PING_URI + QUICK)).to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);

        router.cutSessions();

        await().atMost(PATIENCE).until(() -> router.journal().count(PING) == 2);
        int before = mock.getReceivedCounter();
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > before);
    }

    @Test
    void aStreamComesBackAfterAReboot() throws Exception {
        start(routes -> routes.from(uri(PING_URI + QUICK)).to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);

        router.reboot(Duration.ofMillis(300));

        await().atMost(PATIENCE).until(() -> router.journal().count(PING) == 2);
    }

    @Test
    void aHalfOpenConnectionIsNoticedAfterTheIdleProbeIntervalAndReplaced() throws Exception {
        start(routes -> routes.from(uri(PING_URI + "&idleProbeInterval=100" + QUICK)).to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);

        router.swallowExistingSessions();

        await().atMost(PATIENCE).until(() -> router.journal().count(PING) == 2);
        assertThat(router.journal().logins()).isEqualTo(2);
        router.cutSessions();
    }

    @Test
    void aStreamEndsWhenItsDeviceIsSuspendedAndComesBackWhenItIsResumed() throws Exception {
        start(routes -> routes.from(uri(PING_URI + QUICK)).to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);
        String device = component.deviceStatuses().get(0).device();

        component.suspendDevice(device);
        await().atMost(PATIENCE).until(() -> router.sessionsOpen() == 0);
        assertThat(cancelled(PING)).isEqualTo(1);
        component.resumeDevice(device);

        await().atMost(PATIENCE).until(() -> router.journal().count(PING) == 2);
    }

    @Test
    void attemptsOnADeviceThatIsDownComeFromThePoolAlone() throws Exception {
        router.shutdown();
        start(routes -> routes.from(uri(PING_URI + QUICK)).to(mock));
        await().atMost(PATIENCE).until(() -> component.getOpeningsFailed() > 0);

        router.powerOn();

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);
        assertThat(component.getOpeningsFailed()).isLessThan(6);
    }

    // ---- errors

    @Test
    void aTrapAtTheStartIsAnErrorThatSaysSoAndIsRetriedWithGrowingPauses() throws Exception {
        List<Exception> failures = failuresOf(TORCH + "?attribute.interface=nowhere&retryDelay=10&maxRetryDelay=80");
        await().atMost(PATIENCE).until(() -> router.journal().count(TORCH) >= 6);

        assertThat(failures).singleElement().isInstanceOf(TrapException.class).asString()
                .contains(TORCH, "input does not match any value of interface");
        List<Journal.Entry> attempts
                = router.journal().commands().stream().filter(entry -> entry.command().equals(TORCH)).toList();
        assertThat(Duration.between(attempts.get(3).time(), attempts.get(5).time())).isGreaterThan(Duration.ofMillis(70));
    }

    @Test
    void aFailureIsToldOnceAndAgainAfterTheStreamHasRun() throws Exception {
        List<Exception> failures = failuresOf(PING_URI + QUICK);
        await().atMost(PATIENCE).until(() -> router.journal().count(PING) == 1);
        for (int cut = 2; cut < 5; cut++) {
            int times = cut;
            await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);
            mock.reset();
            router.cutSessions();
            await().atMost(PATIENCE).until(() -> router.journal().count(PING) == times);
        }

        await().atMost(PATIENCE).until(() -> failures.size() == 3);
        assertThat(failures).allMatch(MikrotikException.class::isInstance);
    }

    private List<Exception> failuresOf(String uri) throws Exception {
        List<Exception> failures = new ArrayList<>();
        start(routes -> {
            routes.onException(Exception.class).handled(true).process(exchange -> {
                synchronized (failures) {
                    failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
                }
            });
            routes.from(uri(uri + "&bridgeErrorHandler=true")).to(mock);
        });
        return failures;
    }

    @Test
    void aFailingRouteIsToldToTheExceptionHandlerAndTheStreamGoesOn() throws Exception {
        MockEndpoint failed = context.getEndpoint("mock:failed", MockEndpoint.class);
        failed.expectedMinimumMessageCount(3);
        start(routes -> {
            routes.onException(IllegalStateException.class).handled(true).to(failed);
            routes.from(uri(PING_URI)).process(exchange -> {
                throw new IllegalStateException("no");
            });
        });

        failed.assertIsSatisfied(PATIENCE.toMillis());
        assertThat(router.journal().count(PING)).isEqualTo(1);
    }

    @Test
    void aRowWhoseExchangeFailedIsNotDeliveredAgain() throws Exception {
        List<String> numbers = new CopyOnWriteArrayList<>();
        start(routes -> {
            routes.errorHandler(routes.noErrorHandler());
            routes.from(uri(PING_URI)).process(exchange -> {
                numbers.add(exchange.getMessage().getBody(RouterOsRow.class).get("seq"));
                throw new IllegalStateException("no");
            });
        });

        await().atMost(PATIENCE).until(() -> numbers.size() >= 5);

        assertThat(numbers).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void badOptionsFailTheStartWithTheirNames() throws Exception {
        startWithout();
        assertFails("?bufferSize=0", "bufferSize");
        assertFails("?attribute.address=192.0.2.1&follow=true", "follow applies to print");
        assertFails("?attribute.address=:#host", ":#host");
        assertFails("?attribute.address=192.0.2.1&delay=5s", "delay is for commands that are polled");
        assertFails("?attribute.address=192.0.2.1&stateFile=x", "stateFile");
        assertFails("?attribute.address=192.0.2.1&retryDelay=0", "retryDelay");
        assertFails("?attribute.address=192.0.2.1&retryDelay=10&maxRetryDelay=5", "maxRetryDelay");
    }

    private void assertFails(String options, String message) {
        assertThatThrownBy(() -> start(routes -> routes.from(uri(PING + options)).to(mock))).rootCause()
                .hasMessageContaining(message);
    }

    // ---- a slow route

    @Test
    void aSlowRouteGetsTheNewestRowsAndIsToldHowManyItMissed() throws Exception {
        AtomicInteger first = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        start(routes -> routes.from(uri(PING + "?attribute.address=192.0.2.1&attribute.interval=10ms&bufferSize=5"))
                .process(exchange -> {
                    if (first.getAndIncrement() == 0) {
                        goOn.await(20, TimeUnit.SECONDS);
                    }
                }).to(mock));
        await().atMost(PATIENCE).until(() -> first.get() == 1);
        Map<String, String> last = rowsSent(200);
        assertThat(last).isNotNull();
        goOn.countDown();

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 10);
        long expected = 0;
        List<Exchange> exchanges = List.copyOf(mock.getExchanges());
        for (Exchange exchange : exchanges) {
            expected += exchange.getMessage().getHeader(MikrotikConstants.ROWS_SKIPPED, 0L, Long.class);
            assertThat(row(exchange).getLong("seq")).isEqualTo(expected);
            expected++;
        }
        assertThat(exchanges.get(1).getMessage().getHeader(MikrotikConstants.ROWS_SKIPPED, Long.class)).isGreaterThan(100);
    }

    /** Waits for a second ping on the same router to get so far: the first one is then as far. */
    private Map<String, String> rowsSent(int count) {
        return rows(send(uri(PING + "?attribute.address=192.0.2.1&attribute.interval=10ms&attribute.count=" + count), null))
                .get(count - 1);
    }

    @Test
    void aSlowRouteDoesNotSlowCommandsOfTheSameDevice() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean waiting = new AtomicBoolean();
        start(routes -> routes.from(uri(PING + "?attribute.address=192.0.2.1&attribute.interval=10ms&bufferSize=5"))
                .process(exchange -> {
                    waiting.set(true);
                    goOn.await(20, TimeUnit.SECONDS);
                }).to(mock));
        await().atMost(PATIENCE).untilTrue(waiting);

        for (int i = 0; i < 200; i++) {
            assertThat(rows(send(uri("/system/identity/print"), null))).hasSize(1);
        }
        goOn.countDown();

        assertThat(router.journal().sessionsAtMost()).isEqualTo(1);
    }

    @Test
    void oneExchangeAtATimeAlsoWithAnAsynchronousRoute() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        start(routes -> routes.from(uri(PING_URI))
                .process(exchange -> most.accumulateAndGet(atOnce.incrementAndGet(), Math::max))
                .delay(5).asyncDelayed().process(exchange -> atOnce.decrementAndGet()).to(mock));

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 20);

        assertThat(most).hasValue(1);
        List<Exchange> exchanges = List.copyOf(mock.getExchanges());
        for (int i = 0; i < 20; i++) {
            assertThat(row(exchanges.get(i))).containsEntry("seq", Integer.toString(i));
        }
    }

    @Test
    void manyStreamsOfADeviceShareItsSession() throws Exception {
        start(routes -> {
            for (int i = 0; i < 30; i++) {
                routes.from(uri(PING + "?attribute.address=192.0.2." + i + "&attribute.interval=10ms")).to("mock:out" + i);
            }
        });

        for (int i = 0; i < 30; i++) {
            MockEndpoint out = context.getEndpoint("mock:out" + i, MockEndpoint.class);
            await().atMost(PATIENCE).until(() -> out.getReceivedCounter() > 0);
        }
        assertThat(router.journal().logins()).isEqualTo(1);
        assertThat(rows(send(uri("/system/identity/print"), null))).hasSize(1);
    }

    @Test
    void aConsumerTemplateReceivesRows() throws Exception {
        startWithout();
        try (var consumer = context.createConsumerTemplate()) {
            assertThat(consumer.receiveBody(uri(PING_URI), 10_000, RouterOsRow.class)).containsEntry("seq", "0");
        }
    }

    private static RouterOsRow row(Exchange exchange) {
        return exchange.getMessage().getBody(RouterOsRow.class);
    }
}

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.Faults;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class MikrotikPollConsumerTest extends MikrotikTestSupport {

    private static final String PRINT = "/ppp/secret/print";
    private MockEndpoint mock;

    @BeforeEach
    void twoAccounts() {
        router.table("/ppp/secret").add("name", "cust1", "disabled", "false");
        router.table("/ppp/secret").add("name", "cust2", "disabled", "true");
        mock = context.getEndpoint("mock:out", MockEndpoint.class);
    }

    @Test
    void aPollDeliversTheWholeTableAsOneList() throws Exception {
        mock.expectedMinimumMessageCount(2);
        start(routes -> routes.from(uri(PRINT + "?delay=20&initialDelay=0")).to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());

        Exchange exchange = mock.getExchanges().get(0);
        assertThat(rows(exchange)).extracting(row -> row.get("name")).containsExactly("cust1", "cust2");
        assertThat(exchange.getMessage().getHeaders()).containsEntry(MikrotikConstants.ROW_COUNT, 2)
                .containsEntry(MikrotikConstants.DEVICE, router.address());
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aPollDeliversRowByRowWithBatchProperties() throws Exception {
        mock.expectedMessageCount(2);
        start(routes -> routes.from(uri(PRINT + "?emit=rows&repeatCount=1&initialDelay=0")).to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());

        assertThat(mock.getExchanges()).extracting(each -> each.getMessage().getBody(RouterOsRow.class).get("name"))
                .containsExactly("cust1", "cust2");
        assertThat(mock.getExchanges()).extracting(each -> each.getProperty(ExchangePropertyKey.BATCH_INDEX))
                .containsExactly(0, 1);
        assertThat(mock.getExchanges()).extracting(each -> each.getProperty(ExchangePropertyKey.BATCH_SIZE))
                .containsExactly(2, 2);
        assertThat(mock.getExchanges()).extracting(each -> each.getProperty(ExchangePropertyKey.BATCH_COMPLETE))
                .containsExactly(false, true);
    }

    @Test
    void rowsCanBeDeliveredFromAPooledExchangeFactory() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        mock.expectedMinimumMessageCount(6);
        start(routes -> routes.from(uri(PRINT + "?emit=rows&delay=10&initialDelay=0")).process(exchange -> {
        }).setBody().simple("${body[name]}").to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());
    }

    @Test
    void whereAndPropertiesApplyToPolls() throws Exception {
        mock.expectedMessageCount(1);
        start(routes -> routes.from(uri(PRINT + "?where=disabled&properties=name&repeatCount=1&initialDelay=0")).to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());

        assertThat(rows(mock.getExchanges().get(0))).extracting(RouterOsRow::toString).containsExactly("{name=cust2}");
    }

    @Test
    void anEmptyTableIsDeliveredOnlyIfAskedFor() throws Exception {
        router.table("/ppp/secret").clear();
        MockEndpoint quiet = context.getEndpoint("mock:quiet", MockEndpoint.class);
        mock.expectedMinimumMessageCount(1);
        start(routes -> {
            routes.from(uri(PRINT + "?delay=20&initialDelay=0&routeEmptyTable=true")).to(mock);
            routes.from(uri(PRINT + "?delay=20&initialDelay=0")).to(quiet);
        });

        mock.assertIsSatisfied(PATIENCE.toMillis());
        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) >= 6);

        assertThat(rows(mock.getExchanges().get(0))).isEmpty();
        assertThat(quiet.getExchanges()).isEmpty();
    }

    @Test
    void anEmptyPollMayBeAnEmptyMessage() throws Exception {
        router.table("/ppp/secret").clear();
        mock.expectedMinimumMessageCount(1);
        start(routes -> routes.from(uri(PRINT + "?delay=20&initialDelay=0&sendEmptyMessageWhenIdle=true")).to(mock));

        mock.assertIsSatisfied(PATIENCE.toMillis());

        assertThat(mock.getExchanges().get(0).getMessage().getBody()).isNull();
    }

    @Test
    void aTrapReachesTheErrorHandlerOfTheRoute() throws Exception {
        MockEndpoint failed = context.getEndpoint("mock:failed", MockEndpoint.class);
        failed.expectedMinimumMessageCount(1);
        router.faults().onNext(PRINT).times(Faults.ALWAYS).trap(null, "not enough permissions (9)");
        start(routes -> {
            routes.onException(TrapException.class).handled(true).to(failed);
            routes.from(uri(PRINT + "?delay=20&initialDelay=0&bridgeErrorHandler=true")).to(mock);
        });

        failed.assertIsSatisfied(PATIENCE.toMillis());
    }

    @Test
    void pollsGoOnAfterARebootWithoutARestart() throws Exception {
        component.setValidateAfterIdle(0);
        start(routes -> routes.from(uri(PRINT + "?delay=20&initialDelay=0")).to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 2);

        router.reboot(Duration.ofMillis(300));
        int before = mock.getReceivedCounter();

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > before + 3);
        assertThat(router.journal().logins()).isBetween(2, 3);
    }

    @Test
    void aFailingPollTurnsTheHealthCheckDownAndBackUp() throws Exception {
        HealthCheckRegistry registry = new DefaultHealthCheckRegistry(context);
        registry.register(registry.resolveById("consumers"));
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        component.getConfiguration().setConnectTimeout(500);
        start(routes -> routes.from(uri(PRINT + "?delay=20&initialDelay=0")).to(mock));
        await().atMost(PATIENCE).until(() -> state() == HealthCheck.State.UP);

        router.shutdown();
        await().atMost(PATIENCE).until(() -> state() == HealthCheck.State.DOWN);
        router.powerOn();

        await().atMost(PATIENCE).until(() -> state() == HealthCheck.State.UP);
    }

    private HealthCheck.State state() {
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(each -> each.getCheck().getId().startsWith("consumer:")).map(HealthCheck.Result::getState).findFirst()
                .orElse(HealthCheck.State.UNKNOWN);
    }

    @Test
    void pollEnrichReadsTheTableOnDemand() throws Exception {
        start(routes -> routes.from("direct:in").pollEnrich(uri(PRINT + "?delay=50&initialDelay=0"), 10_000));

        assertThat(rows(send("direct:in", null))).hasSize(2);
    }

    @Test
    void aConsumerTemplateReceivesATable() throws Exception {
        startWithout();
        try (var consumer = context.createConsumerTemplate()) {
            assertThat(consumer.receiveBody(uri(PRINT + "?initialDelay=0"), 10_000, List.class)).hasSize(2);
        }
    }

    @Test
    void anEmptyTableIsReceivedIfItIsRouted() throws Exception {
        router.table("/ppp/secret").clear();
        startWithout();
        try (var consumer = context.createConsumerTemplate()) {
            assertThat(consumer.receiveBody(uri(PRINT + "?initialDelay=0&routeEmptyTable=true"), 10_000, List.class)).isEmpty();
        }
    }

    @Test
    void suspendStopsPollsAndResumeStartsThem() throws Exception {
        start(routes -> routes.from(uri(PRINT + "?delay=20&initialDelay=0")).routeId("poll").to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 2);

        context.getRouteController().suspendRoute("poll");
        await().atMost(PATIENCE).until(() -> context.getInflightRepository().size() == 0);
        context.getRouteController().resumeRoute("poll");
        int before = mock.getReceivedCounter();

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > before + 2);
    }

    @Test
    void aRouteCanBeStoppedAndStartedAgain() throws Exception {
        start(routes -> routes.from(uri(PRINT + "?delay=20&initialDelay=0")).routeId("poll").to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 2);

        context.getRouteController().stopRoute("poll");
        context.getRouteController().startRoute("poll");
        int before = mock.getReceivedCounter();

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > before + 2);
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void stoppingARouteDoesNotWaitForARouterThatIsSilent() throws Exception {
        start(routes -> routes.from(uri(PRINT + "?delay=20&initialDelay=0")).routeId("poll").to(mock));
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);
        CountDownLatch silent = new CountDownLatch(1);
        router.faults().onNext(entry -> {
            boolean poll = entry.command().equals(PRINT);
            if (poll) {
                silent.countDown();
            }
            return poll;
        }).times(Faults.ALWAYS).stall();
        assertThat(silent.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        context.getRouteController().stopRoute("poll", 5, TimeUnit.SECONDS);

        await().atMost(PATIENCE).until(() -> router.journal().count("/cancel") == 1);
    }

    @Test
    void manyPollersShareAFewThreads() throws Exception {
        start(routes -> {
            for (int i = 0; i < 200; i++) {
                routes.from(uri(PRINT + "?initialDelay=0&delay=" + (500 + i))).to("mock:many");
            }
        });
        MockEndpoint many = context.getEndpoint("mock:many", MockEndpoint.class);
        many.setRetainLast(1);

        await().atMost(PATIENCE).until(() -> many.getReceivedCounter() > 200);

        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .filteredOn(name -> name.contains("MikrotikPoll")).hasSizeBetween(1, 8);
        // what Camel would call threads of one consumer
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.contains("mikrotik://"));
        assertThat(router.journal().sessionsAtMost()).isEqualTo(1);
    }

    @Test
    void anUnreachableDeviceDoesNotKeepTheRouteFromStarting() throws Exception {
        router.shutdown();
        MockEndpoint failed = context.getEndpoint("mock:failed", MockEndpoint.class);
        failed.expectedMinimumMessageCount(1);
        start(routes -> {
            routes.onException(ConnectionFailedException.class).handled(true).to(failed);
            routes.from(uri(PRINT + "?delay=20&initialDelay=0&bridgeErrorHandler=true")).to(mock);
        });

        failed.assertIsSatisfied(PATIENCE.toMillis());
        router.powerOn();

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);
    }

    @Test
    void aConsumerWithoutACommandFailsAtStart() {
        assertThatThrownBy(() -> start(routes -> routes.from(uri("")).to(mock)))
                .hasStackTraceContaining("needs a command in its URI");
    }

    @Test
    void aConsumerWithParametersFailsAtStart() {
        assertThatThrownBy(() -> start(routes -> routes.from(uri(PRINT + "?where=name=:#who")).to(mock)))
                .hasStackTraceContaining(":#who");
    }

    @Test
    void aBackoffThresholdWithoutItsMultiplierFailsAtStart() {
        assertThatThrownBy(() -> start(routes -> routes.from(uri(PRINT + "?backoffErrorThreshold=3")).to(mock)))
                .hasStackTraceContaining("backoffErrorThreshold needs backoffMultiplier");
    }

    @Test
    void whatAConsumerDeliversDoesNotSteerAProducer() throws Exception {
        mock.expectedMinimumMessageCount(1);
        start(routes -> routes.from(uri(PRINT + "?repeatCount=1&initialDelay=0")).doTry().to(uri("")).doCatch(Exception.class)
                .to(mock)
                .end());

        mock.assertIsSatisfied(PATIENCE.toMillis());
        assertThat(router.journal().commands()).hasSize(1);
    }
}

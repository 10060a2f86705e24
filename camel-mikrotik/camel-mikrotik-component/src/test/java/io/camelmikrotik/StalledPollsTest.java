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
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routers that do not answer, among those that share the threads of the polls. */
class StalledPollsTest extends MikrotikTestSupport {

    private static final String PRINT = "/ppp/secret/print";
    private static final String POLL = PRINT + "?initialDelay=0&delay=20&requestTimeout=30s";

    private final List<SimulatedRouter> stalled = new ArrayList<>();
    private MockEndpoint mock;

    @BeforeEach
    void asManyStalledRoutersAsThreads() {
        component.setPollPoolSize(2);
        for (int i = 0; i < 2; i++) {
            SimulatedRouter each = SimulatedRouter.start();
            each.faults().onNext(PRINT).times(Faults.ALWAYS).stall();
            stalled.add(each);
        }
        router.table("/ppp/secret").add("name", "cust1");
        context.getRegistry().bind("strategy", new CountingStrategy());
        mock = context.getEndpoint("mock:out", MockEndpoint.class);
    }

    @AfterEach
    void closeStalledRouters() {
        context.stop();
        stalled.forEach(SimulatedRouter::close);
    }

    private void pollStalled(String options) throws Exception {
        start(routes -> {
            for (SimulatedRouter each : stalled) {
                routes.from("mikrotik:" + each.address() + POLL + options).to("mock:stalled");
            }
        });
        await().atMost(PATIENCE).until(() -> stalled.stream().allMatch(each -> each.journal().count(PRINT) > 0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&emit=changes", "&greedy=true", "&pollStrategy=#strategy" })
    void routersThatDoNotAnswerDoNotDelayThePollsOfOthers(String options) throws Exception {
        pollStalled(options);

        start(routes -> routes.from(uri(POLL)).to(mock));

        await().atMost(Duration.ofSeconds(10)).until(() -> mock.getReceivedCounter() > 5);
        assertThat(stalled).allMatch(each -> each.journal().count(PRINT) == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&emit=changes", "&greedy=true" })
    void theReplyOfAConsumerThatIsStoppedIsDroppedAndOfOneStartedAgainDelivered(String options) throws Exception {
        router.faults().onNext(PRINT).stall();
        start(routes -> routes.from(uri(POLL + options)).routeId("poll").to(mock));
        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 1);

        context.getRouteController().stopRoute("poll", 5, TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> router.journal().count("/cancel") == 1);
        assertThat(mock.getReceivedCounter()).isZero();
        context.getRouteController().startRoute("poll");

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 0);
    }

    @Test
    void aPollThatTakesLongerThanTheDelayIsNotBegunTwice() throws Exception {
        router.faults().onNext(PRINT).delay(Duration.ofMillis(1500));
        start(routes -> routes.from(uri(PRINT + "?initialDelay=0&delay=1&useFixedDelay=false")).to(mock));

        await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 1);
        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() > 2);
    }

    @Test
    void theDelayCountsFromTheEndOfAPoll() throws Exception {
        router.faults().onNext(PRINT).delay(Duration.ofMillis(300));
        List<Long> begun = new ArrayList<>();
        start(routes -> routes.from(uri(PRINT + "?initialDelay=0&delay=300&repeatCount=2"))
                .process(exchange -> begun.add(System.nanoTime())).to(mock));

        await().atMost(PATIENCE).until(() -> mock.getReceivedCounter() == 2);
        assertThat(begun.get(1) - begun.get(0)).isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
    }

    @Test
    void anIdleConsumerPollsAgainAfterItsBackoff() throws Exception {
        router.table("/ppp/secret").clear();
        start(routes -> routes
                .from(uri(PRINT + "?initialDelay=0&delay=1&backoffIdleThreshold=2&backoffMultiplier=3&repeatCount=6"))
                .to(mock));

        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 6);
        await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 6);
    }

    @Test
    void aStrategyThatRefusesAPollKeepsItFromTheRouter() throws Exception {
        CountingStrategy refusing = new CountingStrategy();
        refusing.refuses = true;
        context.getRegistry().bind("refusing", refusing);
        start(routes -> routes.from(uri(PRINT + "?initialDelay=0&delay=1&pollStrategy=#refusing")).to(mock));

        await().atMost(PATIENCE).until(() -> refusing.begun > 5);

        assertThat(router.journal().count(PRINT)).isZero();
    }

    private static final class CountingStrategy extends DefaultPollingConsumerPollStrategy {

        private volatile boolean refuses;
        private volatile int begun;

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            begun++;
            return !refuses && super.begin(consumer, endpoint);
        }
    }
}

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
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.apache.camel.ServiceStatus;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Camel's scheduling of polls, and the life of routes, as seen from the router. */
class SchedulingTest extends MikrotikTestSupport {

    private static final String PRINT = "/ppp/secret/print";

    @Test
    void quartzSchedulesPolls() throws Exception {
        router.table("/ppp/secret").add("name", "cust1");
        start(routes -> routes.from(uri(PRINT + "?scheduler=quartz&scheduler.cron=*+*+*+*+*+?")).to("mock:out"));
        mock().expectedMinimumMessageCount(2);

        mock().assertIsSatisfied(PATIENCE.toMillis());
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void pollsCanUseThreadsOfTheUsers() throws Exception {
        ScheduledExecutorService threads
                = Executors.newScheduledThreadPool(1, task -> new Thread(task, "threads of the user's"));
        try {
            context.getRegistry().bind("threads", threads);
            router.table("/ppp/secret").add("name", "cust1");
            start(routes -> routes.from(uri(PRINT + "?initialDelay=0&delay=20&scheduledExecutorService=#threads"))
                    .process(exchange -> exchange.getMessage().setBody(Thread.currentThread().getName())).to("mock:out"));
            mock().expectedMinimumMessageCount(2);

            mock().assertIsSatisfied(PATIENCE.toMillis());
            assertThat(mock().getExchanges().get(1).getMessage().getBody()).isEqualTo("threads of the user's");
        } finally {
            context.stop();
            threads.shutdownNow();
        }
    }

    @Test
    void aGreedyConsumerPollsAgainAtOnceAsLongAsThereIsSomething() throws Exception {
        router.table("/ppp/secret").add("name", "cust1");
        start(routes -> routes.from(uri(PRINT + "?initialDelay=0&delay=1h&greedy=true")).to("mock:out"));

        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) >= 3);
        router.table("/ppp/secret").clear();
    }

    @Test
    void anIdleConsumerBacksOff() throws Exception {
        start(routes -> routes.from(uri(PRINT + "?initialDelay=0&delay=1&backoffIdleThreshold=1&backoffMultiplier=1000000"))
                .to("mock:out"));

        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 1);
        await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 1);
    }

    @Test
    void aFailingConsumerBacksOffToo() throws Exception {
        router.faults().onNext(PRINT).times(Integer.MAX_VALUE).trap("0", "no such command");
        start(routes -> routes.from(uri(PRINT + "?initialDelay=0&delay=1&backoffErrorThreshold=1&backoffMultiplier=1000000"))
                .to("mock:out"));

        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 1);
        await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 1);
    }

    @Test
    void aConsumerWhoseSchedulerIsNotStartedPollsNothing() throws Exception {
        start(routes -> routes.from(uri(PRINT + "?initialDelay=0&delay=1&startScheduler=false")).to("mock:out"));
        send(uri("/system/identity/print"), null);

        await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> router.journal().count(PRINT) == 0);
    }

    @Test
    void aRouteCanBeReplacedWithoutAnotherLogin() throws Exception {
        router.table("/ppp/secret").add("name", "cust1");
        start(routes -> routes.from("direct:in").routeId("reloaded").to(uri(PRINT)));
        rows(send("direct:in", null));

        context.getRouteController().stopRoute("reloaded");
        assertThat(context.removeRoute("reloaded")).isTrue();
        start(routes -> routes.from("direct:in").routeId("reloaded").to(uri(PRINT + "?properties=name")));

        assertThat(rows(send("direct:in", null))).singleElement()
                .satisfies(row -> assertThat(row).isEqualTo(Map.of("name", "cust1")));
        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void aRouteStartsWithoutItsRouterLazilyOrNot() throws Exception {
        router.faults().refuse(true);
        start(routes -> {
            routes.from("direct:eager").routeId("eager").to(uri(PRINT));
            routes.from("direct:lazy").routeId("lazy").to(uri(PRINT + "?lazyStartProducer=true"));
        });

        for (String route : new String[] { "eager", "lazy" }) {
            assertThat(context.getRouteController().getRouteStatus(route)).isEqualTo(ServiceStatus.Started);
            assertThat(send("direct:" + route, null).getException()).isNotNull();
        }
        router.faults().refuse(false);
        await().atMost(PATIENCE).until(() -> send("direct:lazy", null).getException() == null);
        assertThat(send("direct:eager", null).getException()).isNull();
    }

    private MockEndpoint mock() {
        return context.getEndpoint("mock:out", MockEndpoint.class);
    }
}

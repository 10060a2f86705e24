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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes that wait, on a worker thread of the component, for another reply: more of them than there are threads. */
class WaitingRoutesTest extends MikrotikTestSupport {

    private static final String PRINT = "/ppp/secret/print";
    private static final int WORKERS = 2;
    private static final int ROUTES = 8;
    private static final int MANY_ROUTES = 40;

    /** All workers are taken before the first of the routes asks for more. */
    private final CountDownLatch allWorkersTaken = new CountDownLatch(WORKERS);

    private void startWith(String inner, Object body) throws Exception {
        component.setWorkerPoolSize(WORKERS);
        router.table("/ppp/secret").add("name", "cust1");
        start(routes -> {
            routes.from("direct:outer").to(uri(PRINT)).process(exchange -> {
                allWorkersTaken.countDown();
                assertThat(allWorkersTaken.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                exchange.getMessage().setBody(template.requestBody(inner, body));
            });
            routes.from("direct:inner").to(uri(PRINT)).process(
                    exchange -> exchange.getMessage().setBody(template.requestBody(uri(PRINT), (Object) null)));
        });
    }

    private List<CompletableFuture<Exchange>> sendAll() {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < ROUTES; i++) {
            all.add(template.asyncSend("direct:outer", exchange -> {
            }));
        }
        return all;
    }

    private static void allEnd(List<CompletableFuture<Exchange>> all) {
        assertThat(all).allSatisfy(each -> assertThat(each).succeedsWithin(PATIENCE)
                .satisfies(exchange -> assertThat(exchange.getException()).isNull()));
    }

    @Test
    void routesThatWaitForAnotherCommandOnAllWorkerThreadsAllEnd() throws Exception {
        startWith(uri(PRINT), null);

        allEnd(sendAll());

        assertThat(router.journal().count(PRINT)).isEqualTo(2 * ROUTES);
    }

    @Test
    void routesThatWaitForAnotherRouteThatWaitsInItsTurnAllEnd() throws Exception {
        startWith("direct:inner", null);

        allEnd(sendAll());

        assertThat(router.journal().count(PRINT)).isEqualTo(3 * ROUTES);
    }

    @Test
    void repliesWaitForAWorkerThreadAndNeverRunARouteOnAnEventLoop() throws Exception {
        component.setWorkerPoolSize(WORKERS);
        CountDownLatch goOn = new CountDownLatch(1);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        start(routes -> routes.from("direct:outer").to(uri(PRINT)).process(exchange -> {
            threads.add(Thread.currentThread().getName());
            assertThat(goOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }));
        List<CompletableFuture<Exchange>> all = sendAll();
        await().atMost(PATIENCE).until(() -> router.journal().count(PRINT) == ROUTES && threads.size() >= WORKERS);

        // the event loop is not held up: every reply was read
        await().atMost(PATIENCE).until(() -> component.deviceStatuses().get(0).commands() == 0);
        goOn.countDown();

        allEnd(all);
        // and spare ones, should this have taken longer than a second
        assertThat(threads).allMatch(thread -> thread.contains("MikrotikWorker") || thread.contains("MikrotikSpareWorker"));
    }

    /** Another thread asks on the worker's behalf, so that nothing shows who waits for the reply. */
    @Test
    void routesThatWaitOnAllWorkersForWhatAnotherThreadAsksAllEnd() throws Exception {
        component.setWorkerPoolSize(WORKERS);
        router.table("/ppp/secret").add("name", "cust1");
        start(routes -> routes.from("direct:outer").to(uri(PRINT)).process(exchange -> {
            allWorkersTaken.countDown();
            assertThat(allWorkersTaken.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            exchange.getMessage().setBody(template.asyncSend(uri(PRINT), inner -> {
            }).get().getMessage().getBody());
        }));
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        // not by the template, whose threads would all wait for the outer routes
        AsyncProducer outer = context.getEndpoint("direct:outer").createAsyncProducer();
        outer.start();
        for (int i = 0; i < MANY_ROUTES; i++) {
            all.add(outer.processAsync(ExchangeBuilder.anExchange(context).build()));
        }

        allEnd(all);

        assertThat(router.journal().count(PRINT)).isEqualTo(2 * MANY_ROUTES);
    }

    @Test
    void routesThatWaitOnAllWorkersForASedaRouteAllEnd() throws Exception {
        component.setWorkerPoolSize(WORKERS);
        router.table("/ppp/secret").add("name", "cust1");
        start(routes -> {
            routes.from("direct:outer").to(uri(PRINT)).process(exchange -> {
                allWorkersTaken.countDown();
                assertThat(allWorkersTaken.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }).to(ExchangePattern.InOut, "seda:inner?timeout=0");
            routes.from("seda:inner?concurrentConsumers=" + ROUTES).to(uri(PRINT)).process(
                    exchange -> exchange.getMessage().setBody(template.asyncRequestBody(uri(PRINT), (Object) null).get()));
        });

        allEnd(sendAll());

        assertThat(router.journal().count(PRINT)).isEqualTo(3 * ROUTES);
    }

    @Test
    void routesThatWaitForABulkWriteAllEnd() throws Exception {
        startWith(uri("/ppp/secret/set"), List.of(Map.of("numbers", "cust1", "comment", "seen")));

        allEnd(sendAll());

        assertThat(router.journal().count("/ppp/secret/set")).isEqualTo(ROUTES);
    }
}

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

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.awaitility.Awaitility.await;

/** More subscriptions whose routes take their time than there are threads of the consumers. */
class ConsumerThreadsTest extends MikrotikTestSupport {

    private static final int DEFAULT_SIZE = 20;

    private final Queue<AsyncCallback> unfinished = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();

    enum Slowness {
        ASYNCHRONOUS,
        WAITING
    }

    @AfterEach
    void releaseRoutes() {
        release.countDown();
        unfinished.forEach(callback -> CompletableFuture.runAsync(() -> callback.done(false)));
    }

    private AsyncProcessor sink(Slowness slowness) {
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                delivered.add(exchange.getFromRouteId());
                if (slowness == Slowness.ASYNCHRONOUS) {
                    unfinished.add(callback);
                    return false;
                }
                try {
                    release.await();
                } catch (InterruptedException e) {
                    exchange.setException(e);
                }
                callback.done(true);
                return true;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void oneTableMoreThanThreadsIsDeliveredThoughAllOthersAreAtTheirSlowSinks(Slowness slowness) throws Exception {
        start(routes -> {
            for (int table = 0; table <= DEFAULT_SIZE; table++) {
                routes.from(uri("/ppp/secret/listen?where=" + "name=cust" + table)).routeId("table" + table)
                        .process(sink(slowness));
            }
        });
        for (int table = 0; table < DEFAULT_SIZE; table++) {
            router.table("/ppp/secret").add("name", "cust" + table);
        }
        await().atMost(PATIENCE).until(() -> delivered.size() == DEFAULT_SIZE);

        router.table("/ppp/secret").add("name", "cust" + DEFAULT_SIZE);

        await().atMost(PATIENCE).until(() -> delivered.contains("table" + DEFAULT_SIZE));
    }
}

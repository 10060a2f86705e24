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
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How long the stop of a context takes that the shutdown strategy gives two seconds, when it does not go well. */
class StopTimeTest extends MikrotikTestSupport {

    /** What waits needs a thread: the common pool has one where there are two processors. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    /** Two seconds, what the component may add, and a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(8);

    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void giveTwoSeconds() {
        context.getShutdownStrategy().setTimeout(2);
    }

    @AfterEach
    void releaseRoutes() {
        release.countDown();
        router.thaw();
    }

    private void assertThatTheContextStopsInTime() {
        long begun = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
        assertThat(context.isStopped()).isTrue();
    }

    @Test
    void withADeviceThatDoesNotAnswer() throws Exception {
        CountDownLatch heard = new CountDownLatch(5);
        start(routes -> {
            routes.from("direct:read").to(uri("/ppp/secret/print"));
            routes.from("direct:write").to(uri("/ppp/secret/add"));
            for (String consumer : new String[] {
                    "/ppp/secret/print?emit=table&routeEmptyTable=true&initialDelay=0&delay=10",
                    "/ppp/secret/print?emit=changes&initialDelay=0&delay=10",
                    "/ppp/secret/listen", "/ping?attribute.address=192.0.2.1&attribute.interval=10ms",
                    "/log/print?follow=true" }) {
                boolean[] first = { true };
                routes.from(uri(consumer)).process(exchange -> {
                    if (first[0]) {
                        first[0] = false;
                        heard.countDown();
                    }
                });
            }
        });
        await().atMost(PATIENCE).until(() -> {
            router.table("/ppp/secret").add("name", "cust" + System.nanoTime());
            router.log("system,info", "something");
            return heard.getCount() == 0;
        });
        router.freeze();
        CompletableFuture<Exchange> read = CompletableFuture.supplyAsync(() -> send("direct:read", null), OWN_THREAD);
        CompletableFuture<Exchange> write
                = CompletableFuture.supplyAsync(() -> send("direct:write", Map.of("name", "cust1", "service", "pppoe")),
                        OWN_THREAD);
        await().atMost(PATIENCE).until(() -> context.getInflightRepository().size() >= 2);

        assertThatTheContextStopsInTime();

        assertThat(read.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getException()).isNotNull();
        assertThat(write.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getException()).isNotNull();
    }

    @Test
    void withAStreamWhoseReaderWaitsForADeviceThatDoesNotAnswer() throws Exception {
        for (int row = 0; row < 100; row++) {
            router.table("/ppp/secret").add("name", "cust" + row);
        }
        CountDownLatch reading = new CountDownLatch(1);
        router.faults().onNext("/ppp/secret/print").stallAfterBytes(500);
        start(routes -> routes.from("direct:in").to(uri("/ppp/secret/print?streaming=true")).process(exchange -> {
            Iterator<?> rows = exchange.getMessage().getBody(Iterator.class);
            rows.next();
            reading.countDown();
            rows.forEachRemaining(row -> {
            });
        }));
        CompletableFuture<Exchange> read = CompletableFuture.supplyAsync(() -> send("direct:in", null), OWN_THREAD);
        assertThat(reading.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThatTheContextStopsInTime();

        assertThat(read.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getException()).isNotNull();
    }

    @Test
    void withAStreamThatIsHalfReadByARouteThatIsBusy() throws Exception {
        for (int row = 0; row < 1000; row++) {
            router.table("/ppp/secret").add("name", "cust" + row);
        }
        CountDownLatch reading = new CountDownLatch(1);
        start(routes -> routes.from("direct:in").to(uri("/ppp/secret/print?streaming=true")).process(exchange -> {
            exchange.getMessage().getBody(Iterator.class).next();
            reading.countDown();
            release();
        }));
        CompletableFuture<Exchange> read = CompletableFuture.supplyAsync(() -> send("direct:in", null), OWN_THREAD);
        assertThat(reading.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThatTheContextStopsInTime();

        release.countDown();
        read.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void withRoutesThatAreBusy() throws Exception {
        CountDownLatch busy = new CountDownLatch(8);
        router.table("/ppp/secret").add("name", "cust1");
        start(routes -> {
            for (int route = 0; route < 2; route++) {
                for (String consumer : new String[] {
                        "/ppp/secret/listen?retryDelay=1", "/ppp/secret/print?emit=changes&initialDelay=",
                        "/ping?attribute.address=192.0.2.1&attribute.interval=10ms&retryDelay=1",
                        "/ppp/secret/print?emit=table&initialDelay=" }) {
                    routes.from(uri(consumer) + route).process(exchange -> {
                        busy.countDown();
                        release();
                    });
                }
            }
        });
        await().atMost(PATIENCE).until(() -> {
            router.table("/ppp/secret").add("name", "cust" + System.nanoTime());
            return busy.getCount() == 0;
        });

        assertThatTheContextStopsInTime();
    }

    /** Heeds no interruption, as much code does. */
    private void release() {
        while (true) {
            try {
                release.await();
                return;
            } catch (InterruptedException e) {
                // goes on waiting
            }
        }
    }
}

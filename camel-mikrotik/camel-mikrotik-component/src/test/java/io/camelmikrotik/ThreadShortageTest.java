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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The system gives no new thread for a while, to none of the component's pools. */
class ThreadShortageTest extends MikrotikTestSupport {

    private static final String PRINT = "/ppp/secret/print";

    private final AtomicBoolean lacking = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();

    /** Threads that cannot be started while they are lacking. */
    private final class ScarceThreads extends DefaultThreadPoolFactory {

        private ThreadFactory scarce(ThreadFactory threads) {
            return task -> {
                Thread named = threads.newThread(task);
                return new Thread(task, named.getName()) {
                    @Override
                    public void start() {
                        if (lacking.get()) {
                            refused.incrementAndGet();
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        super.start();
                    }
                };
            };
        }

        @Override
        public java.util.concurrent.ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
            return super.newThreadPool(profile, scarce(threads));
        }

        @Override
        public java.util.concurrent.ExecutorService newCachedThreadPool(ThreadFactory threads) {
            return super.newCachedThreadPool(scarce(threads));
        }

        @Override
        public java.util.concurrent.ScheduledExecutorService newScheduledThreadPool(
                ThreadPoolProfile profile, ThreadFactory threads) {
            return super.newScheduledThreadPool(profile, scarce(threads));
        }
    }

    private List<CompletableFuture<Exchange>> sendAll(AsyncProducer route, int count, Object body) {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                all.add(route.processAsync(ExchangeBuilder.anExchange(context).withBody(body).build()));
            } catch (OutOfMemoryError e) {
                // JUnit itself would end with it
                throw new AssertionError(e);
            }
        }
        return all;
    }

    @Test
    void exchangesPollsAndFeedsGoOnWhenThereAreThreadsAgain() throws Exception {
        context.getExecutorServiceManager().setThreadPoolFactory(new ScarceThreads());
        router.table("/ppp/secret").add("name", "cust1");
        Queue<Object> polled = new ConcurrentLinkedQueue<>();
        Queue<Object> changes = new ConcurrentLinkedQueue<>();
        // by a name, so that the resolver is needed
        String named = "mikrotik:localhost:" + router.port();
        start(routes -> {
            routes.from("direct:print").to(named + PRINT);
            routes.from("direct:set").to(named + "/ppp/secret/set");
            routes.from(named + PRINT + "?initialDelay=1&delay=20").process(each -> polled.add(each));
            routes.from(named + "/ppp/active/listen?initial=skip").process(each -> changes.add(each));
        });
        lacking.set(true);
        AsyncProducer print = started("direct:print");
        AsyncProducer set = started("direct:set");
        List<CompletableFuture<Exchange>> all = new ArrayList<>(sendAll(print, 20, null));
        all.addAll(sendAll(set, 5, List.of(Map.of("numbers", "cust1", "comment", "seen"))));
        // where none needs another thread, all of them have ended
        await().atMost(PATIENCE).until(() -> refused.get() > 10 || all.stream().allMatch(CompletableFuture::isDone));

        lacking.set(false);

        assertThat(all).allSatisfy(each -> assertThat(each).succeedsWithin(PATIENCE)
                .satisfies(exchange -> assertThat(exchange.getException()).isNull()));
        assertThat(router.journal().count("/ppp/secret/set")).isEqualTo(5);
        polled.clear();
        await().atMost(PATIENCE).until(() -> !polled.isEmpty());
        await().atMost(PATIENCE).until(() -> {
            router.table("/ppp/active").add("name", "cust" + System.nanoTime());
            return !changes.isEmpty();
        });
    }

    private AsyncProducer started(String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }
}

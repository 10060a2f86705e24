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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import reactor.blockhound.BlockHound;

/**
 * A bit of everything through routes, faults included, in a JVM of its own: run by {@link ThreadsTest}, with a guard on
 * the event loops or with virtual threads.
 */
final class ThreadsWorkload {

    private static final String PRINT = "/ppp/secret/print";
    private static final String EVENT_LOOP = "MikrotikIo";

    private ThreadsWorkload() {
    }

    public static void main(String[] arguments) throws Exception {
        if (Boolean.getBoolean("mikrotik.blockhound")) {
            guardEventLoops();
        }
        Set<Boolean> virtual = ConcurrentHashMap.newKeySet();
        try (SimulatedRouter router = SimulatedRouter.start(); DefaultCamelContext context = new DefaultCamelContext()) {
            for (int i = 0; i < 3_000; i++) {
                router.table("/ppp/secret").add("name", "cust" + i);
            }
            MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
            component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
            component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
            component.setMinEvictableIdleDuration(50);
            component.setDurationBetweenEvictionRuns(20);
            component.setMaxCommandsPerSession(4);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    String device = "mikrotik:" + router.address();
                    from("direct:read").to(device + PRINT + "?where=name=cust7").process(exchange -> note(virtual));
                    from("direct:stream").to(device + PRINT + "?streaming=true").split(body()).streaming()
                            .process(exchange -> note(virtual));
                    from("direct:write").to(device + "/ppp/secret/add");
                    from(device + PRINT + "?delay=20&where=name=cust9").process(exchange -> note(virtual));
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            for (int round = 0; round < 3; round++) {
                exchangeTogether(template, round);
                router.cutSessions();
                exchangeTogether(template, round + 10);
                router.reboot(Duration.ofMillis(100));
                TimeUnit.MILLISECONDS.sleep(300);
            }
        }
        System.out.println("routes went on on virtual threads: " + virtual.contains(true));
        System.out.println("workload done");
    }

    private static void exchangeTogether(ProducerTemplate template, int round) throws Exception {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String route = i % 10 == 0 ? "direct:stream" : i % 3 == 0 ? "direct:write" : "direct:read";
            String name = "new" + round + "-" + i;
            all.add(template.asyncSend(route, exchange -> exchange.getMessage().setBody(
                    route.equals("direct:write") ? Map.of("name", name) : null)));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    private static void note(Set<Boolean> virtual) throws ReflectiveOperationException {
        virtual.add(Runtime.version().feature() >= 21 && (boolean) Thread.class.getMethod("isVirtual").invoke(Thread
                .currentThread()));
    }

    private static void guardEventLoops() throws InterruptedException {
        BlockHound.builder().nonBlockingThreadPredicate(current -> current.or(thread -> thread.getName().contains(EVENT_LOOP)))
                // our locks, and the queues of thread pools, are held over nothing but memory
                .allowBlockingCallsInside("java.util.concurrent.locks.ReentrantLock", "lock")
                .allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "offer")
                // an event loop's own wait for work, and its end
                .allowBlockingCallsInside("io.netty.channel.nio.NioIoHandler", "run")
                .allowBlockingCallsInside("io.netty.channel.nio.NioIoHandler", "destroy")
                .blockingMethodCallback(method -> {
                    if (Thread.currentThread().getName().endsWith("guarded")) {
                        System.out.println("guard works");
                    } else {
                        System.out.println("BLOCKED: " + method + " by " + List.of(new Throwable().getStackTrace()));
                    }
                }).install();
        // blocks, as no event loop may: what the guard is there to notice
        Thread guarded = new Thread(() -> LockSupport.parkNanos(1_000_000), EVENT_LOOP + " guarded");
        guarded.start();
        guarded.join();
    }
}

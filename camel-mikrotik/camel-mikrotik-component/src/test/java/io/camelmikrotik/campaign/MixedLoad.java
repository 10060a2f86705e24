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
package io.camelmikrotik.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Routes that read and write all the time, each with one exchange under way, on devices that meet one trouble after the
 * other.
 */
final class MixedLoad implements AutoCloseable {

    private static final int DEVICES = 8;
    private static final int ROUTES = 64;
    private static final int MAX_ROWS = 2_000;
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofMillis(300);
    private static final Duration REQUEST = Duration.ofMillis(500);
    /** For a machine that has other things to do. */
    private static final Duration SLACK = Duration.ofSeconds(20);
    private static final Duration HUNG = Duration.ofMinutes(1);
    private static final int PAUSE_MILLIS = 20;
    private static final int BETWEEN_TROUBLES_MILLIS = 40;
    private static final int RESUMED_EACH = 4;

    private final long seed;
    private final SimulatedFleet fleet = SimulatedFleet.start(
            DEVICES, router -> router.countingJournal().latency(Duration.ofMillis(1)));
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Surroundings surroundings = new Surroundings(context);
    private final MixedWitness witness = new MixedWitness();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> troubles = new TreeMap<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService senders = Executors.newFixedThreadPool(ROUTES);
    private ProducerTemplate template;
    private volatile boolean running = true;

    MixedLoad(long seed) throws Exception {
        this.seed = seed;
        MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
        MikrotikConfiguration options = component.getConfiguration();
        options.setUsername(SimulatedRouter.USERNAME);
        options.setPassword(SimulatedRouter.PASSWORD);
        options.setConnectTimeout(CONNECT.toMillis());
        options.setLoginTimeout(CONNECT.toMillis());
        options.setRequestTimeout(REQUEST.toMillis());
        component.setMaxWait(MAX_WAIT.toMillis());
        for (SimulatedRouter router : fleet.routers()) {
            router.table(MixedRoute.WRITTEN);
            for (int i = 0; i < MixedRoute.ROWS; i++) {
                router.table(MixedRoute.LISTS).add(
                        "list", "mixed", "address", "192.0.2." + i, "comment", i % 2 == 0 ? "even" : "odd");
            }
            router.afterEachWrite(witness::saw);
        }
        context.getShutdownStrategy().setTimeout(5);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (int i = 0; i < ROUTES; i++) {
                    MixedRoute kind = kind(i);
                    from("direct:mixed" + i).to("mikrotik:" + router(i).address() + kind.uri()).process(kind::receive);
                }
                from("direct:dark").toD("${header.target}");
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private static MixedRoute kind(int route) {
        return MixedRoute.values()[route / DEVICES % MixedRoute.values().length];
    }

    private SimulatedRouter router(int route) {
        return fleet.router(route % DEVICES);
    }

    /** @return what was wrong; nothing, hopefully */
    List<String> run(Duration time) throws Exception {
        List<Future<?>> sending = new ArrayList<>();
        for (int i = 0; i < ROUTES; i++) {
            int route = i;
            sending.add(senders.submit(() -> send(route)));
        }
        try {
            strike(System.nanoTime() + time.toNanos());
        } finally {
            running = false;
        }
        endTroubles();
        long until = System.nanoTime() + HUNG.toNanos();
        for (int i = 0; i < ROUTES; i++) {
            try {
                sending.get(i).get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                wrong.add("an exchange of route " + i + ", " + kind(i) + ", did not end");
            } catch (ExecutionException e) {
                wrong.add("an exchange of route " + i + ", " + kind(i) + ", was thrown at its sender: " + e.getCause());
            }
        }
        wrong.addAll(surroundings.unended(HUNG));
        witness.twice().forEach(write -> wrong.add("executed twice: " + write));
        requireUse();
        return List.copyOf(wrong);
    }

    private void send(int route) {
        MixedRoute kind = kind(route);
        Duration deadline = kind.deadline(MAX_WAIT.plus(CONNECT).plus(CONNECT).plus(REQUEST)).plus(SLACK);
        for (int i = 0; running; i++) {
            String mark = "m" + route + "-" + i;
            long began = System.nanoTime();
            Exchange exchange = ExchangeBuilder.anExchange(context).withBody(kind.body(mark)).build();
            template.send("direct:mixed" + route, exchange);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            Throwable failure = exchange.getException();
            if (failure != null && failure.getCause() instanceof AssertionError incomplete) {
                wrong.add(incomplete.getMessage());
            } else {
                String mistake = kind.judge(exchange, mark, witness);
                if (mistake != null) {
                    wrong.add(kind + ": " + mistake);
                }
            }
            if (took.compareTo(deadline) > 0) {
                wrong.add(kind + " took " + took + ", more than " + deadline);
            }
            outcomes.merge(kind + " " + (failure == null ? "done" : failure.getClass().getSimpleName()), 1, Integer::sum);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
    }

    private void strike(long until) {
        Random random = new Random(seed);
        while (System.nanoTime() - until < 0) {
            Trouble trouble = Trouble.any(random);
            if (!trouble.liesAboutReads() && !trouble.liesAboutWrites()) {
                int route = random.nextInt(ROUTES);
                trouble.strike(new Target(router(route), kind(route).command(), random, later, surroundings));
                troubles.merge(trouble.method(), 1, Integer::sum);
            }
            if (random.nextInt(RESUMED_EACH) == 0) {
                resume();
            }
            for (SimulatedRouter router : fleet.routers()) {
                if (router.table(MixedRoute.WRITTEN).size() > MAX_ROWS) {
                    router.table(MixedRoute.WRITTEN).clear();
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2 * BETWEEN_TROUBLES_MILLIS)));
        }
    }

    /** Else the devices would rest most of the time: after a refused login for minutes. */
    private void resume() {
        MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
        component.deviceStatuses().stream().filter(status -> status.state() != DeviceStatus.State.UP)
                .forEach(status -> component.resumeDevice(status.device()));
    }

    private void endTroubles() throws InterruptedException {
        later.shutdown();
        later.awaitTermination(HUNG.toSeconds(), TimeUnit.SECONDS);
        surroundings.exhaustThreads(false);
        for (SimulatedRouter router : fleet.routers()) {
            router.faults().clear();
            router.thaw();
            router.powerOn();
        }
    }

    /** After all of it each device serves each kind of route, once its pauses are over. */
    private void requireUse() {
        resume();
        long until = System.nanoTime() + HUNG.toNanos();
        for (int i = 0; i < ROUTES; i++) {
            Throwable failure = use(i, "last" + i + "-0");
            for (int attempt = 1; failure != null && System.nanoTime() - until < 0; attempt++) {
                failure = use(i, "last" + i + "-" + attempt);
            }
            if (failure != null) {
                wrong.add("route " + i + ", " + kind(i) + ", does not work any more: " + failure);
            }
        }
    }

    /** @return why it failed, or {@code null} */
    private Throwable use(int route, String mark) {
        Exchange exchange = ExchangeBuilder.anExchange(context).withBody(kind(route).body(mark)).build();
        try {
            return template.asyncSend("direct:mixed" + route, exchange).get(SLACK.toSeconds(), TimeUnit.SECONDS).getException();
        } catch (ExecutionException | TimeoutException e) {
            return e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    int exchanges() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return String.format("mixed load, seed %d: %,d exchanges: %s%nfaults: %s", seed, exchanges(), outcomes, troubles);
    }

    @Override
    public void close() {
        running = false;
        later.shutdownNow();
        context.stop();
        senders.shutdownNow();
        surroundings.close();
        fleet.close();
    }
}

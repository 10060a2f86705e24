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
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.simulator.FatalForm;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One application and one device for some dozens of exchanges, six at a time, while feeds follow the device. The seed
 * decides on the device, the scenarios, the troubles, and whether the application is stopped in the middle.
 */
final class Episode {

    static final int ACCOUNTS = 12;
    private static final int AT_ONCE = 6;
    private static final int SESSIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofMillis(300);
    private static final Duration REQUEST = Duration.ofMillis(400);

    private final long seed;
    private final Random random;
    private final CampaignReport report;
    private final SimulatedRouter router;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MikrotikComponent component;
    private final Feeds feeds;
    private final Surroundings surroundings = new Surroundings(context);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final List<String> accounts = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Future<?>> sending = new ArrayList<>();
    private final List<Trouble> struck = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private int resumed;

    /** With its router and an application that has not started. */
    static Episode begin(long seed, CampaignReport report) {
        AtomicReference<Episode> begun = new AtomicReference<>();
        Surroundings.withDescriptors(() -> begun.set(new Episode(seed, report)));
        return begun.get();
    }

    private Episode(long seed, CampaignReport report) {
        this.seed = seed;
        this.report = report;
        random = new Random(seed);
        router = SimulatedRouter.builder().version(random.nextInt(3) > 0 ? "7.18.2" : "6.49.10")
                .fatalForm(FatalForm.values()[random.nextInt(FatalForm.values().length)])
                .partialChangeRows(random.nextBoolean()).latency(Duration.ofMillis(random.nextInt(3)))
                .monitorInterval(Duration.ofMillis(20)).start();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(router.table(SingleWrites.ACCOUNTS).add("name", "account" + i, "service", "pppoe"));
        }
        component = context.getComponent("mikrotik", MikrotikComponent.class);
        MikrotikConfiguration options = component.getConfiguration();
        options.setUsername(SimulatedRouter.USERNAME);
        options.setPassword(SimulatedRouter.PASSWORD);
        options.setConnectTimeout(CONNECT.toMillis());
        options.setLoginTimeout(CONNECT.toMillis());
        options.setRequestTimeout(REQUEST.toMillis());
        component.setMaxWait(MAX_WAIT.toMillis());
        component.setValidateAfterIdle(random.nextInt(3) > 0 ? random.nextInt(30) : 5_000);
        feeds = new Feeds(router);
    }

    void run(int exchanges) {
        boolean stops = random.nextInt(4) == 0;
        try {
            context.getShutdownStrategy().setTimeout(3);
            context.addRoutes(feeds);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:scenario").routeId("scenario").process(exchange -> sent(exchange).begin(exchange))
                            .toD("${header.target}").process(exchange -> sent(exchange).receive(exchange));
                    from("direct:dark").routeId("dark").toD("${header.target}");
                }
            });
            Surroundings.withDescriptors(context::start);
            ProducerTemplate template = context.createProducerTemplate();
            for (int i = 0; i < exchanges; i++) {
                step(template, "m" + seed + "-" + i);
            }
            if (stops) {
                context.stop();
            }
            settle(stops);
            judge(stops);
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + (stops ? " (stopped in the middle): " : ": ") + sent, e);
        } finally {
            context.stop();
            senders.shutdownNow();
            later.shutdownNow();
            router.close();
            surroundings.close();
        }
        report.add(sent, router.journal().logins());
    }

    // ---- what happens

    private void step(ProducerTemplate template, String mark) throws InterruptedException {
        free.acquire();
        Scenario scenario = scenario(mark);
        Trouble trouble = random.nextInt(10) == 0 ? null : Trouble.any(random);
        if (trouble != null) {
            strike(trouble, scenario);
        }
        if (random.nextInt(3) > 0) {
            // else the device rests for as long as its failures say
            resume();
        }
        if (random.nextInt(5) == 0) {
            router.log("script,info", mark);
        }
        if (random.nextInt(15) == 0) {
            suspend();
        }
        send(template, scenario, trouble);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(20)));
        if (component.getSessions() > SESSIONS + surroundings.devicesInTheDark()) {
            wrong.add(component.getSessions() + " sessions: " + component.listDevices());
        }
    }

    private Scenario scenario(String mark) {
        return switch (random.nextInt(10)) {
            case 0 -> new Reads.Identity(mark, router.identity());
            case 1, 2 -> new Reads.Account(mark, "account" + random.nextInt(ACCOUNTS));
            case 3 -> new Reads.Accounts(mark, 1 + random.nextInt(2 * ACCOUNTS));
            case 4 -> new SingleWrites.Add(mark);
            case 5 -> new SingleWrites.Set(mark, accounts.get(random.nextInt(ACCOUNTS)));
            case 6 -> new SingleWrites.Upsert(mark);
            case 7 -> new ManyWrites.Bulk(mark, random.nextBoolean() ? "&onFailure=continue&bulkResumeTimeout=2s" : "");
            case 8 -> new ManyWrites.SafeBulk(mark);
            default -> new ManyWrites.Ensure(mark);
        };
    }

    private void strike(Trouble trouble, Scenario scenario) {
        String command = switch (random.nextInt(8)) {
            case 0 -> "/system/identity/print";
            case 1 -> SingleWrites.ACCOUNTS + (random.nextBoolean() ? "/listen" : "/print");
            default -> trouble.liesAboutWrites() ? "/ppp/secret/print" : scenario.command();
        };
        trouble.strike(new Target(router, command, random, later, surroundings));
        struck.add(trouble);
        report.struck(trouble);
    }

    private void send(ProducerTemplate template, Scenario scenario, Trouble trouble) {
        Sent each = new Sent(scenario, trouble);
        sent.add(each);
        Exchange exchange = ExchangeBuilder.anExchange(context).withBody(scenario.body())
                .withHeader("target", "mikrotik:" + router.address() + scenario.uri())
                .withProperty("sent", each).build();
        for (Map.Entry<String, Object> header : scenario.headers().entrySet()) {
            exchange.getMessage().setHeader(header.getKey(), header.getValue());
        }
        sending.add(senders.submit(() -> {
            try {
                each.ended(template.send("direct:scenario?block=false", exchange));
            } finally {
                free.release();
            }
        }));
    }

    private static Sent sent(Exchange exchange) {
        return exchange.getProperty("sent", Sent.class);
    }

    private String device() {
        return SimulatedRouter.USERNAME + "@" + router.address();
    }

    private boolean isKnown() {
        return component.deviceStatuses().stream().anyMatch(status -> status.device().equals(device()));
    }

    private void resume() {
        if (isKnown()) {
            component.resumeDevice(device());
            resumed++;
        }
    }

    private void suspend() {
        if (isKnown()) {
            component.suspendDevice(device());
            later.schedule(() -> component.resumeDevice(device()), random.nextInt(50), TimeUnit.MILLISECONDS);
            resumed++;
        }
    }

    // ---- what must be

    /** Ends all troubles; returns when no exchange is under way and the device has noticed who is gone. */
    private void settle(boolean stopped) throws Exception {
        later.shutdown();
        assertThat(later.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        router.faults().clear();
        router.thaw();
        router.powerOn();
        for (Future<?> each : sending) {
            each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        surroundings.exhaustThreads(false);
        wrong.addAll(surroundings.unended(PATIENCE));
        router.cutSessions();
        if (!stopped) {
            resume();
            router.log("script,info", "last");
            await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
                feeds.judge();
                assertThat(feeds.hasLine("last")).as("the last line of the log was delivered").isTrue();
            });
            for (String route : Feeds.ROUTES) {
                context.getRouteController().stopRoute(route);
            }
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(router.commandsRunning()).as("commands running on the device").isZero();
            assertThat(component.deviceStatuses()).as("leases").allSatisfy(status -> {
                assertThat(status.commands()).isZero();
                assertThat(status.waiting()).isZero();
            });
        });
    }

    private void judge(boolean stopped) {
        assertThat(wrong).isEmpty();
        Evidence evidence = new Evidence(router);
        evidence.requireNothingWrittenTwice();
        sent.forEach(each -> each.judge(evidence, MAX_WAIT.plus(CONNECT).plus(CONNECT).plus(REQUEST), stopped));
        if (struck.stream().noneMatch(Trouble::liesAboutReads)) {
            sent.forEach(Sent::judgeComplete);
        }
        int logins = router.journal().logins() + router.journal().failedLogins();
        assertThat(logins).as("logins after " + struck.size() + " troubles and " + resumed + " resumptions")
                .isLessThanOrEqualTo(SESSIONS * (2 + struck.size()) + resumed);
        if (struck.stream().noneMatch(Trouble::leavesSessionsBehind)) {
            // of each session one may still be closing when the next is opened
            assertThat(router.journal().sessionsAtMost()).as("sessions at one time").isLessThanOrEqualTo(2 * SESSIONS);
        }
    }
}

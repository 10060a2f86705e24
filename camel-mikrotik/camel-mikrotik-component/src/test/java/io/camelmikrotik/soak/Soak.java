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
package io.camelmikrotik.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.FeedReplay;
import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A run: a fleet in this JVM, commands to all of its devices, a fifth of them polled and a fifth listened to, a device
 * that reboots every so often, and samples in between.
 */
final class Soak {

    private static final int DEVICES = 200;
    private static final int EACH = 5;
    private static final int COMMANDS_PER_SECOND = 100;
    private static final int EDITS_PER_SECOND = 40;
    private static final int SAMPLES_AT_LEAST = 12;
    private static final long LONGEST_DOWN_MILLIS = 3000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Duration duration;
    private final Random random;
    private final SoakReport report = new SoakReport();
    private final LongAdder changes = new LongAdder();
    private final List<FeedReplay> replays = new ArrayList<>();
    private final List<SimulatedRouter> followed = new ArrayList<>();

    Soak(Duration duration, long seed) {
        this.duration = duration;
        this.random = new Random(seed);
    }

    /** Prints the samples of a run of so many minutes as they are taken, and whether they are flat. */
    public static void main(String... arguments) throws Exception {
        SoakReport report = new Soak(Duration.ofMinutes(Long.parseLong(arguments[0])), 1).run();
        System.out.println(report);
        System.exit(report.growth().isEmpty() ? 0 : 1);
    }

    /** @return the report, when all consumers have been seen to tell what the devices have */
    SoakReport run() throws Exception {
        try (SimulatedFleet fleet = SimulatedFleet.start(DEVICES, builder -> builder.countingJournal().logLines(20));
             DefaultCamelContext context = new DefaultCamelContext()) {
            MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
            component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
            component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
            context.addRoutes(routes(fleet));
            context.start();
            SoakLoad load = new SoakLoad(fleet, context.createProducerTemplate(), random);
            work(component, load);
            await("commands to end").atMost(PATIENCE).until(() -> load.running() == 0);
            await("consumers to tell what there is").atMost(PATIENCE).untilAsserted(this::followersAgree);
            // as a device sees it, a session that was closed here may still be ending when the next one is opened
            assertThat(fleet.routers()).allSatisfy(router -> assertThat(router.journal().sessionsAtMost())
                    .isLessThanOrEqualTo(2 * component.getMaxTotalPerKey()));
            assertThat(component.deviceStatuses())
                    .allSatisfy(status -> assertThat(status.sessionsInUse() + status.sessionsIdle())
                            .isLessThanOrEqualTo(component.getMaxTotalPerKey()));
        }
        return report;
    }

    private void work(MikrotikComponent component, SoakLoad load) {
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        long between = Math.min(Duration.ofSeconds(20).toNanos(), duration.toNanos() / SAMPLES_AT_LEAST);
        long nextSample = start + between;
        long commands = 0;
        long edits = 0;
        for (long now = start; now < end; now = System.nanoTime()) {
            double seconds = (now - start) / 1e9;
            for (; commands < seconds * COMMANDS_PER_SECOND; commands++) {
                load.command();
            }
            for (; edits < seconds * EDITS_PER_SECOND; edits++) {
                load.edit();
            }
            if (now >= nextSample) {
                nextSample += between;
                // as the middle and the last third: the same state each time, then the next reboot
                Sample sample = Sample.taken(
                        (long) seconds, component.getSessions(), load.sent(), load.failed(), changes.sum());
                report.add(sample);
                System.out.println(sample);
                load.anyRouter().reboot(Duration.ofMillis(random.nextInt((int) LONGEST_DOWN_MILLIS)));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private void followersAgree() {
        for (int i = 0; i < followed.size(); i++) {
            FeedReplay replay = replays.get(i);
            assertThat(replay.mistakes()).isEmpty();
            assertThat(replay.rows()).as(followed.get(i)::identity)
                    .isEqualTo(replay.expected(followed.get(i).table("/ppp/active").rows()));
        }
    }

    private RouteBuilder routes(SimulatedFleet fleet) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:command").toD("mikrotik:${header.to}${header.path}");
                for (int i = 0; i < DEVICES; i += EACH) {
                    follow(this, fleet.router(i), "/ppp/active/listen");
                    follow(this, fleet.router(i + 1), "/ppp/active/print?emit=changes&delay=2000");
                }
            }
        };
    }

    private void follow(RouteBuilder routes, SimulatedRouter router, String command) {
        FeedReplay replay = new FeedReplay(".id");
        replays.add(replay);
        followed.add(router);
        routes.from("mikrotik:" + router.address() + command).process(exchange -> {
            replay.replay(exchange);
            changes.increment();
        });
    }
}

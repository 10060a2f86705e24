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
package io.camelmikrotik.examples.events;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.camelmikrotik.examples.events.SubscriberEvent.Type;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A day at a provider with three routers: whatever its subscribers do must arrive at the topic, once and in order, also
 * what they do while a router is away.
 */
final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger("demo");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimulatedProvider provider;
    private final Ledger ledger = new Ledger();
    private boolean well = true;

    private Demo(SimulatedProvider provider) {
        this.provider = provider;
    }

    /** @return whether every event arrived at the topic, and none twice */
    static boolean play() throws Exception {
        try (SimulatedProvider provider = SimulatedProvider.start()) {
            return new Demo(provider).run();
        }
    }

    private boolean run() throws Exception {
        times(5, () -> provider.dialIn("north"));
        Main main = PppEventsApplication.application(provider);
        main.addOverrideProperty("page.port", "0");
        main.configure().addRoutesBuilder(ledger);
        main.start();
        try {
            day();
        } finally {
            main.stop();
        }
        LOG.info(well ? "All is well." : "SOMETHING IS WRONG, see above.");
        return well;
    }

    private void day() {
        LOG.info("07:00  5 subscribers of north are online already when this program starts");
        expect(5, 0, 0);

        LOG.info("09:00  12 subscribers dial in, at all three routers");
        SimulatedProvider.ROUTERS.forEach(router -> times(4, () -> provider.dialIn(router)));
        expect(12, 0, 0);

        LOG.info("10:00  3 of north hang up; 2 phones get an address at west");
        times(3, () -> provider.hangUp("north"));
        times(2, () -> provider.lease("west"));
        expect(0, 3, 2);

        LOG.info("12:00  south reboots; its 4 sessions are gone, and 3 are back before anybody can ask the router");
        provider.reboot("south", 3);
        expect(3, 4, 0);
        check(
                "it is known that this was found out afterwards",
                ledger.events.stream().filter(event -> event.router().equals("south")).skip(4)
                        .allMatch(SubscriberEvent::caughtUp));

        LOG.info("18:00  everybody comes home: 300 dial in at west as fast as they can");
        times(300, () -> provider.dialIn("west"));
        expect(300, 0, 0);

        LOG.info("23:00  and 200 hang up");
        times(200, () -> provider.hangUp("west"));
        expect(0, 200, 0);
    }

    private int ups;
    private int downs;
    private int leases;

    /** Waits until so many more events have arrived, and finds that they tell what the routers' tables say. */
    private void expect(int moreUps, int moreDowns, int moreLeases) {
        ups += moreUps;
        downs += moreDowns;
        leases += moreLeases;
        boolean arrived = await(
                () -> ledger.count(Type.PPP_UP) >= ups && ledger.count(Type.PPP_DOWN) >= downs
                        && ledger.count(Type.DHCP_BOUND) >= leases);
        if (!arrived) {
            throw new IllegalStateException(
                    "after " + PATIENCE.toSeconds() + " s the topic had only " + ledger.events.size() + " events");
        }
        check(
                "the topic had "
              + moreUps + " up, " + moreDowns + " down, " + moreLeases + " leases, and none twice",
                ledger.events.size() == ups + downs + leases);
        check("its consumers know the " + online().size() + " sessions that the routers have",
                ledger.online().equals(online()));
    }

    private Set<String> online() {
        Set<String> online = new TreeSet<>();
        for (String router : SimulatedProvider.ROUTERS) {
            provider.sessions(router).forEach(session -> online.add(router + " " + session.get("name")));
        }
        return online;
    }

    private void check(String what, boolean so) {
        if (so) {
            LOG.info("       ok: {}", what);
        } else {
            LOG.error("       NOT SO: {}", what);
            well = false;
        }
    }

    private static void times(int times, Runnable action) {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    private static boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    /** A consumer of the topic like any other. */
    private static final class Ledger extends RouteBuilder {

        private final List<SubscriberEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public void configure() {
            from("jms:topic:{{topic}}?consumerType=Simple&taskExecutor=#inOrder").routeId("ledger").startupOrder(3)
                    .unmarshal().json(JsonLibrary.Jackson, SubscriberEvent.class)
                    .process(event -> events.add(event.getMessage().getBody(SubscriberEvent.class)));
        }

        long count(Type type) {
            return events.stream().filter(event -> event.type() == type).count();
        }

        /** Router and name of those whose last event was not their going down. */
        Set<String> online() {
            Set<String> online = new TreeSet<>();
            for (SubscriberEvent event : events) {
                String subscriber = event.router() + " " + event.name();
                switch (event.type()) {
                    case PPP_UP -> online.add(subscriber);
                    case PPP_DOWN -> online.remove(subscriber);
                    case DHCP_BOUND -> {
                        // no session
                    }
                }
            }
            return online;
        }
    }
}

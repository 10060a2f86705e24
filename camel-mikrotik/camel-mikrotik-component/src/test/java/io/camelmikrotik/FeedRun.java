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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One random life of a table and of a feed that watches it, all of it decided by a seed: which kind of router, which
 * options, which edits and faults. What the feed delivers is replayed onto an empty map. Each change must fit to what
 * is in the map, and when all is quiet the map must equal the router's table.
 */
final class FeedRun {

    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("feed.patience", 60));

    private final long seed;
    private final Random random;
    private final CamelContext context;
    private final List<String> story = new ArrayList<>(); // guarded by itself
    private final FeedReplay replay;
    private final boolean listens;
    private final boolean byName;
    private final boolean selects;
    private final boolean ignores;
    private final boolean projects;
    private final double failing;
    private final long slownessNanos;
    private final String menu;
    private final SimulatedRouter router;
    private final SimulatedTable table;
    private final Random routeRandom;
    private final String state;
    private int names;

    FeedRun(long seed, CamelContext context, Path directory) {
        this.seed = seed;
        this.context = context;
        random = new Random(seed);
        routeRandom = new Random(~seed);
        listens = random.nextInt(4) > 0;
        byName = random.nextInt(4) == 0;
        selects = random.nextInt(3) == 0;
        ignores = random.nextInt(4) == 0;
        replay = new FeedReplay(byName ? "name" : ".id", ignores ? Set.of("counter") : Set.of());
        projects = random.nextInt(4) == 0;
        failing = random.nextInt(3) == 0 ? 0.2 : 0;
        slownessNanos = random.nextInt(4) == 0 ? TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(3)) : 0;
        state = switch (random.nextInt(4)) {
            case 0 -> "&stateFile=" + directory.resolve("run" + seed);
            case 1 -> "&stateRepository=#state" + seed;
            default -> null;
        };
        context.getRegistry().bind("state" + seed, new MemoryStateRepository());
        menu = random.nextBoolean() ? "/ppp/active" : "/ip/firewall/filter";
        router = SimulatedRouter.builder().version(random.nextBoolean() ? "7.18.2" : "6.10")
                .partialChangeRows(random.nextBoolean()).nextIds(random.nextBoolean()).countingJournal().start();
        table = router.table(menu);
    }

    void run() throws Exception {
        String route = "run" + seed;
        try {
            for (int i = random.nextInt(20); i > 0; i--) {
                edit();
            }
            String uri = uri();
            tell(uri);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from(uri).routeId(route).process(FeedRun.this::receive);
                }
            });
            for (int i = 5 + random.nextInt(15); i > 0; i--) {
                act(route);
            }
            quiet();
            awaitEqual();
            // nothing but the listen tells of these: no reconnect puts a mistake right
            tell("undisturbed");
            burst();
            awaitEqual();
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + String.join("\n", story()), e);
        } finally {
            context.getRouteController().stopRoute(route);
            context.removeRoute(route);
            router.close();
        }
    }

    private String uri() {
        return "mikrotik:" + router.address() + menu
               + (listens
                       ? "/listen?bufferSize=" + (random.nextBoolean() ? 1 + random.nextInt(8) : 4096)
                       : "/print?emit=changes&initialDelay=0&delay=5")
               + (state == null ? "" : state) + "&retryDelay=5&maxRetryDelay=40" + (byName ? "&key=name" : "")
               + (selects ? "&where=profile=gold" : "")
               + (ignores ? "&ignore=counter" : "") + (projects ? "&properties=name,counter" : "");
    }

    // ---- what happens

    private void act(String route) throws Exception {
        switch (random.nextInt(20)) {
            case 0 -> burst();
            case 1 -> fault("cut", router::cutSessions);
            case 2 -> fault("reset", router::resetSessions);
            case 3 -> fault("reboot", () -> {
                router.reboot(Duration.ofMillis(random.nextInt(5)));
                router.powerOn();
                forgetFailures();
            });
            case 4 -> fault("freeze", () -> {
                router.freeze();
                edit();
                pause(5);
                router.thaw();
            });
            case 5 -> fault("print trapped", () -> router.faults().onNext(menu + "/print").trap("4", "failure: busy"));
            case 6 -> fault("print cut", () -> router.faults().onNext(menu + "/print").cutAfterBytes(random.nextInt(600)));
            case 7 -> fault("listen trapped", () -> router.faults().onNext(menu + "/listen").trap("4", "failure: busy"));
            case 8, 9, 10, 11 -> fault("print slow, and everything anew", () -> {
                // printed at once, told later: what is edited meanwhile is told before
                router.faults().onNext(menu + "/print").delay(Duration.ofMillis(5 + random.nextInt(20)));
                router.cutSessions();
                burst();
            });
            case 12 -> {
                // a route that is stopped begins anew, unless its state is kept
                tell(state == null ? "suspend" : "stop");
                if (state == null) {
                    context.getRouteController().suspendRoute(route);
                } else {
                    context.getRouteController().stopRoute(route);
                }
                edit();
                context.getRouteController().startRoute(route);
            }
            default -> edit();
        }
        pause(random.nextInt(8));
    }

    private void fault(String name, Runnable fault) {
        tell(name);
        fault.run();
    }

    private void burst() {
        for (int i = 5 + random.nextInt(30); i > 0; i--) {
            edit();
        }
    }

    private void edit() {
        List<Map<String, String>> rows = table.rows();
        if (rows.isEmpty() || random.nextInt(4) == 0) {
            add();
            return;
        }
        Map<String, String> row = rows.get(random.nextInt(rows.size()));
        String id = row.get(".id");
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                tell("remove " + id);
                table.remove(id);
            }
            case 2 -> set(id, "profile", random.nextBoolean() ? "gold" : "silver");
            case 3 -> set(id, "counter", Integer.toString(random.nextInt(1000)));
            case 4 -> set(id, "comment", "c" + random.nextInt(5), "counter", Integer.toString(random.nextInt(1000)));
            case 5 -> {
                tell("unset " + id);
                table.unset(id, "comment");
            }
            case 6 -> set(id, "name", "n" + names++);
            default -> {
                tell("replace " + id);
                table.remove(id);
                row.remove(".id");
                table.add(row);
            }
        }
    }

    private void add() {
        String name = "n" + names++;
        String id = table.add("name", name, "profile", random.nextBoolean() ? "gold" : "silver", "dynamic",
                Boolean.toString(random.nextInt(3) == 0), "counter", "0", "comment", "c" + random.nextInt(5));
        tell("add " + id + " " + name);
    }

    private void set(String id, String... namesAndValues) {
        tell("set " + id + " " + String.join(" ", namesAndValues));
        table.set(id, namesAndValues);
    }

    private void quiet() {
        tell("quiet");
        router.faults().clear();
        router.thaw();
        router.powerOn();
        forgetFailures();
    }

    private void forgetFailures() {
        try {
            context.getComponent("mikrotik", MikrotikComponent.class).resumeDevice("api@" + router.address());
        } catch (IllegalArgumentException e) {
            // not in use yet
            tell(e.getMessage());
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    // ---- what is delivered

    private void receive(Exchange exchange) {
        if (slownessNanos > 0) {
            LockSupport.parkNanos(slownessNanos);
        }
        RouterOsRow row = exchange.getMessage().getBody(RouterOsRow.class);
        String type = exchange.getMessage().getHeader(MikrotikConstants.CHANGE_TYPE, String.class);
        String origin = exchange.getMessage().getHeader(MikrotikConstants.CHANGE_ORIGIN, String.class);
        if (routeRandom.nextDouble() < failing) {
            tell("  fails: " + type + " " + row);
            throw new IllegalStateException("no luck");
        }
        tell("  " + origin + " " + type + " " + row);
        replay.replay(exchange);
    }

    // ---- what must be

    private void awaitEqual() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).pollDelay(Duration.ZERO).untilAsserted(() -> {
            assertThat(replay.mistakes()).isEmpty();
            assertThat(compared(replay.rows())).isEqualTo(compared(expected()));
        });
    }

    private Map<String, Map<String, String>> expected() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Map<String, String> row : table.rows()) {
            if (!selects || row.get("profile").equals("gold")) {
                Map<String, String> seen = new LinkedHashMap<>(row);
                if (projects) {
                    seen.keySet().retainAll(selects
                            ? List.of(".id", "name", "counter", "profile")
                            : List.of(".id", "name", "counter"));
                }
                rows.add(seen);
            }
        }
        return replay.expected(rows);
    }

    private Map<String, Map<String, String>> compared(Map<String, Map<String, String>> rows) {
        if (!ignores) {
            return rows;
        }
        Map<String, Map<String, String>> compared = new HashMap<>();
        rows.forEach((identity, row) -> {
            Map<String, String> rest = new TreeMap<>(row);
            rest.remove("counter");
            compared.put(identity, rest);
        });
        return compared;
    }

    private void tell(String what) {
        synchronized (story) {
            story.add(what);
        }
    }

    private List<String> story() {
        synchronized (story) {
            return List.copyOf(story);
        }
    }
}

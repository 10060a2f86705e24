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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.simulator.SimulatedRouter;

/** An internet provider with three simulated routers, and what its subscribers do. */
final class SimulatedProvider implements AutoCloseable {

    static final List<String> ROUTERS = List.of("north", "south", "west");

    private static final String USERNAME = "events";
    private static final String PASSWORD = "events-s3cret";
    private static final String SESSIONS = "/ppp/active";
    private static final String LEASES = "/ip/dhcp-server/lease";
    private static final int USUAL = 40;
    private static final List<String> FIRST = List.of(
            "anna", "bruno", "clara", "david", "emil", "frida", "goran", "hana", "ivan", "jana", "karel", "lucia", "marek",
            "nora", "oskar", "petra", "rosa", "simon", "tereza", "viktor");
    private static final List<String> LAST = List.of(
            "adler", "becker", "cerny", "dvorak", "eder", "fiala", "gruber", "horak", "jansen", "kovac", "lang", "maier",
            "novak", "orsag", "peters", "ritter", "svoboda", "toth", "urban", "weber");

    private final Map<String, SimulatedRouter> routers = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "life"));
    private final Random random = new Random();
    private int subscribers;

    static SimulatedProvider start() {
        SimulatedProvider provider = new SimulatedProvider();
        for (String name : ROUTERS) {
            provider.routers.put(
                    name, SimulatedRouter.builder().identity(name).user(USERNAME, PASSWORD, "read", "api").start());
        }
        return provider;
    }

    /** What the application must know of the routers. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("simulated.username", USERNAME);
        settings.put("simulated.password", PASSWORD);
        routers.forEach((name, router) -> {
            settings.put("camel.beans." + name, "#class:io.camelmikrotik.MikrotikDevice");
            settings.put("camel.beans." + name + ".host", router.host());
            settings.put("camel.beans." + name + ".port", Integer.toString(router.port()));
            settings.put("camel.beans." + name + ".username", "{{simulated.username}}");
            settings.put("camel.beans." + name + ".password", "{{simulated.password}}");
        });
        return settings;
    }

    SimulatedRouter router(String name) {
        return routers.get(name);
    }

    List<Map<String, String>> sessions(String router) {
        return router(router).table(SESSIONS).rows();
    }

    /** A subscriber's session begins. */
    void dialIn(String router) {
        int number = subscribers++;
        router(router).table(SESSIONS).add(
                "name", name(number), "service", "pppoe", "caller-id", mac(number), "address", address(number),
                "uptime", "0s", "session-id", "0x%08x".formatted(0x81200000 + number));
    }

    /** The session that has been up longest ends. */
    void hangUp(String router) {
        router(router).table(SESSIONS).remove(sessions(router).get(0).get(".id"));
    }

    /** A device asks for an address and gets it. */
    void lease(String router) {
        int number = subscribers++;
        String lease = router(router).table(LEASES).add(
                "address", address(number), "mac-address", mac(number), "server", "dhcp1", "host-name",
                name(number).replace('.', '-') + "-phone", "status", "offered", "dynamic", "true");
        router(router).table(LEASES).set(lease, "status", "bound");
    }

    /** The router reboots: all sessions are lost, and some subscribers are back before anybody can ask the router. */
    void reboot(String router, int backAlready) {
        router(router).shutdown();
        router(router).table(SESSIONS).clear();
        for (int i = 0; i < backAlready; i++) {
            dialIn(router);
        }
        router(router).powerOn();
    }

    /** Lets subscribers come and go until the provider is closed. */
    void live() {
        ROUTERS.forEach(router -> {
            for (int i = 0; i < USUAL / 2; i++) {
                dialIn(router);
            }
        });
        clock.schedule(this::something, 1, TimeUnit.SECONDS);
        clock.scheduleAtFixedRate(
                () -> reboot(ROUTERS.get(random.nextInt(ROUTERS.size())), USUAL / 4), 45, 90, TimeUnit.SECONDS);
    }

    private void something() {
        String router = ROUTERS.get(random.nextInt(ROUTERS.size()));
        int online = sessions(router).size();
        if (random.nextInt(5) == 0) {
            lease(router);
        } else if (online == 0 || random.nextInt(2 * USUAL) >= online) {
            dialIn(router);
        } else {
            hangUp(router);
        }
        clock.schedule(this::something, Duration.ofMillis(200 + random.nextInt(1800)).toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String name(int number) {
        int shuffled = number * 37 % (FIRST.size() * LAST.size());
        int round = number / (FIRST.size() * LAST.size());
        return FIRST.get(shuffled % FIRST.size()) + "." + LAST.get(shuffled / FIRST.size()) + (round == 0 ? "" : round);
    }

    private static String mac(int number) {
        return "02:00:00:%02X:%02X:%02X".formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff);
    }

    private static String address(int number) {
        return "100.64.%d.%d".formatted(number / 250 % 256, number % 250 + 1);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        routers.values().forEach(SimulatedRouter::close);
    }
}

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
package io.camelmikrotik.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Subscribers who dial in to a router and hang up. A session is a row of {@code /ppp/active}, a dynamic interface where
 * the router has interfaces at all, and a line of the log at its begin and its end. A session also ends when its row is
 * removed, by whomever, and when the router reboots. Any thread may call it.
 */
public final class PppSessions {

    private static final String ACTIVE = "/ppp/active";
    private static final String SECRETS = "/ppp/secret";
    private static final String INTERFACES = "/interface";
    private static final String TOPICS = "pppoe,ppp,info";
    private static final long FIRST_ID = 0x80000100L;

    private final SimulatedRouter router;
    private final Map<String, Live> live = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /** @param device the id of its interface's row, or null */
    private record Live(String name, Instant since, String callerId, String device) {
    }

    PppSessions(SimulatedRouter router) {
        this.router = router;
        active().computed(this::printed);
        active().watch(new SimulatedTable.Watcher() {
            @Override
            public void changed(Map<String, String> row, Map<String, String> before) {
                // only the end counts
            }

            @Override
            public void removed(String id) {
                // the table is locked
                router.loop().execute(() -> ended(id));
            }
        });
    }

    /** As {@link #up(String, Map)}, with nothing given. */
    public String up(String name) {
        return up(name, Map.of());
    }

    /**
     * A subscriber dials in. One who has a row in {@code /ppp/secret} gets the address that it names; for others the
     * session says that a RADIUS server answered for them.
     *
     * @param  given                 properties of the row in {@code /ppp/active} that shall be others than usual, such
     *                               as {@code address}, {@code caller-id} and {@code service}
     * @return                       the row's id
     * @throws IllegalStateException if the router lets him not in, because his row in {@code /ppp/secret} is disabled
     */
    public String up(String name, Map<String, String> given) {
        int number = numbers.incrementAndGet();
        Map<String, String> secret = router.table(SECRETS).find("name", name).stream().findFirst().orElse(null);
        Map<String, String> row = new LinkedHashMap<>();
        row.put(".id", "*" + Long.toHexString(FIRST_ID + number).toUpperCase(Locale.ROOT));
        row.put("name", name);
        row.put("service", "pppoe");
        row.put("caller-id", "02:00:00:%02X:%02X:%02X".formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
        row.put("address", address(secret, number));
        row.put("uptime", "0s");
        row.put("encoding", "");
        row.put("session-id", "0x%08x".formatted(0x81200000 + number));
        row.put("limit-bytes-in", "0");
        row.put("limit-bytes-out", "0");
        row.put("radius", Boolean.toString(secret == null));
        row.put("dynamic", "true");
        row.putAll(given);
        if (secret != null && Booleans.isTrue(secret.get("disabled"))) {
            router.log("pppoe,ppp,error", "<" + row.get("service") + "-" + name + ">: user " + name + " authentication failed");
            throw new IllegalStateException("the router does not let " + name + " in: disabled in " + SECRETS);
        }
        Live session = new Live(name, Instant.now(), row.get("caller-id"), device(row));
        live.put(row.get(".id"), session);
        String id = active().add(row);
        router.log(TOPICS + ",account", name + " logged in, " + row.get("address") + " from " + row.get("caller-id"));
        return id;
    }

    /**
     * All sessions of a subscriber end.
     *
     * @return how many there were
     */
    public int down(String name) {
        List<Map<String, String>> sessions = active().find("name", name);
        int ended = 0;
        for (Map<String, String> session : sessions) {
            if (active().removeIfPresent(session.get(".id"))) {
                ended++;
            }
            ended(session.get(".id"));
        }
        return ended;
    }

    private SimulatedTable active() {
        return router.table(ACTIVE);
    }

    private static String address(Map<String, String> secret, int number) {
        String fixed = secret == null ? "" : secret.getOrDefault("remote-address", "");
        return fixed.indexOf('.') > 0 ? fixed : "100.64.%d.%d".formatted(number / 250 % 256, number % 250 + 1);
    }

    private String device(Map<String, String> row) {
        if (router.table(INTERFACES).size() == 0) {
            return null;
        }
        return router.table(INTERFACES).add(
                ".id", "*F" + row.get(".id").substring(1), "name", "<" + row.get("service") + "-" + row.get("name") + ">",
                "type", row.get("service") + "-in", "mtu", "1480", "actual-mtu", "1480", "link-downs", "0", "running", "true",
                "dynamic", "true", "disabled", "false");
    }

    private Map<String, String> printed(Map<String, String> row) {
        Live session = live.get(row.get(".id"));
        if (session == null) {
            return row;
        }
        Map<String, String> now = new LinkedHashMap<>(row);
        now.put("uptime", Durations.print(Duration.between(session.since(), Instant.now())));
        return now;
    }

    /** Once for each, whoever notices first. */
    private void ended(String id) {
        Live session = live.remove(id);
        if (session == null) {
            return;
        }
        if (session.device() != null) {
            router.table(INTERFACES).removeIfPresent(session.device());
        }
        if (router.isOn()) {
            router.log(TOPICS + ",account", session.name() + " logged out, "
                                            + Duration.between(session.since(), Instant.now()).toSeconds() + " 0 0 0 0 from "
                                            + session.callerId());
            router.table(SECRETS).find("name", session.name()).forEach(secret -> router.table(SECRETS).set(
                    secret.get(".id"), "last-logged-out", router.now(), "last-caller-id", session.callerId(),
                    "last-disconnect-reason", "hung-up"));
        }
    }
}

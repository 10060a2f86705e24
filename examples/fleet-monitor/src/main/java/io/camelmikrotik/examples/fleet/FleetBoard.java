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
package io.camelmikrotik.examples.fleet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * What is known of the fleet: a tile for each router, samples for the charts. Any thread may call it.
 */
final class FleetBoard {

    private static final int SAMPLES = 300;
    private static final long BUSY = 80;
    /** Below that, a time that is computed anew at each look has not changed. */
    private static final long JITTER_SECONDS = 3;
    /** How old the last success of a router that is up may become before it is told again. */
    private static final long FRESH_SECONDS = 60;

    /**
     * What has changed since a look before, or everything.
     *
     * @param whole    whether tiles that are not there are gone
     * @param tiles    new ones and those that are different now
     * @param gone     names of routers that are not in the inventory any more
     * @param samples  in the order of their times
     * @param rollouts all that are to be shown
     */
    record Change(boolean whole, List<Tile> tiles, List<String> gone, List<Sample> samples, List<RolloutView> rollouts) {
    }

    private final Map<String, Tile> tiles = new TreeMap<>(); // guarded by this
    private final Map<String, RouterOsRow> resources = new HashMap<>(); // guarded by this
    private final Map<String, Traffic> traffic = new HashMap<>(); // guarded by this
    private final Deque<Sample> samples = new ArrayDeque<>(); // guarded by this
    private List<RolloutView> rollouts = List.of(); // guarded by this

    private record Traffic(long time, long rxBytes, long txBytes, double rx, double tx) {
    }

    /** A poll of {@code /system/resource}. */
    synchronized void resource(String router, RouterOsRow row) {
        resources.put(router, row);
    }

    /** A poll of the uplink's counters. */
    synchronized void traffic(String router, RouterOsRow row) {
        long now = System.nanoTime();
        long rx = row.getLong("rx-byte");
        long tx = row.getLong("tx-byte");
        Traffic before = traffic.get(router);
        boolean comparable = before != null && rx >= before.rxBytes() && tx >= before.txBytes() && now > before.time();
        double seconds = comparable ? (now - before.time()) / 1e9 : 1;
        traffic.put(router, new Traffic(
                now, rx, tx, comparable ? 8 * (rx - before.rxBytes()) / seconds : 0,
                comparable ? 8 * (tx - before.txBytes()) / seconds : 0));
    }

    /**
     * The fleet as {@code operation=devices} tells it.
     *
     * @return what is different from the time before
     */
    synchronized Change look(List<Map<String, Object>> devices, Sample sample, List<RolloutView> nowRollouts) {
        Set<String> names = devices.stream().map(each -> String.valueOf(each.get("name"))).collect(Collectors.toSet());
        List<String> gone = tiles.keySet().stream().filter(name -> !names.contains(name)).toList();
        gone.forEach(name -> {
            tiles.remove(name);
            resources.remove(name);
            traffic.remove(name);
        });
        List<Tile> changed = new ArrayList<>();
        for (Map<String, Object> device : devices) {
            Tile before = tiles.get(String.valueOf(device.get("name")));
            Tile now = tile(device, before);
            if (!now.equals(before)) {
                tiles.put(now.name(), now);
                changed.add(now);
            }
        }
        samples.add(sample);
        if (samples.size() > SAMPLES) {
            samples.remove();
        }
        rollouts = nowRollouts;
        return new Change(false, changed, gone, List.of(sample), rollouts);
    }

    /** Bits per second of the uplinks of all routers that are up: received, sent. */
    synchronized double[] traffic() {
        double rx = 0;
        double tx = 0;
        for (Map.Entry<String, Traffic> each : traffic.entrySet()) {
            Tile tile = tiles.get(each.getKey());
            if (tile != null && (tile.state().equals("up") || tile.state().equals("busy"))) {
                rx += each.getValue().rx();
                tx += each.getValue().tx();
            }
        }
        return new double[] { rx, tx };
    }

    synchronized Change everything() {
        return new Change(true, List.copyOf(tiles.values()), List.of(), List.copyOf(samples), rollouts);
    }

    /** How many routers are in each state. */
    synchronized Map<String, Long> states() {
        return tiles.values().stream().collect(Collectors.groupingBy(Tile::state, LinkedHashMap::new, Collectors.counting()));
    }

    private Tile tile(Map<String, Object> device, Tile before) {
        String name = String.valueOf(device.get("name"));
        Map<?, ?> labels = device.get("labels") instanceof Map<?, ?> map ? map : Map.of();
        RouterOsRow resource = resources.get(name);
        String state = String.valueOf(device.get("state")).toLowerCase(Locale.ROOT);
        boolean up = state.equals("up");
        Long cpu = up && resource != null && resource.get("cpu-load") != null ? resource.getLong("cpu-load") : null;
        long now = System.currentTimeMillis() / 1_000;
        Long success = device.get("lastSuccessSeconds") instanceof Number age ? now - age.longValue() : null;
        Long attempt = device.get("nextAttemptSeconds") instanceof Number pause ? now + pause.longValue() : null;
        return new Tile(
                name, Objects.toString(labels.get("site"), "no site"), Objects.toString(labels.get("role"), ""),
                cpu != null && cpu > BUSY ? "busy" : state, cpu,
                text(resource, "version", device.get("version")), text(resource, "board-name", device.get("board")),
                up ? text(resource, "uptime", null) == null ? null : coarse(resource.get("uptime")) : null,
                steady(success, before == null ? null : before.lastSuccess(), up ? FRESH_SECONDS : JITTER_SECONDS),
                steady(attempt, before == null ? null : before.nextAttempt(), JITTER_SECONDS),
                device.get("lastFailure") == null ? null : String.valueOf(device.get("lastFailure")));
    }

    private static String text(RouterOsRow resource, String property, Object otherwise) {
        String own = resource == null ? null : resource.get(property);
        return own != null ? own : otherwise == null ? null : String.valueOf(otherwise);
    }

    /** Without seconds and minutes where there are days: the page need not be told each time. */
    private static String coarse(String uptime) {
        return uptime.replaceFirst("([wd])[0-9]+h.*|(h)[0-9]+m.*|(m)[0-9]+s$", "$1$2$3");
    }

    private static Long steady(Long now, Long before, long within) {
        return now != null && before != null && Math.abs(now - before) <= within ? before : now;
    }
}

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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs the scripts of {@code /system/scheduler}: one interval after an entry was added, and each interval from then on,
 * over reboots; with {@code start-time=startup}, three seconds after the router has started too.
 */
final class Scheduler implements SimulatedTable.Watcher {

    private static final Duration AFTER_STARTUP = Duration.ofSeconds(3);
    private static final String STARTUP = "startup";

    private final SimulatedRouter router;
    // event loop only
    private final Map<String, Long> begins = new HashMap<>();
    private final Map<String, Future<?>> timers = new HashMap<>();

    Scheduler(SimulatedRouter router) {
        this.router = router;
        table().watch(this);
    }

    private SimulatedTable table() {
        return router.table("/system/scheduler");
    }

    @Override
    public void changed(Map<String, String> row, Map<String, String> before) {
        router.loop().execute(() -> {
            if (before == null) {
                begins.put(row.get(".id"), System.nanoTime());
            }
            if (before == null || !relevant(row).equals(relevant(before))) {
                plan(row.get(".id"));
            }
        });
    }

    private static Map<String, String> relevant(Map<String, String> row) {
        Map<String, String> relevant = new LinkedHashMap<>(row);
        relevant.remove("run-count");
        return relevant;
    }

    @Override
    public void removed(String id) {
        router.loop().execute(() -> {
            begins.remove(id);
            cancel(id);
        });
    }

    private void cancel(String id) {
        Future<?> timer = timers.remove(id);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void plan(String id) {
        cancel(id);
        Map<String, String> row = table().raw(id);
        Long begin = begins.get(id);
        if (row == null || begin == null || Booleans.isTrue(row.getOrDefault("disabled", "false"))) {
            return;
        }
        Duration interval = Durations.parse(row.getOrDefault("interval", "0s"));
        if (interval == null || interval.isZero()) {
            return;
        }
        long passed = System.nanoTime() - begin;
        long delay = interval.toNanos() - passed % interval.toNanos();
        timers.put(id, router.loop().schedule(() -> fire(id), delay, TimeUnit.NANOSECONDS));
    }

    private void fire(String id) {
        if (router.isClosed()) {
            return;
        }
        if (router.isOn()) {
            run(id);
        }
        plan(id);
    }

    private void run(String id) {
        Map<String, String> row = table().raw(id);
        if (row != null && !Booleans.isTrue(row.getOrDefault("disabled", "false"))) {
            long runs = Long.parseLong(row.getOrDefault("run-count", "0")) + 1;
            table().setRaw(id, Map.of("run-count", Long.toString(runs)), java.util.List.of());
            ScriptCommands.startInBackground(router, row.getOrDefault("on-event", ""));
        }
    }

    /** The router has started. */
    void started() {
        for (Map<String, String> row : table().snapshot()) {
            if (STARTUP.equals(row.get("start-time"))) {
                router.later(AFTER_STARTUP, () -> {
                    if (router.isOn()) {
                        run(row.get(".id"));
                    }
                });
            }
        }
    }
}

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
package io.camelmikrotik.internal.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.camelmikrotik.DeviceSource;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.internal.session.Dispatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All devices that have a name: those of the component's option, beans, and those of a {@link DeviceSource}, which is
 * asked again at an interval. A name that the source has too is the source's. When the source fails, its devices of the
 * last time stay. Safe for any thread.
 */
public final class DeviceRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceRegistry.class);

    private final Supplier<Map<String, MikrotikDevice>> fixed;
    private final DeviceSource source;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** One reload at a time. */
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile SortedMap<String, FleetDevice> ofSource;
    private volatile String failure;
    private volatile boolean stopped = true;

    /**
     * @param fixed  devices that are not the source's, as they are now
     * @param source {@code null} if there is none
     */
    public DeviceRegistry(Supplier<Map<String, MikrotikDevice>> fixed, DeviceSource source) {
        this.fixed = fixed;
        this.source = source;
        this.ofSource = source == null ? Collections.emptySortedMap() : null;
    }

    /** Asks the source again after each interval, from now on. */
    public void start(ScheduledExecutorService timer, ExecutorService threads, long intervalMillis) {
        stopped = false;
        if (source != null && intervalMillis > 0) {
            planNext(timer, threads, intervalMillis);
        }
    }

    public void stop() {
        stopped = true;
    }

    private void planNext(ScheduledExecutorService timer, ExecutorService threads, long intervalMillis) {
        if (stopped) {
            return;
        }
        // the source may block: not on the timer
        Dispatch.after(timer, TimeUnit.MILLISECONDS.toNanos(intervalMillis), () -> Dispatch.to(threads, () -> {
            if (!stopped) {
                reload();
                planNext(timer, threads, intervalMillis);
            }
        }, () -> LOG.debug("The pool of threads is closed")));
    }

    /** Why the source's devices are those of an earlier time, or {@code null} if they are those of now. */
    public String failure() {
        return failure;
    }

    /** Asks the source now; whoever listens is told afterwards if anything is different. */
    public void reload() {
        SortedMap<String, FleetDevice> before = ofSource;
        if (source != null) {
            try {
                load();
                if (failure != null) {
                    LOG.info("deviceSource works again: {} devices", ofSource.size());
                    failure = null;
                }
            } catch (Throwable e) {
                String text = "deviceSource: " + (e.getMessage() == null ? e.toString() : e.getMessage());
                if (!text.equals(failure)) {
                    LOG.warn("{}; its {} devices of the last time stay in use, and this is not logged again until it changes",
                            text, before == null ? 0 : before.size());
                }
                failure = text;
            }
        }
        if (before != null && !before.equals(ofSource)) {
            tell();
        }
    }

    private void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (Throwable e) {
                LOG.warn("A change of devices was not taken by {}", listener, e);
            }
        }
    }

    /** @param listener is told after each change of the source's devices; must not block */
    public void subscribe(Runnable listener) {
        listeners.add(listener);
    }

    public void unsubscribe(Runnable listener) {
        listeners.remove(listener);
    }

    /** @return {@code null} if the source has no device of that name */
    public FleetDevice ofSource(String name) {
        return loaded().get(name);
    }

    /** @return {@code null} if there is no device of that name */
    public FleetDevice get(String name) {
        FleetDevice device = loaded().get(name);
        if (device != null) {
            return device;
        }
        MikrotikDevice known = fixed.get().get(name);
        return known == null ? null : new FleetDevice(name, known);
    }

    /** All, in the order of their names. */
    List<FleetDevice> all() {
        return select(Selection.parse("@*"));
    }

    /** Those that are selected now, in the order of their names. */
    public List<FleetDevice> select(Selection selection) {
        SortedMap<String, FleetDevice> all = new TreeMap<>();
        fixed.get().forEach((name, device) -> all.put(name, new FleetDevice(name, device)));
        all.putAll(loaded());
        List<FleetDevice> selected = new ArrayList<>();
        for (FleetDevice each : all.values()) {
            if (selection.accepts(each.device())) {
                selected.add(each);
            }
        }
        return selected;
    }

    /** Those of the source; it is asked by the first who needs it. */
    private SortedMap<String, FleetDevice> loaded() {
        SortedMap<String, FleetDevice> known = ofSource;
        if (known != null) {
            return known;
        }
        try {
            load();
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "deviceSource: " + (e.getMessage() == null ? e.toString() : e.getMessage()), e);
        }
        return ofSource;
    }

    private void load() throws Exception {
        reloading.lock();
        try {
            SortedMap<String, FleetDevice> before = ofSource;
            SortedMap<String, FleetDevice> now = new TreeMap<>();
            source.devices().forEach((name, device) -> now.put(name, unchanged(before, name, device)));
            ofSource = Collections.unmodifiableSortedMap(now);
        } finally {
            reloading.unlock();
        }
    }

    /** The object of before where nothing differs, so that who holds it sees that nothing does. */
    private static FleetDevice unchanged(SortedMap<String, FleetDevice> before, String name, MikrotikDevice device) {
        if (device == null || device.getHost() == null || device.getHost().isBlank()) {
            throw new IllegalArgumentException("device " + name + " has no host");
        }
        FleetDevice known = before == null ? null : before.get(name);
        return known != null && known.device().isSameAs(device) ? known : new FleetDevice(name, device);
    }
}

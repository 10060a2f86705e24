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
package io.camelmikrotik.internal.meters;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.camelmikrotik.internal.pool.SessionPool;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.SessionOpener;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.routeros.DeviceAccess;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;

/**
 * Meters of a Micrometer registry. Safe for any thread.
 */
public final class MicrometerMeters implements SessionMeters {

    private static final Duration WITHOUT_PROBE = Duration.ofNanos(Long.MAX_VALUE);
    private static final String ALL_DEVICES = "";

    private final MeterRegistry registry;
    private final Tags tags;
    private final boolean perDevice;
    private final Map<String, SessionTimers> timers = new ConcurrentHashMap<>();
    private final Map<String, PollMeters> polls = new ConcurrentHashMap<>();
    private final Queue<Meter> registered = new ConcurrentLinkedQueue<>();

    /**
     * @param tags      of every meter
     * @param perDevice whether logins and commands are told apart by their device
     */
    public MicrometerMeters(MeterRegistry registry, Map<String, String> tags, boolean perDevice) {
        this.registry = registry;
        this.tags = tags.entrySet().stream().map(tag -> Tags.of(tag.getKey(), tag.getValue())).reduce(Tags.empty(), Tags::and);
        this.perDevice = perDevice;
    }

    @Override
    public SessionOpener measured(SessionOpener opener) {
        return new SessionOpener() {

            @Override
            public ApiSession open(DeviceAccess access) {
                SessionTimers its = timersOf(access);
                long since = System.nanoTime();
                ApiSession session = opener.open(access);
                Completions.then(
                        session.ready(WITHOUT_PROBE),
                        (ready, failure) -> its.login(LoginOutcome.of(unwrap(failure)), since));
                return new MeasuredSession(session, its);
            }

            @Override
            public Duration backlog() {
                return opener.backlog();
            }
        };
    }

    private SessionTimers timersOf(DeviceAccess access) {
        return timers.computeIfAbsent(perDevice ? access.label() : ALL_DEVICES, device -> new SessionTimers(
                registry, perDevice ? tags.and("device", device) : tags));
    }

    /** Meters of a device that is gone; there are others if it comes back. */
    private void remove(String device) {
        SessionTimers its = timers.remove(device);
        if (its != null) {
            its.remove();
        }
    }

    private static Throwable unwrap(Throwable failure) {
        return Completions.cause(failure);
    }

    @Override
    public void observe(SessionPool pool) {
        pool.onForgotten(this::remove);
        FleetCounts fleet = new FleetCounts(pool);
        String sessions = "Sessions open or being opened";
        gauge("camel.mikrotik.sessions", sessions, tags.and("state", "in_use"), fleet, each -> each.now().inUse());
        gauge("camel.mikrotik.sessions", sessions, tags.and("state", "idle"), fleet, each -> each.now().idle());
        gauge("camel.mikrotik.sessions", sessions, tags.and("state", "opening"), fleet, each -> each.now().opening());
        for (DeviceStatus.State state : DeviceStatus.State.values()) {
            Tags ofState = tags.and("state", state.name().toLowerCase(Locale.ROOT));
            gauge("camel.mikrotik.devices", "Devices in use", ofState, fleet, each -> each.now().devices(state));
            registered.add(TimeGauge.builder("camel.mikrotik.devices.last.success.age", fleet, TimeUnit.SECONDS,
                    each -> each.now().oldestSuccess(state)).tags(ofState).strongReference(true)
                    .description("Age of the last success, of that device in the state of which it is the highest")
                    .register(registry));
        }
        gauge("camel.mikrotik.commands.active", "Leases of sessions: commands in flight, mostly", tags, fleet,
                each -> each.now().commands());
        gauge("camel.mikrotik.callers.waiting", "Callers that wait for a session", tags, fleet,
                each -> each.now().waiting());
        registered.add(FunctionCounter.builder("camel.mikrotik.evictions", pool, SessionPool::sessionsEvicted).tags(tags)
                .description("Sessions that the evictor closed: idle for too long, or too old").register(registry));
    }

    @Override
    public void polled(String selection, long late) {
        pollsOf(selection).polled(late);
    }

    @Override
    public void skipped(String selection, SkipReason reason, long turns) {
        pollsOf(selection).skipped(reason, turns);
    }

    private PollMeters pollsOf(String selection) {
        return polls.computeIfAbsent(
                selection, its -> new PollMeters(registry, tags.and("selection", its), registered::add));
    }

    private void gauge(String name, String description, Tags its, FleetCounts fleet, ToDoubleFunction<FleetCounts> value) {
        registered.add(Gauge.builder(name, fleet, value).tags(its).description(description).strongReference(true)
                .register(registry));
    }

    @Override
    public void close() {
        timers.keySet().forEach(this::remove);
        for (Meter meter = registered.poll(); meter != null; meter = registered.poll()) {
            registry.remove(meter);
        }
    }
}

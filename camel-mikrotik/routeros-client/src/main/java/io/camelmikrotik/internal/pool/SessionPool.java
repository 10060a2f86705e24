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
package io.camelmikrotik.internal.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.SessionOpener;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;

/**
 * Few sessions per device, shared by all callers: one login, then only commands. Safe for any thread; only
 * {@link #close(Duration)} blocks.
 * <p>
 * A {@linkplain CommonsPoolStore commons-pool2 store} keeps idle sessions and evicts them. Sharing, waiting and pausing
 * are done above it, by one {@link DeviceSlot} per device.
 */
public final class SessionPool {

    private static final Duration UNUSED_DEVICE_IS_FORGOTTEN = Duration.ofHours(1);
    private static final Duration HARD_CLOSE_TIME = Duration.ofSeconds(1);

    private final List<Consumer<String>> forgotten = new CopyOnWriteArrayList<>();
    private final PoolSettings settings;
    private final PoolResources pool;
    private final Map<DeviceKey, DeviceSlot> slots = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> sweep;
    /** {@code null} if nobody asked for it. */
    private final LeaseLeaks leaks;

    /**
     * @param opener opens sessions
     * @param worker runs short, non-blocking work that must not run on an event loop. Should run nothing else: what
     *               waits behind a caller's slow work is a session for another device
     * @param timer  runs short, non-blocking work at its time
     */
    public SessionPool(SessionOpener opener, PoolSettings settings, Executor worker, ScheduledExecutorService timer) {
        this(opener, settings, worker, timer, System::nanoTime);
    }

    SessionPool(SessionOpener opener, PoolSettings settings, Executor worker, ScheduledExecutorService timer,
                LongSupplier clock) {
        this.settings = settings;
        this.pool = new PoolResources(opener, settings, worker, timer, clock);
        long period = settings.durationBetweenEvictionRuns().toNanos();
        this.sweep = timer.scheduleWithFixedDelay(
                () -> Completions.run(this::forgetUnusedDevices), period, period, TimeUnit.NANOSECONDS);
        this.leaks = settings.leaseLeakThreshold().isZero()
                ? null : new LeaseLeaks(settings.leaseLeakThreshold(), timer, clock);
    }

    /**
     * Tells of each device ({@code user@host:port}) of which nothing is kept any more, because it was retired or not
     * used for an hour. The listener must not block.
     */
    public void onForgotten(Consumer<String> listener) {
        forgotten.add(listener);
    }

    /** A handle on a device. Does not contact it. */
    public PooledDevice device(DeviceAccess access) {
        return device(access, settings);
    }

    /**
     * A handle on a device that differs from the others in {@code maxTotalPerKey}, {@code maxCommandsPerSession},
     * {@code maxWait}, {@code validateAfterIdle} or {@code minEvictableIdleDuration}. Among handles for the same device
     * and credentials, the first to be used decides.
     */
    public PooledDevice device(DeviceAccess access, PoolSettings deviceSettings) {
        return device(access, deviceSettings, CommandPolicy.UNRESTRICTED);
    }

    /** A handle over which only what the policy allows is sent; others of the same device may have another policy. */
    public PooledDevice device(DeviceAccess access, PoolSettings deviceSettings, CommandPolicy policy) {
        DeviceKey key = DeviceKey.of(access);
        return new PooledDevice(
                () -> slot(key, access.label(), deviceSettings), leaks, access, deviceSettings.maxWait(),
                new SessionUse(policy, null));
    }

    /** Every device that was asked for and not forgotten since. */
    public List<DeviceStatus> devices() {
        return slots.values().stream().map(DeviceSlot::status).toList();
    }

    /**
     * {@link PooledDevice#suspend() Suspends} each device in use that goes by that label.
     *
     * @param  label {@code user@host:port}
     * @return       whether there is one
     */
    public boolean suspend(String label) {
        return onEach(label, DeviceSlot::suspend);
    }

    /** {@link PooledDevice#resume() Resumes} each device that goes by that label. */
    public boolean resume(String label) {
        return onEach(label, DeviceSlot::resume);
    }

    private boolean onEach(String label, Consumer<DeviceSlot> action) {
        List<DeviceSlot> found = slots.values().stream().filter(slot -> slot.device().equals(label)).toList();
        found.forEach(action);
        return !found.isEmpty();
    }

    /**
     * Sessions open or being opened, idle ones included; for cheap monitoring.
     */
    public int sessions() {
        return pool.capacity().taken();
    }

    /** Attempts to open a session so far. */
    public long openingsStarted() {
        return pool.openingsStarted();
    }

    /** Attempts that failed so far. */
    public long openingsFailed() {
        return pool.openingsFailed();
    }

    /** Sessions that the evictor has closed so far. */
    public long sessionsEvicted() {
        return pool.store().evicted();
    }

    /** Leases held for longer than {@code leaseLeakThreshold} so far; 0 if that is not looked at. */
    public long leasesHeldTooLong() {
        return leaks == null ? 0 : leaks.found();
    }

    public PoolSettings settings() {
        return settings;
    }

    /**
     * Takes no new work, waits for the commands in flight, then closes every session.
     *
     * @param grace how long commands in flight may take to end
     */
    public void close(Duration grace) {
        pool.closing();
        sweep.cancel(false);
        if (leaks != null) {
            leaks.stop();
        }
        CompletableFuture<?> drained
                = CompletableFuture.allOf(slots.values().stream().map(DeviceSlot::drain).toArray(CompletableFuture[]::new));
        pool.throttle().shut();
        if (!await(drained, grace)) {
            slots.values().forEach(slot -> slot.closeNow("the pool is closing and its commands took too long"));
            await(drained, HARD_CLOSE_TIME);
        }
        pool.store().close();
    }

    // ---- for the handles

    /** For work that must not run on an event loop. */
    void onWorker(Runnable task) {
        pool.onWorker(task);
    }

    private DeviceSlot slot(DeviceKey key, String label, PoolSettings deviceSettings) {
        DeviceSlot slot = slots.get(key);
        return slot != null
                ? slot
                : slots.computeIfAbsent(
                        key, missing -> new DeviceSlot(pool, key, label, deviceSettings, removed -> forget(key, removed)));
    }

    private void forget(DeviceKey key, DeviceSlot slot) {
        if (slots.remove(key, slot)) {
            // not under the slot's lock
            pool.onWorker(() -> tellForgotten(slot.device()));
        }
    }

    private void tellForgotten(String device) {
        if (slots.values().stream().noneMatch(slot -> slot.device().equals(device))) {
            forgotten.forEach(each -> Completions.run(() -> each.accept(device)));
        }
    }

    private void forgetUnusedDevices() {
        slots.values().forEach(slot -> slot.removeIfForgettable(UNUSED_DEVICE_IS_FORGOTTEN));
    }

    private static boolean await(CompletableFuture<?> drained, Duration time) {
        try {
            drained.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a drained slot does not fail", e);
        }
    }
}

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
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.internal.session.SessionOpener;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Few sessions per device, shared by all callers: one login, then only commands. Safe for any thread; only
 * {@link #close(Duration)} blocks.
 * <p>
 * A commons-pool2 {@link GenericKeyedObjectPool} stores idle sessions, keeps the book of capacity and evicts. Sharing,
 * waiting and pausing are done above it, by one {@link DeviceSlot} per device, because the store would block, spin or
 * count wrongly if several threads asked it for one key, if it opened connections under its locks, or if anything were
 * invalidated or cleared instead of returned. So the store is set up never to block, and is asked by one thread at a
 * time per device.
 */
public final class SessionPool {

    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);

    /** When the evictor looks at the only idle session of a device, the store says it has none: ask again soon. */
    static final long STORE_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int STORE_ATTEMPTS = 3;
    private static final Duration UNUSED_DEVICE_IS_FORGOTTEN = Duration.ofHours(1);
    private static final Duration HARD_CLOSE_TIME = Duration.ofSeconds(1);

    private final List<Consumer<String>> forgotten = new CopyOnWriteArrayList<>();
    private final SessionOpener opener;
    private final PoolSettings settings;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final GenericKeyedObjectPool<DeviceKey, PooledSession> store;
    private final ConnectThrottle throttle;
    private final Map<DeviceKey, DeviceSlot> slots = new ConcurrentHashMap<>();
    private final Queue<DeviceSlot> awaitingRoom = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ScheduledFuture<?> sweep;
    /** {@code null} if nobody asked for it. */
    private final LeaseLeaks leaks;
    private volatile boolean closing;

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
        this.opener = opener;
        this.settings = settings;
        this.worker = worker;
        this.timer = timer;
        this.clock = clock;
        this.throttle = new ConnectThrottle(
                settings.maxConcurrentOpenings(), settings.maxOpeningsPerSecond(), timer, clock,
                () -> opener.backlog().toNanos());
        this.store = new GenericKeyedObjectPool<>(new SessionFactory(settings, clock), storeConfiguration());
        store.setSwallowedExceptionListener(e -> LOG.warn("The pool's store of idle sessions threw an exception", e));
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
        return new PooledDevice(this, access, deviceSettings, SessionUse.PLAIN);
    }

    /** A handle over which only what the policy allows is sent; others of the same device may have another policy. */
    public PooledDevice device(DeviceAccess access, PoolSettings deviceSettings, CommandPolicy policy) {
        return new PooledDevice(this, access, deviceSettings, new SessionUse(policy, null));
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
        return sessions.get();
    }

    /** Attempts to open a session so far. */
    public long openingsStarted() {
        return opened.sum();
    }

    /** Attempts that failed so far. */
    public long openingsFailed() {
        return failed.sum();
    }

    /** Sessions that the evictor has closed so far. */
    public long sessionsEvicted() {
        return store.getDestroyedByEvictorCount();
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
        closing = true;
        sweep.cancel(false);
        if (leaks != null) {
            leaks.stop();
        }
        CompletableFuture<?> drained
                = CompletableFuture.allOf(slots.values().stream().map(DeviceSlot::drain).toArray(CompletableFuture[]::new));
        throttle.shut();
        if (!await(drained, grace)) {
            slots.values().forEach(slot -> slot.closeNow("the pool is closing and its commands took too long"));
            await(drained, HARD_CLOSE_TIME);
        }
        store.close();
    }

    // ---- for the slots

    void watchForLeaks(CompletableFuture<Lease> answer, LeaseKind kind, String device, String command) {
        if (leaks != null) {
            leaks.watch(answer, kind, device, command);
        }
    }

    boolean isClosing() {
        return closing;
    }

    long now() {
        return clock.getAsLong();
    }

    ConnectThrottle throttle() {
        return throttle;
    }

    DeviceSlot slot(DeviceKey key, String label, PoolSettings deviceSettings) {
        DeviceSlot slot = slots.get(key);
        return slot != null ? slot : slots.computeIfAbsent(key, missing -> new DeviceSlot(this, key, label, deviceSettings));
    }

    void forget(DeviceKey key, DeviceSlot slot) {
        if (slots.remove(key, slot)) {
            // not under the slot's lock
            onWorker(() -> tellForgotten(slot.device()));
        }
    }

    private void tellForgotten(String device) {
        if (slots.values().stream().noneMatch(slot -> slot.device().equals(device))) {
            forgotten.forEach(each -> Completions.run(() -> each.accept(device)));
        }
    }

    ApiSession open(DeviceAccess access) {
        opened.increment();
        return opener.open(access);
    }

    /** @return whether there is room for one more session; it is counted then, until {@link #sessionClosed()} */
    boolean countOneMore() {
        while (true) {
            int now = sessions.get();
            if (settings.maxTotal() >= 0 && now >= settings.maxTotal()) {
                return false;
            }
            if (sessions.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    void sessionClosed() {
        sessions.decrementAndGet();
        if (!awaitingRoom.isEmpty()) {
            onWorker(this::tellOfRoom);
        }
    }

    /** Tells the slot once there may be room for one more session. Those who ask first are told first. */
    void awaitRoom(DeviceSlot slot) {
        awaitingRoom.add(slot);
        store.clearOldest();
        tellOfRoom();
    }

    /** One session has gone: one slot may have its room. */
    void tellOfRoom() {
        boolean used = false;
        while (!used && sessions.get() < settings.maxTotal()) {
            DeviceSlot next = awaitingRoom.poll();
            used = next == null || next.roomMade();
        }
    }

    void openingFailed() {
        failed.increment();
    }

    /** @return {@code null} if the store cannot say now; ask again in {@link #STORE_RETRY_NANOS} */
    PooledSession borrow(DeviceKey key) {
        for (int attempt = 0; attempt < STORE_ATTEMPTS; attempt++) {
            try {
                return store.borrowObject(key);
            } catch (NoSuchElementException e) {
                Thread.yield();
            } catch (IllegalStateException e) {
                return null;
            } catch (Exception | Error e) {
                // it asks again, after a while
                Completions.run(() -> LOG.warn("The pool's store of idle sessions threw an exception", e));
                return null;
            }
        }
        return null;
    }

    /**
     * @param minIdle       time after which the evictor closes the session
     * @param discardReason why the session is closed first, or {@code null} to keep it if it is open
     */
    void returnToStore(DeviceKey key, PooledSession session, Duration minIdle, String discardReason) {
        if (discardReason != null) {
            session.discard(discardReason);
        }
        try {
            session.stored(now(), minIdle);
            store.returnObject(key, session);
        } catch (IllegalStateException | Error e) {
            LOG.warn("The pool's store of idle sessions rejected a returned session, which is closed", e);
            session.discard("the pool's store of idle sessions rejected it");
        }
        if (!awaitingRoom.isEmpty()) {
            store.clearOldest();
        }
    }

    /** Sessions of that device, stored or borrowed. */
    int held(DeviceKey key) {
        return store.getNumActive(key) + store.getNumIdle(key);
    }

    int stored(DeviceKey key) {
        return store.getNumIdle(key);
    }

    void onWorker(Runnable task) {
        // shutting down: the task only touches memory
        Dispatch.to(worker, task, task);
    }

    void runAt(long when, Runnable task) {
        Dispatch.after(timer, when - now(), task);
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

    private GenericKeyedObjectPoolConfig<PooledSession> storeConfiguration() {
        GenericKeyedObjectPoolConfig<PooledSession> config = new GenericKeyedObjectPoolConfig<>();
        config.setMaxTotal(-1);
        // each device's slot keeps within its own bound
        config.setMaxTotalPerKey(-1);
        config.setMaxIdlePerKey(-1);
        config.setMinIdlePerKey(0);
        config.setBlockWhenExhausted(false);
        StoreVersions.searchForNobody(config);
        config.setTestOnCreate(false);
        config.setTestOnBorrow(true);
        config.setTestOnReturn(true);
        config.setTestWhileIdle(settings.testWhileIdle());
        config.setMinEvictableIdleDuration(settings.minEvictableIdleDuration());
        // by our clock, commons-pool goes by the wall clock, which may be set; and by the device's own time
        config.setEvictionPolicy((ignored, stored, idleCount) -> stored.getObject().isEvictable(now()));
        config.setTimeBetweenEvictionRuns(settings.durationBetweenEvictionRuns());
        // all of them in each run
        config.setNumTestsPerEvictionRun(-1);
        config.setEvictorShutdownTimeout(HARD_CLOSE_TIME);
        config.setJmxEnabled(settings.jmxName() != null);
        if (settings.jmxName() != null) {
            config.setJmxNamePrefix(settings.jmxName());
        }
        return config;
    }
}

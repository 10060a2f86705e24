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

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.internal.session.SessionOpener;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;

/**
 * What all devices of one pool share: threads and clock, the store, the capacity, the throttle. Safe for any thread.
 */
final class PoolResources {

    private final SessionOpener opener;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final SessionStore store;
    private final SessionCapacity capacity;
    private final ConnectThrottle throttle;
    private final LongAdder openingsStarted = new LongAdder();
    private final LongAdder openingsFailed = new LongAdder();
    private volatile boolean closing;

    PoolResources(SessionOpener opener, PoolSettings settings, Executor worker, ScheduledExecutorService timer,
                  LongSupplier clock) {
        this.opener = opener;
        this.worker = worker;
        this.timer = timer;
        this.clock = clock;
        this.store = new CommonsPoolStore(settings, clock);
        this.capacity = new SessionCapacity(settings.maxTotal(), store, worker);
        this.throttle = new ConnectThrottle(
                settings.maxConcurrentOpenings(), settings.maxOpeningsPerSecond(), timer, clock,
                () -> opener.backlog().toNanos());
    }

    SessionStore store() {
        return store;
    }

    SessionCapacity capacity() {
        return capacity;
    }

    ConnectThrottle throttle() {
        return throttle;
    }

    ApiSession open(DeviceAccess access) {
        openingsStarted.increment();
        return opener.open(access);
    }

    long openingsStarted() {
        return openingsStarted.sum();
    }

    void openingFailed() {
        openingsFailed.increment();
    }

    long openingsFailed() {
        return openingsFailed.sum();
    }

    /** Nothing is opened from now on. */
    void closing() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    long now() {
        return clock.getAsLong();
    }

    void onWorker(Runnable task) {
        // shutting down: the task only touches memory
        Dispatch.to(worker, task, task);
    }

    void runAt(long when, Runnable task) {
        Dispatch.after(timer, when - now(), task);
    }
}

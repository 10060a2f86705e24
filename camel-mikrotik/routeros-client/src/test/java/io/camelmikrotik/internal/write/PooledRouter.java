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
package io.camelmikrotik.internal.write;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.pool.LeaseKind;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.pool.SessionPool;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.simulator.SimulatedRouter;

/** A simulated router, and a pool with sessions to it, without Camel. */
public final class PooledRouter implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    public final SimulatedRouter router;
    public final ExecutorService worker = Executors.newFixedThreadPool(4, task -> new Thread(task, "bulk-worker"));
    final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    final RouterOsTransport transport = new RouterOsTransport(1, Thread::new, worker);
    public final SessionPool pool = new SessionPool(transport, PoolSettings.builder().build(), worker, timer);
    public final PooledDevice device;

    public PooledRouter() {
        this(SimulatedRouter.start());
    }

    public PooledRouter(SimulatedRouter router) {
        this.router = router;
        this.device = pool.device(
                DeviceAccess.of(router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD));
    }

    Lease standing() {
        return get(device.acquire(LeaseKind.LONG_LIVED));
    }

    public static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        pool.close(Duration.ofSeconds(1));
        transport.close();
        worker.shutdownNow();
        timer.shutdownNow();
        router.close();
    }
}

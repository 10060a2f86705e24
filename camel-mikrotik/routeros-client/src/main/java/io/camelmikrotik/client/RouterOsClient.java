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
package io.camelmikrotik.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.pool.SessionPool;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;

/**
 * Talks to any number of RouterOS devices over shared sessions: one login per device, then only commands. Make one per
 * application, and close it at the end. Safe for any thread.
 *
 * <pre>
 * try (RouterOsClient client = RouterOsClient.create()) {
 *     RouterOsDevice router = client.device(DeviceAccess.of("192.0.2.1", 8728, "api", password));
 *     router.print("/ppp/secret", "disabled=yes").get().forEach(row -&gt; System.out.println(row.get("name")));
 * }
 * </pre>
 */
public final class RouterOsClient implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ExecutorService callbacks;
    private final ExecutorService resolver;
    private final ExecutorService sessions;
    private final ScheduledExecutorService timer;
    private final RouterOsTransport transport;
    private final SessionPool pool;
    private final DeviceCommands commands;

    private RouterOsClient(Builder builder) {
        callbacks = builder.callbacks != null ? builder.callbacks : Executors.newCachedThreadPool(named("callback"));
        resolver = Executors.newCachedThreadPool(named("resolver"));
        sessions = Executors.newFixedThreadPool(2, named("pool"));
        timer = Executors.newSingleThreadScheduledExecutor(named("timer"));
        transport = new RouterOsTransport(builder.ioThreads, named("io"), resolver);
        pool = new SessionPool(transport, builder.settings, sessions, timer);
        commands = new DeviceCommands(pool);
    }

    /** A client with the defaults of {@link Builder}. */
    public static RouterOsClient create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A device, by its address and credentials. Does not contact it; devices with the same access share sessions. */
    public RouterOsDevice device(DeviceAccess access) {
        return new RouterOsDevice(this, pool.device(access), access);
    }

    /** Each device used so far: its state, its sessions, its last failure. */
    public List<DeviceStatus> devices() {
        return pool.devices();
    }

    /** Takes no new work, gives commands in flight five seconds to end, closes every session, and ends the threads. */
    @Override
    public void close() {
        pool.close(GRACE);
        transport.close();
        timer.shutdownNow();
        sessions.shutdown();
        resolver.shutdown();
        callbacks.shutdown();
    }

    RouterOsTransport transport() {
        return transport;
    }

    DeviceCommands commands() {
        return commands;
    }

    ExecutorService callbacks() {
        return callbacks;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "RouterOsClient-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Options of a client. Not thread-safe. */
    public static final class Builder {

        private PoolSettings settings = PoolSettings.builder().build();
        private int ioThreads = 1;
        private ExecutorService callbacks;

        private Builder() {
        }

        /** Bounds and times of the pool; default those of {@link PoolSettings}. */
        public Builder settings(PoolSettings value) {
            settings = value;
            return this;
        }

        /** Threads for the network; default 1, which serves hundreds of busy devices. */
        public Builder ioThreads(int value) {
            ioThreads = value;
            return this;
        }

        /**
         * Runs what the caller does with results, never a network thread; default as many threads as there is work. It
         * is shut down when the client is closed.
         */
        public Builder callbacks(ExecutorService value) {
            callbacks = value;
            return this;
        }

        public RouterOsClient build() {
            return new RouterOsClient(this);
        }
    }
}

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
package io.camelmikrotik.internal.component;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.camelmikrotik.internal.meters.SessionMeters;
import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.pool.SessionPool;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.PoolSettings;

/**
 * The pool of sessions of all endpoints, and the network under it. They begin with the first use of a device: an
 * application that uses none yet need not wait at its start for some 400 classes of Netty, commons-pool and the JDK's
 * cryptography. Safe for any thread.
 */
public final class SharedSessions {

    private final PoolSettings settings;
    private final int ioThreads;
    private final ComponentThreads threads;
    private final Supplier<SessionMeters> meters;
    private final UnaryOperator<String> unknownName;
    private volatile Begun begun;
    private boolean closed;
    /** By the label of the device, until the pool forgets it. */
    private final Map<String, DeviceFacts> facts = new ConcurrentHashMap<>();

    /**
     * @param meters      is asked once, at the first use of a device: whoever provides a meter registry has done so by
     *                    then
     * @param unknownName what to say of a host name that does not resolve
     */
    public SharedSessions(PoolSettings settings, int ioThreads, ComponentThreads threads, Supplier<SessionMeters> meters,
                          UnaryOperator<String> unknownName) {
        this.settings = settings;
        this.ioThreads = ioThreads;
        this.threads = threads;
        this.meters = meters;
        this.unknownName = unknownName;
    }

    DeviceFacts facts(String label) {
        return facts.computeIfAbsent(label, device -> new DeviceFacts());
    }

    /**
     * Those of the sessions; they measure nothing as long as no device was used.
     */
    public SessionMeters meters() {
        Begun current = begun;
        return current == null ? SessionMeters.NONE : current.meters;
    }

    public PoolSettings settings() {
        return settings;
    }

    /**
     * @throws RejectedExecutionException if the component has stopped
     */
    SessionPool pool() {
        return begun().pool;
    }

    /**
     * Runs commands on the pool's sessions.
     *
     * @throws RejectedExecutionException if the component has stopped
     */
    DeviceCommands commands() {
        return begun().commands;
    }

    /**
     * The network under the pool, for sessions of which the pool knows nothing.
     *
     * @throws RejectedExecutionException if the component has stopped
     */
    RouterOsTransport transport() {
        return begun().transport;
    }

    /** {@code null} as long as no device was used. */
    public SessionPool poolIfBegun() {
        Begun current = begun;
        return current == null ? null : current.pool;
    }

    /**
     * @param grace how long commands in flight may take to end
     */
    public void close(Duration grace) {
        Begun closing;
        synchronized (this) {
            closed = true;
            closing = begun;
        }
        if (closing != null) {
            closing.pool.close(grace);
            closing.transport.close();
            closing.meters.close();
        }
    }

    private Begun begun() {
        Begun current = begun;
        // the registry is asked outside of the lock: it may make beans, and wait for whoever makes others
        return current != null ? current : begin(meters.get());
    }

    private synchronized Begun begin(SessionMeters measured) {
        if (begun == null) {
            if (closed) {
                throw new RejectedExecutionException("the component has stopped");
            }
            RouterOsTransport transport
                    = new RouterOsTransport(
                            ioThreads, threads::newNetworkThread, threads.resolver(), threads.tls(), unknownName);
            try {
                SessionPool pool = new SessionPool(
                        measured.measured(transport), settings, threads.sessions(), threads.timer());
                pool.onForgotten(facts::remove);
                measured.observe(pool);
                begun = new Begun(transport, measured, pool, new DeviceCommands(pool));
            } catch (RuntimeException | Error e) {
                // the next use begins anew: nothing of this one may stay open
                transport.close();
                throw e;
            }
        }
        return begun;
    }

    private record Begun(
            RouterOsTransport transport, SessionMeters meters, SessionPool pool, DeviceCommands commands) {
    }
}

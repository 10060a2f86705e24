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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.LeaseTimeoutException;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * A caller's handle on one device in the pool: cheap to use, so make one per device and keep it. Safe for any thread.
 */
public final class PooledDevice {

    private final Supplier<DeviceSlot> lookUp;
    private final LeaseLeaks leaks;
    private final DeviceAccess access;
    private final Duration maxWait;
    private final SessionUse use;
    private volatile DeviceSlot slot;

    /**
     * @param lookUp finds the device's slot, which may have been removed since the last time
     * @param leaks  {@code null} if nobody looks for them
     */
    PooledDevice(Supplier<DeviceSlot> lookUp, LeaseLeaks leaks, DeviceAccess access, Duration maxWait, SessionUse use) {
        this.lookUp = lookUp;
        this.leaks = leaks;
        this.access = access;
        this.maxWait = maxWait;
        this.use = use;
    }

    private PooledDevice(PooledDevice same, SessionUse use) {
        this.lookUp = same.lookUp;
        this.leaks = same.leaks;
        this.access = same.access;
        this.maxWait = same.maxWait;
        this.slot = same.slot;
        this.use = use;
    }

    /** {@code user@host:port}. */
    public String label() {
        return access.label();
    }

    /** {@code host:port}. */
    public String address() {
        return access.address();
    }

    /**
     * Asks for a session. Never blocks. The future completes on any thread, often an event loop: go on elsewhere before
     * doing anything slow. Do not wait for a second lease on a device while holding one.
     *
     * @param  command the path of what it is for, or other words: a failure names it. {@code null} for nothing yet
     * @return         fails with {@link LeaseTimeoutException}, with {@link DeviceSuspendedException}, or with what
     *                 kept the session from opening. Cancelling it is fine
     */
    public CompletableFuture<Lease> acquire(LeaseKind kind, String command) {
        DeviceSlot current = slot;
        while (true) {
            if (current == null) {
                current = lookUp.get();
                slot = current;
            }
            CompletableFuture<Lease> lease = current.acquire(kind, access, command, use, maxWait);
            if (lease != null) {
                if (leaks != null) {
                    leaks.watch(lease, kind, access.label(), command);
                }
                return lease;
            }
            current = null;
        }
    }

    /** As {@link #acquire(LeaseKind, String)}, for no command in particular. */
    public CompletableFuture<Lease> acquire(LeaseKind kind) {
        return acquire(kind, null);
    }

    /**
     * Why a command may not be sent over this handle, so that nobody need wait for a session to hear it.
     *
     * @return {@code null} if it may
     */
    public CommandNotAllowedException refusal(RouterOsCommand command) {
        return use.policy().refusal(access.label(), command);
    }

    /**
     * The same device, for what the client itself has to ask, whatever its users may: never for a command of theirs.
     */
    public PooledDevice unrestricted() {
        return new PooledDevice(this, use.unrestricted());
    }

    /** The same device, used by one whose writes are told to another. */
    public PooledDevice audited(WriteAudit audit) {
        return new PooledDevice(this, new SessionUse(use.policy(), audit));
    }

    /** What bulk work asks before each of its commands. */
    public DeviceThrottle pace() {
        return lookUp.get().pace();
    }

    /** Stops all use of the device: waiting callers fail, its sessions end when their commands have. */
    public void suspend() {
        lookUp.get().suspend();
    }

    /** Allows use again after {@link #suspend()}, and forgets failures: the next caller tries at once. */
    public void resume() {
        lookUp.get().resume();
    }

    /** Ends the use of these credentials: as {@link #suspend()}, and nothing is remembered. */
    public void retire() {
        lookUp.get().retire();
    }

    /** Ends its sessions, those in use when their commands have ended. Whoever needs it next gets a new one. */
    public void endSessions() {
        lookUp.get().endSessions();
    }

    public DeviceStatus status() {
        return lookUp.get().status();
    }
}

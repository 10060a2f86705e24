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

import io.camelmikrotik.routeros.DeviceAccess;

/**
 * A caller that waits for a lease. The future is the one arbiter between grant, failure, deadline and cancellation.
 */
final class Waiter extends CompletableFuture<Lease> {

    /** So much of its waiting time it may wait for its turn beside. */
    private static final int TURN_TIMES = 9;
    private static final long LONGEST_TURN = Duration.ofHours(1).toNanos();

    final LeaseKind kind;
    final DeviceAccess access;
    /** What the session is wanted for, for people; or {@code null}. */
    final String command;
    final SessionUse use;
    final long since;
    // guarded by the lock of the device's slot
    long deadline;
    private boolean held;
    private long remaining;
    private final long latest;

    Waiter(LeaseKind kind, DeviceAccess access, String command, SessionUse use, long since, Duration maxWait) {
        this.kind = kind;
        this.access = access;
        this.command = command;
        this.use = use;
        this.since = since;
        this.deadline = since + maxWait.toNanos();
        this.latest = deadline + TURN_TIMES * Math.min(LONGEST_TURN, maxWait.toNanos());
    }

    /** Its time stands still while it is not the device's turn to be opened, which is not the device's fault. */
    void hold(long now) {
        if (!held) {
            held = true;
            remaining = deadline - now;
            deadline = latest;
        }
    }

    void goOn(long now) {
        if (held) {
            held = false;
            deadline = now + remaining - latest < 0 ? now + remaining : latest;
        }
    }
}

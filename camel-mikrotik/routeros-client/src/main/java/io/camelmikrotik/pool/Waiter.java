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
package io.camelmikrotik.pool;

import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.routeros.DeviceAccess;

/**
 * A caller that waits for a lease. The future is the one arbiter between grant, failure, deadline and cancellation.
 */
final class Waiter extends CompletableFuture<Lease> {

    final LeaseKind kind;
    final DeviceAccess access;
    /** What the session is wanted for, for people; or {@code null}. */
    final String command;
    final long since;
    final long deadline;

    Waiter(LeaseKind kind, DeviceAccess access, String command, long since, long deadline) {
        this.kind = kind;
        this.access = access;
        this.command = command;
        this.since = since;
        this.deadline = deadline;
    }
}

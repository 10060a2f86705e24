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

/**
 * How a session is leased. Commands and exclusive work have sessions of their own, so that neither can starve the
 * other.
 */
public enum LeaseKind {

    /** For one command with a bounded reply: many leases share the device's command session, told apart by tag. */
    SHARED(SessionRole.COMMANDS),

    /**
     * For work that goes on for long and bounds by itself what it has in flight, such as a subscription or a bulk
     * write: joins the command session without counting among its commands. Never pauses reading, and ends soon after
     * its lease is {@linkplain Lease#onWithdrawn withdrawn}. A session that carries one is not replaced by age: the
     * work would have to be cut, or the old session kept beside its successor, for days, in the room of exclusive work.
     */
    LONG_LIVED(SessionRole.COMMANDS),

    /**
     * For a reply that may pause reading, and for state that belongs to a session, such as Safe Mode: one lease only.
     */
    EXCLUSIVE(SessionRole.EXCLUSIVE);

    private final SessionRole role;

    LeaseKind(SessionRole role) {
        this.role = role;
    }

    /** The sessions that serve this kind. */
    SessionRole role() {
        return role;
    }
}

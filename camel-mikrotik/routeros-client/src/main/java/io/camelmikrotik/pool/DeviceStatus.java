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

import java.time.Duration;

/**
 * How one device does, as far as is known without asking it.
 *
 * @param device        {@code user@host:port}
 * @param state         whether sessions can be opened
 * @param sessionsInUse open sessions that carry commands, or did a moment ago
 * @param sessionsIdle  stored sessions
 * @param commands      leases out: commands in flight, mostly
 * @param waiting       callers waiting for a session
 * @param failures      failed attempts to open a session since the last that went well
 * @param downFor       how long it has been down; zero while up
 * @param nextAttempt   time until a caller may cause the next attempt; zero if at once
 * @param lastFailure   why it is down; {@code null} while up
 * @param lastAnswer    time since it last said anything; {@code null} if it never did
 * @param lastLogin     time since a session was last opened; {@code null} if none was
 */
public record DeviceStatus(
        String device, State state, int sessionsInUse, int sessionsIdle, int commands, int waiting, int failures,
        Duration downFor, Duration nextAttempt, String lastFailure, Duration lastAnswer, Duration lastLogin) {

    /** Whether sessions can be opened. */
    public enum State {
        /** The last attempt went well, or there was none. */
        UP,
        /** The last attempt failed. */
        DOWN,
        /** The router refused the login. */
        LOGIN_REFUSED,
        /** Somebody suspended it. */
        SUSPENDED
    }
}

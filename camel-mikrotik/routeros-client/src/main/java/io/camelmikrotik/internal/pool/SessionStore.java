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
import java.util.concurrent.TimeUnit;

/**
 * Keeps the sessions that nobody uses now, and closes them when they have been idle for too long. A slot asks on one
 * thread at a time for its key; the other methods are for any thread. Never waits, never opens or asks a session.
 */
interface SessionStore {

    /**
     * How long to wait when the store cannot say: it has the only idle session of a device in its hands for as long.
     */
    long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /**
     * @return a session that was stored for that device, or a {@linkplain PooledSession#isNew() new} one that is to be
     *         opened by the caller; {@code null} if the store cannot say now: ask again in {@link #RETRY_NANOS}
     */
    PooledSession borrow(DeviceKey key);

    /**
     * Takes back what was borrowed; keeps it if it is open and of use.
     *
     * @param minIdle       time after which it is closed
     * @param discardReason why it is closed at once, or {@code null}
     */
    void giveBack(DeviceKey key, PooledSession session, Duration minIdle, String discardReason);

    /** Closes some of the stored sessions, the oldest first, whosever they are. */
    void makeRoom();

    /** Sessions of that device that are stored. */
    int stored(DeviceKey key);

    /** Sessions of that device, stored or borrowed. */
    int held(DeviceKey key);

    /** Sessions closed so far because they were idle for too long. */
    long evicted();

    /** Closes what is stored; what is given back later is closed then. */
    void close();
}

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
import java.util.List;

/**
 * When a device was last logged in to, and when it last told anything. Plain data, guarded by the lock of the device's
 * slot.
 */
final class LastContact {

    private static final long NEVER = SlotEffects.NEVER;

    private long loggedInAt = NEVER;
    /** By sessions that are not in use any more. */
    private long heardAt = NEVER;

    void loggedIn(long now) {
        loggedInAt = now;
    }

    /** What it was last told over a session counts, whatever becomes of that. */
    void served(PooledSession session) {
        if (session.number > 0) {
            heardAt = later(heardAt, session.session().lastRead());
        }
    }

    /** @return {@code null} for never */
    Duration sinceLogin(long now) {
        return since(loggedInAt, now);
    }

    /**
     * @param  inUse sessions that have not {@linkplain #served served} yet
     * @return       {@code null} for never
     */
    Duration sinceAnswer(List<PooledSession> inUse, long now) {
        long heard = heardAt;
        for (PooledSession each : inUse) {
            heard = later(heard, each.session().lastRead());
        }
        return since(heard, now);
    }

    private static long later(long a, long b) {
        return a == NEVER || b - a > 0 ? b : a;
    }

    private static Duration since(long when, long now) {
        return when == NEVER ? null : Duration.ofNanos(Math.max(0, now - when));
    }
}

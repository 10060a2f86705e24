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

/**
 * Counts sessions of one device that died young, in a row: within a minute of their login and before any command was
 * answered. One proves nothing, a reboot looks like that, and is made good at once. From the second on, the device is
 * one that lets us in only to drop us: replacing its sessions on demand would fill its log with logins. Plain data,
 * guarded by the lock of the device's slot.
 */
final class EarlyDisconnects {

    private static final long YOUNG = Duration.ofMinutes(1).toNanos();

    private int handedOut;
    /** Sessions up to that number prove nothing any more: sessions that die together count once. */
    private int judged;
    private int inARow;

    void handedOut(PooledSession session, long now) {
        session.number = ++handedOut;
        session.handedOutAt = now;
    }

    /** @return whether that is one of several in a row */
    boolean died(PooledSession session, long now) {
        if (session.number <= judged || session.hasAnswered() || now - session.handedOutAt >= YOUNG) {
            return false;
        }
        judged = handedOut;
        inARow++;
        return areInARow();
    }

    /** @return whether that ends a row of several */
    boolean endedBy(PooledSession session) {
        if (inARow == 0 || session.number <= judged || !session.hasAnswered()) {
            return false;
        }
        boolean several = areInARow();
        forget();
        return several;
    }

    void forget() {
        inARow = 0;
    }

    int inARow() {
        return inARow;
    }

    /** Whether it takes an answered command, not only a login, to trust the device again. */
    boolean areInARow() {
        return inARow > 1;
    }
}

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
package io.camelmikrotik.internal.feed;

import java.time.Duration;

/**
 * How a table is watched.
 *
 * @param emitInitial       whether the rows that exist at the very first start are delivered as created
 * @param bufferSize        live rows held for a slow route before the listen is cancelled, and failed changes held
 *                          before nothing more is taken
 * @param pauses            before a lost subscription is opened again, and before a failed change is delivered again
 * @param idleProbeInterval silence of the session after which it is validated; zero leaves that to the session
 * @param fallbackToPolls   whether a table that cannot be listened to is printed again and again instead
 * @param pollDelay         time between two such prints
 * @param resyncInterval    time after which a table that is listened to is printed and compared again, give or take a
 *                          tenth; zero for only after a reconnect
 */
public record WatchSettings(
        boolean emitInitial, int bufferSize, Backoff pauses, Duration idleProbeInterval, boolean fallbackToPolls,
        Duration pollDelay, Duration resyncInterval) {

    public WatchSettings {
        if (bufferSize < 1) {
            throw new IllegalArgumentException("bufferSize must be at least 1: " + bufferSize);
        }
        if (idleProbeInterval.isNegative()) {
            throw new IllegalArgumentException("idleProbeInterval must not be negative: " + idleProbeInterval);
        }
        if (pollDelay.isNegative() || pollDelay.isZero()) {
            throw new IllegalArgumentException("pollDelay must be positive: " + pollDelay);
        }
        if (resyncInterval.isNegative()) {
            throw new IllegalArgumentException("resyncInterval must not be negative: " + resyncInterval);
        }
    }
}

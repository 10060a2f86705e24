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
package io.camelmikrotik.simulator;

import java.time.Duration;

/**
 * A router that serves a burst of commands fast and then holds itself to one command in so much time, one after the
 * other over all sessions, until nobody has asked for a while. Event loop only.
 */
final class Clamp {

    private final int burst;
    private final long each;
    private final long recovery;
    private int left;
    private long busyUntil = System.nanoTime();

    Clamp(int burst, Duration each, Duration recovery) {
        this.burst = burst;
        this.each = each.toNanos();
        this.recovery = recovery.toNanos();
        this.left = burst;
    }

    /** How long the answer to a command that comes now has to wait. */
    Duration next() {
        long now = System.nanoTime();
        if (now - busyUntil > recovery) {
            left = burst;
        }
        busyUntil = Math.max(now, busyUntil);
        if (left > 0) {
            left--;
        } else {
            busyUntil += each;
        }
        return Duration.ofNanos(busyUntil - now);
    }
}

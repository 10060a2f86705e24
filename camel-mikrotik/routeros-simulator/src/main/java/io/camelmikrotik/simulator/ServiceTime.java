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
 * What a router's only processor takes for a command: one after the other over all sessions. After a burst it may hold
 * itself to one command in a longer time, until nobody has asked for a while. Event loop only.
 */
final class ServiceTime {

    private final long each;
    private final int burst;
    private final long eachAfterBurst;
    private final long recovery;
    private int left;
    private long busyUntil = System.nanoTime();

    ServiceTime(Settings settings) {
        this.each = settings.serviceTime.toNanos();
        boolean clamps = settings.clampEach != null;
        this.burst = settings.clampBurst;
        this.eachAfterBurst = clamps ? settings.clampEach.toNanos() : each;
        this.recovery = clamps ? settings.clampRecovery.toNanos() : 0;
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
            busyUntil += each;
        } else {
            busyUntil += eachAfterBurst;
        }
        return Duration.ofNanos(busyUntil - now);
    }
}

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
package io.camelmikrotik.benchmarks.scale;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** From the moment that a device is due to the moment that its row is there, in milliseconds. Safe for any thread. */
final class Lateness {

    // a turn was counted from a clock that was read a moment earlier: such polls come before their time
    private static final long CLOCK_MILLIS = 1_000;

    private final int devices;
    private final long period;
    private final long[] phases;
    private final AtomicIntegerArray polls;
    private final AtomicLongArray lastAt;
    private final AtomicIntegerArray healthy;
    /** A region whose devices are not counted among the healthy ones. */
    private volatile int exceptRegion = -1;

    Lateness(int devices, long periodMillis) {
        this.devices = devices;
        this.period = periodMillis;
        phases = new long[devices];
        for (int i = 0; i < devices; i++) {
            phases[i] = TimeUnit.NANOSECONDS.toMillis(new ScaleDevice(i).phase(TimeUnit.MILLISECONDS.toNanos(period)));
        }
        polls = new AtomicIntegerArray(devices);
        lastAt = new AtomicLongArray(devices);
        healthy = new AtomicIntegerArray((int) period + 1);
    }

    long phaseMillis(int device) {
        return phases[device];
    }

    void polled(int device) {
        long now = System.currentTimeMillis();
        polls.incrementAndGet(device);
        lastAt.set(device, now);
        ScaleDevice polled = new ScaleDevice(device);
        if (polled.isHealthy() && polled.region() != exceptRegion) {
            long late = Math.floorMod(now - phases[device] + CLOCK_MILLIS, period);
            healthy.incrementAndGet((int) Math.max(0, late - CLOCK_MILLIS));
        }
    }

    /** @param except region that is dark, and does not count; -1 for none */
    void reset(int except) {
        exceptRegion = except;
        for (int i = 0; i < devices; i++) {
            polls.set(i, 0);
        }
        for (int i = 0; i < healthy.length(); i++) {
            healthy.set(i, 0);
        }
    }

    long polls() {
        long sum = 0;
        for (int i = 0; i < devices; i++) {
            sum += polls.get(i);
        }
        return sum;
    }

    /** Of the healthy devices. */
    long percentile(double share) {
        long all = 0;
        for (int i = 0; i < healthy.length(); i++) {
            all += healthy.get(i);
        }
        long rank = (long) Math.ceil(all * share);
        long seen = 0;
        for (int i = 0; i < healthy.length(); i++) {
            seen += healthy.get(i);
            if (seen >= rank) {
                return i;
            }
        }
        return period;
    }

    /** The least number of polls that a healthy device outside of that region had. */
    int fewestPolls() {
        return Arrays.stream(healthyNumbers()).filter(i -> new ScaleDevice(i).region() != exceptRegion).map(polls::get).min()
                .orElse(0);
    }

    /** Devices of the region that answer, slowly or not, and have not since that time. */
    long silentSince(int region, long millis) {
        long silent = 0;
        for (int i = 0; i < devices; i++) {
            ScaleDevice device = new ScaleDevice(i);
            boolean answers = device.isHealthy() || device.condition() == ScaleDevice.Condition.SLOW;
            if (answers && device.region() == region && lastAt.get(i) < millis) {
                silent++;
            }
        }
        return silent;
    }

    private int[] healthyNumbers() {
        return IntStream.range(0, devices).filter(i -> new ScaleDevice(i).isHealthy()).toArray();
    }
}

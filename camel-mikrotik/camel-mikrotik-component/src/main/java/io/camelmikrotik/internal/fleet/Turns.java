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
package io.camelmikrotik.internal.fleet;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.camelmikrotik.internal.meters.SessionMeters;
import io.camelmikrotik.internal.meters.SkipReason;

/**
 * When the devices of a selection are polled: each at a moment of the period that follows from its name, so that they
 * do not come in waves, also after a restart. A device whose last poll is not done skips its turn. Safe for any thread.
 */
public final class Turns {

    private final LongAdder polls = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder skippedBusy = new LongAdder();
    private final LongAccumulator latest = new LongAccumulator(Long::max, 0);
    private final String selection;
    private final Supplier<SessionMeters> meters;

    /**
     * @param selection with its {@code @}
     * @param meters    those in use when a turn comes
     */
    Turns(String selection, Supplier<SessionMeters> meters) {
        this.selection = selection;
        this.meters = meters;
    }

    /**
     * @param  period in nanoseconds
     * @return        from now to the first turn of that device, in nanoseconds
     */
    public static long untilFirst(String device, long period) {
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return Math.floorMod(phase(device, period) - now, period);
    }

    /** The same in each process: where in the period the device has its turn. */
    static long phase(String device, long period) {
        long hash = device.hashCode() * 0x9E3779B97F4A7C15L;
        return (long) ((hash >>> 11) * 0x1.0p-53 * period);
    }

    /** @param late time by which it began after its turn, in nanoseconds */
    public void polled(long late) {
        polls.increment();
        latest.accumulate(late);
        meters.get().polled(selection, late);
    }

    /** @param turns that passed while an earlier poll was not done */
    public void skipped(long turns) {
        if (turns > 0) {
            skipped.add(turns);
            meters.get().skipped(selection, SkipReason.LATE, turns);
        }
    }

    /** A turn that passed because the device is busy. */
    public void skippedBusy() {
        skippedBusy.increment();
        meters.get().skipped(selection, SkipReason.BUSY, 1);
    }

    /** Polls begun. */
    public long polls() {
        return polls.sum();
    }

    /** Turns that were skipped, because an earlier poll was not done or the device was busy. */
    public long skipped() {
        return skipped.sum() + skippedBusy.sum();
    }

    /** Those of them that were skipped because the device was busy. */
    public long skippedForLoad() {
        return skippedBusy.sum();
    }

    /** The most by which a poll began after its turn, in milliseconds. */
    public long latestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(latest.get());
    }
}

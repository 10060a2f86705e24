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

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How many bulk commands a device gets at a time, found out from how fast it answers, as TCP's delay-based congestion
 * controls do: a device whose answers come as fast as with an empty queue may get more; one whose answers take longer
 * is only queueing, or has begun to clamp, and gets fewer.
 * <p>
 * Answers are judged by the round, about one limit's worth of them, by their median, so that a single slow answer means
 * nothing. What they are compared with is the shortest answer seen lately; when none has been that short for
 * {@value #BASELINE_SECONDS} seconds, the limit drops for a few answers to find out what an answer takes now. Not safe
 * for several threads; has no clock of its own.
 */
final class AdaptiveLimit {

    static final int START = 4;
    static final int MINIMUM = 2;

    private static final int BASELINE_SECONDS = 10;
    private static final long BASELINE_AGE = TimeUnit.SECONDS.toNanos(BASELINE_SECONDS);
    /** A rise below this is noise, whatever the factor: answers within a few milliseconds are no load. */
    private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final double RISE = 2;
    private static final double BACK_OFF = 0.7;
    private static final double BACK_OFF_AT_TIMEOUT = 0.5;
    private static final int SHORTEST_ROUND = 8;
    private static final int LONGEST_ROUND = 64;

    private int bound;
    private double limit;
    private boolean starting = true;
    private boolean usedUp;

    private long baseline = Long.MAX_VALUE;
    private long baselineSeen;

    private final long[] round = new long[LONGEST_ROUND];
    private int answers;
    /** Answers to commands sent before it say nothing about the present limit. */
    private long roundStart;

    private boolean probing;
    private double limitBeforeProbe;

    AdaptiveLimit(int bound, long now) {
        this.bound = bound;
        this.limit = Math.min(START, bound);
        this.roundStart = now;
        this.baselineSeen = now;
    }

    int current() {
        return (int) limit;
    }

    /** Changes the upper bound. */
    void bound(int newBound) {
        bound = newBound;
        limit = Math.min(limit, newBound);
        limitBeforeProbe = Math.min(limitBeforeProbe, newBound);
    }

    /** The limit was reached: only then do quick answers mean that more would be answered as quickly. */
    void usedUp() {
        usedUp = true;
    }

    void answered(long sent, long now) {
        long latency = Math.max(1, now - sent);
        if (baseline == Long.MAX_VALUE || latency <= baseline + baseline / 8) {
            baseline = Math.min(baseline, latency);
            baselineSeen = now;
        }
        if (sent - roundStart < 0) {
            return;
        }
        round[answers++ % LONGEST_ROUND] = latency;
        if (probing) {
            if (answers >= SHORTEST_ROUND) {
                endProbe(now);
            }
        } else if (answers >= Math.max(SHORTEST_ROUND, current())) {
            endRound(now);
        }
    }

    /** A command was not answered in time. */
    void timedOut(long sent, long now) {
        if (sent - roundStart >= 0) {
            probing = false;
            backOff(BACK_OFF_AT_TIMEOUT, now);
        }
    }

    private void endRound(long now) {
        long median = median();
        if (median > baseline * RISE && median > baseline + TOLERANCE) {
            backOff(BACK_OFF, now);
        } else if (usedUp) {
            limit = Math.min(bound, starting ? limit * 2 : limit + Math.max(1, limit / 16));
        }
        startRound(starting ? roundStart : now);
        if (now - baselineSeen > BASELINE_AGE && current() > MINIMUM) {
            probing = true;
            limitBeforeProbe = limit;
            limit = Math.min(MINIMUM, bound);
            startRound(now);
        }
    }

    private void endProbe(long now) {
        baseline = Arrays.stream(round, 0, answers).min().orElseThrow();
        baselineSeen = now;
        probing = false;
        limit = limitBeforeProbe;
        startRound(now);
    }

    private void backOff(double factor, long now) {
        limit = Math.max(Math.min(MINIMUM, bound), limit * factor);
        starting = false;
        startRound(now);
    }

    private void startRound(long now) {
        roundStart = now;
        answers = 0;
        usedUp = false;
    }

    private long median() {
        long[] sorted = Arrays.copyOf(round, Math.min(answers, LONGEST_ROUND));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

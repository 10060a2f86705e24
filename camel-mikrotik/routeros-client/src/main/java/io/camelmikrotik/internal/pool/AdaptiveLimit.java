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
 * controls do. While answers come as fast as with an empty queue, the device gets more; when they take noticeably
 * longer, the queue has grown and nothing is gained by it, so the device gets less. What an ordinary command waits
 * behind bulk work therefore stays below what it takes anyway.
 * <p>
 * Answers are judged by the round, about one limit's worth of them, by their median, so that a single slow answer means
 * nothing. They are compared with the <em>unloaded</em> latency: that of commands sent while no other bulk command was
 * in flight, or of the quickest round since. When no round has been that quick for {@value #AGE_SECONDS} seconds, the
 * limit drops to 1 for a few answers, to measure it again.
 * <p>
 * How it grows: twofold in each round trip at first and whenever the device turns out to be another than it seemed,
 * because it was slowed down or has recovered; otherwise by steps that double while they succeed. A step that does not
 * succeed is tried again after twice as many rounds as before. How it shrinks: to the share of the limit that the
 * latency allows, half of it at most.
 * <p>
 * Not safe for several threads; has no clock of its own.
 */
final class AdaptiveLimit {

    static final int START = 4;

    private static final int AGE_SECONDS = 10;
    private static final long UNLOADED_AGE = TimeUnit.SECONDS.toNanos(AGE_SECONDS);
    /** The latency under load, in that without. Below 1.5, so that a device which serves one at a time gets one. */
    private static final double RISE = 1.4;
    /** A rise below this is no queue that anybody would notice. */
    private static final long TOLERANCE = TimeUnit.MICROSECONDS.toNanos(700);
    /** In a burst, answers come early at its beginning: the last ones of a round show the queue. */
    private static final int LATEST = 8;
    private static final int LONGEST_ROUND = 64;
    private static final int UNLOADED_ANSWERS = 4;
    private static final int MOST_ROUNDS_UNTIL_RETRY = 32;
    private static final double GREATEST_CUT = 0.5;

    private int bound;
    private double limit;
    /** Doubles in each round trip. */
    private boolean starting = true;
    private boolean usedUp;

    /** By how much it grows next. */
    private double step = 1;
    /** The present limit was reached by growing, and no round has shown yet that it is well. */
    private boolean grown;
    private int roundsUntilRetry;
    private int lastRoundsUntilRetry;

    private long unloaded = Long.MAX_VALUE;
    private long unloadedSeen;
    private final long[] unloadedAnswers = new long[UNLOADED_ANSWERS];
    private int unloadedCount;

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
        this.unloadedSeen = now;
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

    /**
     * @param alone no other bulk command was in flight when this one was sent
     */
    void answered(long sent, boolean alone, long now) {
        long latency = Math.max(1, now - sent);
        if (unloaded == Long.MAX_VALUE) {
            unloadedIs(latency, now);
        } else if (alone && sent - roundStart >= 0) {
            answeredAlone(latency, now);
        }
        if (sent - roundStart < 0 || probing) {
            return;
        }
        round[answers++ % LONGEST_ROUND] = latency;
        if (answers >= Math.max(LATEST, current())) {
            endRound(now);
        }
    }

    /** A command was not answered in time. */
    void timedOut(long sent, long now) {
        if (sent - roundStart >= 0) {
            probing = false;
            starting = false;
            cutTo(GREATEST_CUT, now);
        }
    }

    private void answeredAlone(long latency, long now) {
        unloadedAnswers[unloadedCount++ % UNLOADED_ANSWERS] = latency;
        if (unloadedCount < UNLOADED_ANSWERS) {
            return;
        }
        long before = unloaded;
        unloadedIs(median(unloadedAnswers, UNLOADED_ANSWERS), now);
        if (probing) {
            probing = false;
            limit = limitBeforeProbe;
            startRound(now);
        }
        if (isAbove(unloaded, before) || isAbove(before, unloaded)) {
            // it was clamped or has recovered, or the way to it is another: what was learned is void
            starting = true;
            step = 1;
            roundsUntilRetry = 0;
            lastRoundsUntilRetry = 0;
        }
    }

    private void unloadedIs(long latency, long now) {
        unloaded = latency;
        unloadedSeen = now;
    }

    private void endRound(long now) {
        int count = Math.min(answers, LONGEST_ROUND);
        long median = median(round, count);
        if (median <= unloaded + unloaded / 8) {
            unloadedIs(Math.min(unloaded, median), now);
        }
        // while starting, the round holds answers from before its limit grew
        long judged = starting ? latestMedian() : median;
        if (isAbove(judged, unloaded)) {
            tooMany(judged, now);
        } else {
            goesWell(now);
        }
        if (now - unloadedSeen > UNLOADED_AGE && current() > 1) {
            probing = true;
            unloadedCount = 0;
            limitBeforeProbe = limit;
            limit = 1;
            startRound(now);
        }
    }

    private void tooMany(long latency, long now) {
        if (grown && step <= 1 && !starting) {
            lastRoundsUntilRetry = Math.min(MOST_ROUNDS_UNTIL_RETRY, Math.max(1, 2 * lastRoundsUntilRetry));
            roundsUntilRetry = lastRoundsUntilRetry;
        }
        starting = false;
        cutTo(Math.max(GREATEST_CUT, highest(unloaded) / (double) latency), now);
    }

    private void cutTo(double share, long now) {
        limit = Math.max(1, Math.min(limit - 1, limit * share));
        step = 1;
        grown = false;
        startRound(now);
    }

    private void goesWell(long now) {
        if (grown) {
            step *= 2;
            lastRoundsUntilRetry = 0;
        }
        grown = false;
        boolean mayGrow = usedUp && current() < bound && --roundsUntilRetry < 0;
        if (mayGrow) {
            limit = Math.min(bound, starting ? limit * 2 : limit + step);
            grown = true;
        }
        startRound(starting ? roundStart : now);
    }

    private void startRound(long now) {
        roundStart = now;
        answers = 0;
        usedUp = false;
    }

    private static boolean isAbove(long latency, long unloadedLatency) {
        return latency > highest(unloadedLatency);
    }

    private static long highest(long unloadedLatency) {
        return Math.max((long) (unloadedLatency * RISE), unloadedLatency + TOLERANCE);
    }

    private long latestMedian() {
        long[] latest = new long[LATEST];
        for (int i = 0; i < LATEST; i++) {
            latest[i] = round[(answers - 1 - i) % LONGEST_ROUND];
        }
        return median(latest, LATEST);
    }

    private static long median(long[] latencies, int count) {
        long[] sorted = Arrays.copyOf(latencies, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }
}

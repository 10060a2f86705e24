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

import java.util.concurrent.TimeUnit;

/**
 * How many openings may be under way that were not given up as silent yet: as many as this machine, its network and
 * what stands behind the devices answer quickly. Grows by one with each opening that ends quickly while others wait, so
 * doubles in each round; loses a tenth with each that takes long, and with each device of a good record that stays
 * silent, for those may be too many at a time; is halved when our threads are behind their work. Dead devices leave it
 * as it is: an opening that has taken twice as long as others usually take is silent, and makes room for the next one.
 * Plain data, guarded by the lock of the throttle.
 */
final class OpeningWindow {

    static final int FIRST = 128;
    static final int MOST = 256;
    /** What slowness and silence leave of it. */
    static final int LEAST_IN_SILENCE = 64;
    /** What a machine that is behind leaves of it. */
    static final int LEAST = 4;

    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SLOW = TimeUnit.SECONDS.toNanos(1);
    /** A backlog with which it does not grow any more. */
    private static final long BUSY = TimeUnit.MILLISECONDS.toNanos(50);
    /** A backlog with which it is halved. */
    private static final long BEHIND = TimeUnit.MILLISECONDS.toNanos(250);
    /** Between two halvings: the first has to show its effect. */
    private static final long BETWEEN_HALVINGS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LEAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MOST_PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private int size = FIRST;
    private long nextHalving;
    /** How long those that succeed take, smoothed; until one has, a guess. */
    private long usual = LEAST_PATIENCE;

    OpeningWindow(long now) {
        this.nextHalving = now;
    }

    int size() {
        return size;
    }

    /**
     * After how much time an opening that has not ended is taken to be silent. Longer when the threads are behind: then
     * it may have been answered without our knowing yet.
     */
    long patience(long backlog) {
        return Math.max(LEAST_PATIENCE, Math.min(MOST_PATIENCE, 2 * usual)) + 2 * backlog;
    }

    /** @param wanted whether others wait */
    void opened(long took, boolean wanted, long backlog) {
        usual += (Math.min(took, MOST_PATIENCE) - usual) / 8;
        if (took >= SLOW) {
            shrink();
        } else if (wanted && took < QUICK && backlog < BUSY) {
            size = Math.min(MOST, size + 1);
        }
    }

    /** A device with a good record did not let us in. */
    void failed(long took) {
        if (took >= SLOW) {
            shrink();
        }
    }

    private void shrink() {
        if (size > LEAST_IN_SILENCE) {
            size = Math.max(LEAST_IN_SILENCE, size - Math.max(1, size / 10));
        }
    }

    void look(long backlog, long now) {
        if (backlog >= BEHIND && now - nextHalving >= 0) {
            size = Math.max(LEAST, size / 2);
            nextHalving = now + BETWEEN_HALVINGS;
        }
    }
}

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
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses that double from a first one up to a longest one. Half of each is random, so that what failed together does
 * not come again together.
 *
 * @param first   after the first failure
 * @param longest however many there were
 */
public record Backoff(Duration first, Duration longest) {

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses must be positive, and the longest not less than the first");
        }
    }

    /** @param failures so far, at least one */
    public long nanos(int failures) {
        long full = first.toNanos();
        for (int i = 1; i < failures && full < longest.toNanos(); i++) {
            full *= 2;
        }
        full = Math.min(full, longest.toNanos());
        return full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
    }
}

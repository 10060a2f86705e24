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
package io.camelmikrotik.routeros;

import java.time.Duration;

/**
 * Bounds on what a device can make us read, and when a silent connection is doubted.
 *
 * @param maxWordLength     bytes of one word received; a longer one closes the session
 * @param maxSentWordLength bytes of one word sent; a command with a longer one is refused before it is sent. Routers
 *                          have taken 65536 since 3.30
 * @param maxSentenceLength bytes of one sentence received; a longer one closes the session
 * @param probeAfter        silence, while replies are owed, after which {@code /system/identity/print} asks whether the
 *                          device is still there; zero never asks
 * @param probeTimeout      time in which the device must send a sentence after being asked, or else the session is
 *                          closed
 */
public record SessionLimits(
        int maxWordLength, int maxSentWordLength, int maxSentenceLength, Duration probeAfter, Duration probeTimeout) {

    /** 16 MiB, 64 KiB, 64 MiB, 15 seconds, 5 seconds. */
    public static final SessionLimits DEFAULTS
            = new SessionLimits(16 << 20, 1 << 16, 64 << 20, Duration.ofSeconds(15), Duration.ofSeconds(5));

    /** These limits with another longest word, and a longest sentence of four times that if it is less now. */
    public SessionLimits withMaxWordLength(int newMaxWordLength) {
        int sentence = (int) Math.max(maxSentenceLength, Math.min(Integer.MAX_VALUE, 4L * newMaxWordLength));
        return new SessionLimits(newMaxWordLength, maxSentWordLength, sentence, probeAfter, probeTimeout);
    }

    public SessionLimits {
        if (maxWordLength < 1) {
            throw new IllegalArgumentException("maxWordLength must be at least 1: " + maxWordLength);
        }
        if (maxSentWordLength < 1) {
            throw new IllegalArgumentException("maxSentWordLength must be at least 1: " + maxSentWordLength);
        }
        if (maxSentenceLength < maxWordLength) {
            throw new IllegalArgumentException(
                    "maxSentenceLength must not be less than maxWordLength: " + maxSentenceLength + " < " + maxWordLength);
        }
        if (probeAfter.isNegative()) {
            throw new IllegalArgumentException("probeAfter must not be negative: " + probeAfter);
        }
        if (probeTimeout.isNegative() || probeTimeout.isZero()) {
            throw new IllegalArgumentException("probeTimeout must be positive: " + probeTimeout);
        }
    }
}

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
import java.util.Objects;

/**
 * How one command is sent and awaited.
 *
 * @param charset       how its words become bytes and the reply's bytes become text
 * @param timeout       longest silence: from sending to the first sentence of the reply, and between its sentences. A
 *                      long print does not time out while rows arrive. Zero: no limit, for commands that stream until
 *                      cancelled
 * @param totalTimeout  longest time from sending to the end of the reply, however much of it arrives. Zero: no limit
 * @param maxRows       rows after which a collected reply fails instead of filling the heap; not applied to row-by-row
 *                      replies
 * @param maxReplyBytes bytes of the rows received, and 64 more for each row, after which the command fails instead of
 *                      filling the heap; what property names take that the reply did not have before counts too. Zero:
 *                      no limit
 */
public record CommandOptions(
        ApiCharset charset, Duration timeout, Duration totalTimeout, int maxRows, long maxReplyBytes) {

    /** Ten minutes. */
    public static final Duration DEFAULT_TOTAL_TIMEOUT = Duration.ofMinutes(10);

    /** 256 MiB. */
    public static final int DEFAULT_MAX_REPLY_BYTES = 256 << 20;

    /** UTF-8, 30 seconds of silence, 10 minutes in all, a million rows, 256 MiB. */
    public static final CommandOptions DEFAULTS = new CommandOptions(
            ApiCharset.UTF_8, Duration.ofSeconds(30), DEFAULT_TOTAL_TIMEOUT, 1_000_000, DEFAULT_MAX_REPLY_BYTES);

    public CommandOptions {
        Objects.requireNonNull(charset, "charset");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must not be negative: " + timeout);
        }
        if (totalTimeout.isNegative()) {
            throw new IllegalArgumentException("totalTimeout must not be negative: " + totalTimeout);
        }
        if (maxRows < 1) {
            throw new IllegalArgumentException("maxRows must be at least 1: " + maxRows);
        }
        if (maxReplyBytes < 0) {
            throw new IllegalArgumentException("maxReplyBytes must not be negative: " + maxReplyBytes);
        }
    }

    /** With 10 minutes in all, and 256 MiB. */
    public CommandOptions(ApiCharset charset, Duration timeout, int maxRows) {
        this(charset, timeout, DEFAULT_TOTAL_TIMEOUT, maxRows, DEFAULT_MAX_REPLY_BYTES);
    }

    public CommandOptions withTimeout(Duration newTimeout) {
        return new CommandOptions(charset, newTimeout, totalTimeout, maxRows, maxReplyBytes);
    }

    public CommandOptions withTotalTimeout(Duration newTotalTimeout) {
        return new CommandOptions(charset, timeout, newTotalTimeout, maxRows, maxReplyBytes);
    }

    public CommandOptions withCharset(ApiCharset newCharset) {
        return new CommandOptions(newCharset, timeout, totalTimeout, maxRows, maxReplyBytes);
    }

    public CommandOptions withMaxRows(int newMaxRows) {
        return new CommandOptions(charset, timeout, totalTimeout, newMaxRows, maxReplyBytes);
    }

    public CommandOptions withMaxReplyBytes(long newMaxReplyBytes) {
        return new CommandOptions(charset, timeout, totalTimeout, maxRows, newMaxReplyBytes);
    }

    /** For a reply that is taken as it comes, and may go on for ever: without a total time, and of any size. */
    public CommandOptions forStream() {
        return withTotalTimeout(Duration.ZERO).withMaxReplyBytes(0);
    }
}

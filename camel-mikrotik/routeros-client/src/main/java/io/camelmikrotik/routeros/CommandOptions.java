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
 * @param charset how its words become bytes and the reply's bytes become text
 * @param timeout longest silence: from sending to the first sentence of the reply, and between its sentences. A long
 *                print does not time out while rows arrive. Zero: no limit, for commands that stream until cancelled
 * @param maxRows rows after which a collected reply fails instead of filling the heap; not applied to row-by-row
 *                replies
 */
public record CommandOptions(WordCharset charset, Duration timeout, int maxRows) {

    /** UTF-8, 30 seconds, a million rows. */
    public static final CommandOptions DEFAULTS = new CommandOptions(WordCharset.UTF_8, Duration.ofSeconds(30), 1_000_000);

    public CommandOptions {
        Objects.requireNonNull(charset, "charset");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must not be negative: " + timeout);
        }
        if (maxRows < 1) {
            throw new IllegalArgumentException("maxRows must be at least 1: " + maxRows);
        }
    }

    public CommandOptions withTimeout(Duration newTimeout) {
        return new CommandOptions(charset, newTimeout, maxRows);
    }

    public CommandOptions withCharset(WordCharset newCharset) {
        return new CommandOptions(newCharset, timeout, maxRows);
    }

    public CommandOptions withMaxRows(int newMaxRows) {
        return new CommandOptions(charset, timeout, newMaxRows);
    }
}

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

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The line of a log that was handed out and not processed, and when it comes again. Everything behind it waits. For one
 * thread at a time.
 */
final class PendingRetry {

    private final Backoff pauses;
    private RouterOsRow line;
    private int failures;
    private long retryAt;

    PendingRetry(Backoff pauses) {
        this.pauses = pauses;
    }

    /** @return nanoseconds until it comes again */
    long failed(RouterOsRow failed) {
        line = failed;
        failures++;
        long pause = pauses.nanos(failures);
        retryAt = System.nanoTime() + pause;
        return pause;
    }

    void processed() {
        line = null;
        failures = 0;
    }

    boolean exists() {
        return line != null;
    }

    /** @return {@code null} while its pause lasts */
    RouterOsRow whenDue() {
        return retryAt - System.nanoTime() <= 0 ? line : null;
    }
}

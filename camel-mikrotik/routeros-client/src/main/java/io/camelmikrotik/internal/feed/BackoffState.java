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

import java.util.concurrent.TimeUnit;

import io.camelmikrotik.exception.DeviceSuspendedException;

/**
 * Why a table is not followed at present, since when, and how long until the next attempt. Written by one thread at a
 * time; {@link #reason()} may be read by any.
 */
final class BackoffState {

    private final Backoff pauses;
    private volatile Exception reason;
    private int failures;
    private long upSince;
    private long downSince;

    BackoffState(Backoff pauses) {
        this.pauses = pauses;
    }

    /** {@code null} while all is well. */
    Exception reason() {
        return reason;
    }

    /** @return whether it is of another kind than the one before, or the first */
    boolean begins(Exception failure) {
        long now = System.nanoTime();
        // one that comes soon after the last is counted with it, though all was well in between
        if (reason == null && now - upSince > pauses.nanos(failures + 1)) {
            failures = 0;
        }
        failures++;
        boolean news = reason == null || !FailureKind.isSame(reason, failure);
        downSince = reason == null ? now : downSince;
        reason = failure;
        return news;
    }

    /** @return nanoseconds until the next attempt */
    long pause() {
        long pause = pauses.nanos(failures);
        if (reason instanceof DeviceSuspendedException suspended && suspended.getNextAttempt() != null) {
            // the device's own pause; a little later, so that its subscriptions do not all come in one moment
            return suspended.getNextAttempt().toNanos() + Math.min(pause, TimeUnit.MILLISECONDS.toNanos(100));
        }
        return pause;
    }

    /** @return the seconds it took; negative if there was none */
    long ends() {
        if (reason == null) {
            upSince = upSince == 0 ? System.nanoTime() : upSince;
            return -1;
        }
        reason = null;
        upSince = System.nanoTime();
        return TimeUnit.NANOSECONDS.toSeconds(upSince - downSince);
    }
}

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

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.camelmikrotik.exception.DeviceUnreachableException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;

/**
 * How opening sessions to one device has gone lately, and when the next attempt may be made. Plain data, guarded by the
 * lock of the device's slot.
 * <p>
 * An unreachable device is tried after 1 s, 2 s, 4 s … 60 s, of which a random half is left off. One that was up within
 * the hour and cannot be reached now, so that its API sees nothing of our tries, is tried every 20 s at least: regions
 * go dark and come back as a whole, and shall be in use again soon. A refused login is tried after 5 s, 1, 5, 15, 30
 * minutes and up to a tenth more: the short first pause covers a booting router that refuses valid credentials for a
 * moment, the long ones keep a wrong password from filling the router's log. Sessions that {@linkplain EarlyDisconnects
 * end early} in a row count as those of an unreachable device.
 */
final class DeviceHealth {

    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(60).toNanos();
    private static final long LONGEST_PAUSE_RETURNING = Duration.ofSeconds(20).toNanos();
    private static final long RETURNS_WITHIN = Duration.ofHours(1).toNanos();
    private static final Duration[] REFUSED_PAUSES = {
            Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
            Duration.ofMinutes(30) };

    /** Whether a login has ever succeeded. */
    private boolean wasUp;
    private int failures;
    private int refusals;
    private long downSince;
    private long notBefore;
    private MikrotikException lastFailure;

    /** @return whether the device went down with this failure */
    boolean failed(MikrotikException failure, long now) {
        boolean wentDown = lastFailure == null;
        if (wentDown) {
            downSince = now;
        }
        failures++;
        long pause;
        if (failure instanceof LoginRefusedException) {
            pause = refusedPause(refusals++);
        } else {
            boolean returning = wasUp && failure instanceof DeviceUnreachableException && now - downSince < RETURNS_WITHIN;
            pause = unreachablePause(failures - 1, returning ? LONGEST_PAUSE_RETURNING : LONGEST_PAUSE);
        }
        lastFailure = failure;
        notBefore = now + pause;
        return wentDown;
    }

    /** A login succeeded, or a command where that is not enough. */
    void succeeded() {
        wasUp = true;
        forgetFailures();
    }

    void forgetFailures() {
        failures = 0;
        refusals = 0;
        lastFailure = null;
    }

    DeviceRecord record() {
        if (lastFailure == null) {
            return wasUp ? DeviceRecord.GOOD : DeviceRecord.UNKNOWN;
        }
        return wasUp && !(lastFailure instanceof LoginRefusedException) ? DeviceRecord.RETURNING : DeviceRecord.FAILING;
    }

    boolean isDown() {
        return lastFailure != null;
    }

    boolean isBackingOff(long now) {
        return lastFailure != null && notBefore - now > 0;
    }

    Duration untilNextAttempt(long now) {
        return Duration.ofNanos(Math.max(0, notBefore - now));
    }

    Duration downFor(long now) {
        return Duration.ofNanos(now - downSince);
    }

    int failures() {
        return failures;
    }

    MikrotikException lastFailure() {
        return lastFailure;
    }

    /** Half of it fixed, so that there is always a real pause; half random, so that a fleet does not march in step. */
    private static long unreachablePause(int earlierFailures, long longest) {
        long full = earlierFailures >= 6 ? longest : Math.min(longest, FIRST_PAUSE << earlierFailures);
        return full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
    }

    /** Never shorter than said: the number of logins per hour is a promise. */
    private static long refusedPause(int earlierRefusals) {
        long full = REFUSED_PAUSES[Math.min(earlierRefusals, REFUSED_PAUSES.length - 1)].toNanos();
        return full + ThreadLocalRandom.current().nextLong(full / 10);
    }
}

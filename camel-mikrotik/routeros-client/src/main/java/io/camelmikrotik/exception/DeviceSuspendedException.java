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
package io.camelmikrotik.exception;

import java.time.Duration;

import io.camelmikrotik.routeros.CommandFate;

/**
 * The device is left alone for now: it could not be reached or refused the login a moment ago, or somebody suspended
 * it. Nothing was sent. The cause, if any, is the failure that led here.
 */
public class DeviceSuspendedException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final Duration nextAttempt;

    public DeviceSuspendedException(String device, String message, Duration nextAttempt, Throwable cause) {
        this(device, null, message, nextAttempt, cause);
    }

    private DeviceSuspendedException(String device, String command, String message, Duration nextAttempt, Throwable cause) {
        super(device, command, CommandFate.NEVER_SENT, message, cause);
        this.nextAttempt = nextAttempt;
    }

    @Override
    public MikrotikException keptFrom(String path) {
        return path == null
                ? this : new DeviceSuspendedException(getDevice(), path, textWith(path), nextAttempt, getCause());
    }

    /** Time until the next caller may try; {@code null} while the device is suspended by hand. */
    public Duration getNextAttempt() {
        return nextAttempt;
    }
}

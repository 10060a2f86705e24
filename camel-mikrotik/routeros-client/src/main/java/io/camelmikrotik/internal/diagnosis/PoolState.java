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
package io.camelmikrotik.internal.diagnosis;

import java.time.Duration;

import io.camelmikrotik.pool.DeviceStatus;

/** How the device does in the pool of this application. */
record PoolState(DeviceStatus status) {

    Finding finding() {
        String sessions = "this application has " + status.sessionsInUse() + " sessions in use and " + status.sessionsIdle()
                          + " idle, " + status.commands() + " commands in flight, " + status.waiting()
                          + " callers waiting for a session";
        return switch (status.state()) {
            case UP -> details(Finding.ok(sessions));
            case SUSPENDED -> details(
                    Finding.warning(
                            "somebody suspended the device: commands fail until it is resumed; " + sessions,
                            "resumeDevice(\"" + status.device() + "\") of the component (JMX), or RouterOsDevice.resume()"));
            case DOWN, LOGIN_REFUSED -> details(
                    Finding.warning(
                            "down for " + seconds(status.downFor()) + " after " + status.failures()
                                    + " failed attempts, next attempt in " + seconds(status.nextAttempt()) + "; " + sessions
                                    + (status.lastFailure() == null ? "" : "; last failure: " + status.lastFailure()),
                            "what the steps below show; then it is used again at the next attempt"));
        };
    }

    private Finding details(Finding finding) {
        return finding.with("state", status.state().name()).with("sessionsInUse", status.sessionsInUse())
                .with("sessionsIdle", status.sessionsIdle()).with("commands", status.commands())
                .with("waiting", status.waiting()).with("failures", status.failures());
    }

    private static String seconds(Duration time) {
        return time == null ? "?" : time.toSeconds() + " s";
    }
}

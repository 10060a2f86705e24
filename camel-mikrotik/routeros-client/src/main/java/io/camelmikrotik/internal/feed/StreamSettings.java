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

import io.camelmikrotik.routeros.CommandOptions;

/**
 * How a stream runs.
 *
 * @param options           how its commands are sent; their timeout applies to those that end by themselves
 * @param bufferSize        rows that may wait for the route
 * @param pauses            before what has ended is started again
 * @param idleProbeInterval silence of the session after which it is validated; zero leaves that to the session
 */
public record StreamSettings(CommandOptions options, int bufferSize, Backoff pauses, Duration idleProbeInterval) {

    public StreamSettings {
        if (bufferSize < 1) {
            throw new IllegalArgumentException("bufferSize must be at least 1: " + bufferSize);
        }
        if (idleProbeInterval.isNegative()) {
            throw new IllegalArgumentException("idleProbeInterval must not be negative: " + idleProbeInterval);
        }
    }
}

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
package io.camelmikrotik.internal.write;

import java.util.Objects;

import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.write.OnFailure;

/**
 * How a bulk write is sent.
 *
 * @param options           of each command
 * @param window            most commands in flight; the device's pace may allow fewer
 * @param commandsPerSecond most commands per second; 0 for no such limit
 * @param onFailure         what to do when an element was not done
 * @param retryWrites       whether a write whose reply was lost with its session may be sent once more
 */
public record PipelineSettings(
        CommandOptions options, int window, double commandsPerSecond, OnFailure onFailure, boolean retryWrites) {

    public static final int DEFAULT_WINDOW = 512;

    /** A window of {@value #DEFAULT_WINDOW}, no rate, stop at the first failure, repeat nothing. */
    public static final PipelineSettings DEFAULTS
            = new PipelineSettings(CommandOptions.DEFAULTS, DEFAULT_WINDOW, 0, OnFailure.STOP, false);

    public PipelineSettings {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(onFailure, "onFailure");
        if (window < 1) {
            throw new IllegalArgumentException("window must be at least 1: " + window);
        }
        if (!(commandsPerSecond >= 0)) {
            throw new IllegalArgumentException("commandsPerSecond must not be negative: " + commandsPerSecond);
        }
    }

    public PipelineSettings withOnFailure(OnFailure newOnFailure) {
        return new PipelineSettings(options, window, commandsPerSecond, newOnFailure, retryWrites);
    }
}

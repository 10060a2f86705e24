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
package io.camelmikrotik.write;

import java.time.Duration;
import java.util.Objects;

import io.camelmikrotik.internal.write.PipelineSettings;

/**
 * How a bulk write goes.
 *
 * @param pipeline      how it is sent
 * @param resumeTimeout how long it tries to get another session after it lost one; zero: it ends with its session
 * @param keptOutcomes  elements up to which all outcomes are kept; of more, that many of the failures
 * @param logInterval   time between two lines in the log that tell the progress; zero for none
 */
public record BulkSettings(PipelineSettings pipeline, Duration resumeTimeout, int keptOutcomes, Duration logInterval) {

    /** No second session, ten thousand outcomes, a line every 30 seconds. */
    public static final BulkSettings DEFAULTS
            = new BulkSettings(PipelineSettings.DEFAULTS, Duration.ZERO, 10_000, Duration.ofSeconds(30));

    public BulkSettings {
        Objects.requireNonNull(pipeline, "pipeline");
        if (resumeTimeout.isNegative() || logInterval.isNegative()) {
            throw new IllegalArgumentException("times must not be negative");
        }
        if (keptOutcomes < 0) {
            throw new IllegalArgumentException("keptOutcomes must not be negative: " + keptOutcomes);
        }
    }
}

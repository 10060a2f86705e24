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
package io.camelmikrotik.internal.endpoint;

import java.time.Duration;
import java.util.function.BinaryOperator;

import io.camelmikrotik.pool.PoolSettings;

/**
 * How gently a device is treated. What is {@code null} is not set.
 *
 * @param minPollInterval       least time between two polls
 * @param maxCommandsPerSecond  0 for no such bound
 * @param maxCommandsPerSession most in flight on the shared session
 * @param maxCpuLoad            percent above which it is polled less often; 0 does not look
 * @param maxSessionShare       percent of the sessions that its service allows; 0 does not ask
 */
public record GentleLimits(
        Duration minPollInterval, Double maxCommandsPerSecond, Integer maxCommandsPerSession, Integer maxCpuLoad,
        Integer maxSessionShare) {

    public static final GentleLimits NOT_SET = new GentleLimits(null, null, null, null, null);

    /** @throws IllegalArgumentException naming the option, if the value is out of its range */
    public static Duration checked(String option, Duration value) {
        if (value != null) {
            OptionRanges.checkRange(option, value.toMillis());
        }
        return value;
    }

    /** @throws IllegalArgumentException naming the option, if the value is out of its range */
    public static <T extends Number> T checked(String option, T value) {
        OptionRanges.checkRange(option, value);
        return value;
    }

    /** Of each, the gentler value. */
    public GentleLimits gentler(GentleLimits other) {
        return new GentleLimits(
                pick(minPollInterval, other.minPollInterval, (a, b) -> a.compareTo(b) > 0 ? a : b),
                pick(maxCommandsPerSecond, other.maxCommandsPerSecond, (a, b) -> b == 0 || a > 0 && a < b ? a : b),
                pick(maxCommandsPerSession, other.maxCommandsPerSession, Math::min),
                pick(maxCpuLoad, other.maxCpuLoad, GentleLimits::lower),
                pick(maxSessionShare, other.maxSessionShare, GentleLimits::lower));
    }

    /** With those values of the other that are not set here. */
    public GentleLimits orElse(GentleLimits other) {
        return new GentleLimits(
                pick(minPollInterval, other.minPollInterval, (a, b) -> a),
                pick(maxCommandsPerSecond, other.maxCommandsPerSecond, (a, b) -> a),
                pick(maxCommandsPerSession, other.maxCommandsPerSession, (a, b) -> a),
                pick(maxCpuLoad, other.maxCpuLoad, (a, b) -> a), pick(maxSessionShare, other.maxSessionShare, (a, b) -> a));
    }

    private static <T> T pick(T one, T other, BinaryOperator<T> choice) {
        return one == null ? other : other == null ? one : choice.apply(one, other);
    }

    private static Integer lower(Integer one, Integer other) {
        return other == 0 || one > 0 && one < other ? one : other;
    }

    /** The settings of a pool with what is set here. */
    public PoolSettings applyTo(PoolSettings defaults) {
        PoolSettings.Builder settings = defaults.toBuilder();
        if (maxCommandsPerSecond != null) {
            settings.maxCommandsPerSecond(maxCommandsPerSecond);
        }
        if (maxCommandsPerSession != null) {
            settings.maxCommandsPerSession(maxCommandsPerSession);
        }
        if (maxSessionShare != null) {
            settings.maxSessionShare(maxSessionShare);
        }
        return settings.build();
    }
}

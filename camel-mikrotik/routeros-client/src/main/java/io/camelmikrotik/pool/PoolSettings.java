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
package io.camelmikrotik.pool;

import java.time.Duration;

import io.camelmikrotik.internal.pool.LeaseKind;

/**
 * Bounds and times of a session pool. Immutable; made by {@link #builder()}.
 */
public final class PoolSettings {

    private final int maxTotalPerKey;
    private final int maxTotal;
    private final int maxCommandsPerSession;
    private final double maxCommandsPerSecond;
    private final int maxSessionShare;
    private final Duration maxWait;
    private final Duration minEvictableIdleDuration;
    private final Duration durationBetweenEvictionRuns;
    private final boolean testWhileIdle;
    private final Duration validateAfterIdle;
    private final Duration linger;
    private final Duration maxSessionAge;
    private final Duration leaseLeakThreshold;
    private final int maxConcurrentOpenings;
    private final int maxOpeningsPerSecond;
    private final String jmxName;

    private PoolSettings(Builder builder) {
        this.maxTotalPerKey = builder.maxTotalPerKey;
        this.maxTotal = builder.maxTotal;
        this.maxCommandsPerSession = builder.maxCommandsPerSession;
        this.maxCommandsPerSecond = builder.maxCommandsPerSecond;
        this.maxSessionShare = builder.maxSessionShare;
        this.maxWait = builder.maxWait;
        this.minEvictableIdleDuration = builder.minEvictableIdleDuration;
        this.durationBetweenEvictionRuns = builder.durationBetweenEvictionRuns;
        this.testWhileIdle = builder.testWhileIdle;
        this.validateAfterIdle = builder.validateAfterIdle;
        this.linger = builder.linger;
        this.maxSessionAge = builder.maxSessionAge;
        this.leaseLeakThreshold = builder.leaseLeakThreshold;
        this.maxConcurrentOpenings = builder.maxConcurrentOpenings;
        this.maxOpeningsPerSecond = builder.maxOpeningsPerSecond;
        this.jmxName = builder.jmxName;
    }

    /** A builder that starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these settings, for a device of its own kind. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.maxTotalPerKey = maxTotalPerKey;
        builder.maxTotal = maxTotal;
        builder.maxCommandsPerSession = maxCommandsPerSession;
        builder.maxCommandsPerSecond = maxCommandsPerSecond;
        builder.maxSessionShare = maxSessionShare;
        builder.maxWait = maxWait;
        builder.minEvictableIdleDuration = minEvictableIdleDuration;
        builder.durationBetweenEvictionRuns = durationBetweenEvictionRuns;
        builder.testWhileIdle = testWhileIdle;
        builder.validateAfterIdle = validateAfterIdle;
        builder.linger = linger;
        builder.maxSessionAge = maxSessionAge;
        builder.leaseLeakThreshold = leaseLeakThreshold;
        builder.maxConcurrentOpenings = maxConcurrentOpenings;
        builder.maxOpeningsPerSecond = maxOpeningsPerSecond;
        builder.jmxName = jmxName;
        return builder;
    }

    public int maxTotalPerKey() {
        return maxTotalPerKey;
    }

    public int maxTotal() {
        return maxTotal;
    }

    public int maxCommandsPerSession() {
        return maxCommandsPerSession;
    }

    /** Most commands per second on one device, over all of its sessions; 0 for no such bound. */
    public double maxCommandsPerSecond() {
        return maxCommandsPerSecond;
    }

    /** Most sessions on one device, in percent of those that its service allows; 0 where that is not asked. */
    public int maxSessionShare() {
        return maxSessionShare;
    }

    /**
     * Most commands that hold the shared session at a time: no more than the device may be sent within {@code maxWait},
     * so that the others wait for a session, and hear of it when their time is up.
     */
    public int commandsAtOnce() {
        if (maxCommandsPerSecond == 0) {
            return maxCommandsPerSession;
        }
        double inTime = maxCommandsPerSecond * maxWait.toMillis() / 1_000;
        return (int) Math.max(1, Math.min(maxCommandsPerSession, Math.ceil(inTime)));
    }

    /** How long a caller waits for a session if it does not say. */
    public Duration maxWait() {
        return maxWait;
    }

    public Duration minEvictableIdleDuration() {
        return minEvictableIdleDuration;
    }

    public Duration durationBetweenEvictionRuns() {
        return durationBetweenEvictionRuns;
    }

    public boolean testWhileIdle() {
        return testWhileIdle;
    }

    public Duration validateAfterIdle() {
        return validateAfterIdle;
    }

    public Duration linger() {
        return linger;
    }

    public Duration maxSessionAge() {
        return maxSessionAge;
    }

    public int maxConcurrentOpenings() {
        return maxConcurrentOpenings;
    }

    public int maxOpeningsPerSecond() {
        return maxOpeningsPerSecond;
    }

    public Duration leaseLeakThreshold() {
        return leaseLeakThreshold;
    }

    public String jmxName() {
        return jmxName;
    }

    /** Not thread-safe. Each setter throws {@link IllegalArgumentException} naming the option. */
    public static final class Builder {

        private int maxTotalPerKey = 2;
        private int maxTotal = -1;
        private int maxCommandsPerSession = 16;
        private double maxCommandsPerSecond;
        private int maxSessionShare;
        private Duration maxWait = Duration.ofSeconds(30);
        private Duration minEvictableIdleDuration = Duration.ofMinutes(10);
        private Duration durationBetweenEvictionRuns = Duration.ofMinutes(5);
        private boolean testWhileIdle = true;
        private Duration validateAfterIdle = Duration.ofSeconds(5);
        private Duration linger = Duration.ofSeconds(1);
        private Duration maxSessionAge = Duration.ofHours(1);
        private Duration leaseLeakThreshold = Duration.ZERO;
        private int maxConcurrentOpenings = 1_000;
        private int maxOpeningsPerSecond = 1_000;
        private String jmxName;

        private Builder() {
        }

        /** Most sessions per device. Default 2: one for all commands, one for streams and exclusive work. */
        public Builder maxTotalPerKey(int value) {
            maxTotalPerKey = atLeastOne("maxTotalPerKey", value);
            return this;
        }

        /** Most sessions of all devices together; -1, the default, for no bound. */
        public Builder maxTotal(int value) {
            maxTotal = value == -1 ? -1 : atLeastOne("maxTotal", value);
            return this;
        }

        /** Most commands in flight on a shared session. Default 16. */
        public Builder maxCommandsPerSession(int value) {
            maxCommandsPerSession = atLeastOne("maxCommandsPerSession", value);
            return this;
        }

        /**
         * Most commands per second on one device, over all of its sessions, each at its turn rather than several at
         * once. Logins, cancellations and the probes of sessions do not count. Default 0: as many as come.
         */
        public Builder maxCommandsPerSecond(double value) {
            if (!(value >= 0)) {
                throw new IllegalArgumentException("maxCommandsPerSecond must not be negative: " + value);
            }
            maxCommandsPerSecond = value;
            return this;
        }

        /**
         * Most sessions on one device, in percent of those that its service allows, but always one. The device is asked
         * once, over its first session; where it does not tell, {@code maxTotalPerKey} alone applies. Default 0: it is
         * not asked.
         */
        public Builder maxSessionShare(int value) {
            if (value < 0 || value > 100) {
                throw new IllegalArgumentException("maxSessionShare must be a percentage from 0 to 100: " + value);
            }
            maxSessionShare = value;
            return this;
        }

        /**
         * Longest wait for a session. While its opening waits for its turn among those of other devices, this time
         * stands still, up to nine times as long. Default 30 seconds.
         */
        public Builder maxWait(Duration value) {
            maxWait = positive("maxWait", value);
            return this;
        }

        /** Idle time after which the evictor closes a session. Default 10 minutes. */
        public Builder minEvictableIdleDuration(Duration value) {
            minEvictableIdleDuration = positive("minEvictableIdleDuration", value);
            return this;
        }

        /** Time between two runs of the evictor. Default 5 minutes. */
        public Builder durationBetweenEvictionRuns(Duration value) {
            durationBetweenEvictionRuns = positive("durationBetweenEvictionRuns", value);
            return this;
        }

        /** Whether the evictor also drops idle sessions that are known to be closed or too old. Default true. */
        public Builder testWhileIdle(boolean value) {
            testWhileIdle = value;
            return this;
        }

        /**
         * Silence after which a stored session is asked ({@code /system/identity/print}) before it is used. Default 5
         * seconds; zero asks whenever one is taken from the store.
         */
        public Builder validateAfterIdle(Duration value) {
            validateAfterIdle = notNegative("validateAfterIdle", value);
            return this;
        }

        /** How long a session that nobody uses stays at hand before it goes to the store. Default 1 second. */
        public Builder linger(Duration value) {
            linger = notNegative("linger", value);
            return this;
        }

        /**
         * Age, give or take a tenth, at which a session is replaced. One that carries {@link LeaseKind#LONG_LIVED}
         * leases is not, until the last of them has ended. Default 1 hour.
         */
        public Builder maxSessionAge(Duration value) {
            maxSessionAge = positive("maxSessionAge", value);
            return this;
        }

        /**
         * Most sessions of all devices being opened at a time, silent devices included. How many are opened at once
         * below it depends on how quickly they answer. Default 1,000.
         */
        public Builder maxConcurrentOpenings(int value) {
            maxConcurrentOpenings = atLeastOne("maxConcurrentOpenings", value);
            return this;
        }

        /**
         * Most openings started per second, of which a second's worth may start at once. A bound for what stands behind
         * the devices, such as a RADIUS server; no device sees more than one opening at a time anyway. Default 1,000.
         */
        public Builder maxOpeningsPerSecond(int value) {
            maxOpeningsPerSecond = atLeastOne("maxOpeningsPerSecond", value);
            return this;
        }

        /**
         * Time for which a lease may be held before a warning tells where it was asked for. Zero, the default, does not
         * look; otherwise each lease costs a stack trace.
         */
        public Builder leaseLeakThreshold(Duration value) {
            leaseLeakThreshold = notNegative("leaseLeakThreshold", value);
            return this;
        }

        /** Name of the store's MBean; {@code null}, the default, registers none. */
        public Builder jmxName(String value) {
            jmxName = value;
            return this;
        }

        public PoolSettings build() {
            return new PoolSettings(this);
        }

        private static int atLeastOne(String option, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(option + " must be at least 1: " + value);
            }
            return value;
        }

        private static Duration positive(String option, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(option + " must be positive: " + value);
            }
            return value;
        }

        private static Duration notNegative(String option, Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException(option + " must not be negative: " + value);
            }
            return value;
        }
    }
}

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
package io.camelmikrotik.internal.consumer;

import java.nio.file.Path;
import java.time.Duration;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.internal.feed.Backoff;
import io.camelmikrotik.internal.feed.DeliveredStateFile;
import io.camelmikrotik.internal.feed.DeliveredStateStore;

/**
 * What the options of an endpoint say about anything that is followed, be it a table, the log or a streaming command.
 */
final class FeedOptions {

    private FeedOptions() {
    }

    /** @throws IllegalArgumentException naming the option that does not fit */
    static void check(MikrotikConfiguration configuration) {
        if (configuration.getBufferSize() < 1) {
            throw new IllegalArgumentException("bufferSize must be at least 1: " + configuration.getBufferSize());
        }
        if (configuration.getRetryDelay() < 1 || configuration.getMaxRetryDelay() < configuration.getRetryDelay()) {
            throw new IllegalArgumentException(
                    "retryDelay must be positive, and maxRetryDelay not less: " + configuration.getRetryDelay() + ", "
                                               + configuration.getMaxRetryDelay());
        }
        if (configuration.getIdleProbeInterval() < 0) {
            throw new IllegalArgumentException(
                    "idleProbeInterval must not be negative: " + configuration.getIdleProbeInterval());
        }
        if (configuration.getStateFile() != null && configuration.getStateRepository() != null) {
            throw new IllegalArgumentException("stateFile and stateRepository exclude each other");
        }
    }

    static Backoff pauses(MikrotikConfiguration configuration) {
        return new Backoff(
                Duration.ofMillis(configuration.getRetryDelay()), Duration.ofMillis(configuration.getMaxRetryDelay()));
    }

    static Duration idleProbeInterval(MikrotikConfiguration configuration) {
        return Duration.ofMillis(configuration.getIdleProbeInterval());
    }

    /** @param owner what is kept there: the device and all that selects rows */
    static DeliveredStateStore store(MikrotikEndpoint endpoint, String owner) {
        MikrotikConfiguration configuration = endpoint.getConfiguration();
        if (configuration.getStateFile() != null) {
            return new DeliveredStateFile(
                    Path.of(configuration.getStateFile()), owner, endpoint.client().options().charset(),
                    configuration.isForceState());
        }
        if (endpoint.isNamed("forceState")) {
            throw new IllegalArgumentException("forceState needs stateFile");
        }
        if (configuration.getStateRepository() != null) {
            return new StateRepositoryStore(
                    configuration.getStateRepository(), owner, endpoint.client().options().charset(), endpoint.isShared());
        }
        return DeliveredStateStore.NONE;
    }
}

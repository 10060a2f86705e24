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

import java.util.List;

import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.Operation;

/**
 * Options of a URI that would have no effect, because they are for another use of an endpoint. They are refused when
 * the route starts; the component's own are defaults for all endpoints, and may be.
 */
public final class UnusedOptions {

    private static final List<String> PRODUCERS = List.of(
            "streaming", "ignoreBody", "operation", "onMissing", "onFailure", "bulkWindow", "bulkCommandsPerSecond",
            "bulkChunkSize",
            "bulkResumeTimeout", "bulkMaxOutcomes", "bulkLogInterval", "bulkOutcomeListener", "scope", "onAbsent", "ordered",
            "dryRun", "failOn", "parallelism", "maxRemovals", "maxChanges", "updateSecrets", "ignoreOrder", "safeMode",
            "writableOnly", "revert", "confirmTimeout", "uploadAddress", "to", "verify", "waves", "maxFailures", "wavePause",
            "offlineDeadline", "stepTimeout");
    private static final List<String> CONSUMERS = List.of(
            "emit", "routeEmptyTable", "follow", "initial", "ignore", "stateRepository", "stateFile", "forceState",
            "bufferSize",
            "idleProbeInterval",
            "retryDelay", "maxRetryDelay", "fallbackToPolling", "fallbackDelay", "resyncInterval", "allowPolledWrites",
            "shards", "clusterService", "clusterNamespace", "clusterMaxPause");
    private static final List<String> WATCHES = List.of("initial", "key", "ignore", "stateRepository", "stateFile",
            "forceState");
    /** Of replies that are collected. */
    public static final List<String> COLLECTED = List.of("totalTimeout", "maxReplyBytes");
    public static final String COLLECTED_ONLY = "applies to replies that are collected: it has no effect on a stream";
    private static final List<String> REPEATS = List.of("bufferSize", "retryDelay", "maxRetryDelay");
    private static final List<String> FALLBACK = List.of("fallbackToPolling", "fallbackDelay", "resyncInterval");

    private final MikrotikEndpoint endpoint;

    public UnusedOptions(MikrotikEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    public void refuseInProducer() {
        boolean rollout = endpoint.getConfiguration().getOperation() == Operation.ROLLOUT;
        refuse(CONSUMERS.stream().filter(option -> !rollout || !option.equals("stateFile")).toList(),
                "is an option of consumers: it has no effect in a producer");
    }

    public void refuseInConsumer() {
        refuse(PRODUCERS, "is an option of producers: it has no effect in a consumer");
    }

    /** Of rows or whole tables. */
    public void refuseInPoll() {
        refuse(WATCHES, "needs emit=changes, a listen or a follow");
        refuse(REPEATS, "needs emit=changes, a listen, a follow or a streaming command");
        refuseInPollForChanges();
    }

    public void refuseInPollForChanges() {
        refuse(FALLBACK, "needs a listen or a follow of a table");
        refuse(List.of("idleProbeInterval"), "needs a listen, a follow or a streaming command");
    }

    public void refuseInStream() {
        refuse(WATCHES, "needs emit=changes, a listen or a follow");
        refuse(COLLECTED, COLLECTED_ONLY);
        refuseInLog();
    }

    public void refuseInLog() {
        refuse(FALLBACK, "needs a listen or a follow of a table");
    }

    private void refuse(List<String> options, String why) {
        for (String option : options) {
            if (endpoint.isNamed(option)) {
                throw new IllegalArgumentException(option + " " + why);
            }
        }
    }
}

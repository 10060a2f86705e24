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
package io.camelmikrotik;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** No option is accepted and ignored. */
class UnusedOptionsTest extends MikrotikTestSupport {

    private static final String POLL = "/ppp/secret/print?";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret/print?key=name | key needs emit=changes",
            "/ppp/secret/print?emit=rows&initial=skip | initial needs emit=changes",
            "/ppp/secret/print?ignore=uptime | ignore needs emit=changes",
            "/ppp/secret/print?bufferSize=10 | bufferSize needs emit=changes",
            "/ppp/secret/print?retryDelay=2s | retryDelay needs emit=changes",
            "/ppp/secret/print?maxRetryDelay=2m | maxRetryDelay needs emit=changes",
            "/ppp/secret/print?fallbackToPolling=true | fallbackToPolling needs a listen",
            "/ppp/secret/print?fallbackDelay=5s | fallbackDelay needs a listen",
            "/ppp/secret/print?idleProbeInterval=5s | idleProbeInterval needs a listen",
            "/ppp/secret/print?emit=changes&fallbackToPolling=true | fallbackToPolling needs a listen",
            "/ppp/secret/print?emit=changes&idleProbeInterval=5s | idleProbeInterval needs a listen",
            "/ppp/secret/print?resyncInterval=1h | resyncInterval needs a listen",
            "/ppp/secret/print?emit=changes&resyncInterval=1h | resyncInterval needs a listen",
            "/log/listen?resyncInterval=1h | resyncInterval needs a listen or a follow of a table",
            "/ping?attribute.address=192.0.2.1&resyncInterval=1h | resyncInterval needs a listen",
            "/ppp/secret/print?forceState=true | forceState needs emit=changes",
            "/ppp/secret/listen?forceState=true | forceState needs stateFile",
            "/log/listen?forceState=true | forceState needs stateFile",
            "/log/listen?fallbackDelay=5s | fallbackDelay needs a listen or a follow of a table",
            "/ping?attribute.address=192.0.2.1&totalTimeout=5m | totalTimeout applies to replies that are collected",
            "/ping?attribute.address=192.0.2.1&maxReplyBytes=5 | maxReplyBytes applies to replies that are collected",
            "/ping?attribute.address=192.0.2.1&key=host | key needs emit=changes",
            "/ping?attribute.address=192.0.2.1&initial=skip | initial needs emit=changes",
            "/ping?attribute.address=192.0.2.1&fallbackDelay=5s | fallbackDelay needs a listen" })
    void aConsumerRefusesWhatItsCommandHasNoUseFor(String uri, String message) {
        assertThatThrownBy(() -> start(routes -> routes.from(uri(uri.trim())).to("mock:rows")))
                .hasStackTraceContaining(message.trim());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "streaming=true", "operation=upsert", "onFailure=continue", "bulkWindow=4",
            "bulkCommandsPerSecond=5", "bulkChunkSize=5", "bulkResumeTimeout=5s", "bulkMaxOutcomes=5", "bulkLogInterval=5s",
            "scope=list=x", "onAbsent=remove", "ordered=true", "dryRun=true", "maxRemovals=5", "maxChanges=5",
            "updateSecrets=true", "ignoreOrder=policy", "safeMode=true", "to=direct:one", "verify=direct:check", "waves=100%",
            "maxFailures=3", "parallelism=2", "wavePause=5s", "offlineDeadline=5m", "stepTimeout=5m", "revert=backup",
            "confirmTimeout=1m", "uploadAddress=192.0.2.10:8069" })
    void aConsumerRefusesOptionsOfProducers(String option) {
        assertThatThrownBy(() -> start(routes -> routes.from(uri(POLL + option)).to("mock:rows")))
                .hasStackTraceContaining(option.substring(0, option.indexOf('=')) + " is an option of producers");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "emit=rows", "routeEmptyTable=true", "initial=skip", "ignore=uptime", "stateFile=target/x", "bufferSize=10",
            "idleProbeInterval=5s", "retryDelay=2s", "maxRetryDelay=2m", "fallbackToPolling=true", "fallbackDelay=5s",
            "follow=true",
            "resyncInterval=1h", "forceState=true" })
    void aProducerRefusesOptionsOfConsumers(String option) {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(uri(POLL + option))))
                .hasStackTraceContaining(option.substring(0, option.indexOf('=')) + " is an option of consumers");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "to=direct:one", "verify=direct:check", "waves=100%", "maxFailures=3", "wavePause=5s",
            "offlineDeadline=5m", "stepTimeout=5m" })
    void aProducerRefusesOptionsOfRolloutsInOtherOperations(String option) {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(uri("/ppp/secret/add?" + option))))
                .hasStackTraceContaining(option.substring(0, option.indexOf('=')) + " needs operation=rollout");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret/add?revert=backup | revert needs operation=applyScript",
            "/ppp/secret/add?confirmTimeout=1m | confirmTimeout needs operation=applyScript",
            "/ppp/secret/add?uploadAddress=192.0.2.10:8069 | uploadAddress needs operation=upload",
            "/file?operation=upload&revert=backup | revert needs operation=applyScript",
            "/file?operation=upload&bulkWindow=4 | bulkWindow does not apply to operation=upload",
            "/file?operation=upload&retryWrites=true | retryWrites does not apply to operation=upload",
            "/file?operation=upload&attribute.size=4 | attribute.size does not apply to operation=upload",
            "/system/script?operation=applyScript&uploadAddress=192.0.2.10:8069 | uploadAddress needs operation=upload",
            "/system/script?operation=applyScript&bulkWindow=4 | bulkWindow does not apply to operation=applyScript" })
    void anUploadAndAChangeByScriptRefuseWhatTheyHaveNoUseFor(String uri, String message) {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(uri(uri.trim()))))
                .hasStackTraceContaining(message.trim());
    }

    @ParameterizedTest
    @ValueSource(strings = { "/ppp/secret/print", "/ppp/secret/listen", "/log/listen" })
    void whatTheComponentSetsForAllEndpointsIsNotRefused(String command) throws Exception {
        component.getConfiguration().setBufferSize(100);
        component.getConfiguration().setFallbackToPolling(true);
        component.getConfiguration().setBulkWindow(4);

        start(routes -> {
            routes.from(uri(command)).to("mock:rows");
            routes.from("direct:in").to(uri(POLL));
        });

        assertThat(context.getRoutes()).hasSize(2);
    }
}

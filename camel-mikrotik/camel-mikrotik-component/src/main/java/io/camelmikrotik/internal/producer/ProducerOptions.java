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
package io.camelmikrotik.internal.producer;

import java.util.List;
import java.util.Locale;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.Operation;
import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.endpoint.UnusedOptions;
import io.camelmikrotik.write.OnAbsent;

/**
 * Which options of a producer go with its operation and its command. One that would have no effect is refused when the
 * route starts.
 */
public final class ProducerOptions {

    /** How many commands are sent. */
    private static final List<String> SENDING = List.of("onFailure", "bulkWindow", "bulkCommandsPerSecond", "bulkLogInterval");
    /** What becomes of a bulk write. */
    private static final List<String> BULK = List.of("bulkResumeTimeout", "bulkMaxOutcomes", "bulkOutcomeListener");

    /** How a roll-out is done. */
    private static final List<String> ROLLOUT = List.of(
            "to", "waves", "maxFailures", "wavePause", "offlineDeadline", "stepTimeout");

    private final MikrotikEndpoint endpoint;
    private final MikrotikConfiguration configuration;
    /** {@code null} where a message says it. */
    private final String path;

    public ProducerOptions(MikrotikEndpoint endpoint) {
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.path = endpoint.isDynamic() || endpoint.template().isOpen() ? null : endpoint.template().pathFor(null);
    }

    /** @throws IllegalArgumentException naming the option that would have no effect */
    public void check() {
        Operation operation = configuration.getOperation();
        refuse("onMissing", endpoint.isNamed("onMissing") && operation != Operation.UPDATE,
                "applies to operation=update only");
        if (operation != Operation.ROLLOUT) {
            refuseNamed(ROLLOUT, "needs operation=rollout");
        }
        if (operation != Operation.APPLY_SCRIPT) {
            refuseNamed(List.of("revert", "confirmTimeout"), "needs operation=applyScript");
            if (operation != Operation.ROLLOUT) {
                refuseNamed(List.of("verify"), "needs operation=rollout or operation=applyScript");
            }
        }
        if (operation != Operation.UPLOAD) {
            refuseNamed(List.of("uploadAddress"), "needs operation=upload");
        }
        String body = operation == Operation.DIAGNOSE ? ", which takes nothing from the body" : ", which needs the body";
        refuse("ignoreBody", endpoint.isNamed("ignoreBody") && operation != Operation.COMMAND,
                "does not apply to operation=" + word(operation) + body);
        switch (operation) {
            case COMMAND -> checkCommand();
            case UPSERT, UPDATE -> checkUpsert();
            case ENSURE -> checkEnsure();
            case DOWNLOAD -> checkDownload();
            case UPLOAD -> checkUpload();
            case APPLY_SCRIPT -> checkApplyScript();
            case DIAGNOSE -> checkDiagnose();
            case DEVICES, ROLLOUT -> {
                // refused where there is no selection
            }
        }
    }

    private void checkCommand() {
        if (configuration.getKey() != null) {
            throw new IllegalArgumentException(
                    "key needs operation=upsert, operation=update or operation=ensure in a producer");
        }
        if (path == null) {
            return;
        }
        refuse("ignoreBody", endpoint.isNamed("ignoreBody") && CommandTemplate.prints(path),
                "does not apply to " + path + ", which takes nothing from the body");
        if (!BulkOperation.isFor(path)) {
            String why = "does not apply to " + path + ", which takes no list of rows";
            refuseNamed(SENDING, why);
            refuseNamed(BULK, why);
            refuse("safeMode", configuration.isSafeMode(),
                    "applies to bulk writes and to operation=ensure only, not to " + path);
        }
        CommandKind kind = CommandKind.of(path);
        refuse("writableOnly", configuration.isWritableOnly() && !kind.takesProperties(),
                "applies to add and set, operation=upsert and operation=ensure, not to " + path);
        if (!kind.mayBeChunked()) {
            refuseNamed(List.of("bulkChunkSize"), "applies to remove, enable and disable, not to " + path);
        }
        // on a selection the results are streamed, not the rows
        boolean streams = configuration.isStreaming() && !endpoint.isFleet();
        if (streams) {
            refuseNamed(UnusedOptions.COLLECTED, UnusedOptions.COLLECTED_ONLY);
        }
        refuse("streaming", streams && !kind.returnsRows(),
                "applies to commands that return rows, not to " + path);
    }

    private void checkUpsert() {
        String why = "does not apply to operation=" + configuration.getOperation().name().toLowerCase(Locale.ROOT);
        refuseReading(why);
        refuseNamed(List.of("bulkChunkSize"), why);
        refuse("safeMode", configuration.isSafeMode(), "applies to bulk writes and to operation=ensure only");
    }

    private void checkEnsure() {
        String why = "does not apply to operation=ensure";
        refuseReading(why);
        refuseNamed(BULK, why + ", whose result tells each row, and which reads the table again after a lost session");
        refuse("retryWrites", configuration.isRetryWrites() && endpoint.isNamed("retryWrites"),
                why + ", which never repeats a write without having looked");
        if (configuration.isOrdered()) {
            refuseNamed(List.of("bulkWindow", "bulkChunkSize"),
                    "and ordered=true do not go together: where order matters, one command follows the other");
        }
        if (configuration.getOnAbsent() != OnAbsent.REMOVE) {
            refuseNamed(List.of("bulkChunkSize"), "needs onAbsent=remove: it says how many rows one command removes");
        }
    }

    private void checkDownload() {
        String why = "does not apply to operation=download";
        refuseReading(why);
        refuseNamed(SENDING, why);
        refuseNamed(BULK, why);
        refuseNamed(List.of("bulkChunkSize", "key", "writableOnly"), why);
        refuse("retryWrites", configuration.isRetryWrites() && endpoint.isNamed("retryWrites"), why + ", which only reads");
        refuse("safeMode", configuration.isSafeMode(), "applies to bulk writes and to operation=ensure only");
        configuration.getAttributes().keySet().forEach(
                name -> refuse("attribute." + name, !name.equals("name"), why + ", which takes attribute.name only"));
    }

    private void checkUpload() {
        String why = "does not apply to operation=upload";
        refuseWrites(why);
        configuration.getAttributes().keySet().forEach(
                name -> refuse("attribute." + name, !name.equals("name"), why + ", which takes attribute.name only"));
    }

    private void checkApplyScript() {
        String why = "does not apply to operation=applyScript";
        refuseWrites(why);
        configuration.getAttributes().keySet().forEach(
                name -> refuse("attribute." + name, !ScriptChange.attributes().contains(name),
                        why + ", which takes " + String.join(" and ", ScriptChange.attributes()) + " only"));
    }

    private void refuseWrites(String why) {
        refuseReading(why);
        refuseNamed(SENDING, why);
        refuseNamed(BULK, why);
        refuseNamed(List.of("bulkChunkSize", "key", "writableOnly"), why);
        refuse("retryWrites", configuration.isRetryWrites() && endpoint.isNamed("retryWrites"),
                why + ", which looks at the router instead of repeating a write");
        refuse("safeMode", configuration.isSafeMode(), "applies to bulk writes and to operation=ensure only");
    }

    /** As a URI has it. */
    private static String word(Operation operation) {
        return operation == Operation.APPLY_SCRIPT ? "applyScript" : operation.name().toLowerCase(Locale.ROOT);
    }

    private void checkDiagnose() {
        String why = "does not apply to operation=diagnose";
        refuseReading(why);
        refuseNamed(SENDING, why);
        refuseNamed(BULK, why);
        refuseNamed(List.of("bulkChunkSize", "key", "writableOnly"), why);
        refuseNamed(List.of("totalTimeout"),
                why + ", where requestTimeout, of 10 seconds at most, is for the whole of a reply");
        refuse("retryWrites", configuration.isRetryWrites() && endpoint.isNamed("retryWrites"), why + ", which only reads");
        refuse("safeMode", configuration.isSafeMode(), "applies to bulk writes and to operation=ensure only");
        configuration.getAttributes().keySet().forEach(name -> refuse("attribute." + name, true, why));
    }

    private void refuseReading(String why) {
        refuse("streaming", configuration.isStreaming() && !endpoint.isFleet(), why);
        refuse("where", configuration.getWhere() != null, why);
        refuse("properties", configuration.getProperties() != null, why);
    }

    private void refuseNamed(List<String> options, String why) {
        options.forEach(option -> refuse(option, endpoint.isNamed(option), why));
    }

    private static void refuse(String option, boolean set, String why) {
        if (set) {
            throw new IllegalArgumentException(option + " " + why);
        }
    }
}

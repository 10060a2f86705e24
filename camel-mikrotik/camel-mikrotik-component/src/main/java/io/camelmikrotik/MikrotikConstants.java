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

import org.apache.camel.spi.Metadata;

/**
 * Header names.
 */
public final class MikrotikConstants {

    @Metadata(label = "producer", important = true, javaType = "String",
              description = "The command to send, such as /ppp/secret/print, when the endpoint's URI has no command path. Ignored when it"
                            + " has one. Removed once the command has succeeded.")
    public static final String COMMAND = "CamelMikrotikCommand";

    @Metadata(label = "producer,consumer", javaType = "String",
              description = "The device the message came from, as named in the endpoint's URI, with its port: can stand in a URI again.")
    public static final String DEVICE = "CamelMikrotikDevice";

    @Metadata(label = "producer", important = true, javaType = "String",
              description = "What the router returned with the end of the reply (=ret=): the id of a new item, a count, a result.")
    public static final String RET = "CamelMikrotikRet";

    @Metadata(label = "producer,consumer", javaType = "Integer", description = "The number of rows in the body.")
    public static final String ROW_COUNT = "CamelMikrotikRowCount";

    @Metadata(label = "consumer", javaType = "Long",
              description = "Set on a message of a streaming command: how many rows (emit=table: rounds) were dropped just before it because"
                            + " the route was too slow.")
    public static final String ROWS_SKIPPED = "CamelMikrotikRowsSkipped";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Set when the router refuses a command: the category of its trap (0 missing item or command, 1 argument, 2"
                            + " interrupted, 3 script, 4 general failure, 5 API, 6 TTY, 7 return value). Absent if the router gave none.")
    public static final String TRAP_CATEGORY = "CamelMikrotikTrapCategory";

    @Metadata(label = "producer", javaType = "String",
              description = "What operation=upsert or operation=update did with the row: created, updated, unchanged or missing.")
    public static final String UPSERT_RESULT = "CamelMikrotikUpsertResult";

    @Metadata(label = "producer", javaType = "Long", description = "Of a bulk write: the elements that the router executed.")
    public static final String DONE_COUNT = "CamelMikrotikDoneCount";

    @Metadata(label = "producer", javaType = "Long", description = "Of a bulk write: the elements that the router refused.")
    public static final String TRAPPED_COUNT = "CamelMikrotikTrappedCount";

    @Metadata(label = "producer", javaType = "Long",
              description = "Of a bulk write: the elements that were not sent. Elements of an iterator that were never read do not count.")
    public static final String NOT_SENT_COUNT = "CamelMikrotikNotSentCount";

    @Metadata(label = "producer", javaType = "Long",
              description = "Of a bulk write: the elements that were sent and whose reply was lost, so that it is not known whether they"
                            + " were executed.")
    public static final String UNKNOWN_COUNT = "CamelMikrotikUnknownCount";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of operation=ensure: the rows that were added; with dryRun, that would be.")
    public static final String ADDED_COUNT = "CamelMikrotikAddedCount";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of operation=ensure: the rows of which properties were set or unset; with dryRun, would be.")
    public static final String CHANGED_COUNT = "CamelMikrotikChangedCount";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of operation=ensure: the rows that were moved; with dryRun, would be.")
    public static final String MOVED_COUNT = "CamelMikrotikMovedCount";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of operation=ensure: the rows that were removed or disabled; with dryRun, would be.")
    public static final String REMOVED_COUNT = "CamelMikrotikRemovedCount";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of operation=ensure: the rows that were as the list wants them.")
    public static final String UNCHANGED_COUNT = "CamelMikrotikUnchangedCount";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of operation=ensure: the rows that the router refused, or that were not as written when read"
                            + " back.")
    public static final String FAILED_COUNT = "CamelMikrotikFailedCount";

    @Metadata(label = "producer", javaType = "String",
              description = "How Safe Mode ended: released, rolled_back, rolled_back_by_disconnect, or unknown when the reply to the"
                            + " release was lost. Absent if it was not used.")
    public static final String SAFE_MODE = "CamelMikrotikSafeMode";

    @Metadata(label = "producer", javaType = "String",
              description = "Of operation=applyScript: applied, when the change was confirmed. Otherwise the exchange fails.")
    public static final String SCRIPT_RESULT = "CamelMikrotikScriptResult";

    @Metadata(label = "consumer", important = true, javaType = "String",
              description = "What happened to the row in the body: created, updated or removed.")
    public static final String CHANGE_TYPE = "CamelMikrotikChangeType";

    @Metadata(label = "consumer", javaType = "io.camelmikrotik.routeros.RouterOsRow",
              description = "The row as it was before it was updated or removed. Absent for a created one.")
    public static final String PREVIOUS_ROW = "CamelMikrotikPreviousRow";

    @Metadata(label = "consumer", javaType = "java.util.List<String>",
              description = "The names of the properties of an updated row that are new, gone or have another value.")
    public static final String CHANGED_PROPERTIES = "CamelMikrotikChangedProperties";

    @Metadata(label = "consumer", javaType = "String",
              description = "How the change became known: live, told by the router when it happened; or reconciliation, found by"
                            + " comparing the table with what was delivered before.")
    public static final String CHANGE_ORIGIN = "CamelMikrotikChangeOrigin";

    @Metadata(label = "consumer", javaType = "String",
              description = "The command the message came from, such as /ppp/active/listen. Not read by the producer.")
    public static final String SOURCE = "CamelMikrotikSource";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of an exchange that was sent to a selection: the devices that did what was asked.")
    public static final String DEVICES_DONE = "CamelMikrotikDevicesDone";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of an exchange that was sent to a selection: the devices that refused it or could not answer.")
    public static final String DEVICES_FAILED = "CamelMikrotikDevicesFailed";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of an exchange that was sent to a selection: the devices of which it is not known whether they did what"
                            + " was asked.")
    public static final String DEVICES_UNKNOWN = "CamelMikrotikDevicesUnknown";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Of an exchange that was sent to a selection: the devices to which nothing was sent, because they are"
                            + " down, suspended, or the application stops.")
    public static final String DEVICES_NOT_TRIED = "CamelMikrotikDevicesNotTried";

    @Metadata(label = "producer", javaType = "String",
              description = "Of operation=rollout: pause, resume or abort, for a roll-out under way. Without it the message begins one.")
    public static final String ROLLOUT_ACTION = "CamelMikrotikRolloutAction";
    @Metadata(label = "producer", javaType = "String",
              description = "With CamelMikrotikRolloutAction: the id of the roll-out, as the component's MBean and the dev console list it."
                            + " Not needed while only one is under way.")
    public static final String ROLLOUT_ID = "CamelMikrotikRolloutId";

    @Metadata(label = "consumer", javaType = "java.util.Map<String, String>",
              description = "With emit=round: the devices whose rows are missing, and why.")
    public static final String MISSING_DEVICES = "CamelMikrotikMissingDevices";

    /**
     * Exchange property: the {@link io.camelmikrotik.write.WriteProgress} of the bulk write or ensure run going on, or
     * of the last.
     */
    public static final String PROGRESS_PROPERTY = "CamelMikrotikProgress";

    private MikrotikConstants() {
    }
}

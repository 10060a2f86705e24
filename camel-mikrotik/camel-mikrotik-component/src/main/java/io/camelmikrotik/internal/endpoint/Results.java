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

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.internal.component.DeviceClient;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The headers that a producer leaves.
 */
public final class Results {

    private static final List<String> REPLACED = List.of(
            MikrotikConstants.COMMAND, MikrotikConstants.RET, MikrotikConstants.ROW_COUNT, MikrotikConstants.TRAP_CATEGORY,
            MikrotikConstants.UPSERT_RESULT, MikrotikConstants.DONE_COUNT, MikrotikConstants.TRAPPED_COUNT,
            MikrotikConstants.NOT_SENT_COUNT, MikrotikConstants.UNKNOWN_COUNT,
            MikrotikConstants.ADDED_COUNT, MikrotikConstants.CHANGED_COUNT, MikrotikConstants.MOVED_COUNT,
            MikrotikConstants.REMOVED_COUNT, MikrotikConstants.UNCHANGED_COUNT, MikrotikConstants.FAILED_COUNT,
            MikrotikConstants.SAFE_MODE);

    private Results() {
    }

    /** The message of an exchange that succeeded, without what earlier commands left. */
    public static Message of(Exchange exchange, DeviceClient client) {
        Message message = exchange.getMessage();
        REPLACED.forEach(message::removeHeader);
        message.setHeader(MikrotikConstants.DEVICE, client.name());
        return message;
    }
}

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
package io.camelmikrotik.exception;

import java.util.List;

import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.write.BulkResult;
import io.camelmikrotik.write.SafeModeEnd;
import io.camelmikrotik.write.WriteOutcome;

/**
 * A bulk write ended before all of it was done. {@link #getOutcomes()} tells what became of each element: to go on,
 * send those again that were {@code NOT_SENT}, and look at the table for those that are {@code UNKNOWN}. Sending all of
 * it again would repeat what was done.
 */
public class BulkWriteException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final transient BulkResult result;

    public BulkWriteException(String device, String command, BulkResult result, String message, Throwable cause) {
        super(device, command, fate(result), message, cause);
        this.result = result;
    }

    /** Done element by element is not enough where nobody knows whether it was kept. */
    private static CommandFate fate(BulkResult result) {
        boolean unknown = result.unknown() > 0 || result.safeMode() == SafeModeEnd.UNKNOWN;
        return unknown ? CommandFate.OUTCOME_UNKNOWN : CommandFate.ANSWERED;
    }

    /** The whole result; {@code null} after deserialization. */
    public BulkResult getResult() {
        return result;
    }

    /** The outcomes kept, in the order of the elements. Empty after deserialization. */
    public List<WriteOutcome> getOutcomes() {
        return result == null ? List.of() : result.outcomes();
    }
}

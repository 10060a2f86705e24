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
package io.camelmikrotik.internal.meters;

import java.util.Locale;

import io.camelmikrotik.exception.CommandCancelledException;
import io.camelmikrotik.exception.CommandTimeoutException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.CommandFate;

/** How a command ended, as the tag of its meter says it. */
enum CommandOutcome {

    /** With {@code !done}. */
    ANSWERED,
    /** The router refused it. */
    TRAP,
    /** No answer in time. */
    TIMEOUT,
    /** Its caller did not want it any more. */
    CANCELLED,
    /** Its session was lost after it was sent: it may have been executed. */
    UNKNOWN,
    /** Its session was lost before it was sent. */
    NOT_SENT,
    /** Anything else, such as a reply of too many rows. */
    FAILED;

    static CommandOutcome of(MikrotikException failure) {
        if (failure instanceof TrapException) {
            return TRAP;
        }
        if (failure instanceof CommandTimeoutException) {
            return TIMEOUT;
        }
        if (failure instanceof CommandCancelledException) {
            return CANCELLED;
        }
        CommandFate fate = failure.getFate();
        return fate == CommandFate.OUTCOME_UNKNOWN ? UNKNOWN : fate == CommandFate.NEVER_SENT ? NOT_SENT : FAILED;
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}

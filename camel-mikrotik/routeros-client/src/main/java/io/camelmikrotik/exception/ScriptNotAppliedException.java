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

import io.camelmikrotik.routeros.CommandFate;

/**
 * A change by script was not made, or it is not known whether it was: see {@link #getOutcome()}. The message says why,
 * and what is left on the router.
 */
public class ScriptNotAppliedException extends MikrotikException {

    /** What became of the change. */
    public enum Outcome {
        /** The script was not started: the router is as it was. */
        NOT_STARTED,
        /** The script was started, and the router has run its revert. */
        REVERTED,
        /** The script was started, and the router has not told what became of it. */
        UNKNOWN
    }

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    public ScriptNotAppliedException(String device, Outcome outcome, String message, Throwable cause) {
        super(device, "/system/script/run", switch (outcome) {
            case NOT_STARTED -> CommandFate.NEVER_SENT;
            case REVERTED -> CommandFate.ANSWERED;
            case UNKNOWN -> CommandFate.OUTCOME_UNKNOWN;
        }, message, cause);
        this.outcome = outcome;
    }

    public Outcome getOutcome() {
        return outcome;
    }
}

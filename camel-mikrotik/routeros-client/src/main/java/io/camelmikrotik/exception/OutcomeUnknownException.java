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
 * A command that changes the router was sent, and its reply was lost: it may or may not have been executed. It was not
 * repeated. The cause tells how the reply was lost. Read the table before sending the command again.
 */
public class OutcomeUnknownException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String device, String command, String message, Throwable cause) {
        super(device, command, CommandFate.OUTCOME_UNKNOWN, message, cause);
    }
}

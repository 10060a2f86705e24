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
 * A command could not be built from what it was given: a bad path, property name, value or expression. Nothing was
 * sent, except for a regular expression in {@code where} that proves too costly for a row that the router returned.
 */
public class BadInputException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        this(message, null);
    }

    public BadInputException(String message, Throwable cause) {
        this(CommandFate.NEVER_SENT, message, cause);
    }

    public BadInputException(CommandFate fate, String message, Throwable cause) {
        this(null, null, fate, message, cause);
    }

    private BadInputException(String device, String command, CommandFate fate, String message, Throwable cause) {
        super(device, command, fate, message, cause);
    }

    /**
     * The same, told where it was: with the device and the command in the text.
     *
     * @param device  as {@code user@host:port}
     * @param command its path, or {@code null} if it is not known
     */
    public BadInputException at(String device, String command) {
        boolean told = command == null || getMessage().contains(command);
        return new BadInputException(
                device, command, getFate(), device + (told ? ": " : " " + command + ": ") + getMessage(), getCause());
    }
}

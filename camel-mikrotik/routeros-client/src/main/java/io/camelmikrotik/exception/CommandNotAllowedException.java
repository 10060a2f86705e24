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
 * The options {@code readOnly} or {@code allowedCommands} forbid the command: it was not sent. Trying again does not
 * help.
 */
public class CommandNotAllowedException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final String option;
    private final String level;

    /**
     * @param device  as {@code user@host:port}, or as it is named where that is not known yet
     * @param command its path
     * @param option  that forbids it, such as {@code readOnly}
     * @param level   where that option is set, such as {@code the component}
     * @param why     the rest of the text
     */
    public CommandNotAllowedException(String device, String command, String option, String level, String why) {
        super(device, command, CommandFate.NEVER_SENT, command + " was not sent to " + device + ": " + why, null);
        this.option = option;
        this.level = level;
    }

    /** The option that forbids it: {@code readOnly}, {@code allowedCommands} or {@code shards}. */
    public String getOption() {
        return option;
    }

    /** Where that option is set: {@code the component}, {@code the device NAME} or {@code the endpoint}. */
    public String getLevel() {
        return level;
    }
}

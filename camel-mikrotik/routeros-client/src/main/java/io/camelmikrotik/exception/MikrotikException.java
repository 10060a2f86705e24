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
 * Root of everything that can go wrong between a route and a RouterOS device.
 * <p>
 * The message says which device, which command, what happened and, where known, what to do about it. It never holds a
 * password, nor the value of any attribute.
 */
public class MikrotikException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String device;
    private final String command;
    private final CommandFate fate;

    /**
     * @param device  the device as {@code user@host:port}, or {@code null} where none is concerned yet
     * @param command the path of the command concerned, or {@code null} when no command was involved
     * @param fate    how far the command got
     * @param message the whole text, already naming the device
     * @param cause   what led here, or {@code null}
     */
    public MikrotikException(String device, String command, CommandFate fate, String message, Throwable cause) {
        super(message, cause);
        this.device = device;
        this.command = command;
        this.fate = fate;
    }

    /**
     * The same failure, of a session, told to somebody who wanted to send a command over it: its path is in the text
     * then. Failures of a command itself stay as they are.
     *
     * @param path of the command, which was never sent; {@code null} for none
     */
    public MikrotikException keptFrom(String path) {
        return this;
    }

    /** This failure's text with the command that it kept from being sent. */
    protected final String textWith(String path) {
        return getMessage() + "; " + path + " was not sent";
    }

    /** The device as {@code user@host:port}; {@code null} where none is concerned. */
    public String getDevice() {
        return device;
    }

    /** The path of the command, such as {@code /ppp/secret/add}; {@code null} when no command was involved. */
    public String getCommand() {
        return command;
    }

    /** How far the command got. */
    public CommandFate getFate() {
        return fate;
    }
}

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
 * The session ended while a command was waiting for its reply, or before the command could be sent; the
 * {@linkplain #getFate() fate} tells which.
 */
public class SessionClosedException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final boolean byDevice;

    public SessionClosedException(String device, String command, CommandFate fate, String message, Throwable cause) {
        this(device, command, fate, message, cause, false);
    }

    /** @param byDevice see {@link #isByDevice()} */
    public SessionClosedException(
                                  String device, String command, CommandFate fate, String message, Throwable cause,
                                  boolean byDevice) {
        super(device, command, fate, message, cause);
        this.byDevice = byDevice;
    }

    /**
     * Whether the device itself ended the connection, and so knows that the session is over. Otherwise it was given up
     * here, or the network failed, and the device may not have noticed.
     */
    public boolean isByDevice() {
        return byDevice;
    }
}

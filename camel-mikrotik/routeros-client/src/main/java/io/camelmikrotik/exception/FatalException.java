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
 * The router ended the session with {@code !fatal}. {@link #getReason()} is the router's own text.
 */
public class FatalException extends SessionClosedException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public FatalException(String device, String command, CommandFate fate, String reason, String message) {
        super(device, command, fate, message, null);
        this.reason = reason;
    }

    /** The router's own words, such as {@code not logged in}. */
    public String getReason() {
        return reason;
    }
}

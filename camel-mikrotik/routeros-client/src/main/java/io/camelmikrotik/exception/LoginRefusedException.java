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
import io.camelmikrotik.routeros.Diagnosis;

/**
 * The router refused the login. {@link #getRefusal()} is the router's own text.
 * <p>
 * One refusal does not prove a wrong password: a booting router, or one whose RADIUS server is away, refuses valid
 * credentials for a moment.
 */
public class LoginRefusedException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final String refusal;

    /** @param message to which is added where more is to be found: {@link Diagnosis#POINTER} */
    public LoginRefusedException(String device, String refusal, String message) {
        this(device, null, refusal, message + Diagnosis.POINTER);
    }

    private LoginRefusedException(String device, String command, String refusal, String message) {
        super(device, command, CommandFate.NEVER_SENT, message, null);
        this.refusal = refusal;
    }

    @Override
    public MikrotikException keptFrom(String path) {
        return path == null ? this : new LoginRefusedException(getDevice(), path, refusal, textWith(path));
    }

    /** The router's own words, such as {@code invalid user name or password (6)}. */
    public String getRefusal() {
        return refusal;
    }
}

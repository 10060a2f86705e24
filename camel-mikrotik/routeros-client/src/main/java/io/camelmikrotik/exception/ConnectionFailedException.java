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
 * No session could be opened: the name did not resolve, the connection was refused or timed out, or it ended before the
 * login did. No command was sent.
 */
public class ConnectionFailedException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private boolean beforeLogin;

    /** @param message to which is added where more is to be found: {@link Diagnosis#POINTER} */
    public ConnectionFailedException(String device, String message, Throwable cause) {
        this(device, null, message + Diagnosis.POINTER, cause);
    }

    ConnectionFailedException(String device, String command, String message, Throwable cause) {
        super(device, command, CommandFate.NEVER_SENT, message, cause);
    }

    /**
     * The device accepted the connection, and ended it before it answered the login: perhaps it has no session left.
     */
    public static ConnectionFailedException endedBeforeLogin(String device, String message) {
        ConnectionFailedException failure = new ConnectionFailedException(device, message, null);
        failure.beforeLogin = true;
        return failure;
    }

    /** Whether the device ended the connection before it answered the login. */
    public boolean isEndedBeforeLogin() {
        return beforeLogin;
    }

    /** The same with what was found out since. */
    public ConnectionFailedException with(String finding) {
        ConnectionFailedException more = new ConnectionFailedException(
                getDevice(), null, getMessage().replace(Diagnosis.POINTER, "") + "; " + finding + Diagnosis.POINTER,
                getCause());
        more.beforeLogin = beforeLogin;
        return more;
    }

    @Override
    public MikrotikException keptFrom(String path) {
        return path == null ? this : new ConnectionFailedException(getDevice(), path, textWith(path), getCause());
    }
}

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
package io.camelmikrotik.internal.session;

import java.io.IOException;

import io.camelmikrotik.exception.FatalException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * Why a session ended: makes the exception for each command that was in flight, and the one for the session itself.
 *
 * @param device      the device as {@code user@host:port}
 * @param what        what happened, such as {@code closed the session}
 * @param fatalReason the router's text of {@code !fatal}, or {@code null}
 * @param cause       what the network or the decoder said, or {@code null}
 * @param byDevice    whether the device itself ended the connection (FIN, RST, {@code !fatal}): silence proves nothing
 */
record SessionEnd(String device, String what, String fatalReason, Throwable cause, boolean byDevice) {

    private static final String CLOSED = "closed the session";

    static SessionEnd closedByDevice(String device) {
        return new SessionEnd(device, CLOSED, null, null, true);
    }

    static SessionEnd broken(String device, Throwable cause) {
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new SessionEnd(device, "lost the session (" + detail + ")", null, cause, isReset(cause));
    }

    static SessionEnd fatal(String device, String reason) {
        return new SessionEnd(
                device, "ended the session with !fatal: \"" + RouterText.shown(reason) + "\"", reason, null, true);
    }

    static SessionEnd silent(String device, String what) {
        return new SessionEnd(device, what, null, null, false);
    }

    static SessionEnd closedHere(String device, String reason) {
        return new SessionEnd(device, "had its session closed here (" + reason + ")", null, null, false);
    }

    /** The words of the JDK and of Netty's native transports for RST; a timeout or an unreachable network is none. */
    private static boolean isReset(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof IOException && (message.contains("reset") || message.contains("Broken pipe"));
    }

    /** For the session as a whole. */
    MikrotikException exception() {
        return exception(null, CommandFate.NEVER_SENT, device + " " + what);
    }

    /** For a command that was waiting for its reply, or to be sent. */
    MikrotikException exception(RouterOsCommand command, CommandFate fate) {
        String when = fate == CommandFate.NEVER_SENT
                ? " before " + command.path() + " was sent" : " while " + command.path() + " waited for its reply";
        return exception(command.path(), fate, device + " " + what + when);
    }

    private MikrotikException exception(String command, CommandFate fate, String message) {
        return fatalReason != null
                ? new FatalException(device, command, fate, fatalReason, message)
                : new SessionClosedException(device, command, fate, message, cause, byDevice);
    }
}

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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.exception.TlsFailedException;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * One API session of a device: a connection that is being opened, then logged in, then carries any number of commands
 * at a time, told apart by {@code .tag}, until it closes. A closed session never opens again.
 * <p>
 * Any thread may call any method; none of them blocks. Stages complete on the session's event loop: go on elsewhere
 * before doing anything slow.
 */
public interface ApiSession {

    /** The device as {@code user@host:port}. */
    String device();

    /**
     * Completes when the session can take commands. While it is opening, that is the end of the login. When it was
     * silent for longer than {@code bypass}, a {@code /system/identity/print} is sent first, and a session that does
     * not answer it in time is closed. Otherwise at once.
     *
     * @return fails with {@link ConnectionFailedException}, {@link TlsFailedException}, {@link LoginRefusedException}
     *         or, where a session that was logged in has gone, {@link SessionClosedException}
     */
    CompletionStage<Void> ready(Duration bypass);

    /** Whether the session is opening or logged in, as far as is known here. */
    boolean isOpen();

    /** Completes once when the session has closed, with the reason; never exceptionally. */
    CompletionStage<MikrotikException> closed();

    /** {@link System#nanoTime()} of the last byte received, or of the start of opening. */
    long lastRead();

    /** {@link System#nanoTime()} of the start of opening. */
    long openedAt();

    /** Whether the device has answered any command of this session, with a row at least; the login is none. */
    boolean hasAnswered();

    /**
     * Whether the device was silent for so long, or let a command time out, that it was asked whether it is there and
     * has not answered yet. Commands sent meanwhile wait here, unsent, for the verdict, at most for the time of the
     * probe: they are sent when the device is heard again, and fail as never sent when the session ends.
     */
    default boolean isInDoubt() {
        return false;
    }

    /** Commands sent and not ended, those being cancelled included. */
    int inFlight();

    /**
     * Sends a command. The listener is registered before the first byte leaves, so that a quick reply finds it.
     *
     * @param listener hears the reply, and always exactly one end
     */
    PendingCommand send(RouterOsCommand command, CommandOptions options, ReplyListener listener);

    /**
     * Sends a command and collects its reply. Cancelling the future cancels the command.
     */
    default CompletableFuture<Reply> execute(RouterOsCommand command, CommandOptions options) {
        return CollectedReply.send(this, command, options);
    }

    /**
     * Closes the connection. Commands in flight fail at once.
     *
     * @param reason for the log and for the exception of commands in flight, such as {@code idle for 10 min}
     */
    void close(String reason);
}

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
package io.camelmikrotik.internal.pool;

import io.camelmikrotik.exception.CommandCancelledException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.PendingCommand;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;

/** A command that waits for its turn, and then is in flight. Safe for any thread. */
final class DelayedCommand implements PendingCommand {

    private final ApiSession session;
    private final RouterOsCommand command;
    private final CommandOptions options;
    private final ReplyListener listener;
    // guarded by this
    private PendingCommand sent;
    private boolean begun;
    private boolean cancelled;
    private boolean paused;

    DelayedCommand(ApiSession session, RouterOsCommand command, CommandOptions options, ReplyListener listener) {
        this.session = session;
        this.command = command;
        this.options = options;
        this.listener = listener;
    }

    ApiSession session() {
        return session;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    void send() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            begun = true;
        }
        PendingCommand pending;
        try {
            pending = session.send(command, options, listener);
        } catch (Throwable e) {
            // who waits for it is not on this thread
            listener.onFailure(
                    new MikrotikException(
                            session.device(), command.path(), CommandFate.NEVER_SENT,
                            command.path() + " could not be sent to " + session.device() + ": " + e, e));
            return;
        }
        boolean cancel;
        boolean pause;
        synchronized (this) {
            sent = pending;
            cancel = cancelled;
            pause = paused;
        }
        if (cancel) {
            pending.cancel();
        } else if (pause) {
            pending.pauseReading();
        }
    }

    @Override
    public void cancel() {
        PendingCommand pending;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            pending = sent;
            if (begun && pending == null) {
                // the thread that sends it cancels it
                return;
            }
        }
        if (pending != null) {
            pending.cancel();
        } else {
            listener.onFailure(
                    new CommandCancelledException(
                            session.device(), command.path(), CommandFate.NEVER_SENT,
                            command.path() + " was cancelled before it was sent to " + session.device()));
        }
    }

    @Override
    public void pauseReading() {
        PendingCommand pending;
        synchronized (this) {
            paused = true;
            pending = sent;
        }
        if (pending != null) {
            pending.pauseReading();
        }
    }

    @Override
    public void resumeReading() {
        PendingCommand pending;
        synchronized (this) {
            paused = false;
            pending = sent;
        }
        if (pending != null) {
            pending.resumeReading();
        }
    }
}

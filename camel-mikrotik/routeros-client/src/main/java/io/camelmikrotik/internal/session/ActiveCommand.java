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

import java.util.ArrayList;
import java.util.List;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.ReplyTooLargeException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.Trap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command on its way: from the queue of its session to the one end its listener hears. Event loop only, except
 * where noted.
 */
final class ActiveCommand implements PendingCommand {

    private static final Logger LOG = LoggerFactory.getLogger(NettyApiSession.class);

    /** What a row takes besides its words: without it, a million tiny ones would take five times what they say. */
    private static final int BYTES_OF_ROW = 64;
    /** Routers send two at most. */
    private static final int MAX_TRAPS = 100;

    private final NettyApiSession session;
    private final RouterOsCommand command;
    private final CommandOptions options;
    private final ReplyListener listener;
    private final RowDecoder rows;

    private long tag;
    private boolean ended;
    private boolean empty;
    private boolean encoded;
    private boolean written;
    private boolean pausing;
    private long lastHeard;
    private long sentAt;
    private long received;
    private List<Trap> traps = List.of();

    /** Any thread. */
    ActiveCommand(NettyApiSession session, RouterOsCommand command, CommandOptions options, ReplyListener listener) {
        this.session = session;
        this.command = command;
        this.options = options;
        this.listener = listener;
        this.rows = new RowDecoder(options.charset());
    }

    @Override
    public void cancel() {
        session.cancel(this);
    }

    @Override
    public void pauseReading() {
        session.onLoop(() -> pause(!ended));
    }

    @Override
    public void resumeReading() {
        session.onLoop(() -> pause(false));
    }

    /** Only a command that runs can pause its session, and its end ends the pause: the session has other users then. */
    private void pause(boolean pause) {
        if (pause != pausing) {
            pausing = pause;
            session.setReading(!pause);
        }
    }

    RouterOsCommand command() {
        return command;
    }

    CommandOptions options() {
        return options;
    }

    long tag() {
        return tag;
    }

    /** Whether the listener has heard the end, even if the router still owes its {@code !done}. */
    boolean hasEnded() {
        return ended;
    }

    boolean isEncoded() {
        return encoded;
    }

    CommandFate fate() {
        return encoded ? CommandFate.OUTCOME_UNKNOWN : CommandFate.NEVER_SENT;
    }

    void register(long newTag) {
        tag = newTag;
    }

    void markEncoded(long now) {
        encoded = true;
        sentAt = now;
        lastHeard = now;
    }

    /** The network has taken it. */
    void markWritten() {
        written = true;
    }

    /** {@link System#nanoTime()} of the last sentence of the reply, or of sending. */
    long lastHeard() {
        return lastHeard;
    }

    /** Starts the time of silence again, as when reading was paused by us. */
    void restartSilence(long now) {
        lastHeard = now;
    }

    /** When the command times out, or {@link Long#MAX_VALUE} if it may go on for ever. */
    long deadline() {
        if (ended) {
            return Long.MAX_VALUE;
        }
        long silent = options.timeout().isZero() ? Long.MAX_VALUE : lastHeard + options.timeout().toNanos();
        long total = totalDeadline();
        return silent == Long.MAX_VALUE || total != Long.MAX_VALUE && total - silent < 0 ? total : silent;
    }

    /** When its whole time is over, or {@link Long#MAX_VALUE}. */
    long totalDeadline() {
        return options.totalTimeout().isZero() ? Long.MAX_VALUE : sentAt + options.totalTimeout().toNanos();
    }

    /** @return whether the reply has not become too large with it, which ends the command */
    private boolean count(Sentence sentence) {
        received += sentence.bytes().length + BYTES_OF_ROW;
        long most = options.maxReplyBytes();
        if (most == 0 || received + rows.bytesOfNames() <= most) {
            return true;
        }
        session.cancel(this, ReplyTooLargeException.inBytes(session.device(), command.path(), most));
        return false;
    }

    void row(Sentence sentence, long now) {
        lastHeard = now;
        if (!ended && count(sentence)) {
            RouterOsRow row = rows.decode(sentence);
            try {
                listener.onRow(row);
            } catch (RuntimeException | Error e) {
                cancelForItsReader(e);
            }
        }
    }

    /** No row of this command is at hand any more, for now. */
    void rowsRead() {
        if (!ended) {
            try {
                listener.onRowsRead();
            } catch (RuntimeException | Error e) {
                cancelForItsReader(e);
            }
        }
    }

    private void cancelForItsReader(Throwable failure) {
        LOG.warn("{}: the listener for the rows of {} threw an exception; the command is cancelled", session.device(),
                command.path(), failure);
        cancel();
    }

    void trap(Sentence sentence, long now) {
        lastHeard = now;
        if (!ended && count(sentence)) {
            traps = traps.isEmpty() ? new ArrayList<>(2) : traps;
            Trap trap = ReplySentence.trap(rows.decode(sentence));
            traps.add(new Trap(trap.category(), command.withoutSecrets(trap.message())));
            if (traps.size() == MAX_TRAPS) {
                session.cancel(this, trapped());
            }
        }
    }

    void empty(long now) {
        lastHeard = now;
        empty = true;
    }

    void done(Sentence sentence) {
        if (ended) {
            return;
        }
        if (traps.isEmpty()) {
            RouterOsRow attributes = rows.decode(sentence);
            DoneReply reply = attributes.isEmpty() && !empty ? DoneReply.BARE : new DoneReply(attributes, empty);
            end(() -> listener.onDone(reply));
        } else {
            fail(trapped());
        }
    }

    /**
     * The session has gone. A command that asks for that has succeeded if the router ended it, and only then: a dead
     * connection or our own close tells nothing about what it did.
     */
    void sessionEnded(MikrotikException failure, boolean byDevice) {
        if (ended) {
            return;
        }
        if (!traps.isEmpty()) {
            fail(trapped());
        } else if (byDevice && written && command.endsSession()) {
            end(() -> listener.onDone(DoneReply.BARE));
        } else {
            fail(failure);
        }
    }

    /** @return why it must not be written any more; {@code null} if it may */
    MikrotikException refusal() {
        return listener.refusal();
    }

    void fail(MikrotikException failure) {
        if (!ended) {
            end(() -> listener.onFailure(failure));
        }
    }

    /** Whatever its listener does, the session's other commands are not concerned. */
    private void end(Runnable tell) {
        ended = true;
        pause(false);
        try {
            tell.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: the callback for the end of {} threw an exception", session.device(), command.path(), e);
        }
    }

    private TrapException trapped() {
        Trap first = traps.get(0);
        StringBuilder message = new StringBuilder(session.device()).append(" refused ").append(command.path()).append(": \"");
        for (int i = 0; i < traps.size(); i++) {
            message.append(i == 0 ? "" : "; ").append(RouterText.shown(traps.get(i).message()));
        }
        message.append('"');
        if (first.category() != null) {
            message.append(" (category ").append(first.category()).append(')');
        }
        return new TrapException(
                session.device(), command.path(), traps, message.append(TrapHints.of(first, command)).toString());
    }
}

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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of a logged-in session: gives each a tag, writes it, and brings every reply sentence to the command
 * whose tag it carries. Event loop only.
 * <p>
 * A tag is registered before its sentence is written, is never used twice, and stays registered until the router's
 * {@code !done}, even when nobody waits for it any more; so a late row can never reach another command.
 */
final class CommandHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);

    private static final String CANCEL = "/cancel";

    /** A device that leaves so many cancelled commands without their end is not well. */
    private static final int MAX_ABANDONED = 64;

    /** Reply words that no client knows are logged once each; a hostile device must not fill this set. */
    private static final Set<String> UNKNOWN_REPLIES = ConcurrentHashMap.newKeySet();
    private static final int MAX_UNKNOWN_REPLIES = 100;

    private final NettyApiSession session;
    private final Channel channel;
    private final IdleMonitor watch;
    private final LongObjectMap<ActiveCommand> pending = new LongObjectHashMap<>();
    /** The command whose rows are being read, or {@code null}. */
    private ActiveCommand reading;
    private long lastTag;
    private int abandoned;

    CommandHandler(NettyApiSession session, Channel channel) {
        this.session = session;
        this.channel = channel;
        this.watch = new IdleMonitor(session, this, channel);
    }

    Iterable<ActiveCommand> pending() {
        return pending.values();
    }

    /** Writes all commands of the queue, and flushes once. */
    void write(Queue<ActiveCommand> queue) {
        ByteBuf batch = null;
        List<ActiveCommand> ending = new ArrayList<>(0);
        long now = System.nanoTime();
        long deadline = Long.MAX_VALUE;
        for (ActiveCommand command = queue.poll(); command != null; command = queue.poll()) {
            if (!command.hasEnded()) {
                try {
                    MikrotikException refusal = command.refusal();
                    if (refusal != null) {
                        command.fail(refusal);
                        continue;
                    }
                    batch = batch != null ? batch : channel.alloc().buffer();
                } catch (Throwable e) {
                    // no memory just now, say
                    command.fail(notWritten(command, e));
                    continue;
                }
                write(command, batch, now);
                deadline = Math.min(deadline, command.deadline());
                if (command.command().endsSession()) {
                    ending.add(command);
                }
            }
        }
        session.countInFlight(pending.size());
        if (batch != null) {
            channel.writeAndFlush(batch).addListener(written -> {
                if (written.isSuccess()) {
                    ending.forEach(ActiveCommand::markWritten);
                } else {
                    session.end(SessionEnd.broken(session.device(), written.cause()));
                }
            });
            startWatch(now, deadline);
        }
    }

    private void write(ActiveCommand command, ByteBuf batch, long now) {
        long tag = ++lastTag;
        command.register(tag);
        pending.put(tag, command);
        try {
            CommandWriter.write(
                    batch, command.command(), command.options().charset(), tag, session.limits().maxSentWordLength());
            command.markEncoded(now);
        } catch (BadInputException e) {
            pending.remove(tag);
            command.fail(e);
        } catch (RuntimeException e) {
            pending.remove(tag);
            command.fail(new BadInputException(command.command().path() + " could not be encoded", e));
        } catch (Error e) {
            pending.remove(tag);
            command.fail(notWritten(command, e));
        }
    }

    private MikrotikException notWritten(ActiveCommand command, Throwable cause) {
        return new MikrotikException(
                session.device(), command.command().path(), CommandFate.NEVER_SENT,
                command.command().path() + " was not sent to " + session.device() + ": " + cause, cause);
    }

    /** Once for all commands of a batch. What is written stays written, whatever the timer says. */
    private void startWatch(long now, long deadline) {
        try {
            watch.started(now, deadline);
        } catch (RuntimeException | Error e) {
            session.end(SessionEnd.broken(session.device(), e));
        }
    }

    /** Ends the command for its listener, and stops it on the router if it got there. */
    void cancel(ActiveCommand command, MikrotikException reason) {
        if (command.hasEnded()) {
            return;
        }
        if (!command.isEncoded()) {
            command.fail(reason);
            return;
        }
        if (command.command().path().equals(CANCEL)) {
            // a router that leaves /cancel itself unanswered is not helped by another one; the probe will tell
            abandoned++;
            command.fail(reason);
            return;
        }
        if (++abandoned > MAX_ABANDONED) {
            command.fail(reason);
            session.end(
                    SessionEnd.silent(
                            session.device(), "does not end cancelled commands (" + abandoned + " of them), session closed"));
            return;
        }
        session.sendInternally(
                RouterOsCommand.builder(CANCEL).attribute("tag", Long.toString(command.tag())).build(), NoopListener.LISTENER);
        // after that, because whoever hears of the end may close the session
        command.fail(reason);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Sentence sentence = (Sentence) message;
        long now = System.nanoTime();
        if (sentence.equals(0, ReplySentence.FATAL)) {
            session.end(SessionEnd.fatal(session.device(), ReplySentence.fatalReason(sentence, ApiCharset.UTF_8)));
            return;
        }
        ActiveCommand command = addressee(sentence);
        if (command == null) {
            dropped(sentence);
            return;
        }
        session.answered();
        if (sentence.equals(0, ReplySentence.ROW)) {
            if (command != reading) {
                rowsRead();
                reading = command;
            }
            command.row(sentence, now);
            return;
        }
        // before anybody hears of it: a word too many here may be one too few elsewhere
        ReplyWords.check(sentence);
        if (sentence.equals(0, ReplySentence.DONE)) {
            done(command, sentence);
        } else if (sentence.equals(0, ReplySentence.TRAP)) {
            command.trap(sentence, now);
        } else if (sentence.equals(0, ReplySentence.EMPTY)) {
            command.empty(now);
        } else {
            skipUnknown(sentence);
        }
    }

    private void dropped(Sentence sentence) {
        ReplyWords.check(sentence);
        boolean untagged = ReplySentence.tag(sentence) == ReplySentence.UNTAGGED;
        if (untagged && !pending.isEmpty()
                && (sentence.equals(0, ReplySentence.ROW) || sentence.equals(0, ReplySentence.DONE))) {
            throw ReplyWords.outOfStep("a reply without a tag, while several commands wait for theirs,");
        }
        LOG.debug("{} sent {} for no command of ours: dropped", session.device(), sentence);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        rowsRead();
        context.fireChannelReadComplete();
    }

    private void rowsRead() {
        ActiveCommand read = reading;
        reading = null;
        if (read != null) {
            read.rowsRead();
        }
    }

    private ActiveCommand addressee(Sentence sentence) {
        long tag = ReplySentence.tag(sentence);
        if (tag == ReplySentence.UNTAGGED && pending.size() == 1) {
            // a router that could not read our tag answers without it: with one command in flight there is no doubt
            return pending.values().iterator().next();
        }
        return pending.get(tag);
    }

    private void done(ActiveCommand command, Sentence sentence) {
        pending.remove(command.tag());
        session.countInFlight(pending.size());
        if (command.hasEnded()) {
            abandoned--;
        } else {
            command.done(sentence);
        }
    }

    private void skipUnknown(Sentence sentence) {
        String word = sentence.ascii(0);
        if (UNKNOWN_REPLIES.size() < MAX_UNKNOWN_REPLIES && UNKNOWN_REPLIES.add(word)) {
            LOG.warn("{} sent the unknown reply word \"{}\": skipped, as are all later ones", session.device(), word);
        }
    }

    /** Ends every command, in the order sent. */
    void sessionEnded(SessionEnd end) {
        watch.stop();
        List<ActiveCommand> ending = new ArrayList<>(pending.values());
        ending.sort((a, b) -> Long.compare(a.tag(), b.tag()));
        pending.clear();
        session.countInFlight(0);
        ending.forEach(command -> command.sessionEnded(
                end.exception(command.command(), command.fate()), end.byDevice()));
    }

    /** Reading goes on after a pause that was ours: nobody was silent meanwhile. */
    void readingResumed() {
        long now = System.nanoTime();
        pending.values().forEach(command -> command.restartSilence(now));
        watch.check();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        watch.writabilityChanged();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.end(SessionEnd.closedByDevice(session.device()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        session.end(SessionEnd.broken(session.device(), cause));
    }
}

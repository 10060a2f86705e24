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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.camelmikrotik.exception.CommandCancelledException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.SessionLimits;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session over a Netty channel.
 * <p>
 * Commands come from any thread into a queue; its event loop takes all that wait, writes them and flushes once.
 * Everything else happens on the event loop, so that nothing here needs a lock. The end is a single step there
 * ({@link #end(SessionEnd)}): the session is marked closed, then {@link #closed()} completes, then every command in
 * flight or in the queue fails; so who hears of a failed command finds the session closed already.
 */
final class NettyApiSession implements ApiSession {

    static final RouterOsCommand PROBE = RouterOsCommand.of("/system/identity/print");

    private static final Logger LOG = LoggerFactory.getLogger(NettyApiSession.class);

    private final DeviceAccess access;
    private final String device;
    private final EventLoop loop;
    private final long openedAt = System.nanoTime();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<MikrotikException> closed = new CompletableFuture<>();
    private final Queue<ActiveCommand> queue = new ConcurrentLinkedQueue<>();
    /** The probe and the cancellations: they are written in doubt, too. */
    private final Queue<ActiveCommand> ownQueue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writeScheduled = new AtomicBoolean();

    private volatile boolean open = true;
    private volatile long lastRead = openedAt;
    private volatile int inFlight;
    private volatile boolean answered;
    private volatile boolean inDoubt;

    // event loop only
    private SessionEnd end;
    private Channel channel;
    private CommandHandler commands;

    NettyApiSession(DeviceAccess access, EventLoop loop) {
        this.access = access;
        this.device = access.label();
        this.loop = loop;
    }

    // ---- for its users

    @Override
    public String device() {
        return device;
    }

    @Override
    public CompletionStage<Void> ready(Duration bypass) {
        if (!opened.isDone()) {
            return opened.copy();
        }
        if (!open) {
            return opened.thenCompose(nothing -> closed.thenCompose(CompletableFuture::failedFuture));
        }
        if (System.nanoTime() - lastRead <= bypass.toNanos()) {
            return opened.copy();
        }
        CompletableFuture<Void> validated = new CompletableFuture<>();
        send(PROBE, CommandOptions.DEFAULTS.withTimeout(limits().probeTimeout()), new Validation(this, validated));
        return validated;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public CompletionStage<MikrotikException> closed() {
        return closed;
    }

    @Override
    public long lastRead() {
        return lastRead;
    }

    @Override
    public long openedAt() {
        return openedAt;
    }

    @Override
    public boolean hasAnswered() {
        return answered;
    }

    @Override
    public boolean isInDoubt() {
        return inDoubt;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public PendingCommand send(RouterOsCommand command, CommandOptions options, ReplyListener listener) {
        ActiveCommand active = new ActiveCommand(this, command, options, listener);
        queue.add(active);
        scheduleWrite();
        return active;
    }

    private void scheduleWrite() {
        if (writeScheduled.compareAndSet(false, true)) {
            try {
                loop.execute(this::writeQueue);
            } catch (RejectedExecutionException e) {
                // the transport is closed, and with it the loop that owned the queue
                writeScheduled.set(false);
                failQueue(SessionEnd.closedHere(device, "the transport is closed"));
            } catch (Throwable e) {
                writeScheduled.set(false);
                failQueue(SessionEnd.broken(device, e));
            }
        }
    }

    @Override
    public void close(String reason) {
        open = false;
        onLoop(() -> end(SessionEnd.closedHere(device, reason)));
    }

    @Override
    public String toString() {
        return device + (open ? opened.isDone() ? " (open)" : " (opening)" : " (closed)");
    }

    // ---- for its parts, on the event loop unless noted

    DeviceAccess access() {
        return access;
    }

    SessionLimits limits() {
        return access.limits();
    }

    boolean hasEnded() {
        return end != null;
    }

    /** A sentence came: the device lives. */
    void heard() {
        lastRead = System.nanoTime();
        if (inDoubt) {
            inDoubt = false;
            // after what has just been read
            scheduleWrite();
        }
    }

    /**
     * Until the device is heard again, or the session ends, its users' commands stay in the queue: what was never sent
     * is never lost with the session.
     */
    void doubted() {
        inDoubt = true;
    }

    void answered() {
        if (!answered) {
            answered = true;
        }
    }

    void countInFlight(int count) {
        inFlight = count;
    }

    /** There is a channel to close when the session ends, be it connected by then or not. */
    void connecting(Channel newChannel) {
        channel = newChannel;
    }

    void loggedIn() {
        if (end != null) {
            return;
        }
        LOG.debug("{} logged in", device);
        commands = new CommandHandler(this, channel);
        channel.pipeline().addLast("commands", commands);
        opened.complete(null);
        writeQueue();
    }

    /** Opening failed. */
    void failedToOpen(MikrotikException failure) {
        if (end == null) {
            end = new SessionEnd(device, "could not be reached", null, failure, false);
            open = false;
            closeChannel();
            closed.complete(failure);
            opened.completeExceptionally(failure);
            if (commands != null) {
                commands.sessionEnded(end);
            }
            failQueue(end);
        }
    }

    /** One that was never registered with an event loop cannot be closed, and throws. */
    private void closeChannel() {
        if (channel != null) {
            Completions.run(channel::close, e -> LOG.debug("{}: its channel could not be closed", device, e));
        }
    }

    void end(SessionEnd newEnd) {
        if (end != null) {
            return;
        }
        end = newEnd;
        open = false;
        closeChannel();
        MikrotikException reason = newEnd.exception();
        LOG.debug("{}", reason.getMessage());
        closed.complete(reason);
        opened.completeExceptionally(reason);
        if (commands != null) {
            commands.sessionEnded(newEnd);
        }
        failQueue(newEnd);
    }

    void sendInternally(RouterOsCommand command, ReplyListener listener) {
        ownQueue.add(new ActiveCommand(this, command, CommandOptions.DEFAULTS.withTimeout(limits().probeTimeout()), listener));
        writeQueue();
    }

    /** Any thread. */
    void cancel(ActiveCommand command) {
        onLoop(() -> {
            CommandCancelledException reason = new CommandCancelledException(
                    device, command.command().path(), command.fate(),
                    command.command().path() + " to " + device + " was cancelled by its caller");
            cancel(command, reason);
        });
    }

    void cancel(ActiveCommand command, MikrotikException reason) {
        if (commands != null) {
            commands.cancel(command, reason);
        } else {
            command.fail(reason);
        }
    }

    void setReading(boolean reading) {
        if (channel == null || end != null || channel.config().isAutoRead() == reading) {
            return;
        }
        if (reading) {
            heard();
            channel.config().setAutoRead(true);
            commands.readingResumed();
        } else {
            channel.config().setAutoRead(false);
        }
    }

    /** Once {@link #close} was called nothing more is written: what is queued fails at the end, which is on its way. */
    private void writeQueue() {
        writeScheduled.set(false);
        if (end != null) {
            failQueue(end);
        } else if (commands != null && open) {
            try {
                commands.write(ownQueue);
                if (!inDoubt) {
                    commands.write(queue);
                }
            } catch (Throwable e) {
                // what was not written yet must not wait for the next command
                end(SessionEnd.broken(device, e));
            }
        }
    }

    private void failQueue(SessionEnd reason) {
        failQueue(ownQueue, reason);
        failQueue(queue, reason);
    }

    private static void failQueue(Queue<ActiveCommand> those, SessionEnd reason) {
        for (ActiveCommand command = those.poll(); command != null; command = those.poll()) {
            command.fail(reason.exception(command.command(), CommandFate.NEVER_SENT));
        }
    }

    /** Any thread. */
    void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException e) {
                LOG.debug("{}: the transport is closed, and every session with it", device);
            } catch (Throwable e) {
                LOG.warn("{}: its event loop took no task", device, e);
            }
        }
    }
}

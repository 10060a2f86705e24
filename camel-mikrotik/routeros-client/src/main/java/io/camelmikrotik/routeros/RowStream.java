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
package io.camelmikrotik.routeros;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.camelmikrotik.exception.CommandCancelledException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.internal.session.PendingCommand;
import io.camelmikrotik.internal.session.ReplyListener;

/**
 * A reply row by row, in constant memory: when the reader is slow, reading from the socket stops, and the router waits.
 * So the session must serve nothing else meanwhile.
 * <p>
 * For one reading thread at a time; {@link #close()} may be called by any. Reading blocks until a row is there, at most
 * as long as the command's timeout allows the router to be silent. A reply that breaks off ends with its exception,
 * never like a complete one; nor does one that was closed with rows unread.
 */
public final class RowStream implements Iterator<RouterOsRow>, AutoCloseable {

    private final RouterOsCommand command;
    private final int capacity;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    // guarded by lock
    private Queue<RouterOsRow> received = new ArrayDeque<>();
    private PendingCommand pending;
    private boolean paused;
    private boolean closed;
    private boolean cut;
    private boolean complete;
    private MikrotikException failure;

    // the reader's own
    private Queue<RouterOsRow> taken = new ArrayDeque<>();

    private RowStream(RouterOsCommand command, int capacity) {
        this.command = command;
        this.capacity = capacity;
    }

    /**
     * Sends the command.
     *
     * @param session  must serve nothing else until the stream has {@linkplain #ended() ended}
     * @param capacity rows received ahead of the reader before reading from the socket stops
     */
    public static RowStream open(ApiSession session, RouterOsCommand command, CommandOptions options, int capacity) {
        RowStream stream = new RowStream(command, capacity);
        PendingCommand pending = session.send(command, options.forStream(), stream.new Receiver());
        stream.sent(pending);
        return stream;
    }

    /**
     * Completes with the first row, or with the end of a reply without rows; fails if the command failed before its
     * first row.
     */
    public CompletionStage<Void> started() {
        return started;
    }

    /** Completes when the session is free again: the reply has ended, well or not, or the stream was closed. */
    public CompletionStage<Void> ended() {
        return ended;
    }

    /**
     * Waits for the next row or the end.
     *
     * @throws MikrotikException if the reply broke off, or the stream was closed before its end
     */
    @Override
    public boolean hasNext() {
        return !taken.isEmpty() || takeMore();
    }

    @Override
    public RouterOsRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return taken.poll();
    }

    /** Stops the command on the router if it still runs. Does nothing the second time. */
    @Override
    public void close() {
        PendingCommand running;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            cut = !complete || !received.isEmpty();
            received.clear();
            running = complete || failure != null ? null : pending;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.cancel();
        }
        ended.complete(null);
    }

    /** Rows received and not read yet. */
    public int buffered() {
        lock.lock();
        try {
            return received.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "rows of " + command.path();
    }

    private boolean takeMore() {
        PendingCommand resuming = null;
        lock.lock();
        try {
            while (received.isEmpty() && !complete && failure == null && !closed) {
                arrived.await();
            }
            if (cut) {
                throw failure != null
                        ? failure
                        : new CommandCancelledException(
                                null, command.path(), CommandFate.OUTCOME_UNKNOWN,
                                "the rows of " + command
                                        .path() + " were closed before all were read: they end with their exchange");
            }
            if (closed) {
                return false;
            }
            if (received.isEmpty()) {
                if (failure != null) {
                    throw failure;
                }
                return false;
            }
            Queue<RouterOsRow> empty = taken;
            taken = received;
            received = empty;
            if (paused) {
                paused = false;
                resuming = pending;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelledException(
                    null, command.path(), CommandFate.OUTCOME_UNKNOWN,
                    "interrupted while waiting for rows of " + command.path());
        } finally {
            lock.unlock();
        }
        if (resuming != null) {
            resuming.resumeReading();
        }
        return true;
    }

    private void sent(PendingCommand sent) {
        boolean cancel;
        boolean pause;
        lock.lock();
        try {
            pending = sent;
            cancel = closed;
            pause = paused;
        } finally {
            lock.unlock();
        }
        if (cancel) {
            sent.cancel();
        } else if (pause) {
            sent.pauseReading();
        }
    }

    /**
     * Hands rows over in batches: a lock and perhaps a woken thread for each row would take longer than all the rest.
     */
    private final class Receiver implements ReplyListener {

        private final int largestBatch = Math.max(1, capacity / 4);
        private final List<RouterOsRow> batch = new ArrayList<>();

        @Override
        public void onRow(RouterOsRow row) {
            batch.add(row);
            if (batch.size() == largestBatch) {
                onRowsRead();
            }
        }

        @Override
        public void onRowsRead() {
            if (batch.isEmpty()) {
                return;
            }
            PendingCommand pausing = null;
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                if (received.isEmpty()) {
                    arrived.signal();
                }
                received.addAll(batch);
                if (received.size() >= capacity && !paused) {
                    paused = true;
                    pausing = pending;
                }
            } finally {
                batch.clear();
                lock.unlock();
            }
            if (pausing != null) {
                pausing.pauseReading();
            }
            started.complete(null);
        }

        @Override
        public void onDone(DoneReply done) {
            end(null);
        }

        @Override
        public void onFailure(MikrotikException reason) {
            end(reason);
        }

        private void end(MikrotikException reason) {
            onRowsRead();
            lock.lock();
            try {
                complete = reason == null;
                failure = reason;
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
            ended.complete(null);
            if (reason != null) {
                started.completeExceptionally(reason);
            } else {
                started.complete(null);
            }
        }
    }
}

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
package io.camelmikrotik.internal.feed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.ReplyTooLargeException;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.pool.LeaseKind;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.internal.session.PendingCommand;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * One stay of a watch on a device's session: its standing lease, its listen, its prints. Stages complete on any thread.
 * {@link #end()} may be called by any thread; the rest by one at a time.
 */
final class Subscription {

    private final WatchedTable table;
    private final CommandOptions options;
    private final int bufferSize;
    private final Runnable signal;
    private volatile CompletableFuture<Lease> asking;
    private volatile Lease lease;
    private volatile ListenBuffer live;
    private volatile PendingCommand printing;
    private volatile boolean ended;
    private volatile boolean withdrawn;

    /** @param signal called on any thread when a live row came, or something ended */
    Subscription(WatchedTable table, CommandOptions options, int bufferSize, Runnable signal) {
        this.table = table;
        this.options = options;
        this.bufferSize = bufferSize;
        this.signal = signal;
    }

    /** Takes the lease. */
    CompletionStage<Void> open(PooledDevice device) {
        CompletableFuture<Lease> answer = device.acquire(LeaseKind.LONG_LIVED, table + "/listen");
        asking = answer;
        if (ended) {
            answer.cancel(false);
        }
        return answer.thenAccept(granted -> {
            lease = granted;
            if (ended) {
                granted.release();
            } else {
                granted.onWithdrawn(this::withdraw);
            }
        });
    }

    private void withdraw() {
        if (!ended) {
            withdrawn = true;
            end();
            signal.run();
        }
    }

    /** Sends the listen. @return completes when it is in force, or was refused */
    CompletionStage<Void> listen() {
        ListenBuffer rows = new ListenBuffer(bufferSize, signal);
        live = rows;
        rows.sent(session().send(table.listen(), options.withTimeout(Duration.ZERO).forStream(), rows));
        if (ended) {
            rows.cancel();
        }
        // a command behind it, whose answer says that the router has read both
        return session().ready(Duration.ZERO);
    }

    /** Goes on without a listen. */
    void doNotListen() {
        live = null;
    }

    /** Sends a print and gives its rows to the comparison, on the event loop. */
    CompletionStage<Void> print(RouterOsCommand command, TableComparison comparison) {
        ComparedPrint print = new ComparedPrint(command, comparison);
        PendingCommand pending = session().send(command, options, print);
        printing = pending;
        if (ended) {
            pending.cancel();
        }
        Completions.then(print.compared, (done, failure) -> {
            if (failure != null) {
                pending.cancel();
            }
        });
        return print.compared;
    }

    ApiSession session() {
        return lease.session();
    }

    RouterOsRow poll() {
        ListenBuffer rows = live;
        return rows == null ? null : rows.poll();
    }

    List<RouterOsRow> takeAll() {
        ListenBuffer rows = live;
        return rows == null ? List.of() : rows.takeAll();
    }

    boolean listens() {
        return live != null;
    }

    boolean hasOverflowed() {
        ListenBuffer rows = live;
        return rows != null && rows.hasOverflowed();
    }

    /** Whether it has ended, by whatever cause; live rows may be left. */
    boolean isOver() {
        ListenBuffer rows = live;
        return ended || rows != null && rows.hasEnded();
    }

    boolean wasHeard() {
        ListenBuffer rows = live;
        return rows != null && rows.wasHeard();
    }

    /** Why it is over. */
    MikrotikException failure(String device) {
        ListenBuffer rows = live;
        MikrotikException failure = rows == null ? null : rows.failure();
        if (failure != null && !withdrawn) {
            return failure;
        }
        return new MikrotikException(
                device, table.listen().path(), CommandFate.ANSWERED,
                withdrawn
                        ? device + " was suspended, or its sessions are being closed"
                        : device + " ended " + table.listen().path() + " by itself",
                null);
    }

    /** Cancels what runs and gives the lease back. The second call does nothing. */
    void end() {
        ended = true;
        CompletableFuture<Lease> asked = asking;
        if (asked != null) {
            asked.cancel(false);
        }
        ListenBuffer rows = live;
        if (rows != null) {
            rows.cancel();
        }
        PendingCommand print = printing;
        if (print != null) {
            print.cancel();
        }
        Lease held = lease;
        if (held != null) {
            held.release();
        }
    }

    private final class ComparedPrint implements ReplyListener {

        private final CompletableFuture<Void> compared = new CompletableFuture<>();
        private final RouterOsCommand command;
        private final TableComparison comparison;

        ComparedPrint(RouterOsCommand command, TableComparison comparison) {
            this.command = command;
            this.comparison = comparison;
        }

        @Override
        public void onRow(RouterOsRow row) {
            if (compared.isDone()) {
                return;
            }
            try {
                comparison.accept(row);
                if (comparison.rows() > options.maxRows()) {
                    throw new ReplyTooLargeException(session().device(), command.path(), options.maxRows());
                }
            } catch (RuntimeException | Error e) {
                compared.completeExceptionally(e);
            }
        }

        @Override
        public void onDone(DoneReply done) {
            compared.complete(null);
        }

        @Override
        public void onFailure(MikrotikException failure) {
            compared.completeExceptionally(failure);
        }
    }
}

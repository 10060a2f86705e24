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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.exception.CommandTimeoutException;
import io.camelmikrotik.exception.FatalException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RowStream;

/**
 * Runs commands on leased sessions, and decides what may be sent again when a session dies: a command that never
 * reached the wire, and a reading one, once, at once, on another session. A writing one whose fate is not known is not
 * repeated unless the caller allows it; it ends with {@link OutcomeUnknownException}. What failed for another reason (a
 * trap, a timeout, a device that cannot be reached) is never repeated here.
 * <p>
 * Safe for any thread; never blocks. Futures complete on any thread, often an event loop.
 */
public final class DeviceCommands {

    private static final int STREAM_CAPACITY = 1024;

    private final SessionPool pool;

    public DeviceCommands(SessionPool pool) {
        this.pool = pool;
    }

    /**
     * Runs a command and collects its reply. Cancelling the future cancels the command on the router.
     *
     * @param retryWrites whether a writing command whose fate is unknown may be sent once more
     */
    public CompletableFuture<Reply> execute(
            PooledDevice device, RouterOsCommand command, CommandOptions options, boolean retryWrites) {
        CommandNotAllowedException refusal = device.refusal(command);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        return new Execution(device, command, options, retryWrites).start();
    }

    /**
     * Runs a command whose rows are read one by one, on a session of its own.
     *
     * @return completes with the first row, or with the end of a reply that has none. The stream must be closed or read
     *         to its end. Cancelling the future cancels the command
     */
    public CompletableFuture<RowStream> stream(PooledDevice device, RouterOsCommand command, CommandOptions options) {
        CommandNotAllowedException refusal = device.refusal(command);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        CompletableFuture<RowStream> result = new CompletableFuture<>();
        stream(device, command, options, true, result);
        return result;
    }

    private void stream(
            PooledDevice device, RouterOsCommand command, CommandOptions options, boolean mayRepeat,
            CompletableFuture<RowStream> result) {
        Completions.then(device.acquire(LeaseKind.EXCLUSIVE, command.path()), (lease, refusal) -> {
            if (refusal != null) {
                result.completeExceptionally(unwrap(refusal));
                return;
            }
            if (result.isDone()) {
                lease.release();
                return;
            }
            RowStream rows;
            try {
                rows = RowStream.open(lease.session(), command, options, STREAM_CAPACITY);
            } catch (Throwable e) {
                lease.release();
                throw e;
            }
            Completions.then(rows.ended(), (ended, never) -> lease.release());
            Completions.then(result, (handedOver, gaveUp) -> {
                if (gaveUp != null) {
                    rows.close();
                }
            });
            Completions.then(rows.started(), (started, failure) -> {
                if (failure == null) {
                    if (!result.complete(rows)) {
                        rows.close();
                    }
                } else if (mayRepeat && mayRepeat(command, failure, false) && !result.isDone()) {
                    pool.onWorker(() -> Completions.run(
                            () -> stream(device, command, options, false, result), result::completeExceptionally));
                } else {
                    result.completeExceptionally(outcome(command, failure));
                }
            }, result::completeExceptionally);
        }, result::completeExceptionally);
    }

    private static boolean mayRepeat(RouterOsCommand command, Throwable failure, boolean retryWrites) {
        if (!(failure instanceof SessionClosedException) && !(failure instanceof FatalException)) {
            return false;
        }
        CommandFate fate = ((MikrotikException) failure).getFate();
        return fate == CommandFate.NEVER_SENT || fate == CommandFate.OUTCOME_UNKNOWN && (retryWrites || command.isRead());
    }

    /** What the caller hears of a failure that is final. */
    private static Throwable outcome(RouterOsCommand command, Throwable failure) {
        boolean lost = failure instanceof SessionClosedException || failure instanceof FatalException
                || failure instanceof CommandTimeoutException;
        if (lost && !command.isRead() && ((MikrotikException) failure).getFate() == CommandFate.OUTCOME_UNKNOWN) {
            String device = ((MikrotikException) failure).getDevice();
            return new OutcomeUnknownException(
                    device, command.path(), "outcome of " + command.path() + " on " + device
                                            + " is unknown, it was not repeated: " + failure.getMessage()
                                            + "; read the table to see whether it was executed",
                    failure);
        }
        return failure;
    }

    private static Throwable unwrap(Throwable failure) {
        return Completions.cause(failure);
    }

    /** One command on its way through at most two sessions. */
    private final class Execution extends CompletableFuture<Reply> {

        private final PooledDevice device;
        private final RouterOsCommand command;
        private final CommandOptions options;
        private final boolean retryWrites;
        private volatile CompletableFuture<?> current;
        /** Why the command is on its way again, or {@code null}. */
        private Throwable firstFailure;

        Execution(PooledDevice device, RouterOsCommand command, CommandOptions options, boolean retryWrites) {
            this.device = device;
            this.command = command;
            this.options = options;
            this.retryWrites = retryWrites;
        }

        CompletableFuture<Reply> start() {
            attempt();
            return this;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            CompletionStage<?> running = current;
            if (cancelled && running != null) {
                ((CompletableFuture<?>) running).cancel(false);
            }
            return cancelled;
        }

        private void attempt() {
            CompletableFuture<Lease> lease = device.acquire(LeaseKind.SHARED, command.path());
            watch(lease);
            Completions.then(lease, (granted, refusal) -> {
                if (refusal != null) {
                    fail(unwrap(refusal));
                } else if (isDone()) {
                    granted.release();
                } else {
                    send(granted);
                }
            }, this::fail);
        }

        private void send(Lease lease) {
            CompletableFuture<Reply> reply;
            try {
                reply = lease.session().execute(command, options);
            } catch (Throwable e) {
                lease.release();
                throw e;
            }
            watch(reply);
            Completions.then(reply, (done, failure) -> {
                Completions.run(lease::release);
                if (failure == null) {
                    complete(done);
                } else if (firstFailure == null && !isDone() && mayRepeat(command, failure, retryWrites)) {
                    firstFailure = unwrap(failure);
                    pool.onWorker(() -> Completions.run(this::attempt, this::fail));
                } else {
                    fail(unwrap(failure));
                }
            }, this::completeExceptionally);
        }

        /** A write that got lost stays in doubt, however its repetition fails, unless the router answers that. */
        private void fail(Throwable failure) {
            boolean answered = failure instanceof MikrotikException known && known.getFate() == CommandFate.ANSWERED;
            Throwable first = firstFailure == null || answered ? failure : outcome(command, firstFailure);
            if (first instanceof OutcomeUnknownException && first.getCause() != failure) {
                first.addSuppressed(failure);
                completeExceptionally(first);
            } else {
                completeExceptionally(outcome(command, failure));
            }
        }

        private void watch(CompletableFuture<?> running) {
            current = running;
            if (isCancelled()) {
                running.cancel(false);
            }
        }
    }
}

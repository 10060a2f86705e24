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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.PendingCommand;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * A session without a network: a test says how opening and validation go, and when it dies. The fleet's books are
 * changed before the pool can see what happened, so that the bounds asserted on them are exact.
 */
final class FakeSession implements ApiSession {

    final DeviceAccess access;
    private final FakeFleet fleet;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<MikrotikException> closed = new CompletableFuture<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile boolean ended;
    /** {@link System#nanoTime()} at which everybody could know that it is closed; 0 while it is open. */
    volatile long endedAt;
    private volatile CompletableFuture<Void> validation;
    private volatile String closeReason;
    private volatile boolean answers = true;

    FakeSession(FakeFleet fleet, DeviceAccess access) {
        this.fleet = fleet;
        this.access = access;
    }

    // ---- for tests

    void loggedIn() {
        if (!ended) {
            fleet.openingEnded(this);
            opened.complete(null);
        }
    }

    void failsToOpen(MikrotikException failure) {
        if (ending.compareAndSet(false, true)) {
            fleet.openingEnded(this);
            fleet.ended(this);
            ended = true;
            endedAt = System.nanoTime();
            closed.complete(failure);
            opened.completeExceptionally(failure);
        }
    }

    /** The device or the network ends it. */
    void dies() {
        end(device() + " closed the session");
    }

    /** As a device that lets one in and answers nothing. */
    void loggedInButAnswersNothing() {
        answers = false;
        loggedIn();
    }

    /** From now on it is asked when taken from the store, and the answer is this future's. */
    void mustBeValidated(CompletableFuture<Void> answer) {
        validation = answer;
    }

    /** Why the pool closed it, or {@code null}. */
    String closeReason() {
        return closeReason;
    }

    // ---- for the pool

    @Override
    public String device() {
        return access.label();
    }

    @Override
    public CompletionStage<Void> ready(Duration bypass) {
        if (!opened.isDone() || validation == null) {
            return opened.copy();
        }
        fleet.validations.incrementAndGet();
        return validation.copy();
    }

    @Override
    public boolean isOpen() {
        return !ended;
    }

    @Override
    public CompletionStage<MikrotikException> closed() {
        return closed;
    }

    @Override
    public void close(String reason) {
        closeReason = reason;
        end(device() + " had its session closed here (" + reason + ")");
    }

    private void end(String message) {
        if (ending.compareAndSet(false, true)) {
            MikrotikException reason = new SessionClosedException(device(), null, CommandFate.NEVER_SENT, message, null);
            fleet.openingEnded(this);
            fleet.ended(this);
            ended = true;
            endedAt = System.nanoTime();
            closed.complete(reason);
            opened.completeExceptionally(reason);
        }
    }

    @Override
    public long lastRead() {
        return 0;
    }

    @Override
    public long openedAt() {
        return 0;
    }

    @Override
    public boolean hasAnswered() {
        return answers && opened.isDone();
    }

    @Override
    public int inFlight() {
        return 0;
    }

    @Override
    public PendingCommand send(RouterOsCommand command, CommandOptions options, ReplyListener listener) {
        fleet.sent.add(command.path());
        listener.onFailure(fleet.answer(this, command));
        return new PendingCommand() {
            @Override
            public void cancel() {
                // it has ended
            }

            @Override
            public void pauseReading() {
                // it has ended
            }

            @Override
            public void resumeReading() {
                // it has ended
            }
        };
    }

    @Override
    public String toString() {
        return device() + (isOpen() ? " (open)" : " (closed)");
    }
}

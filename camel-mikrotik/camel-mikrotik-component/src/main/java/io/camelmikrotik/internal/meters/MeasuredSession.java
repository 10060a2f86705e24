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
package io.camelmikrotik.internal.meters;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.internal.session.PendingCommand;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * A session of which each command is timed. One that may be silent for ever is not: it streams until it is cancelled,
 * and how long that was says nothing.
 */
final class MeasuredSession implements ApiSession {

    private final ApiSession session;
    private final SessionTimers timers;

    MeasuredSession(ApiSession session, SessionTimers timers) {
        this.session = session;
        this.timers = timers;
    }

    @Override
    public PendingCommand send(RouterOsCommand command, CommandOptions options, ReplyListener listener) {
        boolean endless = options.timeout().isZero();
        return session.send(command, options, endless ? listener : new MeasuredReply(listener, timers));
    }

    @Override
    public String device() {
        return session.device();
    }

    @Override
    public CompletionStage<Void> ready(Duration bypass) {
        return session.ready(bypass);
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public CompletionStage<MikrotikException> closed() {
        return session.closed();
    }

    @Override
    public long lastRead() {
        return session.lastRead();
    }

    @Override
    public long openedAt() {
        return session.openedAt();
    }

    @Override
    public boolean hasAnswered() {
        return session.hasAnswered();
    }

    @Override
    public boolean isInDoubt() {
        return session.isInDoubt();
    }

    @Override
    public int inFlight() {
        return session.inFlight();
    }

    @Override
    public void close(String reason) {
        session.close(reason);
    }

    @Override
    public String toString() {
        return session.toString();
    }

    private static final class MeasuredReply implements ReplyListener {

        private final ReplyListener listener;
        private final SessionTimers timers;
        private final long since = System.nanoTime();

        MeasuredReply(ReplyListener listener, SessionTimers timers) {
            this.listener = listener;
            this.timers = timers;
        }

        @Override
        public void onRow(RouterOsRow row) {
            listener.onRow(row);
        }

        @Override
        public void onRowsRead() {
            listener.onRowsRead();
        }

        @Override
        public void onDone(DoneReply done) {
            timers.command(CommandOutcome.ANSWERED, since);
            listener.onDone(done);
        }

        @Override
        public void onFailure(MikrotikException failure) {
            timers.command(CommandOutcome.of(failure), since);
            listener.onFailure(failure);
        }
    }
}

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
import java.util.concurrent.CompletionStage;

import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.PendingCommand;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * A session as one holder of a lease may use it: what his policy forbids fails at once and is not sent, who audits his
 * writes hears of them, and each command waits for its turn where the device has a rate. Others use the same session at
 * the same time in ways of their own.
 */
final class LeasedSession implements ApiSession {

    private static final PendingCommand ENDED = new Ended();

    private final ApiSession session;
    private final CommandPolicy policy;
    private final WriteAudit audit;
    private final CommandRate rate;

    /**
     * @param audit {@code null} for nobody
     * @param rate  that of the device; {@code null} if it has none
     */
    LeasedSession(ApiSession session, CommandPolicy policy, WriteAudit audit, CommandRate rate) {
        this.session = session;
        this.policy = policy;
        this.audit = audit;
        this.rate = rate;
    }

    @Override
    public PendingCommand send(RouterOsCommand command, CommandOptions options, ReplyListener listener) {
        CommandNotAllowedException refusal = policy.refusal(session.device(), command);
        if (refusal != null) {
            listener.onFailure(refusal);
            return ENDED;
        }
        boolean audited = audit != null && !command.isRead();
        ReplyListener hears = audited ? new AuditedReply(command, listener, audit) : listener;
        if (policy.mayChange()) {
            hears = new FencedReply(hears, () -> policy.refusal(session.device(), command));
        }
        return rate == null ? session.send(command, options, hears) : rate.send(session, command, options, hears);
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

    /** What is left of a command that was refused. */
    private static final class Ended implements PendingCommand {

        @Override
        public void cancel() {
            // has ended
        }

        @Override
        public void pauseReading() {
            // has ended
        }

        @Override
        public void resumeReading() {
            // has ended
        }
    }
}

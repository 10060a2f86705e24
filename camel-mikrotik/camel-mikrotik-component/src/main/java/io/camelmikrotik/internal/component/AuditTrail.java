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
package io.camelmikrotik.internal.component;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.AuditEvent;
import io.camelmikrotik.AuditEvent.Outcome;
import io.camelmikrotik.AuditListener;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the audit log and a listener of the writes of an endpoint. They are told on threads of the component, for those
 * who report may be event loops. Safe for any thread.
 */
public final class AuditTrail {

    /** Named for those who configure it. */
    private static final Logger AUDIT = LoggerFactory.getLogger("io.camelmikrotik.audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    private final String device;
    private final boolean logs;
    private final AuditListener listener;
    private final Executor threads;
    private final Queue<AuditEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger untold = new AtomicInteger();

    private AuditTrail(String device, boolean logs, AuditListener listener, Executor threads) {
        this.device = device;
        this.logs = logs;
        this.listener = listener;
        this.threads = threads;
    }

    /**
     * @param  device   {@code user@host:port}
     * @param  logs     whether there is a line in the log for each write
     * @param  listener {@code null} for none
     * @param  threads  on which they are told
     * @return          {@code null} if nobody is to be told
     */
    public static AuditTrail of(String device, boolean logs, AuditListener listener, Executor threads) {
        return logs || listener != null ? new AuditTrail(device, logs, listener, threads) : null;
    }

    /** @param failure {@code null} if the router executed it */
    void ended(String routeId, String exchangeId, RouterOsCommand command, Throwable failure) {
        if (isIdle()) {
            return;
        }
        String ids = ids(command);
        if (ids == null) {
            add(routeId, exchangeId, command, outcome(failure), detail(failure));
            return;
        }
        // a router does not say which of them it refused, nor what it had done by then
        boolean refused = failure instanceof TrapException;
        for (String id : ids.split(",")) {
            RouterOsCommand one = RouterOsCommand.builder(command.path()).attribute(".id", id).build();
            add(routeId, exchangeId, one, refused ? Outcome.UNKNOWN : outcome(failure),
                    refused ? "refused together with others: " + detail(failure) : detail(failure));
        }
    }

    void notSent(String routeId, String exchangeId, RouterOsCommand command, String why) {
        if (!isIdle() && !command.isRead()) {
            add(routeId, exchangeId, command, Outcome.NOT_SENT, why);
        }
    }

    private boolean isIdle() {
        return listener == null && !AUDIT.isInfoEnabled();
    }

    private static Outcome outcome(Throwable failure) {
        if (failure == null) {
            return Outcome.DONE;
        }
        if (failure instanceof TrapException) {
            return Outcome.REFUSED;
        }
        return failure instanceof MikrotikException known && known.getFate() == CommandFate.NEVER_SENT
                ? Outcome.NOT_SENT : Outcome.UNKNOWN;
    }

    private static String detail(Throwable failure) {
        return failure == null ? null
                : failure instanceof TrapException trap ? trap.getTrapMessage() : String.valueOf(failure.getMessage());
    }

    /** The ids of several rows that travel together; {@code null} for any other command. */
    private static String ids(RouterOsCommand command) {
        if (command.attributes().size() != 1 || !command.kind().mayBeChunked()) {
            return null;
        }
        RouterOsCommand.Attribute only = command.attributes().get(0);
        return only.name().equals(".id") && only.text().indexOf(',') > 0 ? only.text() : null;
    }

    private void add(String routeId, String exchangeId, RouterOsCommand command, Outcome outcome, String detail) {
        events.add(new AuditEvent(
                Instant.now(), routeId, exchangeId, device, command.path(), command.toString(), outcome,
                detail == null ? null : command.withoutSecrets(detail)));
        if (untold.getAndIncrement() == 0) {
            Dispatch.to(threads, this::tellAll, this::tellOnLastThread);
        }
    }

    private void tellAll() {
        int told;
        do {
            told = 0;
            for (AuditEvent event = events.poll(); event != null; event = events.poll()) {
                tell(event);
                told++;
            }
        } while (untold.addAndGet(-told) > 0);
    }

    /** The component is stopping; this may be an event loop. */
    private void tellOnLastThread() {
        Thread last = new Thread(this::tellAll, "MikrotikLastAudit");
        try {
            last.start();
        } catch (Error e) {
            tellAll();
        }
    }

    private void tell(AuditEvent event) {
        if (logs) {
            Completions.run(() -> AUDIT.info("{}", event));
        }
        if (listener != null) {
            Completions.run(() -> listener.written(event),
                    failure -> LOG.warn("The auditListener {} threw an exception for {}", listener.getClass().getName(), event,
                            failure));
        }
    }
}

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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.diagnosis.DeviceDiagnosis;
import io.camelmikrotik.internal.pool.CommandPolicy;
import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.pool.LeaseKind;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Diagnosis;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RowStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * Runs commands on one device, as the options of an endpoint say.
 */
public final class DeviceClient {

    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(10);
    private static final Duration WHILE_OPENING = Duration.ofDays(1);

    private final String name;
    private final DeviceAccess access;
    private final PoolSettings settings;
    private final CommandPolicy policy;
    private final SharedSessions sessions;
    private final CommandOptions options;
    private final boolean retryWrites;
    private final AuditTrail audit;
    private final String routeId;
    private final String exchangeId;
    /** The menu that an alias stands for on this device. */
    private final Map<String, String> menusFound;
    private volatile PooledDevice device;

    /**
     * @param name        the device as the URI names it
     * @param access      where and how to log in
     * @param settings    the pool's, and those that the device has for itself
     * @param policy      what may be sent
     * @param sessions    shared by all
     * @param options     charset, timeout, bound on rows
     * @param retryWrites whether a writing command of unknown fate may be repeated
     * @param audit       hears of writes; {@code null} for nobody
     */
    public DeviceClient(String name, DeviceAccess access, PoolSettings settings, CommandPolicy policy,
                        SharedSessions sessions,
                        CommandOptions options, boolean retryWrites, AuditTrail audit) {
        this.name = name;
        this.access = access;
        this.settings = settings;
        this.policy = policy;
        this.sessions = sessions;
        this.options = options;
        this.retryWrites = retryWrites;
        this.audit = audit;
        this.menusFound = new ConcurrentHashMap<>();
        this.routeId = null;
        this.exchangeId = null;
    }

    private DeviceClient(DeviceClient same, String routeId, String exchangeId) {
        this.name = same.name;
        this.access = same.access;
        this.settings = same.settings;
        this.policy = same.policy;
        this.sessions = same.sessions;
        this.options = same.options;
        this.retryWrites = same.retryWrites;
        this.audit = same.audit;
        this.menusFound = same.menusFound;
        this.routeId = routeId;
        this.exchangeId = exchangeId;
        this.device = same.device().audited(
                (command, failure) -> audit.ended(routeId, exchangeId, command, failure));
    }

    /** The same, for what an exchange writes. */
    public DeviceClient of(Exchange exchange) {
        return audit == null
                ? this : new DeviceClient(this, ExchangeHelper.getRouteId(exchange), exchange.getExchangeId());
    }

    /** The same, for what the consumer of a route writes. */
    public DeviceClient inRoute(String id) {
        return audit == null ? this : new DeviceClient(this, id, null);
    }

    /** Tells the audit of a write that was given up before it was sent. */
    public void notSent(RouterOsCommand command, String why) {
        if (audit != null) {
            audit.notSent(routeId, exchangeId, command, why);
        }
    }

    /** Whether anybody hears of {@link #notSent}. */
    public boolean isAudited() {
        return audit != null;
    }

    public String name() {
        return name;
    }

    /** {@code user@host:port}. */
    public String label() {
        return access.label();
    }

    public CommandOptions options() {
        return options;
    }

    /** The device in the pool; asked for at its first use only. */
    public PooledDevice device() {
        PooledDevice known = device;
        if (known == null) {
            known = sessions.pool().device(access, settings, policy);
            device = known;
        }
        return known;
    }

    public DeviceCommands commands() {
        return sessions.commands();
    }

    /**
     * @throws CommandNotAllowedException if one of the commands may not be sent: a message that needs it fails before
     *                                    anything is done
     */
    public void requireAllowed(List<RouterOsCommand> commands) {
        for (RouterOsCommand command : commands) {
            CommandNotAllowedException refusal = policy.refusal(label(), command);
            if (refusal != null) {
                notSent(command, refusal.getMessage());
                throw refusal;
            }
        }
    }

    public CompletableFuture<Reply> execute(PreparedCommand prepared) {
        return prepared.alias() == null
                ? execute(prepared.command())
                : new AliasedCommand(prepared, label(), this::execute, menusFound).begin();
    }

    public CompletableFuture<Reply> execute(RouterOsCommand command) {
        return toldIfNotSent(command, executeUntold(command));
    }

    /** As {@link #execute(RouterOsCommand)}, where the caller tells of what is not sent. */
    public CompletableFuture<Reply> executeUntold(RouterOsCommand command) {
        return commands().execute(device(), command, options, retryWrites);
    }

    /**
     * Over a session that is opened for these commands alone: that it can be opened tells more than that a session
     * which was there before still answers. One after the other; nothing is repeated.
     */
    public CompletableFuture<List<Reply>> executeAnew(List<RouterOsCommand> commands) {
        requireAllowed(commands);
        ApiSession session = sessions.transport().open(access);
        CompletableFuture<List<Reply>> replies
                = session.ready(WHILE_OPENING).toCompletableFuture().thenApply(open -> new ArrayList<>());
        for (RouterOsCommand command : commands) {
            replies = replies.thenCompose(known -> session.execute(command, anew()).whenComplete((reply, failure) -> {
                if (audit != null && !command.isRead()) {
                    audit.ended(routeId, exchangeId, command, Completions.cause(failure));
                }
            }).thenApply(reply -> {
                known.add(reply);
                return known;
            }));
        }
        Completions.then(replies, (all, failure) -> session.close("its commands have ended"));
        return replies;
    }

    private CommandOptions anew() {
        Duration timeout = options.timeout();
        return timeout.isZero() || timeout.compareTo(DeviceDiagnosis.COMMAND_TIMEOUT) > 0
                ? options.withTimeout(DeviceDiagnosis.COMMAND_TIMEOUT).withTotalTimeout(DeviceDiagnosis.COMMAND_TIMEOUT)
                : options;
    }

    public CompletableFuture<RowStream> stream(PreparedCommand prepared) {
        return toldIfNotSent(prepared.command(), commands().stream(device(), prepared.command(), options));
    }

    private <T> CompletableFuture<T> toldIfNotSent(RouterOsCommand command, CompletableFuture<T> sent) {
        if (audit != null) {
            Completions.then(sent, (done, failure) -> {
                Throwable cause = Completions.cause(failure);
                if (cause instanceof MikrotikException known && known.getFate() == CommandFate.NEVER_SENT) {
                    notSent(command, known.getMessage());
                }
            });
        }
        return sent;
    }

    /** Over a session of its own, whatever the pool has of the device. */
    public CompletableFuture<Diagnosis> diagnose() {
        DeviceDiagnosis diagnosis = new DeviceDiagnosis(sessions.transport(), access, options);
        requireAllowed(diagnosis.commands());
        return diagnosis.run(status());
    }

    /** Whether there is a session, or one could be opened. */
    public CompletableFuture<Boolean> isReachable() {
        return device().acquire(LeaseKind.SHARED).handle((lease, failure) -> {
            if (lease != null) {
                lease.release();
            }
            return failure == null;
        });
    }

    /** What the device said of itself, for all of its endpoints. */
    public DeviceFacts facts() {
        return sessions.facts(label());
    }

    /** Asks the device, unless it was asked no longer ago than that. The session is one of all its commands. */
    public CompletableFuture<DeviceFacts.Reading> factsWithin(Duration age) {
        Duration longest = options.timeout().isZero() || options.timeout().compareTo(LONGEST_QUESTION) > 0
                ? LONGEST_QUESTION : options.timeout();
        return facts().within(age, () -> commands().execute(
                device(), DeviceFacts.QUESTION, options.withTimeout(longest).withTotalTimeout(longest), false));
    }

    public DeviceStatus status() {
        return device().status();
    }
}

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
package io.camelmikrotik.internal.producer;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.EnsureException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.RouteThreads;
import io.camelmikrotik.internal.endpoint.Results;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.internal.write.KeyTurns;
import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.internal.write.ProgressLog;
import io.camelmikrotik.internal.write.ensure.DesiredRows;
import io.camelmikrotik.internal.write.ensure.EnsureRun;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.write.ChangeLimit;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnAbsent;
import io.camelmikrotik.write.OnFailure;
import io.camelmikrotik.write.PlannedWrite.Kind;
import io.camelmikrotik.write.RowResult.State;
import io.camelmikrotik.write.SafeModeEnd;
import io.camelmikrotik.write.Scope;
import io.camelmikrotik.write.WriteProgress;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the rows of the scope equal to the list in the body.
 */
final class EnsureOperation implements ExchangeOperation {

    private static final Logger LOG = LoggerFactory.getLogger(EnsureOperation.class);

    private final DeviceClient client;
    private final CommandTemplate template;
    private final MikrotikConfiguration options;
    private final WhereExpression scope;
    private final List<String> key;
    private final CanonicalValue values;
    private final ChangeLimit maxRemovals;
    private final ChangeLimit maxChanges;
    private final PipelineSettings sending;
    private final BulkWrites writes;
    private final KeyTurns turns;
    private final RouteThreads worker;
    private final ScheduledExecutorService timer;

    /**
     * @param  turns                    of all endpoints of the component
     * @throws IllegalArgumentException naming the option, if one is missing, has a bad value or does not go with
     *                                  another
     */
    EnsureOperation(DeviceClient client, CommandTemplate template, MikrotikConfiguration options, PipelineSettings sending,
                    BulkWrites writes, KeyTurns turns, RouteThreads worker, ScheduledExecutorService timer) {
        this.client = client;
        this.template = template;
        this.options = options;
        this.sending = sending;
        this.writes = writes;
        this.turns = turns;
        this.worker = worker;
        this.timer = timer;
        if (options.getScope() == null || options.getScope().isBlank()) {
            throw new IllegalArgumentException(
                    "operation=ensure needs scope, which rows of the table are yours, such as scope=list=blocklist");
        }
        this.scope = named("scope", options.getScope(), WhereExpression::parse);
        this.key = CommandTemplate.split(options.getKey());
        if (key.isEmpty()) {
            throw new IllegalArgumentException("operation=ensure needs key, the properties that tell which row is which");
        }
        if (key.stream().anyMatch(name -> name.startsWith("."))) {
            throw new IllegalArgumentException("key=.id cannot be used with operation=ensure: a router gives ids by itself");
        }
        this.values = CanonicalValue.ignoringOrder(CommandTemplate.split(options.getIgnoreOrder()));
        this.maxRemovals = limit("maxRemovals", options.getMaxRemovals());
        this.maxChanges = limit("maxChanges", options.getMaxChanges());
        if (options.isOrdered() && options.getOnFailure() == OnFailure.CONTINUE) {
            throw new IllegalArgumentException(
                    "ordered=true and onFailure=continue do not go together: where order matters, each step stands on the ones"
                                               + " before it");
        }
    }

    /**
     * @throws IllegalArgumentException naming the option, if one is set that only this operation knows
     */
    static void refuseItsOptions(MikrotikConfiguration options) {
        refuse("scope", options.getScope() != null);
        refuse("onAbsent", options.getOnAbsent() != OnAbsent.IGNORE);
        refuse("ordered", options.isOrdered());
        refuse("dryRun", options.isDryRun());
        refuse("maxRemovals", options.getMaxRemovals() != null);
        refuse("maxChanges", options.getMaxChanges() != null);
        refuse("updateSecrets", options.isUpdateSecrets());
        refuse("ignoreOrder", options.getIgnoreOrder() != null);
    }

    private static void refuse(String option, boolean set) {
        if (set) {
            throw new IllegalArgumentException(option + " applies to operation=ensure only");
        }
    }

    private static ChangeLimit limit(String option, String text) {
        return text == null ? null : named(option, text, ChangeLimit::parse);
    }

    private static <T> T named(String option, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (BadInputException | IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        Message message = exchange.getMessage();
        ElementBody body = ElementBody.of(exchange);
        if (body == null) {
            throw new BadInputException(
                    "operation=ensure: the body must be a list of maps of property names to values, not "
                                        + CommandTemplate.typeOf(message.getBody()) + "; nothing was changed");
        }
        DeviceClient mine = client.of(exchange);
        mine.requireAllowed(NeededCommands.of(options, template.pathFor(message)));
        EnsureSettings settings = settings(message);
        EnsureRun run = new EnsureRun(mine.device(), mine.commands(), settings, sending, worker.onBehalfOfCaller());
        WriteProgress progress = run.progress();
        exchange.setProperty(MikrotikConstants.PROGRESS_PROPERTY, progress);
        writes.started(progress);
        CompletableFuture<Runnable> result;
        ProgressLog log = null;
        try {
            log = ProgressLog.start(progress, Duration.ofMillis(options.getBulkLogInterval()), timer);
            result = begin(exchange, mine, body, settings, run);
        } catch (Throwable e) {
            result = CompletableFuture.failedFuture(e);
        }
        ProgressLog started = log;
        return result.whenComplete((completion, failure) -> {
            try {
                if (started != null) {
                    started.stop();
                }
            } finally {
                progress.ended();
                writes.ended(progress);
            }
        });
    }

    private CompletableFuture<Runnable> begin(
            Exchange exchange, DeviceClient mine, ElementBody body, EnsureSettings settings, EnsureRun run) {
        Message message = exchange.getMessage();
        return CompletableFuture.supplyAsync(() -> read(body, message, settings), worker.onBehalfOfCaller())
                .thenCompose(desired -> {
                    if (options.isDryRun()) {
                        return run.plan(desired).thenApply(plan -> () -> complete(exchange, plan));
                    }
                    return inTurn(mine, settings.menu(), () -> options.isSafeMode()
                            ? run.runInSafeMode(desired) : run.run(desired)).<Runnable> thenApply(result -> {
                                UnsentElements.tell(mine, result);
                                return () -> complete(exchange, result);
                            });
                });
    }

    /**
     * One run on a table at a time: two that begin together would both add what is missing, and move each other's rows.
     */
    private CompletableFuture<EnsureResult> inTurn(
            DeviceClient mine, String menu, Supplier<CompletableFuture<EnsureResult>> run) {
        KeyTurns.Turn turn = turns.take(UpsertOperation.table(mine, menu));
        return worker.whenInTime(turn.begun(), mine.options().totalTimeout()).handle((come, failure) -> {
            if (failure != null) {
                throw new MikrotikException(
                        mine.label(), menu, CommandFate.NEVER_SENT,
                        "another ensure of " + menu + " on " + mine.label() + " has not ended in time; nothing was written",
                        failure);
            }
            return null;
        }).thenCompose(come -> run.get()).whenComplete((result, failure) -> turn.end());
    }

    private EnsureSettings settings(Message message) {
        String menu = UpsertOperation.menu(template.pathFor(message));
        Scope bound = new Scope(options.getScope(), scope.bind(menu, name -> CommandTemplate.valueOf(name, message, null)));
        return new EnsureSettings(
                menu, bound, key, options.getOnAbsent(), options.isOrdered(),
                options.isUpdateSecrets(), values, maxRemovals, maxChanges, options.getBulkChunkSize());
    }

    private DesiredRows read(ElementBody body, Message message, EnsureSettings settings) {
        try {
            Iterator<?> given = body.elements();
            Stream<Object> rows = Stream.generate(() -> (Object) null).takeWhile(next -> given.hasNext())
                    .map(next -> row(message, given.next()));
            DesiredRows desired = DesiredRows.read(rows.iterator(), settings, client.options().charset());
            warnOfNothing(desired, settings);
            return desired;
        } finally {
            body.close();
        }
    }

    /** A source that failed often looks like this. */
    private void warnOfNothing(DesiredRows desired, EnsureSettings settings) {
        if (desired.size() == 0 && settings.onAbsent() != OnAbsent.IGNORE && maxRemovals == null && maxChanges == null) {
            LOG.warn("ensure {} where {} on {}: the list is empty, so every row of the scope is to be {}; maxRemovals would"
                     + " bound that",
                    settings.menu(), settings.scope(), client.label(),
                    settings.onAbsent() == OnAbsent.REMOVE ? "removed" : "disabled");
        }
    }

    /** With the attributes that the URI fixes; an element that is no map is refused by its number, further on. */
    private Object row(Message message, Object element) {
        return element instanceof Map<?, ?> ? template.row(message, element) : element;
    }

    private void complete(Exchange exchange, EnsurePlan plan) {
        Message message = Results.of(exchange, client);
        message.setHeader(MikrotikConstants.ADDED_COUNT, plan.adds().size());
        message.setHeader(MikrotikConstants.CHANGED_COUNT, plan.sets().size());
        message.setHeader(MikrotikConstants.MOVED_COUNT, plan.moves().size());
        message.setHeader(MikrotikConstants.REMOVED_COUNT, plan.removals().size());
        message.setHeader(MikrotikConstants.UNCHANGED_COUNT, plan.counts().unchanged());
        message.setBody(plan);
    }

    private void complete(Exchange exchange, EnsureResult result) {
        boolean failed = !result.isComplete() && (options.getOnFailure() == OnFailure.STOP || result.problem() != null
                || result.safeMode() != SafeModeEnd.NOT_USED);
        Message message = failed ? exchange.getMessage() : Results.of(exchange, client);
        message.setHeader(MikrotikConstants.ADDED_COUNT, result.done(Kind.ADD));
        message.setHeader(MikrotikConstants.CHANGED_COUNT, result.done(Kind.SET));
        message.setHeader(MikrotikConstants.MOVED_COUNT, result.done(Kind.MOVE));
        message.setHeader(MikrotikConstants.REMOVED_COUNT, result.done(Kind.REMOVE) + result.done(Kind.DISABLE));
        message.setHeader(MikrotikConstants.UNCHANGED_COUNT, result.plan().counts().unchanged());
        message.setHeader(MikrotikConstants.FAILED_COUNT, result.count(State.FAILED));
        message.setHeader(MikrotikConstants.UNKNOWN_COUNT, (long) result.count(State.UNKNOWN));
        message.setHeader(MikrotikConstants.NOT_SENT_COUNT, (long) result.count(State.NOT_SENT));
        setSafeMode(message, result.safeMode());
        if (failed) {
            throw new EnsureException(client.label(), result);
        }
        message.setBody(result);
    }

    static void setSafeMode(Message message, SafeModeEnd end) {
        if (end != SafeModeEnd.NOT_USED) {
            message.setHeader(MikrotikConstants.SAFE_MODE, end.name().toLowerCase(Locale.ROOT));
        }
    }
}

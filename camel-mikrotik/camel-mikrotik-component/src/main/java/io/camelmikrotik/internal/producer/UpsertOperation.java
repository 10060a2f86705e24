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

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.Operation;
import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.RouteThreads;
import io.camelmikrotik.internal.endpoint.Results;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.write.ElementSource;
import io.camelmikrotik.internal.write.InTurn;
import io.camelmikrotik.internal.write.KeyTurns;
import io.camelmikrotik.internal.write.Upsert;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.OnMissing;
import io.camelmikrotik.write.WriteOutcome;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes the row of the body, or each of a list, be as wanted.
 */
final class UpsertOperation implements ExchangeOperation {

    private final DeviceClient client;
    private final CommandTemplate template;
    private final MikrotikConfiguration options;
    private final List<String> key;
    /** {@code null} to add a row that is missing. */
    private final OnMissing onMissing;
    private final BulkOperation bulk;
    private final KeyTurns turns;
    private final RouteThreads worker;

    /**
     * @param  bulk                     for a body of many rows
     * @param  turns                    of all endpoints of the component
     * @throws IllegalArgumentException naming the option, if the key is missing or cannot be used
     */
    UpsertOperation(DeviceClient client, CommandTemplate template, MikrotikConfiguration options, BulkOperation bulk,
                    KeyTurns turns, RouteThreads worker) {
        this.client = client;
        this.template = template;
        this.options = options;
        this.key = CommandTemplate.split(options.getKey());
        this.onMissing = options.getOperation() == Operation.UPDATE ? options.getOnMissing() : null;
        this.bulk = bulk;
        this.turns = turns;
        this.worker = worker;
        if (this.key.isEmpty() && onMissing == null) {
            throw new IllegalArgumentException("operation=upsert needs key, the properties that tell which row is meant");
        }
        if (this.key.contains(".id")) {
            throw new IllegalArgumentException(
                    "key=.id cannot be used with operation=upsert or operation=update: a router gives ids by itself."
                                               + " The command set takes a row's id");
        }
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        Message message = exchange.getMessage();
        String path = template.pathFor(message);
        DeviceClient mine = client.of(exchange);
        mine.requireAllowed(NeededCommands.of(options, path));
        String menu = menu(path);
        ElementBody many = ElementBody.of(exchange);
        if (many != null) {
            if (many.again() != null) {
                Set<List<String>> keys = new HashSet<>();
                BulkOperation.refuseBadElements(many.again(), element -> {
                    if (!keys.add(upsert(0, element, menu, message).key()) && !key.isEmpty()) {
                        throw new BadInputException(
                                "an earlier element has the same " + String.join(" and ", key) + ": one of them would be lost");
                    }
                });
            }
            ElementSource source = ElementSource.ofSequences(
                    many.elements(), (index, element) -> inTurn(upsert(index, element, menu, message), menu));
            return bulk.begin(
                    exchange, mine, many, source, (onMissing == null ? "upsert to " : "update of ") + menu,
                    element -> named(menu, message, element));
        }
        Upsert upsert = upsert(0, message.getBody(), menu, message);
        RouterOsCommand named = namedForAudit(mine, menu, message);
        CompletableFuture<Runnable> result = new CompletableFuture<>();
        InTurn sequence = inTurn(upsert, menu);
        Completions.then(worker.whenInTime(sequence.turn(), client.options().timeout()), (come, failure) -> {
            if (failure == null) {
                advance(mine, named, sequence, upsert, exchange, result);
            } else {
                String why = "another upsert or update of the same key of " + menu + " on " + client.label()
                             + " was not done in time; nothing was written";
                sequence.abandoned(why);
                tellIfNotSent(mine, upsert, named);
                result.completeExceptionally(upsert.failure());
            }
        }, failure -> broken(sequence, failure, result));
        return result;
    }

    private InTurn inTurn(Upsert upsert, String menu) {
        return new InTurn(upsert, turns.take(List.of(table(client, menu), key, upsert.key())));
    }

    private Upsert upsert(long index, Object element, String menu, Message message) {
        return new Upsert(index, element, client.label(), menu, key, template.row(message, element), onMissing);
    }

    /** Whatever is thrown here, the exchange ends, and the next one has its turn. */
    private void advance(
            DeviceClient mine, RouterOsCommand named, InTurn sequence, Upsert upsert, Exchange exchange,
            CompletableFuture<Runnable> result) {
        try {
            RouterOsCommand command = sequence.command();
            if (command != null) {
                Completions.then(mine.executeUntold(command), (reply, failure) -> {
                    answered(sequence, command, reply, failure, result);
                    advance(mine, named, sequence, upsert, exchange, result);
                }, failure -> broken(sequence, failure, result));
            } else if (upsert.failure() != null) {
                tellIfNotSent(mine, upsert, named);
                result.completeExceptionally(upsert.failure());
            } else {
                result.complete(() -> complete(exchange, upsert.outcomes().get(0)));
            }
        } catch (RuntimeException | Error e) {
            broken(sequence, e, result);
        }
    }

    private void answered(
            InTurn sequence, RouterOsCommand command, Reply reply, Throwable failure, CompletableFuture<Runnable> result) {
        try {
            if (failure == null) {
                sequence.answered(reply);
            } else {
                sequence.failed(known(failure, command));
            }
        } catch (RuntimeException | Error e) {
            broken(sequence, e, result);
        }
    }

    private static void tellIfNotSent(DeviceClient mine, Upsert upsert, RouterOsCommand named) {
        WriteOutcome outcome = upsert.outcomes().get(0);
        if (named != null && outcome.state() == WriteOutcome.State.NOT_SENT) {
            mine.notSent(named, outcome.message());
        }
    }

    /** {@code null} if nobody wants to know it, or it has none. Before anything is sent: later may be an event loop. */
    private RouterOsCommand namedForAudit(DeviceClient mine, String menu, Message message) {
        try {
            return mine.isAudited() ? named(menu, message, message.getBody()) : null;
        } catch (BadInputException e) {
            return null;
        }
    }

    /** For the audit, the row of which nothing was sent: whether it would have been added or set nobody knows. */
    private RouterOsCommand named(String menu, Message message, Object element) {
        RouterOsCommand.Builder named = RouterOsCommand.builder(menu + (onMissing == null ? "/upsert" : "/update"));
        template.row(message, element).forEach((name, value) -> named.attribute(name, String.valueOf(value)));
        return named.build();
    }

    private static void broken(InTurn sequence, Throwable e, CompletableFuture<Runnable> result) {
        result.completeExceptionally(e);
        sequence.abandoned(String.valueOf(e));
    }

    private void complete(Exchange exchange, WriteOutcome outcome) {
        Message message = Results.of(exchange, client);
        message.setHeader(MikrotikConstants.UPSERT_RESULT, outcome.effect().name().toLowerCase(Locale.ROOT));
        if (outcome.ret() != null) {
            message.setHeader(MikrotikConstants.RET, outcome.ret());
        }
    }

    private MikrotikException known(Throwable failure, RouterOsCommand command) {
        Throwable cause = Completions.cause(failure);
        return cause instanceof MikrotikException known
                ? known
                : new MikrotikException(
                        client.label(), command.path(), CommandFate.OUTCOME_UNKNOWN, String.valueOf(cause), cause);
    }

    /** What is equal for two operations on one table, whoever logs in for them. */
    static List<String> table(DeviceClient client, String menu) {
        return List.of(client.label().substring(client.label().lastIndexOf('@') + 1), menu);
    }

    /** The menu, whether the path names it or one of its commands. */
    static String menu(String path) {
        CommandKind kind = CommandKind.of(path);
        int verb = path.lastIndexOf('/');
        return verb > 0 && (kind.takesProperties() || kind.takesQueries()) ? path.substring(0, verb) : path;
    }
}

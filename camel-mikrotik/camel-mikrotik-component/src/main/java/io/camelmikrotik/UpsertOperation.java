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
package io.camelmikrotik;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.camelmikrotik.routeros.BadInputException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Completions;
import io.camelmikrotik.routeros.MikrotikException;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.ElementSource;
import io.camelmikrotik.write.Upsert;
import io.camelmikrotik.write.WriteOutcome;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes the row of the body, or each of a list, be as wanted.
 */
final class UpsertOperation implements ExchangeOperation {

    private final DeviceClient client;
    private final CommandTemplate template;
    private final List<String> key;
    private final BulkOperation bulk;

    /**
     * @param  bulk                     for a body of many rows
     * @throws IllegalArgumentException naming the option, if the key is missing or cannot be used
     */
    UpsertOperation(DeviceClient client, CommandTemplate template, String key, BulkOperation bulk) {
        this.client = client;
        this.template = template;
        this.key = CommandTemplate.split(key);
        this.bulk = bulk;
        if (this.key.isEmpty()) {
            throw new IllegalArgumentException("operation=upsert needs key, the properties that tell which row is meant");
        }
        if (this.key.contains(".id")) {
            throw new IllegalArgumentException("key=.id cannot be used with operation=upsert: a router gives ids by itself");
        }
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        Message message = exchange.getMessage();
        String menu = menu(template.pathFor(message));
        ElementBody many = ElementBody.of(message.getBody());
        if (many != null) {
            if (many.again() != null) {
                Set<List<String>> keys = new HashSet<>();
                BulkOperation.refuseBadElements(many.again(), element -> {
                    if (!keys.add(upsert(0, element, menu, message).key())) {
                        throw new BadInputException(
                                "an earlier element has the same " + String.join(" and ", key) + ": one of them would be lost");
                    }
                });
            }
            ElementSource source = ElementSource.ofConversations(
                    many.elements(), (index, element) -> upsert(index, element, menu, message));
            return bulk.begin(exchange, many, source, "upsert to " + menu);
        }
        CompletableFuture<Runnable> result = new CompletableFuture<>();
        advance(upsert(0, message.getBody(), menu, message), exchange, result);
        return result;
    }

    private Upsert upsert(long index, Object element, String menu, Message message) {
        return new Upsert(index, element, client.label(), menu, key, template.row(message, element));
    }

    private void advance(Upsert upsert, Exchange exchange, CompletableFuture<Runnable> result) {
        RouterOsCommand command = upsert.command();
        if (command != null) {
            Completions.then(client.execute(command), (reply, failure) -> {
                if (failure == null) {
                    upsert.answered(reply);
                } else {
                    upsert.failed(known(failure, command));
                }
                advance(upsert, exchange, result);
            }, result::completeExceptionally);
        } else if (upsert.failure() != null) {
            result.completeExceptionally(upsert.failure());
        } else {
            result.complete(() -> complete(exchange, upsert.outcomes().get(0)));
        }
    }

    private void complete(Exchange exchange, WriteOutcome outcome) {
        Message message = Results.of(exchange, client);
        message.setHeader(MikrotikConstants.UPSERT_RESULT, outcome.effect().name().toLowerCase(Locale.ROOT));
        if (outcome.ret() != null) {
            message.setHeader(MikrotikConstants.RET, outcome.ret());
        }
    }

    private MikrotikException known(Throwable failure, RouterOsCommand command) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof MikrotikException known
                ? known
                : new MikrotikException(
                        client.label(), command.path(), CommandFate.SENT_UNKNOWN, String.valueOf(cause), cause);
    }

    /** The menu, whether the path names it or one of its commands. */
    static String menu(String path) {
        int verb = path.lastIndexOf('/');
        return verb > 0 && List.of("add", "set", "print").contains(path.substring(verb + 1)) ? path.substring(0, verb) : path;
    }
}

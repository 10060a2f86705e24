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

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.RowResult;
import io.camelmikrotik.write.WriteOutcome;

/**
 * Tells the audit of elements of bulk writes that were never sent; those that were it hears of from their sessions.
 */
final class UnsentElements {

    private final DeviceClient client;
    private final Function<Object, RouterOsCommand> commands;

    /** @param commands what would have been sent for an element */
    UnsentElements(DeviceClient client, Function<Object, RouterOsCommand> commands) {
        this.client = client;
        this.commands = commands;
    }

    /** Hears of each outcome before another listener does. */
    Consumer<WriteOutcome> and(Consumer<WriteOutcome> listener) {
        return client.isAudited() ? outcome -> {
            if (outcome.state() == WriteOutcome.State.NOT_SENT) {
                tell(outcome.element(), outcome.message());
            }
            listener.accept(outcome);
        } : listener;
    }

    /**
     * The same work, whose elements are told of if it failed: then there was no session, and none was sent. What can be
     * read only once was not read, and stays unnamed.
     *
     * @param threads to read the elements on
     */
    <T> CompletableFuture<T> toldOf(ElementBody body, CompletableFuture<T> work, Executor threads) {
        return !client.isAudited() || body.again() == null ? work : work.whenCompleteAsync((result, failure) -> {
            if (failure != null) {
                Throwable cause = Completions.cause(failure);
                body.again().forEach(element -> tell(element, String.valueOf(cause.getMessage())));
            }
        }, threads);
    }

    private void tell(Object element, String why) {
        RouterOsCommand command;
        try {
            command = commands.apply(element);
        } catch (RuntimeException e) {
            // an element that makes no command is no write
            return;
        }
        client.notSent(command, why);
    }

    /** Rows of an ensure that nothing was sent for. */
    static void tell(DeviceClient client, EnsureResult result) {
        if (!client.isAudited()) {
            return;
        }
        for (RowResult row : result.rows()) {
            if (row.state() == RowResult.State.NOT_SENT) {
                client.notSent(command(result.plan().settings().menu(), row), row.message());
            }
        }
    }

    private static RouterOsCommand command(String menu, RowResult row) {
        String verb = row.actions().size() == 1 ? row.actions().get(0).name().toLowerCase(Locale.ROOT) : "ensure";
        RouterOsCommand.Builder command = RouterOsCommand.builder(menu + "/" + verb);
        if (row.id() != null) {
            command.attribute(".id", row.id());
        }
        if (row.row() != null) {
            row.row().forEach((name, value) -> command.attribute(name, value == null ? "" : value));
        }
        return command.build();
    }
}

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
package io.camelmikrotik.internal.consumer;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The command of a polling consumer: sent again and again, one at a time.
 */
public final class PolledCommand {

    private final MikrotikEndpoint endpoint;
    private final PreparedCommand command;
    private Supplier<String> routeId = () -> null;
    private volatile CompletableFuture<Reply> asked;
    private volatile CompletableFuture<Reply> ahead;

    /**
     * @throws IllegalArgumentException if it cannot be polled, because it does not end or leaves something to a message
     * @throws BadInputException        if the endpoint's options do not make a command of RouterOS
     */
    public PolledCommand(MikrotikEndpoint endpoint) {
        this(endpoint, endpoint.template().prepareForConsumer());
        if (command.command().isEndless()) {
            throw new IllegalArgumentException(
                    command.command().path() + " sends rows until it is cancelled and cannot be polled: bound it "
                                               + "(attribute.once=, attribute.count=, attribute.duration=)");
        }
    }

    public PolledCommand(MikrotikEndpoint endpoint, PreparedCommand command) {
        this.endpoint = endpoint;
        this.command = command;
    }

    /** @param id of the route that it is sent for, asked when it is sent */
    public PolledCommand inRoute(Supplier<String> id) {
        routeId = id;
        return this;
    }

    public PreparedCommand prepared() {
        return command;
    }

    /** Sends it, for {@link #rows} to find its reply. */
    CompletableFuture<Reply> askAhead() {
        CompletableFuture<Reply> reply = send();
        ahead = reply;
        return reply;
    }

    private CompletableFuture<Reply> send() {
        CompletableFuture<Reply> reply;
        try {
            reply = endpoint.client().inRoute(routeId.get()).execute(command);
        } catch (RuntimeException | Error e) {
            reply = CompletableFuture.failedFuture(e);
        }
        asked = reply;
        return reply;
    }

    /**
     * Its rows, those that the selection accepts: of the reply that was asked for ahead, if there is one; otherwise it
     * is sent now, and its reply waited for.
     *
     * @param  mayRun whether the consumer has been neither stopped nor suspended
     * @return        {@code null} if it was cancelled
     */
    public List<RouterOsRow> rows(BooleanSupplier mayRun) throws Exception {
        CompletableFuture<Reply> reply = ahead == null ? send() : ahead;
        ahead = null;
        try {
            if (!mayRun.getAsBoolean()) {
                reply.cancel(false);
            }
            // each step on the way has a deadline of its own
            return command.select(reply.get().rows());
        } catch (CancellationException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            asked = null;
        }
    }

    /** Drops the reply that nobody came for. */
    void forget() {
        ahead = null;
        asked = null;
    }

    /** Ends the waiting for a reply, and the command on the router. */
    void cancel() {
        CompletableFuture<Reply> reply = asked;
        if (reply != null) {
            reply.cancel(false);
        }
    }
}

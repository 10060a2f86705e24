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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.BulkWriteException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.RouteThreads;
import io.camelmikrotik.internal.endpoint.Results;
import io.camelmikrotik.internal.write.BulkWrite;
import io.camelmikrotik.internal.write.ElementSource;
import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.BulkResult;
import io.camelmikrotik.write.BulkSettings;
import io.camelmikrotik.write.OnFailure;
import io.camelmikrotik.write.PipelineEnd;
import io.camelmikrotik.write.SafeModeEnd;
import io.camelmikrotik.write.WriteOutcome;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Sends a command for each element of the body, many at a time, and makes a message of their outcomes.
 */
final class BulkOperation implements ExchangeOperation {

    private final DeviceClient client;
    private final CommandTemplate template;
    private final BulkSettings settings;
    private final int chunkSize;
    private final boolean safeMode;
    private final Consumer<WriteOutcome> listener;
    private final BulkWrites writes;
    private final RouteThreads worker;
    private final ScheduledExecutorService timer;

    /**
     * @throws IllegalArgumentException naming the option, if one has a bad value
     */
    BulkOperation(DeviceClient client, CommandTemplate template, MikrotikConfiguration options, BulkWrites writes,
                  RouteThreads worker, ScheduledExecutorService timer) {
        this.client = client;
        this.template = template;
        this.settings = settings(client, options);
        this.chunkSize = options.getBulkChunkSize();
        this.safeMode = options.isSafeMode();
        this.listener = options.getBulkOutcomeListener() == null ? outcome -> {
        } : options.getBulkOutcomeListener();
        this.writes = writes;
        this.worker = worker;
        this.timer = timer;
    }

    /** How commands are sent. */
    PipelineSettings sending() {
        return settings.pipeline();
    }

    /** Whether the body is a list of commands for this path. {@code path} is {@code null} where the elements say it. */
    static boolean takes(String path, Object body) {
        boolean many = ElementBody.isOne(body);
        return many && (path == null || isFor(path));
    }

    /** Whether a list of elements is many of this command. */
    static boolean isFor(String path) {
        return CommandKind.of(path).isForEachRow();
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        Message message = exchange.getMessage();
        String path = template.pathIfKnown(message);
        DeviceClient mine = client.of(exchange);
        if (path != null) {
            mine.requireAllowed(List.of(RouterOsCommand.of(path)));
        }
        ElementBody body = ElementBody.of(exchange);
        if (body.again() != null && settings.pipeline().onFailure() == OnFailure.STOP) {
            refuseBadElements(
                    body.again(), element -> mine.requireAllowed(List.of(commandOf(message, element))));
        }
        ElementSource source = ElementSource.ofCommands(
                body.elements(), element -> commandOf(message, element), chunkSize, settings.pipeline().onFailure());
        return begin(
                exchange, mine, body, source, template.isOpen() ? "bulk write" : template.pathFor(message),
                element -> commandOf(message, element));
    }

    /**
     * Sends what the source gives.
     *
     * @param mine     for the exchange
     * @param commands for the audit: the command of an element that is not sent
     */
    CompletableFuture<Runnable> begin(
            Exchange exchange, DeviceClient mine, ElementBody body, ElementSource source, String what,
            Function<Object, RouterOsCommand> commands) {
        UnsentElements unsent = new UnsentElements(mine, commands);
        BulkWrite write = new BulkWrite(
                mine.device(), what, source, body.total(), settings, unsent.and(listener), worker.onBehalfOfCaller(), timer);
        exchange.setProperty(MikrotikConstants.PROGRESS_PROPERTY, write.progress());
        writes.started(write.progress());
        CompletableFuture<BulkResult> written;
        try {
            written = safeMode ? write.startInSafeMode() : write.start();
        } catch (Throwable e) {
            written = CompletableFuture.failedFuture(e);
        }
        return unsent.toldOf(body, written, worker.onBehalfOfCaller()).whenComplete((result, failure) -> {
            writes.ended(write.progress());
            body.close();
        }).thenApply(result -> () -> complete(exchange, what, result));
    }

    /** A list is looked through before anything is sent, so that a bad element leaves nothing half done. */
    static void refuseBadElements(Iterable<?> elements, Consumer<Object> check) {
        long index = 0;
        for (Object element : elements) {
            try {
                check.accept(element);
            } catch (BadInputException e) {
                throw new BadInputException("element " + index + " (counted from 0): " + e.getMessage(), e);
            }
            index++;
        }
    }

    private RouterOsCommand commandOf(Message message, Object element) {
        if (element instanceof RouterOsCommand) {
            if (!template.isOpen()) {
                throw new BadInputException("a RouterOsCommand as an element needs an endpoint without a command in its URI");
            }
            return template.prepare(message, element).command();
        }
        if (!(element instanceof Map<?, ?>)) {
            throw new BadInputException(
                    "an element must be a map of property names to values, not " + CommandTemplate.typeOf(element));
        }
        boolean idOnly = element instanceof RouterOsRow row && row.getId() != null
                && CommandKind.of(template.pathFor(message)).takesIdOnly();
        return template.prepare(message, idOnly ? Map.of(".id", ((RouterOsRow) element).getId()) : element).command();
    }

    private void complete(Exchange exchange, String what, BulkResult result) {
        boolean failed = !result.end().isComplete() || safeMode && result.safeMode() != SafeModeEnd.RELEASED
                || settings.pipeline().onFailure() == OnFailure.STOP && !result.isDone();
        Message message = failed ? exchange.getMessage() : Results.of(exchange, client);
        message.setHeader(MikrotikConstants.DONE_COUNT, result.done());
        message.setHeader(MikrotikConstants.TRAPPED_COUNT, result.trapped());
        message.setHeader(MikrotikConstants.NOT_SENT_COUNT, result.notSent());
        message.setHeader(MikrotikConstants.UNKNOWN_COUNT, result.unknown());
        EnsureOperation.setSafeMode(message, result.safeMode());
        if (failed) {
            throw failure(what, result);
        }
        message.setBody(result.outcomes());
    }

    private BulkWriteException failure(String what, BulkResult result) {
        PipelineEnd end = result.end();
        WriteOutcome first = result.outcomes().stream().filter(each -> !each.isDone()).findFirst().orElse(null);
        String why = end.isComplete() ? first == null ? "an element was not done" : first.toString() : end.reason();
        return new BulkWriteException(
                client.label(), what, result,
                what + " on " + client.label() + " was not completed: " + why + "; " + result.done() + " done, "
                                              + result.trapped() + " refused, " + result.unknown() + " unknown, "
                                              + result.notSent() + " not sent" + safeMode(result.safeMode()),
                end.cause());
    }

    private static String safeMode(SafeModeEnd end) {
        return switch (end) {
            case NOT_USED, RELEASED -> "";
            case ROLLED_BACK -> "; all of it was rolled back";
            case ROLLED_BACK_BY_DISCONNECT -> "; the router rolls all of it back, since the session has ended";
            case UNKNOWN -> "; whether the router kept it or rolled it back is unknown: read the table";
        };
    }

    private static BulkSettings settings(DeviceClient client, MikrotikConfiguration options) {
        requireAtLeast("bulkWindow", 1, options.getBulkWindow());
        requireAtLeast("bulkChunkSize", 1, options.getBulkChunkSize());
        requireAtLeast("bulkMaxOutcomes", 0, options.getBulkMaxOutcomes());
        requireAtLeast("bulkResumeTimeout", 0, options.getBulkResumeTimeout());
        requireAtLeast("bulkLogInterval", 0, options.getBulkLogInterval());
        if (options.isSafeMode() && options.getBulkResumeTimeout() > 0) {
            throw new IllegalArgumentException(
                    "safeMode=true and bulkResumeTimeout do not go together: what a lost session held is rolled back");
        }
        if (!(options.getBulkCommandsPerSecond() >= 0)) {
            throw new IllegalArgumentException(
                    "bulkCommandsPerSecond must not be negative: " + options.getBulkCommandsPerSecond());
        }
        PipelineSettings pipeline = new PipelineSettings(
                client.options(), options.getBulkWindow(), options.getBulkCommandsPerSecond(), options.getOnFailure(),
                options.isRetryWrites());
        return new BulkSettings(
                pipeline, Duration.ofMillis(options.getBulkResumeTimeout()), options.getBulkMaxOutcomes(),
                Duration.ofMillis(options.getBulkLogInterval()));
    }

    private static void requireAtLeast(String option, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ": " + value);
        }
    }
}

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
package io.camelmikrotik.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.camelmikrotik.feed.ChangeHandler;
import io.camelmikrotik.internal.diagnosis.DeviceDiagnosis;
import io.camelmikrotik.internal.feed.Backoff;
import io.camelmikrotik.internal.feed.DeliveredStateStore;
import io.camelmikrotik.internal.feed.ListWatch;
import io.camelmikrotik.internal.feed.WatchSettings;
import io.camelmikrotik.internal.feed.WatchedTable;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.value.AttributeValue;
import io.camelmikrotik.internal.where.CompiledWhere;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.internal.write.BulkWrite;
import io.camelmikrotik.internal.write.ElementSource;
import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.internal.write.ensure.DesiredRows;
import io.camelmikrotik.internal.write.ensure.EnsureRun;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Diagnosis;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.RowStream;
import io.camelmikrotik.write.BulkResult;
import io.camelmikrotik.write.BulkSettings;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.Scope;
import io.camelmikrotik.write.WriteOutcome;

/**
 * One device of a {@link RouterOsClient}. Cheap; safe for any thread; nothing of it blocks. Futures complete on the
 * client's callback threads, with what went wrong as a {@link io.camelmikrotik.exception.MikrotikException}.
 * <p>
 * A read whose session is lost is repeated once on another; a write whose outcome is not known never is: it ends with
 * {@link io.camelmikrotik.exception.OutcomeUnknownException}.
 */
public final class RouterOsDevice {

    private static final int WATCH_BUFFER = 1_000;
    private static final Duration WATCH_IDLE = Duration.ofMinutes(1);
    private static final Duration FALLBACK_POLL = Duration.ofSeconds(10);
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final int ROWS_REMOVED_AT_ONCE = 20;

    private final RouterOsClient client;
    private final PooledDevice device;
    private final DeviceAccess access;

    RouterOsDevice(RouterOsClient client, PooledDevice device, DeviceAccess access) {
        this.client = client;
        this.device = device;
        this.access = access;
    }

    /** Ends its sessions and refuses use until {@link #resume()}; what is in flight fails with its outcome. */
    public void suspend() {
        device.suspend();
    }

    /** Allows use again, and forgets failures: the next command tries at once. */
    public void resume() {
        device.resume();
    }

    /** Sends a command and collects its reply. */
    public CompletableFuture<Reply> execute(RouterOsCommand command) {
        return execute(command, CommandOptions.DEFAULTS);
    }

    /** Sends a command and collects its reply. */
    public CompletableFuture<Reply> execute(RouterOsCommand command, CommandOptions options) {
        return onCallbackThread(client.commands().execute(device, command, options, false));
    }

    /** The rows of a menu, such as {@code /ppp/secret}. */
    public CompletableFuture<List<RouterOsRow>> print(String menu) {
        return execute(RouterOsCommand.of(menu + "/print")).thenApply(Reply::rows);
    }

    /**
     * The rows of a menu that a condition accepts, such as {@code profile=gold and !disabled}. What the router cannot
     * evaluate is evaluated here.
     *
     * @throws io.camelmikrotik.exception.BadInputException with the position, if it is no such expression
     */
    public CompletableFuture<List<RouterOsRow>> print(String menu, String where) {
        CompiledWhere condition = WhereExpression.parse(where).bind(menu, name -> null);
        RouterOsCommand print = RouterOsCommand.builder(menu + "/print").queries(condition.queryWords()).build();
        return execute(print).thenApply(reply -> reply.rows().stream().filter(condition.filter()).toList());
    }

    /** Rows one by one, in constant memory, over a session of their own: close the stream. */
    public CompletableFuture<RowStream> stream(RouterOsCommand command) {
        return onCallbackThread(client.commands().stream(device, command, CommandOptions.DEFAULTS));
    }

    /**
     * Follows a table: listens, and prints and compares it whenever the connection was lost, so that nothing is missed.
     * Start and stop what is returned. The rows that exist at the first start are delivered as created.
     *
     * @param menu    such as {@code /ppp/active}
     * @param key     names of the properties that tell rows apart; empty for {@code .id}
     * @param handler is called for one change at a time, on a callback thread
     */
    public TableWatch watch(String menu, List<String> key, ChangeHandler handler) {
        WatchedTable table = new WatchedTable(RouterOsCommand.of(menu + "/print"), null, key, List.of());
        WatchSettings settings = new WatchSettings(true, WATCH_BUFFER, PAUSES, WATCH_IDLE, true, FALLBACK_POLL, Duration.ZERO);
        return new TableWatch(
                new ListWatch(
                        device, table, CommandOptions.DEFAULTS, settings, handler, DeliveredStateStore.NONE, client.callbacks(),
                        client.timer()));
    }

    /**
     * Sends one command for each element, pipelined over one session, and stops at the first that is refused.
     *
     * @param path     such as {@code /ip/firewall/address-list/add}
     * @param elements the attributes of each command
     * @param listener is told each outcome in the order of the elements, on a callback thread
     */
    public CompletableFuture<BulkResult> bulk(
            String path, Collection<? extends Map<String, ?>> elements, Consumer<WriteOutcome> listener) {
        Iterator<? extends Map<String, ?>> iterator = elements.iterator();
        ElementSource source = ElementSource.ofCommands(
                iterator, element -> commandOf(path, (Map<?, ?>) element), ROWS_REMOVED_AT_ONCE,
                PipelineSettings.DEFAULTS.onFailure());
        BulkWrite write = new BulkWrite(
                device, path, source, (long) elements.size(), BulkSettings.DEFAULTS, listener, client.callbacks(),
                client.timer());
        return onCallbackThread(write.start());
    }

    /**
     * Which rows of a table are the caller's, for {@link EnsureSettings}.
     *
     * @throws io.camelmikrotik.exception.BadInputException with the position, if it is no such expression
     */
    public static Scope scope(String where) {
        return new Scope(where, WhereExpression.parse(where).bind(name -> null));
    }

    /**
     * As {@link #scope(String)}, for a known menu, such as {@code /ip/firewall/address-list}: its properties are
     * compared by what the catalogue says they are.
     *
     * @throws io.camelmikrotik.exception.BadInputException with the position, if it is no such expression, or if it
     *                                                      says less or greater of values that have no order
     */
    public static Scope scope(String menu, String where) {
        return new Scope(where, WhereExpression.parse(where).bind(menu, name -> null));
    }

    /**
     * Makes the scope of a table equal to a list: reads, plans, writes what differs, reads back. Running it again
     * changes nothing more.
     */
    public CompletableFuture<EnsureResult> ensure(EnsureSettings settings, Collection<? extends Map<String, ?>> rows) {
        EnsureRun run = new EnsureRun(device, client.commands(), settings, PipelineSettings.DEFAULTS, client.callbacks());
        return onCallbackThread(run.run(DesiredRows.of(rows, settings)));
    }

    /**
     * Looks at the way to the device and at the device, step by step: name, connection, TLS and certificate, login,
     * version, rights of the user, clock, round trip, sessions, services. It has a session of its own, so that it also
     * works while the device is suspended or has no session left here, and it only reads. What it finds wrong is in its
     * result, with what would mend it: the future does not fail for that.
     */
    public CompletableFuture<Diagnosis> diagnose() {
        return onCallbackThread(
                new DeviceDiagnosis(client.transport(), access, CommandOptions.DEFAULTS.withCharset(access.charset()))
                        .run(device.status()));
    }

    private static RouterOsCommand commandOf(String path, Map<?, ?> element) {
        RouterOsCommand.Builder command = RouterOsCommand.builder(path);
        element.forEach((name, value) -> {
            String property = String.valueOf(name);
            Object word = AttributeValue.of(property, value);
            if (word instanceof byte[] bytes) {
                command.attribute(property, bytes);
            } else {
                command.attribute(property, (String) word);
            }
        });
        return command.build();
    }

    /** What the caller does with it runs on no network thread. */
    private <T> CompletableFuture<T> onCallbackThread(CompletableFuture<T> future) {
        return future.whenCompleteAsync((value, failure) -> {
        }, client.callbacks());
    }

    /** {@code user@host:port}. */
    @Override
    public String toString() {
        return device.label();
    }
}

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
package io.camelmikrotik.internal.write.ensure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.where.QueryOperators;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureSettings;

/**
 * Reads what a run needs of a table: the rows of the scope, the places of all rows, or some rows by their ids.
 */
final class TableReader {

    /** A table that changes each time it is read is left alone. */
    private static final int MOST_READINGS = 5;
    /** Keeps a word well under the 64 KiB that a router takes. */
    private static final int IDS_IN_A_COMMAND = 500;
    /** With more, comparing each row with each of them costs the router more than printing the ids of the scope. */
    private static final int IDS_IN_A_QUERY = 20;

    private final EnsureSettings settings;
    private final DesiredRows desired;
    private final DeviceConnection line;
    private final Executor executor;

    TableReader(EnsureSettings settings, DesiredRows desired, DeviceConnection line, Executor executor) {
        this.settings = settings;
        this.desired = desired;
        this.line = line;
        this.executor = executor;
    }

    /** Reads the scope, and the places right after it if order matters, and compares. */
    CompletableFuture<EnsurePlan> plan() {
        return plan(1);
    }

    private CompletableFuture<EnsurePlan> plan(int reading) {
        CompletableFuture<Reply> scope = line.read(
                print().properties(properties()).queries(settings.scope().queryWords()).build());
        return scope.thenComposeAsync(rows -> order().thenComposeAsync(order -> {
            try {
                return CompletableFuture.completedFuture(EnsurePlanner.plan(settings, desired, rows.rows(), order));
            } catch (TableChangedException e) {
                if (reading == MOST_READINGS) {
                    throw e;
                }
                return plan(reading + 1);
            }
        }, executor), executor);
    }

    /** {@code null} unless order matters. */
    private CompletableFuture<TableOrder> order() {
        return settings.ordered() ? places() : CompletableFuture.completedFuture(null);
    }

    /** The places of all rows. */
    CompletableFuture<TableOrder> places() {
        return line.read(print().properties(List.of(".id", "dynamic")).build())
                .thenApplyAsync(reply -> new TableOrder(reply.rows()), executor);
    }

    /** The rows with these ids, as far as they are there. */
    CompletableFuture<List<RouterOsRow>> rows(List<String> ids) {
        CompletableFuture<List<RouterOsRow>> read = CompletableFuture.completedFuture(new ArrayList<>());
        for (int start = 0; start < ids.size(); start += IDS_IN_A_COMMAND) {
            List<String> some = ids.subList(start, Math.min(ids.size(), start + IDS_IN_A_COMMAND));
            read = read.thenComposeAsync(rows -> some(some).thenApply(more -> {
                rows.addAll(more.rows());
                return rows;
            }), executor);
        }
        return read;
    }

    /**
     * Those of these rows that are still there, with {@code disabled} alone. Of many the whole scope is read: a router
     * compares each row of its table with each id that it is asked for.
     */
    CompletableFuture<List<RouterOsRow>> left(List<String> ids) {
        List<String> queries = ids.size() > IDS_IN_A_QUERY ? settings.scope().queryWords() : QueryOperators.anyOf(".id", ids);
        return ids.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : line.read(print().properties(List.of(".id", "disabled")).queries(queries).build()).thenApply(Reply::rows);
    }

    private CompletableFuture<Reply> some(List<String> ids) {
        CompletableFuture<Reply> byId = line.read(
                print().properties(properties()).attribute("from", String.join(",", ids)).build());
        return byId.handle((reply, failure) -> {
            if (failure == null) {
                return CompletableFuture.completedFuture(reply);
            }
            Throwable cause
                    = Completions.cause(failure);
            // one of them is gone, or the menu does not take from: a query passes over what is not there
            return cause instanceof TrapException
                    ? line.read(print().properties(properties()).queries(QueryOperators.anyOf(".id", ids)).build())
                    : CompletableFuture.<Reply> failedFuture(cause);
        }).thenCompose(reply -> reply);
    }

    private RouterOsCommand.Builder print() {
        return RouterOsCommand.builder(settings.menu() + "/print");
    }

    private Set<String> properties() {
        return EnsurePlanner.propertiesToRead(settings, desired);
    }
}

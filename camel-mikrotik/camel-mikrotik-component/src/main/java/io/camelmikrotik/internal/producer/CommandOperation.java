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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.command.EndlessReply;
import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.endpoint.Results;
import io.camelmikrotik.internal.endpoint.SelectedRows;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.RowStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Sends one command, and makes the message of its reply: rows, a stream of rows, or what the router returned.
 */
final class CommandOperation implements ExchangeOperation {

    private final DeviceClient client;
    private final CommandTemplate template;
    private final boolean streaming;

    CommandOperation(DeviceClient client, CommandTemplate template, boolean streaming) {
        this.client = client;
        this.template = template;
        this.streaming = streaming;
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        PreparedCommand prepared = template.prepare(exchange.getMessage());
        if (streaming && prepared.returnsRows()) {
            return client.of(exchange).stream(prepared).thenApply(rows -> () -> streamed(exchange, prepared, rows));
        }
        if (prepared.command().isEndless()) {
            throw new BadInputException(EndlessReply.explain(prepared.command().path()));
        }
        return client.of(exchange).execute(prepared).thenApply(reply -> () -> collected(exchange, prepared, reply));
    }

    private void collected(Exchange exchange, PreparedCommand prepared, Reply reply) {
        Message message = Results.of(exchange, client);
        if (reply.ret() != null) {
            message.setHeader(MikrotikConstants.RET, reply.ret());
        }
        // a script that runs gives an empty row for each line of its output: nothing to put in place of the body
        if (prepared.returnsRows() || reply.rows().stream().anyMatch(row -> !row.isEmpty())) {
            List<RouterOsRow> rows = prepared.select(reply.rows());
            message.setHeader(MikrotikConstants.ROW_COUNT, rows.size());
            // the route's own: Camel's sort, for one, works in place
            message.setBody(new ArrayList<>(rows));
        }
    }

    private void streamed(Exchange exchange, PreparedCommand prepared, RowStream stream) {
        SelectedRows rows = new SelectedRows(stream, prepared);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                rows.close();
            }
        });
        Results.of(exchange, client).setBody(rows);
    }
}

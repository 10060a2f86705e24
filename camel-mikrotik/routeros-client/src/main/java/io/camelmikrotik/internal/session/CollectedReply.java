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
package io.camelmikrotik.internal.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.ReplyTooLargeException;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Collects the whole reply of a command into a future.
 */
final class CollectedReply extends CompletableFuture<Reply> implements ReplyListener {

    private final ApiSession session;
    private final RouterOsCommand command;
    private final int maxRows;
    // event loop only
    private final List<RouterOsRow> rows = new ArrayList<>();

    private CollectedReply(ApiSession session, RouterOsCommand command, int maxRows) {
        this.session = session;
        this.command = command;
        this.maxRows = maxRows;
    }

    static CompletableFuture<Reply> send(ApiSession session, RouterOsCommand command, CommandOptions options) {
        CollectedReply reply = new CollectedReply(session, command, options.maxRows());
        PendingCommand pending = session.send(command, options, reply);
        Completions.then(reply, (done, failure) -> {
            if (failure != null) {
                pending.cancel();
            }
        });
        return reply;
    }

    @Override
    public void onRow(RouterOsRow row) {
        if (rows.size() == maxRows) {
            rows.clear();
            completeExceptionally(new ReplyTooLargeException(session.device(), command.path(), maxRows));
        } else if (!isDone()) {
            rows.add(row);
        }
    }

    @Override
    public void onDone(DoneReply done) {
        complete(new Reply(Collections.unmodifiableList(rows), done));
    }

    @Override
    public void onFailure(MikrotikException failure) {
        rows.clear();
        completeExceptionally(failure);
    }
}

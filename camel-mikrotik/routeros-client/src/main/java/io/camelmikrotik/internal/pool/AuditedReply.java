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
package io.camelmikrotik.internal.pool;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The reply to a write of which somebody else hears the end as well.
 */
final class AuditedReply implements ReplyListener {

    private final RouterOsCommand command;
    private final ReplyListener listener;
    private final WriteAudit audit;

    AuditedReply(RouterOsCommand command, ReplyListener listener, WriteAudit audit) {
        this.command = command;
        this.listener = listener;
        this.audit = audit;
    }

    @Override
    public void onRow(RouterOsRow row) {
        listener.onRow(row);
    }

    @Override
    public void onRowsRead() {
        listener.onRowsRead();
    }

    @Override
    public void onDone(DoneReply done) {
        tell(null);
        listener.onDone(done);
    }

    @Override
    public void onFailure(MikrotikException failure) {
        if (failure.getFate() != CommandFate.NEVER_SENT) {
            tell(failure);
        }
        listener.onFailure(failure);
    }

    /** Whatever becomes of that, the reply goes on its way. */
    private void tell(MikrotikException failure) {
        Completions.run(() -> audit.ended(command, failure));
    }
}

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

import java.util.function.Supplier;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.RouterOsRow;

/** The reply to a command that is allowed now and may not be any more when it is written. */
final class FencedReply implements ReplyListener {

    private final ReplyListener listener;
    private final Supplier<? extends MikrotikException> refusal;

    /** @param refusal gives {@code null} as long as the command is allowed */
    FencedReply(ReplyListener listener, Supplier<? extends MikrotikException> refusal) {
        this.listener = listener;
        this.refusal = refusal;
    }

    @Override
    public MikrotikException refusal() {
        return refusal.get();
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
        listener.onDone(done);
    }

    @Override
    public void onFailure(MikrotikException failure) {
        listener.onFailure(failure);
    }
}

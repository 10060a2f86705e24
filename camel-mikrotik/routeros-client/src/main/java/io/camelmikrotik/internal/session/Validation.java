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

import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Asks a session that was silent for a while whether its device is still there. Any answer will do, a trap included.
 */
final class Validation implements ReplyListener {

    private final ApiSession session;
    private final CompletableFuture<Void> validated;

    Validation(ApiSession session, CompletableFuture<Void> validated) {
        this.session = session;
        this.validated = validated;
    }

    @Override
    public void onRow(RouterOsRow row) {
        // the end tells
    }

    @Override
    public void onDone(DoneReply done) {
        validated.complete(null);
    }

    @Override
    public void onFailure(MikrotikException failure) {
        if (failure.getFate() == CommandFate.ANSWERED) {
            validated.complete(null);
        } else {
            session.close("it did not answer /system/identity/print after a silence");
            validated.completeExceptionally(
                    failure instanceof SessionClosedException
                            ? failure
                            : new SessionClosedException(
                                    session.device(), null, CommandFate.NEVER_SENT,
                                    session.device() + " did not answer /system/identity/print after a silence, session closed",
                                    failure));
        }
    }
}

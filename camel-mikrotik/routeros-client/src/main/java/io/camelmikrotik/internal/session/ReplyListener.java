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

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Receives the reply of one command: any number of rows, then exactly one end.
 * <p>
 * Called on the session's event loop, one call at a time: implementations must return quickly, must not block and must
 * not run user code.
 */
public interface ReplyListener {

    /**
     * Asked in the moment in which the command would be written, which may be long after it was sent here: the process
     * may have been paused in between.
     *
     * @return why it must not be written any more; {@code null} if it may
     */
    default MikrotikException refusal() {
        return null;
    }

    /** One {@code !re} sentence. */
    void onRow(RouterOsRow row);

    /** No row of this reply is at hand any more, for now: who hands rows on in batches should hand on what there is. */
    default void onRowsRead() {
    }

    /** The command ended with {@code !done}, without a trap. */
    void onDone(DoneReply done);

    /**
     * The command failed; nothing follows. A command that traps fails here after its {@code !done}, not at the trap.
     */
    void onFailure(MikrotikException failure);
}

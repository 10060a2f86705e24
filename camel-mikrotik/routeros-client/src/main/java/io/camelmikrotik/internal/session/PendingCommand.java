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

import io.camelmikrotik.exception.CommandCancelledException;

/**
 * A command that was handed to a session and has not ended. Any thread may call it.
 */
public interface PendingCommand {

    /**
     * Abandons the command: its listener fails at once with {@link CommandCancelledException} and hears no more; a sent
     * command is stopped on the router by {@code /cancel}. Does nothing after the end.
     */
    void cancel();

    /**
     * Stops reading from the session's socket, and with it every other command of the session: only for a session that
     * serves one command. The command's timeout rests meanwhile. Ends with the command; does nothing after its end.
     */
    void pauseReading();

    /** Undoes {@link #pauseReading()}. */
    void resumeReading();
}

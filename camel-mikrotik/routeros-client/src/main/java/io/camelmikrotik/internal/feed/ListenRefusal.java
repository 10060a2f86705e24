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
package io.camelmikrotik.internal.feed;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;

/** A menu that cannot be listened to, as opposed to a listen that fails this time. */
final class ListenRefusal {

    private ListenRefusal() {
    }

    /** What menus without follow say, and menus that are not there. */
    static boolean is(MikrotikException failure) {
        if (!(failure instanceof TrapException trap)) {
            return false;
        }
        String text = trap.getTrapMessage();
        return text.startsWith("unknown parameter") || text.startsWith("no such command");
    }

    /** The refusal, with what to do about it. */
    static TrapException explained(MikrotikException failure) {
        TrapException trap = (TrapException) failure;
        return new TrapException(
                trap.getDevice(), trap.getCommand(), trap.getTraps(),
                trap.getMessage() + "; this menu cannot be listened to: set fallbackToPolling=true to compare prints instead");
    }
}

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
package io.camelmikrotik.internal.command;

import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.exception.BadInputException;

/**
 * Commands about the API session itself. The session is shared: what one exchange does to it happens to all.
 */
final class SessionCommands {

    private static final String SAFE_MODE = "/safe-mode/";

    private SessionCommands() {
    }

    /** @throws BadInputException if the command would change or end what others do on the session */
    static void refuse(String path) {
        if (path.equals("/cancel")) {
            throw new BadInputException(
                    "/cancel is not for routes: the session is shared, and commands of other exchanges would be cancelled; a "
                                        + "command ends by itself with requestTimeout, a stream when its exchange ends");
        } else if (path.equals("/login")) {
            throw new BadInputException(
                    "/login is not for routes: the component logs in by itself; set username and password");
        } else if (path.startsWith(SAFE_MODE)) {
            throw new BadInputException(
                    path + " is not for routes: the session is shared, and changes of other exchanges would be rolled back; use "
                                        + "safeMode=true with a bulk write or operation=ensure");
        } else if (CommandKind.of(path).isAboutSession()) {
            throw new BadInputException(
                    path + " is not for routes: the session is shared, and it would end for all of them; idle sessions are closed "
                                        + "after minEvictableIdleDuration");
        }
    }
}

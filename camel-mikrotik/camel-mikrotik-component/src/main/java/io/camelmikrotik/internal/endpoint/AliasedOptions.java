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
package io.camelmikrotik.internal.endpoint;

import java.util.Locale;

import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.Operation;
import io.camelmikrotik.internal.command.MenuAlias;

/**
 * Refuses what cannot be done where an alias stands for several menus: only a command whose reply is collected can be
 * sent again for another menu.
 */
public final class AliasedOptions {

    private final MikrotikEndpoint endpoint;
    private final MenuAlias alias;

    public AliasedOptions(MikrotikEndpoint endpoint) {
        this.endpoint = endpoint;
        this.alias = endpoint.template().alias();
    }

    /** @throws IllegalArgumentException naming the option */
    public void refuseOperations() {
        if (alias == null) {
            return;
        }
        Operation operation = endpoint.getConfiguration().getOperation();
        if (operation != Operation.COMMAND) {
            throw new IllegalArgumentException(
                    "operation=" + operation.name().toLowerCase(Locale.ROOT) + " needs the menu itself, not " + alias);
        }
        if (endpoint.getConfiguration().isStreaming()) {
            throw new IllegalArgumentException("streaming=true needs the menu itself, not " + alias);
        }
    }

    /** @throws IllegalArgumentException telling what to do instead */
    public void refuseStream() {
        if (alias != null) {
            throw new IllegalArgumentException(
                    endpoint.getCommand() + ": what goes on for ever needs the menu itself, not " + alias + ": poll " + alias
                                               + "/print, with emit=changes for its changes");
        }
    }
}

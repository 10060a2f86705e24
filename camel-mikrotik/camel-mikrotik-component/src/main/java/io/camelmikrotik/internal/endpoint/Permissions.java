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

import java.util.List;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.internal.pool.CommandPolicy;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * Which commands an endpoint may send, by the options {@code readOnly} and {@code allowedCommands} of the component,
 * the registered device and the endpoint itself. All of them must allow a command: an endpoint does not override the
 * others here, as it does elsewhere.
 */
public final class Permissions {

    private static final String READ_ONLY = "readOnly";

    private Permissions() {
    }

    /**
     * What component and device allow.
     *
     * @param  device                   {@code null} if the URI does not name a registered one
     * @throws IllegalArgumentException naming the option and where it is set, if it has a bad value
     */
    public static CommandPolicy around(MikrotikConfiguration component, String deviceName, MikrotikDevice device) {
        CommandPolicy policy = CommandPolicy.UNRESTRICTED
                .and("the component", component.isReadOnly(), component.getAllowedCommands());
        return device == null
                ? policy : policy.and(
                        "the device " + deviceName, Boolean.TRUE.equals(device.getReadOnly()), device.getAllowedCommands());
    }

    /** What they allow is not the endpoint's own option. */
    public static void clear(MikrotikConfiguration endpoint) {
        endpoint.setReadOnly(false);
        endpoint.setAllowedCommands(null);
    }

    /**
     * What they and the endpoint allow.
     *
     * @param  saysReadOnly             whether the URI has the option {@code readOnly}
     * @throws IllegalArgumentException naming the option, if it has a bad value or would have no effect
     */
    public static CommandPolicy of(CommandPolicy around, MikrotikConfiguration endpoint, boolean saysReadOnly) {
        if (saysReadOnly && !endpoint.isReadOnly() && around.isReadOnly()) {
            throw new IllegalArgumentException(
                    READ_ONLY + "=false has no effect: " + READ_ONLY
                                               + "=true of the component or the device cannot be taken back by an endpoint");
        }
        return around.and("the endpoint", endpoint.isReadOnly(), endpoint.getAllowedCommands());
    }

    /**
     * @param  device                   for the text
     * @throws IllegalArgumentException if one of the commands may not be sent: a route that needs it cannot work
     */
    public static void requireAtStart(CommandPolicy policy, String device, List<RouterOsCommand> commands) {
        for (RouterOsCommand command : commands) {
            CommandNotAllowedException refusal = policy.refusal(device, command);
            if (refusal != null) {
                throw new IllegalArgumentException(refusal.getMessage(), refusal);
            }
        }
    }
}

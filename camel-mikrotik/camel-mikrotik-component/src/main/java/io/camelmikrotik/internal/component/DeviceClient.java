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
package io.camelmikrotik.internal.component;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.pool.CommandPolicy;
import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RowStream;

/**
 * Runs commands on one device, as the options of an endpoint say.
 */
public final class DeviceClient {

    private final String name;
    private final DeviceAccess access;
    private final PoolSettings settings;
    private final CommandPolicy policy;
    private final SharedSessions sessions;
    private final CommandOptions options;
    private final boolean retryWrites;
    private volatile PooledDevice device;

    /**
     * @param name        the device as the URI names it
     * @param access      where and how to log in
     * @param settings    the pool's, and those that the device has for itself
     * @param policy      what may be sent
     * @param sessions    shared by all
     * @param options     charset, timeout, bound on rows
     * @param retryWrites whether a writing command of unknown fate may be repeated
     */
    public DeviceClient(String name, DeviceAccess access, PoolSettings settings, CommandPolicy policy,
                        SharedSessions sessions,
                        CommandOptions options,
                        boolean retryWrites) {
        this.name = name;
        this.access = access;
        this.settings = settings;
        this.policy = policy;
        this.sessions = sessions;
        this.options = options;
        this.retryWrites = retryWrites;
    }

    public String name() {
        return name;
    }

    /** {@code user@host:port}. */
    public String label() {
        return access.label();
    }

    public CommandOptions options() {
        return options;
    }

    /** The device in the pool; asked for at its first use only. */
    public PooledDevice device() {
        PooledDevice known = device;
        if (known == null) {
            known = sessions.pool().device(access, settings, policy);
            device = known;
        }
        return known;
    }

    public DeviceCommands commands() {
        return sessions.commands();
    }

    /**
     * @throws CommandNotAllowedException if one of the commands may not be sent: a message that needs it fails before
     *                                    anything is done
     */
    public void requireAllowed(List<RouterOsCommand> commands) {
        for (RouterOsCommand command : commands) {
            CommandNotAllowedException refusal = policy.refusal(label(), command);
            if (refusal != null) {
                throw refusal;
            }
        }
    }

    public CompletableFuture<Reply> execute(PreparedCommand prepared) {
        return execute(prepared.command());
    }

    public CompletableFuture<Reply> execute(RouterOsCommand command) {
        return commands().execute(device(), command, options, retryWrites);
    }

    public CompletableFuture<RowStream> stream(PreparedCommand prepared) {
        return commands().stream(device(), prepared.command(), options);
    }

    public DeviceStatus status() {
        return device().status();
    }
}

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

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.camelmikrotik.internal.command.PreparedCommand;
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
    private final SharedSessions sessions;
    private final CommandOptions options;
    private final boolean retryWrites;
    /** The menu that an alias stands for on this device. */
    private final Map<String, String> menusFound = new ConcurrentHashMap<>();
    private volatile PooledDevice device;

    /**
     * @param name        the device as the URI names it
     * @param access      where and how to log in
     * @param settings    the pool's, and those that the device has for itself
     * @param sessions    shared by all
     * @param options     charset, timeout, bound on rows
     * @param retryWrites whether a writing command of unknown fate may be repeated
     */
    public DeviceClient(String name, DeviceAccess access, PoolSettings settings, SharedSessions sessions,
                        CommandOptions options,
                        boolean retryWrites) {
        this.name = name;
        this.access = access;
        this.settings = settings;
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
            known = sessions.pool().device(access, settings);
            device = known;
        }
        return known;
    }

    public DeviceCommands commands() {
        return sessions.commands();
    }

    public CompletableFuture<Reply> execute(PreparedCommand prepared) {
        return prepared.alias() == null
                ? execute(prepared.command())
                : new AliasedCommand(prepared, label(), this::execute, menusFound).begin();
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

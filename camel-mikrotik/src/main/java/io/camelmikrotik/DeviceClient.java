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
package io.camelmikrotik;

import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.pool.DeviceCommands;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.pool.PooledDevice;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RowStream;

/**
 * Runs commands on one device, as the options of an endpoint say.
 *
 * @param name        the device as the URI names it
 * @param device      in the pool
 * @param commands    runs them
 * @param options     charset, timeout, bound on rows
 * @param retryWrites whether a writing command of unknown fate may be repeated
 */
record DeviceClient(String name, PooledDevice device, DeviceCommands commands, CommandOptions options, boolean retryWrites) {

    CompletableFuture<Reply> execute(PreparedCommand prepared) {
        return execute(prepared.command());
    }

    CompletableFuture<Reply> execute(RouterOsCommand command) {
        return commands.execute(device, command, options, retryWrites);
    }

    CompletableFuture<RowStream> stream(PreparedCommand prepared) {
        return commands.stream(device, prepared.command(), options);
    }

    DeviceStatus status() {
        return device.status();
    }
}

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
package io.camelmikrotik.internal.write.ensure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.pool.LeaseKind;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.write.CommandPipeline;
import io.camelmikrotik.internal.write.LeasedWork;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.PipelineEnd;

/**
 * Over the device's command session, and over the next one when it dies.
 */
final class PooledConnection implements DeviceConnection {

    /** So many sessions may die in a row before a phase is given up. */
    private static final int MOST_LOSSES = 3;

    private final PooledDevice device;
    private final String what;
    private final DeviceCommands commands;
    private final CommandOptions options;
    private final Executor executor;

    /** @param what is written, for people */
    PooledConnection(PooledDevice device, String what, DeviceCommands commands, CommandOptions options, Executor executor) {
        this.device = device;
        this.what = what;
        this.commands = commands;
        this.options = options;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Reply> read(RouterOsCommand command) {
        return commands.execute(device, command, options, false);
    }

    @Override
    public CompletableFuture<PipelineEnd> send(CommandPipeline pipeline, boolean onAnother) {
        return send(pipeline, onAnother ? MOST_LOSSES : 1);
    }

    private CompletableFuture<PipelineEnd> send(CommandPipeline pipeline, int sessions) {
        return LeasedWork.on(
                device.acquire(LeaseKind.LONG_LIVED, what), executor, lease -> pipeline.run(lease, device.pace()),
                (lease, failure) -> lease.release())
                .thenComposeAsync(
                        end -> end.kind() == PipelineEnd.Kind.SESSION_LOST && sessions > 1
                                ? send(pipeline, sessions - 1) : CompletableFuture.completedFuture(end),
                        executor);
    }
}

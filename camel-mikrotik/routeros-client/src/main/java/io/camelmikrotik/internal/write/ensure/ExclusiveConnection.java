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

import io.camelmikrotik.internal.pool.DeviceThrottle;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.write.CommandPipeline;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.PipelineEnd;

/**
 * Over one session, and over no other when it dies: for Safe Mode.
 */
record ExclusiveConnection(Lease lease, DeviceThrottle pace, CommandOptions options) implements DeviceConnection {

    @Override
    public CompletableFuture<Reply> read(RouterOsCommand command) {
        return lease.session().execute(command, options);
    }

    @Override
    public CompletableFuture<PipelineEnd> send(CommandPipeline pipeline, boolean onAnother) {
        return pipeline.run(lease, pace);
    }
}

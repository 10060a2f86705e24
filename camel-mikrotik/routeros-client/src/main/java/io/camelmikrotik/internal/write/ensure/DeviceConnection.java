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

import io.camelmikrotik.internal.write.CommandPipeline;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.PipelineEnd;

/**
 * How a run talks to its device. Never blocks; futures complete on any thread.
 */
interface DeviceConnection {

    /** Executes a command that only reads. */
    CompletableFuture<Reply> read(RouterOsCommand command);

    /**
     * Sends what the pipeline has, as far as it gets.
     *
     * @param onAnother whether it may go on over another session when one dies
     */
    CompletableFuture<PipelineEnd> send(CommandPipeline pipeline, boolean onAnother);
}

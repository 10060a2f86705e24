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
/**
 * Writes that can be trusted: many commands over one session with a known outcome for each, writes that first look what
 * is there, and tables made equal to a list.
 * <p>
 * Lives here: what must be changed and in which order, what is sent for it and what became of it. Not here: how a
 * session is shared and how fast a device is asked ({@code internal.pool}), anything of Camel, anything of the wire.
 * Start at {@link io.camelmikrotik.internal.write.CommandPipeline}.
 */
package io.camelmikrotik.internal.write;

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
package io.camelmikrotik.internal.pool;

import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * Hears of each write that was sent to a device, once its end is known. One that never left is not told here: it may be
 * sent again, and whoever gives it up knows. Called on any thread, often an event loop; must not block.
 */
@FunctionalInterface
public interface WriteAudit {

    /**
     * @param failure {@code null} if the router executed it
     */
    void ended(RouterOsCommand command, Throwable failure);
}

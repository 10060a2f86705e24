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

import java.util.Map;

/**
 * Where devices come from that are not written down in the application's properties: a table, a file, an inventory. The
 * component asks it when it starts and again after each {@code deviceSourceInterval}.
 */
@FunctionalInterface
public interface DeviceSource {

    /**
     * All devices of now, by the names that URIs use. Called by one thread at a time, never a network thread; it may
     * block.
     *
     * @throws Exception if they cannot be had: those of the last time stay in use, and the log says so once
     */
    Map<String, MikrotikDevice> devices() throws Exception;
}

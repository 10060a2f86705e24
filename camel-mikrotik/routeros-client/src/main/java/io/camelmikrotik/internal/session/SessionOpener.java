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
package io.camelmikrotik.internal.session;

import java.time.Duration;

import io.camelmikrotik.routeros.DeviceAccess;

/**
 * Begins to open sessions. Seam between the session pool and the network.
 */
@FunctionalInterface
public interface SessionOpener {

    /**
     * Begins to open a session and returns at once; {@link ApiSession#ready} tells when it can be used. Never throws
     * for trouble of the network or the device.
     */
    ApiSession open(DeviceAccess access);

    /**
     * By how much the threads that open sessions are behind their work, as seen lately. Any thread; cheap.
     */
    default Duration backlog() {
        return Duration.ZERO;
    }
}

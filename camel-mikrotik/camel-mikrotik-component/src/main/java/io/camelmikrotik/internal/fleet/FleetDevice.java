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
package io.camelmikrotik.internal.fleet;

import io.camelmikrotik.MikrotikDevice;

/**
 * A registered device.
 *
 * @param name   as URIs name it
 * @param device how it is reached, its labels and groups; the same object as long as nothing of it has changed
 */
public record FleetDevice(String name, MikrotikDevice device) {

    /** The name alone. */
    @Override
    public String toString() {
        return name;
    }
}

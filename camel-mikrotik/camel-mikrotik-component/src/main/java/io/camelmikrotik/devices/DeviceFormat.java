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
package io.camelmikrotik.devices;

import java.io.IOException;
import java.util.List;

/** How a file holds devices. */
@FunctionalInterface
interface DeviceFormat {

    /**
     * @param  text                of the whole file, not blank
     * @throws IOException         if the text is not of this format; its own text may hold a secret
     * @throws BadDevicesException if it is, but holds no devices
     */
    List<GivenDevice> read(String text) throws IOException;
}

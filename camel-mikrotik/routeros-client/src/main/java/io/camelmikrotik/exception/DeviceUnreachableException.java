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
package io.camelmikrotik.exception;

/**
 * A device could not be reached: its name did not resolve, or nobody answered, or the port is closed. Nothing of it
 * came to the device's API. No command was sent.
 */
public class DeviceUnreachableException extends ConnectionFailedException {

    private static final long serialVersionUID = 1L;

    public DeviceUnreachableException(String device, String message, Throwable cause) {
        super(device, message, cause);
    }

    private DeviceUnreachableException(String device, String command, String message, Throwable cause) {
        super(device, command, message, cause);
    }

    @Override
    public MikrotikException keptFrom(String path) {
        return path == null ? this : new DeviceUnreachableException(getDevice(), path, textWith(path), getCause());
    }
}

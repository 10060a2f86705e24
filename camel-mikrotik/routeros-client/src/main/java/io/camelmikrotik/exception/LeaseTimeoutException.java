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

import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Diagnosis;

/**
 * No session was free within {@code maxWait}. Nothing was sent. The message tells how busy the device's sessions are.
 */
public class LeaseTimeoutException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    /** @param message to which is added where more is to be found: {@link Diagnosis#POINTER} */
    public LeaseTimeoutException(String device, String message) {
        this(device, null, message + Diagnosis.POINTER);
    }

    private LeaseTimeoutException(String device, String command, String message) {
        super(device, command, CommandFate.NEVER_SENT, message, null);
    }

    @Override
    public MikrotikException keptFrom(String path) {
        return path == null ? this : new LeaseTimeoutException(getDevice(), path, textWith(path));
    }
}

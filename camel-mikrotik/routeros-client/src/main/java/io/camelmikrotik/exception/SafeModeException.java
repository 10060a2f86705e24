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

import io.camelmikrotik.internal.write.SafeMode;
import io.camelmikrotik.routeros.CommandFate;

/**
 * Safe Mode could not be taken: the router is older than 7.18, another session holds it, or the user may not. Nothing
 * was written.
 */
public class SafeModeException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    public SafeModeException(String device, CommandFate fate, String message, Throwable cause) {
        super(device, SafeMode.TAKE.path(), fate, message, cause);
    }
}

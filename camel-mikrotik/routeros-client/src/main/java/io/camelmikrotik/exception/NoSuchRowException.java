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

/**
 * No row of a table has the key of an update. Nothing was written.
 */
public class NoSuchRowException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    public NoSuchRowException(String device, String menu, String key) {
        super(device, menu, CommandFate.NEVER_SENT, "no row of " + menu + " on " + device + " has " + key
                                                    + "; nothing was written. operation=upsert adds it then, and onMissing=ignore"
                                                    + " passes over it",
              null);
    }
}

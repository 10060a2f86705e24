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

import java.util.List;

import io.camelmikrotik.routeros.CommandFate;

/**
 * Several rows of a table have the key that was to tell which row is meant. Nothing was written.
 */
public class AmbiguousKeyException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final List<String> ids;

    /**
     * @param key the key as {@code name=value}
     * @param ids of the rows
     */
    public AmbiguousKeyException(String device, String menu, String key, List<String> ids) {
        super(device, menu, CommandFate.NEVER_SENT, ids.size() + " rows of " + menu + " on " + device + " have " + key + ": "
                                                    + String.join(", ", ids)
                                                    + "; nothing was written. Remove all but one, or name a key that tells them apart",
              null);
        this.ids = List.copyOf(ids);
    }

    /** The ids of the rows. */
    public List<String> getIds() {
        return ids;
    }
}

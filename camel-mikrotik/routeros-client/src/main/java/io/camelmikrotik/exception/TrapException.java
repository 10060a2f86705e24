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
import io.camelmikrotik.routeros.Trap;

/**
 * The router answered a command with one or more {@code !trap} sentences: it refused it, or stopped executing it.
 */
public class TrapException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final transient List<Trap> traps;
    private final Integer category;
    private final String trapMessage;

    /**
     * @param traps every trap of the command in the order received, at least one
     */
    public TrapException(String device, String command, List<Trap> traps, String message) {
        super(device, command, CommandFate.ANSWERED, message, null);
        this.traps = List.copyOf(traps);
        this.category = traps.get(0).category();
        this.trapMessage = traps.get(0).message();
    }

    /** Every trap of the command, in the order received. Empty after deserialization. */
    public List<Trap> getTraps() {
        return traps == null ? List.of() : traps;
    }

    /** The category of the first trap, or {@code null} where the router gave none. */
    public Integer getCategory() {
        return category;
    }

    /** The router's own text of the first trap. */
    public String getTrapMessage() {
        return trapMessage;
    }
}

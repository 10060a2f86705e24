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
package io.camelmikrotik.simulator;

import java.util.List;

/** Ends a command with a trap. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final String category;

    /** @param category null for the errors of the services behind a menu, which carry none */
    Refusal(String category, String message) {
        super(message, null, false, false);
        this.category = category;
    }

    static Refusal unknownParameter(String name) {
        return new Refusal("0", "unknown parameter " + name);
    }

    static Refusal noSuchItem() {
        return new Refusal("0", "no such item");
    }

    static Refusal noSuchCommand() {
        return new Refusal("0", "no such command");
    }

    static Refusal noMatch(String name) {
        return new Refusal("1", "input does not match any value of " + name);
    }

    static Refusal invalidValue(String name) {
        return new Refusal("1", "invalid value for argument " + name);
    }

    static Refusal outOfRange(String name, String least, String most) {
        return new Refusal("1", "value of " + name + " is out of range (" + least + " .. " + most + ")");
    }

    /** A value that the command cannot do without. */
    static Refusal missing(SimulatedRouter router, String name) {
        return router.settings().version.major() < 7
                ? new Refusal(null, "missing =" + name + "=") : missingValues(List.of(name));
    }

    static Refusal missingValues(List<String> names) {
        return new Refusal(null, "missing value(s) of argument(s) " + String.join(" ", names));
    }

    static Refusal notPermitted() {
        return new Refusal(null, "not enough permissions (9)");
    }
}

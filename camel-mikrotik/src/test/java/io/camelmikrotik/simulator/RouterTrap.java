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

/**
 * A command is refused.
 */
final class RouterTrap extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String MISSING = "0";
    static final String ARGUMENT = "1";

    private final String category;

    /** @param category {@code null} for errors of the services behind a menu, which carry none */
    RouterTrap(String category, String message) {
        super(message, null, false, false);
        this.category = category;
    }

    static RouterTrap failure(String text) {
        return new RouterTrap(null, "failure: " + text);
    }

    static RouterTrap noSuchItem() {
        return new RouterTrap(MISSING, "no such item");
    }

    static RouterTrap noSuchCommand() {
        return new RouterTrap(MISSING, "no such command");
    }

    static RouterTrap unknownParameter(String name) {
        return new RouterTrap(ARGUMENT, "unknown parameter " + name);
    }

    static RouterTrap notPermitted() {
        return new RouterTrap(null, "not enough permissions (9)");
    }

    String category() {
        return category;
    }
}

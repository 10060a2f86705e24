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

import java.util.Arrays;
import java.util.List;

/**
 * What {@code add} demands.
 *
 * @param arguments in the order in which routers name them
 * @param text      what a service says that finds them missing, or empty where the console says it
 */
record Demand(List<String> arguments, String text) {

    static final Demand NONE = new Demand(List.of(), "");

    private static final String MISSING = "Script Error: missing value(s) of argument(s) ";

    /** @param differing such as {@code 7.20.8: name; 7.22.1: name type}: up to these versions it was so */
    static Demand of(String arguments, String text, String differing, int minor) {
        boolean console = text.startsWith(MISSING);
        List<String> names = words(console ? text.substring(MISSING.length()) : arguments);
        for (String other : differing.split("; ")) {
            int colon = other.indexOf(':');
            if (colon > 0 && minor <= Version.parse(other.substring(0, colon)).minor()) {
                List<String> then = words(other.substring(colon + 1).trim());
                names = names.containsAll(then) ? names.stream().filter(then::contains).toList() : then;
                break;
            }
        }
        return new Demand(names, console ? "" : text);
    }

    private static List<String> words(String text) {
        return text.isEmpty() || text.equals("-") ? List.of() : Arrays.asList(text.split(" "));
    }

    void check(Request request) {
        if (arguments.isEmpty() && text.isEmpty()) {
            return;
        }
        List<String> missing = arguments.stream().filter(name -> request.attributes().getOrDefault(name, "").isEmpty())
                .toList();
        if (text.isEmpty()) {
            if (!missing.isEmpty()) {
                throw Refusal.missingValues(missing);
            }
        } else if (arguments.isEmpty() ? request.attributes().isEmpty() : missing.size() == arguments.size()) {
            // a service that names several is content with one of them
            throw new Refusal(null, text);
        }
    }
}

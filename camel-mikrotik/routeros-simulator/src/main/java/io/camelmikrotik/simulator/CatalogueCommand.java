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

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command of a menu as routers of one version have it.
 *
 * @param arguments by name, with the form of their values
 * @param demand    what it cannot do without
 */
record CatalogueCommand(String name, Map<String, ValueForm> arguments, Demand demand) {

    /** Reads, whatever the menu. */
    private static final Set<String> READING = Set.of("print", "get", "find", "export", "recursive-print", "check-status");
    /**
     * Goes on until it is cancelled. Other commands with a duration end with their work: the catalogue does not tell.
     */
    private static final Pattern SHOWING
            = Pattern.compile(".*monitor.*|.*scan|.*snoop|sniff|sniffer|discover|traceroute|quick|ping"
                              + "|spectral-history|ping-speed|bandwidth-test|torch|profile");
    private static final Set<String> LIMITS = Set.of("once", "duration", "count");

    /**
     * Refuses what a router refuses before it looks at any item: an argument that the command does not have, a value of
     * the wrong form, too little for a new item.
     */
    void check(Request request) {
        request.attributes().keySet().forEach(this::checkName);
        request.attributes().forEach((argument, value) -> {
            ValueForm form = arguments.get(argument);
            if (form != null) {
                form.check(argument, value);
            }
        });
        if (!request.has("copy-from")) {
            demand.check(request);
        }
    }

    private void checkName(String argument) {
        boolean known = switch (argument) {
            case ".id" -> takesItems();
            case ".proplist" -> reads() || arguments.containsKey("proplist");
            default -> arguments.containsKey(argument.startsWith("!") ? argument.substring(1) : argument);
        };
        if (!known) {
            throw Refusal.unknownParameter(argument);
        }
    }

    /** Whether it is about items that are named. */
    boolean takesItems() {
        return arguments.containsKey("numbers") || arguments.containsKey("number");
    }

    /** Whether it changes nothing, as far as can be told: it shows something, once or again and again. */
    boolean reads() {
        return READING.contains(name) || showsAgainAndAgain();
    }

    /** Whether it looks at something until it is cancelled, {@code once}, or for so long. */
    boolean showsAgainAndAgain() {
        return SHOWING.matcher(name).matches() && LIMITS.stream().anyMatch(arguments::containsKey)
                || "check".equals(name) && arguments.containsKey("once");
    }
}

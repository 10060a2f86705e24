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
package io.camelmikrotik.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A menu that some version of RouterOS has, with its commands and the properties of its rows. Immutable.
 */
public final class CatalogueMenu {

    private final String path;
    private final Map<String, CatalogueCommand> commands;
    private final Set<String> properties;
    private final Set<String> unsetProperties;
    private final List<String> demanded;
    private final String demand;

    CatalogueMenu(String path, Map<String, CatalogueCommand> commands, Set<String> properties, Set<String> unsetProperties,
                  List<String> demanded, String demand) {
        this.path = path;
        this.commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
        this.properties = Collections.unmodifiableSet(properties);
        this.unsetProperties = Collections.unmodifiableSet(unsetProperties);
        this.demanded = List.copyOf(demanded);
        this.demand = demand;
    }

    /** Such as {@code /ppp/secret}; empty for the root. */
    public String path() {
        return path;
    }

    /** Its commands in all versions by verb, in alphabetical order. */
    public Map<String, CatalogueCommand> commands() {
        return commands;
    }

    /** The command with that verb, if a version has it. */
    public Optional<CatalogueCommand> command(String verb) {
        return Optional.ofNullable(commands.get(verb));
    }

    /** The properties that the console offers for a row, sorted; a few that real rows have may be missing. */
    public Set<String> properties() {
        return properties;
    }

    /** The properties that {@code unset} offers; empty where the menu has no {@code unset} or offers none. */
    public Set<String> unsetProperties() {
        return unsetProperties;
    }

    /** Whether {@code add} or {@code set} has an argument of that name. */
    public boolean canBeSet(String property) {
        return takingProperties().anyMatch(command -> command.arguments().containsKey(property));
    }

    /**
     * The form of a property's values, as {@code add} or {@code set} has it; unknown for what only the router writes.
     */
    public ValueForm form(String property) {
        return takingProperties().flatMap(command -> command.argument(property).stream()).map(CatalogueArgument::form)
                .findFirst().orElse(ValueForm.UNKNOWN);
    }

    /** {@code add} before {@code set}. */
    private Stream<CatalogueCommand> takingProperties() {
        return commands.values().stream().filter(command -> CommandKind.of(command.path()).takesProperties());
    }

    /** The arguments without which {@code add} is refused. Where {@link #demand()} says so, one of them is enough. */
    public List<String> demanded() {
        return demanded;
    }

    /** What the router says when {@link #demanded()} are missing; empty if nothing is known to be demanded. */
    public String demand() {
        return demand;
    }

    /** Whether the order of its rows can be changed, which means that it matters. */
    public boolean isOrdered() {
        return commands.containsKey("move");
    }

    /** Whether it has one row only, which has no {@code .id}: {@code /system/identity}. */
    public boolean isSingleton() {
        CatalogueCommand set = commands.get("set");
        return set != null && !set.arguments().containsKey("numbers");
    }

    @Override
    public String toString() {
        return path.isEmpty() ? "/" : path;
    }
}

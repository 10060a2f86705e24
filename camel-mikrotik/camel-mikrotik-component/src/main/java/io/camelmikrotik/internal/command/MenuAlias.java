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
package io.camelmikrotik.internal.command;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * A name that stands for one of several menus, of which a router has the one or the other: which is asked of the router
 * at hand. Its properties have the names that the first of the menus gives them.
 */
public final class MenuAlias {

    private static final String PROPERTIES = ".proplist";

    private final String name;
    private final List<Candidate> candidates;
    private final UnaryOperator<List<RouterOsRow>> form;

    /**
     * One of the menus.
     *
     * @param menu    such as {@code /interface/wifi/registration-table}
     * @param usedBy  the menu whose rows tell that this one is in use, where a router may have several of the menus;
     *                {@code null} if to exist is enough
     * @param renamed names of its properties, and those that the first menu has for them
     */
    public record Candidate(String menu, String usedBy, Map<String, String> renamed) {

        public Candidate {
            renamed = Map.copyOf(renamed);
        }
    }

    /**
     * @param form makes rows of one form of those that versions send in different ones; they do not know what the
     *             router was asked to leave out then
     */
    MenuAlias(String name, List<Candidate> candidates, UnaryOperator<List<RouterOsRow>> form) {
        this.name = name;
        this.candidates = List.copyOf(candidates);
        this.form = form;
    }

    /** Such as {@code @wifi-clients}. */
    public String name() {
        return name;
    }

    /** In the order in which they are looked for. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** Whether the menus are asked for rows first, to find the one in use. */
    public boolean asksForUse() {
        return candidates.size() > 1 && candidates.get(0).usedBy() != null;
    }

    public Optional<Candidate> candidate(String menu) {
        return candidates.stream().filter(each -> each.menu().equals(menu)).findFirst();
    }

    /** The path with a menu in place of the name. */
    public String path(Candidate candidate, String written) {
        return candidate.menu() + written.substring(1 + name.length());
    }

    /** The command for one of the menus. */
    public RouterOsCommand commandFor(Candidate candidate, RouterOsCommand command) {
        String path = candidate.menu() + command.path().substring(candidates.get(0).menu().length());
        Map<String, String> theirs = new LinkedHashMap<>();
        candidate.renamed().forEach((its, ours) -> theirs.put(ours, its));
        RouterOsCommand there = command.at(path, name -> name.startsWith("!")
                ? "!" + theirs.getOrDefault(name.substring(1), name.substring(1)) : theirs.getOrDefault(name, name));
        if (!there.has(PROPERTIES)) {
            return there;
        }
        if (form != null) {
            // another form has other properties: it is made of all of them
            RouterOsCommand.Builder all = RouterOsCommand.builder(path).queries(there.queries());
            there.attributes().stream().filter(each -> !each.name().equals(PROPERTIES))
                    .forEach(each -> all.attribute(each.name(), each.text()));
            return all.build();
        }
        return there.toBuilder().properties(asked(command).stream().map(name -> theirs.getOrDefault(name, name)).toList())
                .build();
    }

    private static Set<String> asked(RouterOsCommand command) {
        Set<String> names = new LinkedHashSet<>();
        command.attributes().stream().filter(each -> each.name().equals(PROPERTIES))
                .forEach(each -> names.addAll(CommandTemplate.split(each.text())));
        return names;
    }

    /** Rows of one of the menus as the first one has them, with the properties only that the command asks for. */
    public List<RouterOsRow> rows(Candidate candidate, RouterOsCommand command, List<RouterOsRow> rows) {
        List<RouterOsRow> named = candidate.renamed().isEmpty()
                ? rows : rows.stream().map(row -> renamed(row, candidate.renamed())).toList();
        if (form == null) {
            return named;
        }
        Set<String> wanted = asked(command);
        List<RouterOsRow> formed = form.apply(named);
        return wanted.isEmpty() ? formed : formed.stream().map(row -> only(row, wanted)).toList();
    }

    private static RouterOsRow renamed(RouterOsRow row, Map<String, String> names) {
        if (names.keySet().stream().noneMatch(row::containsKey)) {
            return row;
        }
        Map<String, String> properties = new LinkedHashMap<>();
        row.forEach((name, value) -> properties.put(names.getOrDefault(name, name), value));
        return RouterOsRow.of(properties);
    }

    private static RouterOsRow only(RouterOsRow row, Set<String> names) {
        Map<String, String> properties = new LinkedHashMap<>(row);
        properties.keySet().retainAll(names);
        return RouterOsRow.of(properties);
    }

    @Override
    public String toString() {
        return name;
    }
}

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
package io.camelmikrotik.internal.feed;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.camelmikrotik.internal.where.CompiledWhere;
import io.camelmikrotik.internal.where.QueryOperators;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Which rows are watched: the menu, the selection of its rows and properties, what tells the rows apart, and which
 * properties do not matter. Immutable.
 * <p>
 * {@code .id}, the key, and whatever the selection reads are asked for as well, where properties are named. The listen
 * is sent without the selection: a router may not tell that a row has ceased to match, and may send changed properties
 * only; so the selection is evaluated here, on whole rows.
 */
public final class WatchedTable {

    private static final String PROPLIST = ".proplist";
    private static final Set<String> NOISE = Set.of(".nextid", ".section", ".dead");

    private final RouterOsCommand print;
    private final CompiledWhere where;
    private final RowIdentity identity;
    private final Set<String> ignored;

    /**
     * @param command a print, or a listen, of the table
     * @param where   the selection that the command's query words stand for, or {@code null} for all rows
     * @param key     names of the properties that tell rows apart; empty for {@code .id}
     * @param ignored properties whose change alone is none
     */
    public WatchedTable(RouterOsCommand command, CompiledWhere where, List<String> key, Collection<String> ignored) {
        this.where = where;
        this.identity = new RowIdentity(key);
        this.ignored = new HashSet<>(ignored);
        this.ignored.addAll(NOISE);
        if (!identity.isById()) {
            this.ignored.add(RowIdentity.ID);
        }
        String path = command.verb().equals("listen") ? command.menu() + "/print" : command.path();
        this.print = withProperties(RouterOsCommand.builder(path), command).queries(command.queries()).build();
    }

    private RouterOsCommand.Builder withProperties(RouterOsCommand.Builder builder, RouterOsCommand command) {
        for (RouterOsCommand.Attribute attribute : command.attributes()) {
            if (attribute.name().equals(PROPLIST)) {
                Set<String> names = new LinkedHashSet<>();
                names.add(RowIdentity.ID);
                names.addAll(List.of(attribute.text().split(",")));
                names.addAll(identity.names());
                names.addAll(where == null ? Set.of() : where.properties());
                builder.properties(names);
            } else {
                builder.attribute(attribute.name(), attribute.text());
            }
        }
        return builder;
    }

    /** The whole table. */
    public RouterOsCommand print() {
        return print;
    }

    /** Every change of the menu. */
    RouterOsCommand listen() {
        return withProperties(RouterOsCommand.builder(print.menu() + "/listen"), print).build();
    }

    /** These items, as far as they exist. */
    RouterOsCommand printOf(Collection<String> ids) {
        return withProperties(RouterOsCommand.builder(print.menu() + "/print"), print)
                .queries(QueryOperators.anyOf(".id", ids)).build();
    }

    boolean hasSelection() {
        return where != null;
    }

    boolean accepts(RouterOsRow row) {
        return where == null || where.filter().test(row);
    }

    /** Whether a row, of which there may be more properties, holds all that the selection reads. */
    boolean isDecidedBy(RouterOsRow row) {
        return where == null || row.keySet().containsAll(where.properties());
    }

    RowIdentity identity() {
        return identity;
    }

    /** Names that are not compared. */
    Set<String> ignored() {
        return ignored;
    }

    @Override
    public String toString() {
        return print.menu();
    }
}

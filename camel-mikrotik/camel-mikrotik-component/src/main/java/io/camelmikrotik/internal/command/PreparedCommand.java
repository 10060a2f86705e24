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

import java.util.List;

import io.camelmikrotik.internal.where.CompiledWhere;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * A command ready to be sent, and what is left to do with its rows.
 *
 * @param command to send
 * @param where   filters the rows where the router could not; {@code null} for all rows
 * @param alias   what the command's menu is the first of; {@code null} if the menu is the one that is meant
 */
public record PreparedCommand(RouterOsCommand command, CompiledWhere where, MenuAlias alias) {

    public PreparedCommand(RouterOsCommand command, CompiledWhere where) {
        this(command, where, null);
    }

    /** As this, with another command of the same menu. */
    public PreparedCommand with(RouterOsCommand other) {
        return new PreparedCommand(other, where, alias);
    }

    /** Whether the answer is a table, be it an empty one. */
    public boolean returnsRows() {
        return command.kind().returnsRows() && !command.has("count-only");
    }

    boolean filtersHere() {
        return where != null && where.filtersHere();
    }

    public boolean accepts(RouterOsRow row) {
        return !filtersHere() || where.filter().test(row);
    }

    public List<RouterOsRow> select(List<RouterOsRow> rows) {
        return filtersHere() ? rows.stream().filter(where.filter()).toList() : rows;
    }
}

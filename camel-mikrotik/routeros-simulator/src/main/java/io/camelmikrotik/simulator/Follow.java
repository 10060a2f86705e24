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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A print that goes on with the table's changes until it is cancelled. */
final class Follow implements SimulatedTable.Watcher {

    private final RunningCommand command;
    private final Query query;

    Follow(RunningCommand command, Query query) {
        this.command = command;
        this.query = query;
    }

    void start(boolean withRows) {
        List<Map<String, String>> rows = command.table().watch(this);
        command.atEnd(() -> command.table().unwatch(this));
        command.executed();
        if (withRows) {
            rows.forEach(this::send);
        }
    }

    @Override
    public void changed(Map<String, String> row, Map<String, String> before) {
        boolean partial = before != null && command.router.settings().partialChangeRows;
        command.session.channel().eventLoop().execute(() -> {
            if (!partial) {
                send(row);
            } else if (query.matches(command.table().printed(row))) {
                command.row(PrintVerb.visible(command, difference(row, before)));
            }
        });
    }

    private static Map<String, String> difference(Map<String, String> row, Map<String, String> before) {
        Map<String, String> changed = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (name.equals(".id") || !value.equals(before.get(name))) {
                changed.put(name, value);
            }
        });
        return changed;
    }

    @Override
    public void removed(String id) {
        Map<String, String> dead = new LinkedHashMap<>();
        dead.put(".id", id);
        dead.put(".dead", command.router.settings().version.atLeast("6.18") ? "true" : "yes");
        command.session.channel().eventLoop().execute(() -> command.row(dead));
    }

    private void send(Map<String, String> row) {
        Map<String, String> printed = command.table().printed(row);
        if (query.matches(printed)) {
            command.row(PrintVerb.visible(command, printed));
        }
    }
}

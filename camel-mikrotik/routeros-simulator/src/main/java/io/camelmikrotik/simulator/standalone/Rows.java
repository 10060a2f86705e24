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
package io.camelmikrotik.simulator.standalone;

import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;

/**
 * The rows of menus: {@code rows/ppp/secret?name=anna}. Changed as the router itself changes them, so that listeners
 * are told, and read-only menus are no exception.
 */
final class Rows {

    private final SimulatedRouter router;

    Rows(SimulatedRouter router) {
        this.router = router;
    }

    ControlRequest.Answer answer(ControlRequest request) {
        String menu = "/" + String.join("/", request.path().subList(3, request.path().size()));
        if (menu.length() == 1) {
            throw ControlRequest.notFound("menu: which one, as in rows/ppp/secret?");
        }
        if ("POST".equals(request.method())) {
            return add(menu, request);
        }
        if (!router.hasMenu(menu)) {
            throw ControlRequest.notFound("menu " + menu);
        }
        SimulatedTable table = router.table(menu);
        List<Map<String, String>> selected = selected(table, request);
        return switch (request.method()) {
            case "GET" -> masked(selected);
            case "PATCH" -> change(table, ids(menu, selected), request);
            case "DELETE" -> {
                ids(menu, selected).forEach(table::remove);
                yield ControlRequest.ok(Map.of("removed", selected.size()));
            }
            default -> throw request.notAllowed("GET, POST, PATCH, DELETE");
        };
    }

    private ControlRequest.Answer add(String menu, ControlRequest request) {
        if (!request.query().isEmpty()) {
            throw ControlRequest.wrong("a new row is not selected");
        }
        if (!menu.matches("(/[a-z0-9-]+)+")) {
            throw ControlRequest.wrong("no menu has a name like " + menu);
        }
        try {
            String id = router.addRow(menu, request.values());
            return ControlRequest.created(Journal.masked(router.table(menu).row(id)));
        } catch (IllegalArgumentException e) {
            throw new ControlRequest.Refused(409, e.getMessage());
        }
    }

    private static ControlRequest.Answer change(SimulatedTable table, List<String> ids, ControlRequest request) {
        Map<String, String> values = request.texts();
        if (values.containsKey(".id")) {
            throw ControlRequest.wrong("the .id of a row does not change");
        }
        String[] unset = values.keySet().stream().filter(name -> values.get(name) == null).toArray(String[]::new);
        String[] set = values.entrySet().stream().filter(value -> value.getValue() != null)
                .flatMap(value -> List.of(value.getKey(), value.getValue()).stream()).toArray(String[]::new);
        for (String id : ids) {
            if (set.length > 0) {
                table.set(id, set);
            }
            if (unset.length > 0) {
                table.unset(id, unset);
            }
        }
        return masked(table.rows().stream().filter(row -> ids.contains(row.get(".id"))).toList());
    }

    private static List<Map<String, String>> selected(SimulatedTable table, ControlRequest request) {
        return table.rows().stream().filter(row -> row.entrySet().containsAll(request.query().entrySet())).toList();
    }

    private static List<String> ids(String menu, List<Map<String, String>> selected) {
        if (selected.isEmpty()) {
            throw ControlRequest.notFound("such row in " + menu);
        }
        return selected.stream().map(row -> row.get(".id")).toList();
    }

    private static ControlRequest.Answer masked(List<Map<String, String>> rows) {
        return ControlRequest.ok(rows.stream().map(Journal::masked).toList());
    }
}

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
import java.util.Set;

/**
 * {@code add}, {@code set}, {@code remove}, {@code enable}, {@code disable}, {@code comment}, {@code unset},
 * {@code move}.
 */
final class TableWrites {

    private static final Set<String> NOT_PROPERTIES = Set.of(".id", "numbers", "place-before", "copy-from");

    private final SimulatedRouter router;

    TableWrites(SimulatedRouter router) {
        this.router = router;
    }

    void add(Execution execution) {
        Request request = execution.request();
        Menu menu = menu(execution);
        if (menu.isFixed()) {
            throw RouterTrap.noSuchCommand();
        }
        Map<String, String> given = new LinkedHashMap<>();
        if (request.has("copy-from")) {
            given.putAll(menu.table().get(menu.ids(request.get("copy-from")).get(0)));
            given.remove(".id");
        }
        given.putAll(properties(request));
        String before = null;
        if (request.has("place-before")) {
            if (!menu.isOrdered()) {
                throw RouterTrap.unknownParameter("place-before");
            }
            before = menu.ids(request.get("place-before")).get(0);
        }
        String id;
        synchronized (menu) {
            Map<String, String> row = menu.newRow(given, router.menus());
            execution.changed();
            id = menu.table().insert(row, before);
        }
        execution.done(id);
    }

    void set(Execution execution) {
        Request request = execution.request();
        Menu menu = menu(execution);
        if (menu.isSingleton()) {
            menu.setSingleton(properties(request));
            execution.changed();
            execution.done();
            return;
        }
        Map<String, String> given = properties(request);
        List<String> unset = unset(request);
        for (String id : ids(menu, request)) {
            synchronized (menu) {
                Map<String, String> changes = menu.changes(id, given, router.menus());
                execution.changed();
                menu.table().change(id, changes, unset);
            }
        }
        execution.done();
    }

    void put(Execution execution, String name, String value) {
        Menu menu = menu(execution);
        for (String id : ids(menu, execution.request())) {
            execution.changed();
            menu.table().change(id, Map.of(name, value), List.of());
        }
        execution.done();
    }

    void comment(Execution execution) {
        put(execution, "comment", execution.request().attributes().getOrDefault("comment", ""));
    }

    void unset(Execution execution) {
        Request request = execution.request();
        Menu menu = menu(execution);
        if (!menu.hasUnset()) {
            throw RouterTrap.noSuchCommand();
        }
        for (String id : ids(menu, request)) {
            execution.changed();
            menu.table().change(id, Map.of(), List.of(request.attributes().getOrDefault("value-name", "").split(",")));
        }
        execution.done();
    }

    void remove(Execution execution) {
        Menu menu = menu(execution);
        if (menu.isFixed()) {
            throw RouterTrap.noSuchCommand();
        }
        for (String id : ids(menu, execution.request())) {
            execution.changed();
            menu.table().delete(id);
        }
        execution.done();
    }

    void move(Execution execution) {
        Menu menu = menu(execution);
        if (!menu.isOrdered()) {
            throw RouterTrap.noSuchCommand();
        }
        String destination = execution.request().get("destination");
        String before = destination == null ? null : menu.ids(destination).get(0);
        for (String id : ids(menu, execution.request())) {
            execution.changed();
            menu.table().reorder(id, before);
        }
        execution.done();
    }

    private Menu menu(Execution execution) {
        return router.menus().get(execution.request().menu());
    }

    private static List<String> ids(Menu menu, Request request) {
        String list = request.has(".id") ? request.get(".id") : request.get("numbers");
        if (list == null || list.isEmpty()) {
            throw new RouterTrap(null, "missing =.id=");
        }
        return menu.ids(list);
    }

    /** What the row shall have. */
    private static Map<String, String> properties(Request request) {
        Map<String, String> properties = new LinkedHashMap<>(request.attributes());
        properties.keySet().removeAll(NOT_PROPERTIES);
        properties.keySet().removeIf(name -> name.startsWith("!"));
        return properties;
    }

    /** What the row shall not have any more. */
    private static List<String> unset(Request request) {
        return request.attributes().keySet().stream().filter(name -> name.startsWith("!")).map(name -> name.substring(1))
                .toList();
    }
}

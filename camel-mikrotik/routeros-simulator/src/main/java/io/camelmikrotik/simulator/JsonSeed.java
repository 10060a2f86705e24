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

/** Rows by menu. */
final class JsonSeed extends Seed {

    private final Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
    /** Menus that have values instead of rows. */
    private final Map<String, Map<String, String>> values = new LinkedHashMap<>();

    JsonSeed(String name, String text) {
        super(name);
        Object parsed;
        try {
            parsed = Json.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(0, e.getMessage());
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    name + ": a seed in JSON needs com.fasterxml.jackson.core:jackson-databind on the class path", e);
        }
        if (!(parsed instanceof Map<?, ?> menus)) {
            throw wrong(0, "an object is expected, with menus such as /ppp/secret as its names");
        }
        menus.forEach((menu, content) -> add((String) menu, content));
    }

    private void add(String menu, Object content) {
        if (!menu.startsWith("/") || menu.length() == 1 || menu.endsWith("/")) {
            throw wrong(0, menu + " is no menu: it begins with a slash, as in /ppp/secret");
        }
        if (content instanceof List<?> all) {
            rows.put(menu, all.stream().map(row -> row(menu, row)).toList());
        } else {
            values.put(menu, row(menu, content));
        }
    }

    private Map<String, String> row(String menu, Object row) {
        try {
            return Json.row(row);
        } catch (IllegalArgumentException e) {
            throw wrong(0, menu + ": " + e.getMessage());
        }
    }

    @Override
    void plant(SimulatedRouter router) {
        values.forEach((menu, given) -> {
            SimulatedTable table = router.tree().singleton(menu);
            if (table == null) {
                throw wrong(0, menu + " has rows: an array of them is expected");
            }
            String[] pairs = given.entrySet().stream().flatMap(value -> List.of(value.getKey(), value.getValue()).stream())
                    .toArray(String[]::new);
            table.set("*0", pairs);
        });
        rows.forEach((menu, all) -> {
            if (router.tree().has(menu) && router.table(menu).menu().kind == Menu.Kind.SINGLETON) {
                throw wrong(0, menu + " has no rows: one object is expected");
            }
            for (Map<String, String> row : all) {
                try {
                    router.addRow(menu, row);
                } catch (IllegalArgumentException e) {
                    throw wrong(0, menu + ": " + e.getMessage());
                }
            }
        });
    }
}

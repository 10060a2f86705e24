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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration as {@code /export} prints it: menus and, in them, {@code add}, {@code set}, {@code remove},
 * {@code enable} and {@code disable}. Not a script: variables, conditions and loops are refused. Raw text.
 */
final class ExportSeed extends Seed {

    /** That editors of other systems put before UTF-8. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final List<ExportLine> lines = new ArrayList<>();

    ExportSeed(String name, String text) {
        super(name);
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        String menu = null;
        int number = 0;
        int first = 0;
        StringBuilder joined = new StringBuilder();
        for (String physical : content.split("\r?\n", -1)) {
            number++;
            if (joined.isEmpty()) {
                first = number;
                joined.append(physical);
            } else {
                joined.append(physical.stripLeading());
            }
            if (continues(physical)) {
                joined.setLength(joined.length() - 1);
                if (joined.isEmpty()) {
                    joined.append(' ');
                }
                continue;
            }
            ExportLine line = parse(first, joined.toString().strip(), menu);
            joined.setLength(0);
            if (line != null) {
                menu = line.menu();
                lines.add(line);
            }
        }
        if (!joined.isEmpty()) {
            throw wrong(first, "the last line goes on, but there is none behind it");
        }
        lines.removeIf(line -> line.verb() == null);
    }

    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1 && !line.stripLeading().startsWith("#");
    }

    private ExportLine parse(int number, String line, String menu) {
        if (line.isEmpty() || line.startsWith("#")) {
            return null;
        }
        try {
            return new ExportLineParser(number, line).parse(menu);
        } catch (IllegalArgumentException e) {
            throw wrong(number, e.getMessage());
        }
    }

    @Override
    void plant(SimulatedRouter router) {
        Console console = new Console(router);
        for (ExportLine line : lines) {
            try {
                execute(router, console, line);
            } catch (Refusal | IllegalArgumentException e) {
                throw wrong(line.number(), line.menu() + "/" + line.verb() + ": " + e.getMessage());
            }
        }
    }

    private static void execute(SimulatedRouter router, Console console, ExportLine line) {
        Map<String, String> attributes = new LinkedHashMap<>();
        boolean namesRows = !"add".equals(line.verb()) && (line.reference() != null || line.conditions() != null);
        if (namesRows) {
            List<String> ids = rows(router.tree().seeded(line.menu()), line);
            if (ids.isEmpty()) {
                return;
            }
            attributes.put(".id", String.join(",", ids));
        } else if ("set".equals(line.verb())) {
            if (router.tree().singleton(line.menu()) == null) {
                throw new IllegalArgumentException("which row? As in: set [ find name=anna ] ...");
            }
        } else if ("add".equals(line.verb())) {
            // comes into being
            router.tree().seeded(line.menu());
        }
        attributes.putAll(line.values());
        console.run(line.menu() + "/" + line.verb(), attributes);
    }

    /** What an export sets exists on the router that it comes from: such a row is made if there is none. */
    private static List<String> rows(SimulatedTable table, ExportLine line) {
        List<String> found = new ArrayList<>();
        if (line.conditions() != null) {
            for (Map<String, String> row : table.snapshot()) {
                if (line.conditions().entrySet().stream()
                        .allMatch(wanted -> Booleans.same(wanted.getValue(), row.getOrDefault(wanted.getKey(), "")))) {
                    found.add(row.get(".id"));
                }
            }
            if (found.isEmpty() && !line.conditions().isEmpty() && "set".equals(line.verb())) {
                Map<String, String> row = new LinkedHashMap<>(line.conditions());
                row.putIfAbsent("name", row.getOrDefault("default-name", ""));
                row.values().removeIf(String::isEmpty);
                found.add(table.addRaw(row, null));
            }
            return found;
        }
        for (String reference : line.reference().split(",")) {
            found.add(row(table, reference, "set".equals(line.verb())));
        }
        return found;
    }

    private static String row(SimulatedTable table, String reference, boolean made) {
        String id = table.resolve(reference);
        if (id != null) {
            return id;
        }
        if (reference.chars().allMatch(Character::isDigit)) {
            List<Map<String, String>> rows = table.snapshot();
            int place = reference.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(reference);
            if (place < rows.size()) {
                return rows.get(place).get(".id");
            }
        } else if (made && !reference.startsWith("*") && table.menu().hasNames()) {
            return table.addRaw(new LinkedHashMap<>(Map.of("name", reference)), null);
        }
        throw Refusal.noSuchItem();
    }
}

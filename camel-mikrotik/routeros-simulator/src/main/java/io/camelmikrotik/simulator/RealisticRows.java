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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows as a router in use has them, from a resource: a line that begins with a slash names a menu, with {@code v6} or
 * {@code v7} before it for that generation only; a line below holds one row, its properties parted by two spaces.
 */
final class RealisticRows {

    private RealisticRows() {
    }

    static void fill(SimulatedRouter router) {
        boolean seven = router.settings().version.major() >= 7;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(
                        RealisticRows.class.getResourceAsStream("realistic-rows.txt"), StandardCharsets.UTF_8))) {
            SimulatedTable table = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("/")) {
                    table = router.table(line);
                } else if (line.startsWith("v6 /")) {
                    table = seven ? null : router.table(line.substring(3));
                } else if (line.startsWith("v7 /")) {
                    table = seven ? router.table(line.substring(3)) : null;
                } else if (table != null && !line.isBlank() && !line.startsWith("#")) {
                    table.add(row(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> row(String line) {
        Map<String, String> row = new LinkedHashMap<>();
        for (String property : line.trim().split("  +")) {
            int equals = property.indexOf('=');
            row.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return row;
    }
}

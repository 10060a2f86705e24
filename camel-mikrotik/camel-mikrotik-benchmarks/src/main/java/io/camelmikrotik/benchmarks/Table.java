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
package io.camelmikrotik.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table of figures in Markdown.
 */
public final class Table {

    private final List<String> lines = new ArrayList<>();

    public Table(String work, String... columns) {
        lines.add("| " + work + " | " + String.join(" | ", columns) + " |");
        lines.add("|---|" + "---:|".repeat(columns.length));
    }

    public void row(String name, double... figures) {
        lines.add(
                "| " + name + " | " + Arrays.stream(figures).mapToObj(Table::text).collect(Collectors.joining(" | "))
                  + " |");
    }

    public void print() {
        System.out.println();
        lines.forEach(System.out::println);
    }

    private static String text(double figure) {
        if (Double.isNaN(figure)) {
            return "";
        }
        return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%,.0f", figure);
    }
}

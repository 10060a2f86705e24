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
import java.util.List;
import java.util.Locale;

/** The table of ratios, in Markdown. */
final class GoalTable {

    private final List<String> lines = new ArrayList<>();
    private int missed;

    GoalTable() {
        lines.add("| work | raw limit | ours | ratio | goal | met | others, and remarks |");
        lines.add("|---|---:|---:|---:|---|---|---|");
    }

    void row(String work, String raw, String ours, String ratio, String goal, boolean met, String others) {
        missed += met ? 0 : 1;
        lines.add(
                "| " + String.join(" | ", work, raw, ours, ratio, goal, met ? "yes" : "**no**", others).replaceAll(" +", " ")
                  + " |");
        // at once too: who waits for the whole table wants to see that it grows
        System.err.println(lines.get(lines.size() - 1));
    }

    void print() {
        System.out.println();
        lines.forEach(System.out::println);
        System.out.println();
        System.out.println(missed == 0 ? "Every goal is met." : missed + " goals are not met.");
    }

    static String micros(double micros) {
        return micros < 10_000 ? number(micros) + " µs" : number(micros / 1000) + " ms";
    }

    static String millis(double millis) {
        return number(millis) + " ms";
    }

    static String kilobytes(double kilobytes) {
        return number(kilobytes) + " KB";
    }

    static String rate(double perSecond, String what) {
        // three digits are more than such a figure is worth
        double scale = Math.pow(10, Math.max(0, Math.floor(Math.log10(perSecond)) - 2));
        return number(Math.round(perSecond / scale) * scale) + " " + what + "/s";
    }

    static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f×", ratio);
    }

    static String percent(double percent) {
        return String.format(Locale.ROOT, "%.0f %%", percent);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number < 100 ? "%.1f" : "%,.0f", number);
    }
}

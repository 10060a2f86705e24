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
package io.camelmikrotik.routeros;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What was found on the way to a device and on it, step by step: for people as a table ({@link #toString()}), for
 * programs as a map ({@link #asMap()}). It holds no password.
 *
 * @param device the device as {@code user@host:port}
 * @param steps  in the order in which they were done
 */
public record Diagnosis(String device, List<DiagnosisStep> steps) {

    /** What the text of a failure that a diagnosis explains ends with. */
    public static final String POINTER = "; operation=diagnose shows more";

    private static final int NANOS_OF_MILLI = 1_000_000;

    public Diagnosis {
        steps = List.copyOf(steps);
    }

    /** The worst result of all steps. */
    public DiagnosisStep.Result result() {
        return steps.stream().map(DiagnosisStep::result).max(Comparator.naturalOrder()).orElse(DiagnosisStep.Result.SKIPPED);
    }

    /** @throws NoSuchElementException if it has no step of that name */
    public DiagnosisStep step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("no step " + name));
    }

    /**
     * {@code device}, {@code result}, {@code millis}, and {@code steps}: a list of maps with {@code step},
     * {@code result}, {@code millis}, {@code found}, {@code details} and, where there is one, {@code mend}.
     */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("device", device);
        map.put("result", lower(result()));
        map.put("millis", millis(time()));
        List<Map<String, Object>> maps = new ArrayList<>();
        for (DiagnosisStep step : steps) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("step", step.name());
            entry.put("result", lower(step.result()));
            entry.put("millis", millis(step.time()));
            entry.put("found", step.found());
            entry.put("details", step.details());
            if (step.mend() != null) {
                entry.put("mend", step.mend());
            }
            maps.add(entry);
        }
        map.put("steps", maps);
        return map;
    }

    /** A table: result, step, milliseconds, what was found; below it, behind an arrow, what would mend it. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(
                "Diagnosis of " + device + ": " + shown(result()) + ", "
                                                + text(time()) + " ms\n");
        for (DiagnosisStep step : steps) {
            String time = step.result() == DiagnosisStep.Result.SKIPPED ? "" : text(step.time()) + " ms";
            table.append(String.format(Locale.ROOT, "  %-7s  %-10s  %10s  ", shown(step.result()), step.name(), time))
                    .append(step.found()).append('\n');
            if (step.mend() != null) {
                table.append(" ".repeat(34)).append("-> ").append(step.mend()).append('\n');
            }
        }
        return table.toString();
    }

    private Duration time() {
        return steps.stream().map(DiagnosisStep::time).reduce(Duration.ZERO, Duration::plus);
    }

    private static String lower(DiagnosisStep.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    /** What needs somebody's eye stands out. */
    private static String shown(DiagnosisStep.Result result) {
        return result == DiagnosisStep.Result.FAILED ? "FAILED" : lower(result);
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / (double) NANOS_OF_MILLI * 10) / 10.0;
    }

    private static String text(Duration time) {
        return String.format(Locale.ROOT, "%.1f", millis(time));
    }
}

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
package io.camelmikrotik.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The samples of a run, and whether they are flat: the first third is left to caches, to the compiler and to filling
 * logs; the median of the last third may lie above the median of the middle third by a small part only.
 */
final class SoakReport {

    private static final double HEAP_GROWTH = 0.05;
    private static final long HEAP_SLACK = 1_000_000;
    private static final double DESCRIPTOR_GROWTH = 0.02;
    /** A device in the middle of a reboot has its sessions closed, or a connection attempt open. */
    private static final long DESCRIPTOR_SLACK = 8;
    private static final long THREAD_SLACK = 2;

    private final List<Sample> samples = new ArrayList<>();

    void add(Sample sample) {
        samples.add(sample);
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Empty if all is flat. */
    List<String> growth() {
        List<String> growing = new ArrayList<>();
        judge(growing, "heap", Sample::heap, HEAP_GROWTH, HEAP_SLACK);
        judge(growing, "descriptors", Sample::descriptors, DESCRIPTOR_GROWTH, DESCRIPTOR_SLACK);
        judge(growing, "threads", Sample::threads, 0, THREAD_SLACK);
        return growing;
    }

    private void judge(List<String> growing, String name, ToLongFunction<Sample> what, double part, long slack) {
        long middle = Sample.median(middle(), what);
        long last = Sample.median(last(), what);
        if (last > middle * (1 + part) + slack) {
            growing.add(String.format(Locale.ENGLISH, "%s grew from %d (middle third) to %d (last third)", name, middle, last));
        }
    }

    private List<Sample> middle() {
        return samples.subList(samples.size() / 3, 2 * samples.size() / 3);
    }

    private List<Sample> last() {
        return samples.subList(2 * samples.size() / 3, samples.size());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        samples.forEach(sample -> text.append(sample).append('\n'));
        line(text, "heap after collection", Sample::heap);
        line(text, "descriptors", Sample::descriptors);
        line(text, "threads", Sample::threads);
        return text.append(growth().isEmpty() ? "flat" : String.join("; ", growth())).toString();
    }

    private void line(StringBuilder text, String name, ToLongFunction<Sample> what) {
        text.append(String.format(Locale.ENGLISH, "%s: median of the middle third %,d, of the last third %,d%n", name,
                Sample.median(middle(), what), Sample.median(last(), what)));
    }
}

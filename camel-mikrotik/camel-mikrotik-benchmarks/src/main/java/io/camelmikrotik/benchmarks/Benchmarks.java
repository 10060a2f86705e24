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

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures the component next to a raw socket and to other clients, everything of a row in the same run and in turn,
 * and prints a table of ratios in Markdown. Arguments: names of works, none for all.
 */
public final class Benchmarks {

    private static final List<Work> WORKS = List.of(
            new SequentialWork(), new ConcurrentWork(), new LargePrintWork(), new StreamedPrintWork(), new AddsWork(),
            new WindowWork(),
            new ColdDeviceWork(), new FleetWork(), new ColdFleetWork(), new StartWork(), new EnsureWork(),
            new WhereWork(), new PollWork());

    private Benchmarks() {
    }

    public static void main(String[] arguments) {
        try {
            run(Set.of(arguments));
            System.exit(0);
        } catch (Throwable e) {
            // the threads of a contender that was not closed would keep the program from ending
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(Set<String> wanted) throws Exception {
        System.out.printf(
                Locale.ROOT, "%s, JDK %s, %s %s, %d processors%n", LocalDate.now(), System.getProperty("java.version"),
                System.getProperty("os.name"), System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors());
        GoalTable table = new GoalTable();
        for (Work work : WORKS) {
            if (wanted.isEmpty() || wanted.contains(work.name())) {
                work.measure(table);
            }
        }
        table.print();
        if (wanted.isEmpty() || wanted.contains("feed")) {
            try (BenchmarkDevice device = BenchmarkDevice.withRows(BenchmarkDevice.LARGE_ROWS)) {
                new FeedBenchmark(device).run();
            }
        }
        if (wanted.isEmpty() || wanted.contains("ensure")) {
            EnsureBenchmark.main(new String[0]);
        }
        if (wanted.isEmpty() || wanted.contains("growth")) {
            new GrowthBenchmark().run();
        }
    }
}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Measures several contenders in turn, round after round, so that a busy moment of the machine meets all of them; the
 * median of the rounds counts.
 */
final class Rounds {

    private static final int SLOW_ROUNDS = 2;

    private final BenchmarkDevice device;
    private final int warmUps;
    private final int rounds;
    private final Map<String, Series> all = new LinkedHashMap<>();

    /** @param device whose use of the processors is noted beside, or null */
    Rounds(BenchmarkDevice device, int warmUps, int rounds) {
        this.device = device;
        this.warmUps = warmUps;
        this.rounds = rounds;
    }

    Rounds add(String name, Callable<Double> measurement) {
        all.put(name, new Series(measurement, rounds));
        return this;
    }

    /** One that takes so long that two rounds must do, without warming up. */
    Rounds addSlow(String name, Callable<Double> measurement) {
        all.put(name, new Series(measurement, SLOW_ROUNDS));
        return this;
    }

    Rounds run() throws Exception {
        for (int round = -warmUps; round < rounds; round++) {
            for (Series series : all.values()) {
                boolean slow = series.wanted != rounds;
                if (round >= 0 && series.figures.size() < series.wanted || round < 0 && !slow) {
                    series.measure(round >= 0);
                }
            }
        }
        return this;
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    double median(String name) {
        double[] sorted = all.get(name).figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Of one processor, in percent, while that contender was measured. */
    double deviceShare(String name) {
        Series series = all.get(name);
        return 100.0 * series.deviceNanos / series.wallNanos;
    }

    private final class Series {

        private final Callable<Double> measurement;
        private final int wanted;
        private final List<Double> figures = new ArrayList<>();
        private long deviceNanos;
        private long wallNanos;

        Series(Callable<Double> measurement, int wanted) {
            this.measurement = measurement;
            this.wanted = wanted;
        }

        void measure(boolean counts) throws Exception {
            long deviceBefore = device == null ? 0 : device.processorNanos();
            long start = System.nanoTime();
            double figure = measurement.call();
            if (counts) {
                figures.add(figure);
                wallNanos += System.nanoTime() - start;
                deviceNanos += device == null ? 0 : device.processorNanos() - deviceBefore;
            }
        }
    }
}

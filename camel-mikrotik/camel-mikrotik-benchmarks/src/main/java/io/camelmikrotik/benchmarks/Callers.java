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
import java.util.concurrent.CountDownLatch;

/** Many threads that send one command after the other through the same contender, at the same time. */
final class Callers {

    private final int callers;
    private final int commandsPerCaller;
    private final List<Double> spreads = new ArrayList<>();

    Callers(int callers, int commandsPerCaller) {
        this.callers = callers;
        this.commandsPerCaller = commandsPerCaller;
    }

    /** @return commands per second */
    double call(Contender contender) throws InterruptedException {
        long[] nanos = new long[callers * commandsPerCaller];
        CountDownLatch ready = new CountDownLatch(callers + 1);
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int offset = caller * commandsPerCaller;
            Thread thread = new Thread(() -> {
                try {
                    ready.countDown();
                    ready.await();
                    for (int i = 0; i < commandsPerCaller; i++) {
                        long start = System.nanoTime();
                        contender.identity();
                        nanos[offset + i] = System.nanoTime() - start;
                    }
                } catch (Exception e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        ready.countDown();
        ready.await();
        long start = System.nanoTime();
        for (Thread thread : threads) {
            thread.join();
        }
        double rate = nanos.length * 1e9 / (System.nanoTime() - start);
        if (!failures.isEmpty()) {
            throw new IllegalStateException(contender.name() + " failed", failures.get(0));
        }
        Arrays.sort(nanos);
        spreads.add((double) nanos[nanos.length * 99 / 100] / nanos[nanos.length / 2]);
        return rate;
    }

    /** How many times longer than half of the commands the slowest hundredth took; the median of the calls. */
    double spread() {
        double[] sorted = spreads.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}

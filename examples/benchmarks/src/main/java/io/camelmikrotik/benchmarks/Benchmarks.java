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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Runs each work with each contender against the same device process, one after the other, and prints a table. Absolute
 * figures belong to the machine; compare the rows of one run.
 */
public final class Benchmarks {

    private static final int WARM_UP = 20_000;
    private static final int SEQUENTIAL = 20_000;
    private static final int CALLERS = 64;
    private static final int COMMANDS_PER_CALLER = 1_000;
    private static final int PRINTS = 7;

    private Benchmarks() {
    }

    public static void main(String[] arguments) {
        try {
            run();
        } catch (Throwable e) {
            // the threads of a contender that was not closed would keep the program from ending
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run() throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.start()) {
            InetSocketAddress address = device.address();
            System.out.printf(
                    Locale.ROOT, "%s, JDK %s, %s, %d processors%n", LocalDate.now(), System.getProperty("java.version"),
                    System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors());
            sequential(address);
            concurrent(address);
            largePrint(address);
            new FeedBenchmark(device).run();
        }
        EnsureBenchmark.main(new String[0]);
    }

    private static List<Contender> contenders(InetSocketAddress device) throws Exception {
        return List.of(
                new RawClient(device), new SessionClient(device), new RouteClient(device, 16),
                new LegrangeClient(device, true), new LegrangeClient(device, false));
    }

    private static void sequential(InetSocketAddress device) throws Exception {
        Table table = new Table("sequential /system/identity/print, one caller", "p50 µs", "p99 µs", "× raw (p50)");
        double raw = 0;
        for (Contender contender : contenders(device)) {
            try (contender) {
                // without TCP_NODELAY the peer waits 40 ms for each command: fewer will do
                int count = contender.name().equals(LegrangeClient.AS_SHIPPED) ? 100 : SEQUENTIAL;
                for (int i = 0; i < Math.min(count, WARM_UP); i++) {
                    contender.identity();
                }
                long[] nanos = new long[count];
                for (int i = 0; i < count; i++) {
                    long start = System.nanoTime();
                    contender.identity();
                    nanos[i] = System.nanoTime() - start;
                }
                Arrays.sort(nanos);
                double median = nanos[count / 2] / 1e3;
                raw = raw == 0 ? median : raw;
                table.row(contender.name(), median, nanos[count * 99 / 100] / 1e3, median / raw);
            }
        }
        table.print();
    }

    private static void concurrent(InetSocketAddress device) throws Exception {
        Table table = new Table(
                CALLERS + " concurrent callers, one device", "commands/s", "p50 µs", "p99 µs", "% of raw pipelining");
        int count = CALLERS * COMMANDS_PER_CALLER;
        double raw;
        try (RawClient pipelining = new RawClient(device)) {
            pipelining.pipeline(count, CALLERS);
            long start = System.nanoTime();
            pipelining.pipeline(count, CALLERS);
            raw = count * 1e9 / (System.nanoTime() - start);
            table.row("raw socket, " + CALLERS + " in flight", raw, Double.NaN, Double.NaN, 100);
        }
        for (Contender contender : List.of(
                new SessionClient(device), new RouteClient(device, 16), new RouteClient(device, CALLERS),
                new LegrangeClient(device, true))) {
            try (contender) {
                callTogether(contender);
                long start = System.nanoTime();
                long[] nanos = callTogether(contender);
                double rate = count * 1e9 / (System.nanoTime() - start);
                table.row(contender.name(), rate, nanos[count / 2] / 1e3, nanos[count * 99 / 100] / 1e3, 100 * rate / raw);
            }
        }
        table.print();
    }

    /** @return how long each command took, sorted */
    private static long[] callTogether(Contender contender) throws InterruptedException {
        long[] nanos = new long[CALLERS * COMMANDS_PER_CALLER];
        CountDownLatch ready = new CountDownLatch(CALLERS);
        List<Throwable> failures = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int offset = caller * COMMANDS_PER_CALLER;
            Thread thread = new Thread(() -> {
                try {
                    ready.countDown();
                    ready.await();
                    for (int i = 0; i < COMMANDS_PER_CALLER; i++) {
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
            callers.add(thread);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(contender.name() + " failed", failures.get(0));
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void largePrint(InetSocketAddress device) throws Exception {
        Table table = new Table(
                "print of " + BenchmarkDevice.LARGE_ROWS + " rows of 7 properties into a list", "rows/s (best)",
                "rows/s (median)", "× raw (median)");
        double raw = 0;
        for (Contender contender : contenders(device)) {
            if (contender.name().equals(LegrangeClient.AS_SHIPPED)) {
                contender.close();
                continue;
            }
            try (contender) {
                double[] rates = new double[PRINTS];
                for (int i = -2; i < PRINTS; i++) {
                    long start = System.nanoTime();
                    expectAllRows(contender);
                    if (i >= 0) {
                        rates[i] = BenchmarkDevice.LARGE_ROWS * 1e9 / (System.nanoTime() - start);
                    }
                }
                Arrays.sort(rates);
                double median = rates[PRINTS / 2];
                raw = raw == 0 ? median : raw;
                table.row(contender.name(), rates[PRINTS - 1], median, raw / median);
            }
        }
        table.print();
    }

    private static void expectAllRows(Contender contender) throws Exception {
        int rows = contender.print();
        if (rows != BenchmarkDevice.LARGE_ROWS) {
            throw new IOException(contender.name() + " got " + rows + " rows");
        }
    }
}

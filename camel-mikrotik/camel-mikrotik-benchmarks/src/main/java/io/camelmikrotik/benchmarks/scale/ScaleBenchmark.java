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
package io.camelmikrotik.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.benchmarks.ChildProcess;
import io.camelmikrotik.benchmarks.Table;

/**
 * One endpoint on 1,000, 3,000 and 10,000 devices, some of them dead, slow or refusing the login, each polled every 30
 * seconds by one JVM with 512 MB of heap; beside it, at the same time and of the same devices, a raw poller. Of the
 * largest fleet a region goes dark and comes back. Then one list is brought onto 1,000 routers.
 * <p>
 * Arguments: numbers of devices, and {@code writes}; none for all. Properties: {@code scale.period} in milliseconds,
 * {@code scale.periods} that are measured, {@code scale.validateAfterIdle} in milliseconds, for another than the
 * default.
 */
public final class ScaleBenchmark {

    private static final long PERIOD_MILLIS = Long.getLong("scale.period", 30_000);
    private static final int PERIODS = Integer.getInteger("scale.periods", 4);
    private static final int WARM_SECONDS = Integer.getInteger("scale.warm", 30);
    private static final int ROUTERS_OF_A_PROCESS = 2_500;
    private static final int DARK_REGION = 0;
    private static final int DARK_SECONDS = Integer.getInteger("scale.dark", 120);
    private static final List<String> ALL = List.of("1000", "3000", "10000", "writes");

    private final Table table = new Table(
            "devices", "lateness p50, ms", "p99, ms", "most, ms", "CPU seconds of 1,000 polls", "raw", "ratio",
            "heap of a device, KB", "raw", "threads", "sockets", "raw", "log lines a minute", "logins of a device");

    public static void main(String[] arguments) throws Exception {
        try {
            new ScaleBenchmark().run(arguments.length == 0 ? ALL : Arrays.asList(arguments));
            System.exit(0);
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run(List<String> works) throws Exception {
        say(
                "JDK %s, %s %s, %d processors, polled every %d ms, %d periods measured", System.getProperty("java.version"),
                System.getProperty("os.name"), System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(),
                PERIOD_MILLIS, PERIODS);
        List<String> sizes = works.stream().filter(work -> !work.equals("writes")).toList();
        for (String size : sizes) {
            boolean last = size.equals(sizes.get(sizes.size() - 1));
            polls(Integer.parseInt(size), last);
        }
        if (!sizes.isEmpty()) {
            table.print();
        }
        if (works.contains("writes")) {
            ScaleWrites.measure();
        }
    }

    private void polls(int devices, boolean regionGoesDark) throws Exception {
        List<ChildProcess> routers = new ArrayList<>();
        Path log = Files.createTempFile("scale", ".log");
        Path rawLog = Files.createTempFile("scale-raw", ".log");
        try {
            for (int from = 0; from < devices; from += ROUTERS_OF_A_PROCESS) {
                routers.add(
                        ChildProcess.java(
                                ScaleRouters.class, List.of("-Xmx512m", "-XX:+UseSerialGC"), from,
                                Math.min(devices, from + ROUTERS_OF_A_PROCESS)));
            }
            for (ChildProcess each : routers) {
                each.readLine();
            }
            say("%d devices: the routers listen", devices);
            try (ChildProcess fleet = poller(FleetPoller.class, devices, log);
                 ChildProcess raw = poller(RawPoller.class, devices, rawLog)) {
                measure(devices, routers, fleet, raw);
                if (regionGoesDark) {
                    darkness(routers, fleet);
                }
            }
        } finally {
            routers.forEach(ChildProcess::close);
            if (!Boolean.getBoolean("scale.keepLogs")) {
                Files.delete(log);
                Files.delete(rawLog);
            } else {
                say("log: %s", log);
            }
        }
    }

    private static ChildProcess poller(Class<?> program, int devices, Path log) throws IOException {
        List<String> options = new ArrayList<>(
                List.of(
                        "-Xmx512m", "-Dscale.log=" + log, "-Dlog4j2.configurationFile=scale-log4j2.properties"));
        String validateAfterIdle = System.getProperty("scale.validateAfterIdle");
        if (validateAfterIdle != null) {
            options.add("-Dscale.validateAfterIdle=" + validateAfterIdle);
        }
        String more = System.getProperty("scale.options");
        if (more != null && program == FleetPoller.class) {
            options.addAll(List.of(more.split(" ")));
        }
        ChildProcess process = ChildProcess.java(program, options, devices, PERIOD_MILLIS, log);
        process.readLine();
        return process;
    }

    private void measure(int devices, List<ChildProcess> routers, ChildProcess fleet, ChildProcess raw) throws Exception {
        both(fleet, raw, "warm " + WARM_SECONDS);
        // the sessions of the warm-up end; what they left is not of the devices
        double heapBefore = number(fleet, "heap");
        double rawHeapBefore = number(raw, "heap");
        int[] before = counts(routers);
        both(fleet, raw, "poll");
        sleep(2 * PERIOD_MILLIS + TimeUnit.SECONDS.toMillis(5));
        both(fleet, raw, "begin -1");
        sleep(PERIODS * PERIOD_MILLIS);
        PollingProcess.Figures ours = end(fleet);
        PollingProcess.Figures limit = end(raw);
        int[] after = counts(routers);
        double heap = (number(fleet, "heap") - heapBefore) / devices / 1024;
        double rawHeap = (number(raw, "heap") - rawHeapBefore) / devices / 1024;
        double answering = devices * 0.94;
        say(
                "%d devices, ours %s; raw %s; logins %d, refused %d, sessions %d, at most %d on one router", devices, ours,
                limit, after[0] - before[0], after[1] - before[1], after[2], after[3]);
        table.row(
                String.format(Locale.ROOT, "%,d", devices), ours.p50(), ours.p99(), ours.most(),
                ours.processorPerThousandPolls(), limit.processorPerThousandPolls(),
                ours.processorPerThousandPolls() / limit.processorPerThousandPolls(), heap, rawHeap, ours.threads(),
                ours.sockets(), limit.sockets(), ours.logLinesPerMinute(), (after[0] - before[0]) / answering / 2);
    }

    private static void darkness(List<ChildProcess> routers, ChildProcess fleet) throws Exception {
        int from = DARK_REGION * ScaleDevice.REGION;
        String region = " " + from + " " + (from + ScaleDevice.REGION);
        ask(fleet, "begin " + DARK_REGION);
        for (ChildProcess each : routers) {
            ask(each, "freeze" + region);
        }
        say("a region of %d is dark", ScaleDevice.REGION);
        sleep(TimeUnit.SECONDS.toMillis(DARK_SECONDS));
        PollingProcess.Figures meanwhile = end(fleet);
        say("while it was dark, the others: %s", meanwhile);
        ask(fleet, "begin " + DARK_REGION);
        long back = System.currentTimeMillis();
        for (ChildProcess each : routers) {
            ask(each, "thaw" + region);
        }
        long silent = ScaleDevice.REGION;
        for (int second = 1; second <= 180 && silent > 0; second++) {
            sleep(1_000);
            silent = (long) number(fleet, "silent " + DARK_REGION + " " + back);
            if (second % 10 == 0 || silent == 0) {
                say("%d s after it came back: %d devices of the region not in use yet", second, silent);
            }
        }
        say("since it came back, the others: %s", end(fleet));
    }

    /** Logins, refused logins, open sessions of all routers; sessions at most on one. */
    private static int[] counts(List<ChildProcess> routers) throws IOException {
        int[] all = new int[4];
        for (ChildProcess each : routers) {
            int[] counts = Arrays.stream(ask(each, "counts").split(" ")).mapToInt(Integer::parseInt).toArray();
            for (int i = 0; i < 3; i++) {
                all[i] += counts[i];
            }
            all[3] = Math.max(all[3], counts[3]);
        }
        return all;
    }

    private static void both(ChildProcess fleet, ChildProcess raw, String order) throws IOException {
        fleet.writeLine(order);
        raw.writeLine(order);
        fleet.readLine();
        raw.readLine();
    }

    private static PollingProcess.Figures end(ChildProcess process) throws IOException {
        return PollingProcess.Figures.parse(ask(process, "end"));
    }

    private static double number(ChildProcess process, String order) throws IOException {
        return Double.parseDouble(ask(process, order));
    }

    static String ask(ChildProcess process, String order) throws IOException {
        process.writeLine(order);
        return process.readLine();
    }

    private static void sleep(long millis) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(millis).toMillis());
    }

    static void say(String format, Object... arguments) {
        System.out.printf(
                Locale.ROOT, "%s  %s%n", LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS),
                String.format(Locale.ROOT, format, arguments));
    }
}

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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.pool.PooledDevice;
import io.camelmikrotik.internal.pool.SessionPool;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;

/** Polls the devices at the ports of its arguments, in one of several ways, as each line of its input says. */
public final class FleetPolls implements AutoCloseable {

    private static final RouterOsCommand IDENTITY = RouterOsCommand.of("/system/identity/print");

    private final int[] ports;
    private RawFleet raw;
    private RouteFleet routes;

    private FleetPolls(int[] ports) {
        this.ports = ports;
    }

    public static void main(String[] arguments) throws Exception {
        try (FleetPolls polls = new FleetPolls(Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray())) {
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                polls.obey(order);
            }
        }
    }

    private void obey(String order) throws Exception {
        switch (order) {
            case "idle" -> idle();
            case "raw" -> {
                if (raw == null) {
                    raw = new RawFleet();
                    raw.pollFromCold(ports);
                }
                tellMillis(raw::poll);
            }
            case "route" -> {
                if (routes == null) {
                    routes = new RouteFleet(ports);
                    routes.poll();
                }
                tellMillis(routes::poll);
            }
            case "raw-cold" -> {
                try (RawFleet cold = new RawFleet()) {
                    tellMillis(() -> cold.pollFromCold(ports));
                }
            }
            case "pool-cold" -> {
                try (Pool cold = new Pool()) {
                    tellMillis(() -> cold.poll(cold.devices(ports)));
                }
            }
            case "threads" -> tellThreads();
            default -> {
                // cold, port, number of addresses
                String[] words = order.split(" ");
                try (Pool cold = new Pool(PoolSettings.builder().build())) {
                    List<PooledDevice> devices = cold.addresses(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                    tellMillis(() -> cold.poll(devices));
                }
            }
        }
    }

    /** Those of the component that the route uses. */
    private static void tellThreads() {
        List<String> names = Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.contains("Mikrotik") || name.contains("commons-pool"))
                .map(name -> name.replaceAll(".*(Mikrotik[A-Za-z]*).*", "$1")).sorted().toList();
        System.out.println(names.size());
        System.out.println(
                names.stream().collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting())).entrySet()
                        .stream().map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", ")));
    }

    private static void tellMillis(Poll poll) throws Exception {
        long start = System.nanoTime();
        poll.run();
        System.out.println((System.nanoTime() - start) / 1e6);
    }

    private void idle() throws Exception {
        try (Pool pool = new Pool()) {
            // the classes, the arenas and the threads
            pool.poll(pool.devices(Arrays.copyOf(ports, 10)));
            int[] others = Arrays.copyOfRange(ports, 10, ports.length);
            int threads = Thread.activeCount();
            long before = heapUsed();
            List<PooledDevice> devices = pool.devices(others);
            pool.poll(devices);
            // until the sessions are idle and back in the store
            TimeUnit.SECONDS.sleep(2);
            System.out.println((heapUsed() - before) / (double) devices.size());
            System.out.println(devices.size() + " " + Math.max(0, Thread.activeCount() - threads));
        }
    }

    private static long heapUsed() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() throws IOException {
        if (raw != null) {
            raw.close();
        }
        if (routes != null) {
            routes.close();
        }
    }

    @FunctionalInterface
    private interface Poll {
        void run() throws Exception;
    }

    /**
     * A session pool with its threads, as the component makes it.
     */
    static final class Pool implements AutoCloseable {

        private final ExecutorService worker = Executors.newFixedThreadPool(2);
        private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        private final RouterOsTransport transport = new RouterOsTransport(2, Thread::new, Runnable::run);
        private final SessionPool pool;
        private final DeviceCommands commands;

        /** Opens as many sessions at once as it is asked. */
        Pool() {
            this(PoolSettings.builder().maxOpeningsPerSecond(1_000_000).maxConcurrentOpenings(1_000_000).build());
        }

        Pool(PoolSettings settings) {
            pool = new SessionPool(transport, settings, worker, timer);
            commands = new DeviceCommands(pool);
        }

        /** With time to log in: one simulator that is all of them may take long on a busy machine. */
        List<PooledDevice> addresses(int port, int count) {
            return IntStream.range(0, count).mapToObj(
                    i -> pool.device(
                            DeviceAccess.of(
                                    "127." + (1 + (i >> 16)) + "." + (i >> 8 & 255) + "." + (i & 255), port,
                                    BenchmarkDevice.USERNAME, BenchmarkDevice.PASSWORD)
                                    .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(50))))
                    .toList();
        }

        List<PooledDevice> devices(int[] ports) {
            return Arrays.stream(ports)
                    .mapToObj(
                            port -> pool.device(
                                    DeviceAccess.of("127.0.0.1", port, BenchmarkDevice.USERNAME, BenchmarkDevice.PASSWORD)))
                    .toList();
        }

        void poll(List<PooledDevice> devices) throws Exception {
            CompletableFuture.allOf(
                    devices.stream().map(device -> commands.execute(device, IDENTITY, CommandOptions.DEFAULTS, false))
                            .toArray(CompletableFuture[]::new))
                    .get(1, TimeUnit.MINUTES);
        }

        @Override
        public void close() {
            pool.close(Duration.ofSeconds(1));
            transport.close();
            worker.shutdown();
            timer.shutdown();
        }
    }
}

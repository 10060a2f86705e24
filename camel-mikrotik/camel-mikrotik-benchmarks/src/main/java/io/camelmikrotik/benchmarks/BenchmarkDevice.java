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
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;

/**
 * The device, or a thousand of them: the simulator in a process of its own, the replies of its large tables encoded
 * beforehand.
 */
public final class BenchmarkDevice implements AutoCloseable {

    static final String USERNAME = "bench";
    static final String PASSWORD = "bench-s3cret";
    static final String LARGE_MENU = "/ip/firewall/address-list";
    static final int LARGE_ROWS = 100_000;
    static final int WIDE_ROWS = 1_000;
    static final String ADDED_MENU = "/ip/firewall/address-list";
    /** Whoever takes a user that nobody took before has a device that nobody has logged in to. */
    static final int COLD_USERS = 100;
    /** Commands that a router which clamps serves in a millisecond each, before it takes twenty. */
    static final int CLAMP_AFTER = 170;
    private static final Duration CLAMPED_SERVICE = Duration.ofMillis(20);
    private static final Duration CLAMP_RECOVERY = Duration.ofMillis(300);

    private final ChildProcess process;
    private final int[] ports;

    private BenchmarkDevice(ChildProcess process) throws IOException {
        this.process = process;
        this.ports = Arrays.stream(process.readLine().split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** One device whose large table has so many rows. */
    static BenchmarkDevice withRows(int rows) throws IOException {
        return new BenchmarkDevice(ChildProcess.java(BenchmarkDevice.class, List.of(), "rows", rows));
    }

    /** One device whose large table has a thousand rows of so many properties. */
    static BenchmarkDevice withProperties(int properties) throws IOException {
        return new BenchmarkDevice(ChildProcess.java(BenchmarkDevice.class, List.of(), "wide", properties));
    }

    /** The same, its rows stored, so that they can be asked for and changed. */
    static BenchmarkDevice withStoredRows(int rows) throws IOException {
        return new BenchmarkDevice(ChildProcess.java(BenchmarkDevice.class, List.of(), "stored", rows));
    }

    /** One device behind a network, whose answers come so much later. */
    static BenchmarkDevice atRoundTrip(int millis) throws IOException {
        return new BenchmarkDevice(ChildProcess.java(BenchmarkDevice.class, List.of(), "roundTrip", millis));
    }

    /** One device that needs a millisecond for each command, and clamps if it is told to. */
    static BenchmarkDevice serving(int roundTripMillis, boolean clamps) throws IOException {
        return new BenchmarkDevice(
                ChildProcess.java(BenchmarkDevice.class, List.of(), clamps ? "clamping" : "serving", roundTripMillis));
    }

    /** One that is a device of its own at each loopback address, for clients that need very many. */
    static BenchmarkDevice atEveryAddress() throws IOException {
        return new BenchmarkDevice(ChildProcess.java(BenchmarkDevice.class, List.of(), "addresses", 0));
    }

    static BenchmarkDevice fleet(int devices) throws IOException {
        return new BenchmarkDevice(ChildProcess.java(BenchmarkDevice.class, List.of(), "fleet", devices));
    }

    public static void main(String[] arguments) throws IOException {
        int number = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("fleet")) {
            try (SimulatedFleet fleet = SimulatedFleet.start(
                    number, router -> router.countingJournal().user(USERNAME, PASSWORD, "read", "api"))) {
                System.out.println(
                        fleet.routers().stream().map(router -> Integer.toString(router.port()))
                                .collect(Collectors.joining(" ")));
                System.in.read();
            }
            return;
        }
        SimulatedRouter.Builder builder = SimulatedRouter.builder().identity("bench").countingJournal()
                .maxSessions(2 * COLD_USERS).user(USERNAME, PASSWORD, "read", "write", "api");
        if (arguments[0].equals("addresses")) {
            builder.host("0.0.0.0").maxSessions(1_000_000);
        }
        if (arguments[0].equals("roundTrip")) {
            for (int i = 0; i < COLD_USERS; i++) {
                builder.user(coldUser(i), PASSWORD, "read", "api");
            }
            builder.latency(Duration.ofMillis(number)).loginDelay(Duration.ofMillis(number));
        }
        if (arguments[0].equals("serving") || arguments[0].equals("clamping")) {
            builder.latency(Duration.ofMillis(number)).serviceTime(Duration.ofMillis(1));
        }
        if (arguments[0].equals("clamping")) {
            builder.clampAfter(CLAMP_AFTER, CLAMPED_SERVICE, CLAMP_RECOVERY);
        }
        try (SimulatedRouter router = builder.start()) {
            if (arguments[0].equals("rows")) {
                router.table(LARGE_MENU).preEncodeRows(number, BenchmarkDevice::row);
            }
            if (arguments[0].equals("wide")) {
                router.table(LARGE_MENU).preEncodeRows(WIDE_ROWS, index -> wideRow(index, number));
            }
            if (arguments[0].equals("stored")) {
                store(router, number);
            }
            DeviceOrders orders = new DeviceOrders(router);
            System.out.println(router.port());
            orders.obey(System.in);
        }
    }

    private static Map<String, String> wideRow(int index, int properties) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(".id", "*" + Integer.toHexString(index + 1).toUpperCase());
        for (int i = 1; i < properties; i++) {
            row.put("property-" + i, "value-" + index % 97);
        }
        return row;
    }

    private static void store(SimulatedRouter router, int rows) {
        for (int i = 0; i < rows; i++) {
            Map<String, String> row = row(i);
            row.remove(".id");
            router.table(LARGE_MENU).add(
                    row.entrySet().stream().flatMap(each -> Stream.of(each.getKey(), each.getValue())).toArray(String[]::new));
        }
    }

    static String coldUser(int number) {
        return "cold" + number;
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", ports[0]);
    }

    int[] ports() {
        return ports;
    }

    /** Gives the device an order, see {@link DeviceOrders}. */
    void order(String order) throws IOException {
        process.writeLine(order);
    }

    /** As {@link #order}, and waits for its answer. */
    String ask(String order) throws IOException {
        process.writeLine(order);
        return process.readLine();
    }

    long processorNanos() {
        return process.processorNanos();
    }

    @Override
    public void close() {
        process.close();
    }

    static Map<String, String> row(int index) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(".id", "*" + Integer.toHexString(index + 1).toUpperCase(Locale.ROOT));
        row.put("list", "blocklist");
        row.put("address", "10." + (index >> 16) + "." + (index >> 8 & 255) + "." + (index & 255));
        row.put("creation-time", "2026-11-01 08:00:00");
        row.put("dynamic", "false");
        row.put("disabled", "false");
        row.put("comment", "feed-" + index % 97);
        return row;
    }
}

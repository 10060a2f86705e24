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
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;

/**
 * The device: a simulated router in a process of its own, its large table encoded beforehand. Prints its port and runs
 * until its input ends.
 */
public final class BenchmarkDevice implements AutoCloseable {

    static final String USERNAME = "bench";
    static final String PASSWORD = "bench-s3cret";
    static final String LARGE_MENU = "/ip/firewall/address-list";
    static final int LARGE_ROWS = 100_000;

    private final Process process;
    private final InetSocketAddress address;

    private BenchmarkDevice(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    public static void main(String[] arguments) throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().identity("bench").user(USERNAME, PASSWORD, "read", "api")
                .countingJournal().start()) {
            router.table(LARGE_MENU).preEncodeRows(LARGE_ROWS, BenchmarkDevice::row);
            FeedTable feed = new FeedTable(router);
            System.out.println(router.port());
            feed.obey(System.in);
        }
    }

    static BenchmarkDevice start() throws IOException {
        Process process = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"), "-cp", System.getProperty("java.class.path"),
                BenchmarkDevice.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new BenchmarkDevice(process, new InetSocketAddress("127.0.0.1", Integer.parseInt(output.readLine())));
    }

    InetSocketAddress address() {
        return address;
    }

    /** Gives the device an order, see {@link FeedTable}. */
    void order(String order) throws IOException {
        process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static Map<String, String> row(int index) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(".id", "*" + Integer.toHexString(index + 1).toUpperCase());
        row.put("list", "blocklist");
        row.put("address", "10." + (index >> 16) + "." + (index >> 8 & 255) + "." + (index & 255));
        row.put("creation-time", "2026-11-01 08:00:00");
        row.put("dynamic", "false");
        row.put("disabled", "false");
        row.put("comment", "feed-" + index % 97);
        return row;
    }
}

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
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.write.EnsureResult;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * {@code operation=ensure} on an address list of 100,000 entries of which one in a hundred is to be changed: time,
 * bytes, heap, and commands next to the fewest that could do.
 */
public final class EnsureBenchmark {

    private static final String MENU = "/ip/firewall/address-list";
    private static final int ROWS = 100_000;
    private static final int SETS = 400;
    private static final int ADDS = 300;
    private static final int REMOVALS = 300;

    private EnsureBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            beTheDevice();
            return;
        }
        Table table = new Table(
                "ensure of " + ROWS + " rows", "s in all", "s reading", "s writing", "s reading back", "MB received", "MB sent",
                "writes", "fewest", "MB of heap");
        for (boolean measuresHeap : List.of(false, true)) {
            run(table, measuresHeap);
        }
        table.print();
    }

    private static void run(Table table, boolean measuresHeap) throws Exception {
        Process device = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"), "-cp", System.getProperty("java.class.path"),
                EnsureBenchmark.class.getName(), "device").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader told = new BufferedReader(new InputStreamReader(device.getInputStream(), StandardCharsets.UTF_8));
             OutputStream ask = device.getOutputStream();
             Relay relay = new Relay(Integer.parseInt(told.readLine()));
             DefaultCamelContext context = new DefaultCamelContext()) {
            MikrotikComponent mikrotik = context.getComponent("mikrotik", MikrotikComponent.class);
            mikrotik.getConfiguration().setUsername(SimulatedRouter.USERNAME);
            mikrotik.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            String uri = "mikrotik:127.0.0.1:" + relay.port() + MENU
                         + "?operation=ensure&scope=list=blocklist&key=address&onAbsent=remove";
            List<Map<String, Object>> list = list();
            Heap heap = measuresHeap ? new Heap() : null;
            int before = 0;
            for (String what : List.of("1 % changed", "nothing changed")) {
                relay.reset();
                long start = System.nanoTime();
                EnsureResult result = (EnsureResult) template.requestBody(uri, list);
                double seconds = (System.nanoTime() - start) / 1e9;
                if (!result.isComplete()) {
                    throw new IOException(result.toString());
                }
                ask.write('\n');
                ask.flush();
                int writes = Integer.parseInt(told.readLine());
                table.row(
                        what + (measuresHeap ? ", heap measured" : ""), seconds, result.times().reading().toMillis() / 1e3,
                        result.times().writing().toMillis() / 1e3, result.times().verifying().toMillis() / 1e3,
                        relay.received() / 1e6, relay.sent() / 1e6, writes - before,
                        result.plan().isEmpty() ? 0 : SETS + ADDS + 1, heap == null ? Double.NaN : heap.most());
                before = writes;
            }
            if (heap != null) {
                heap.stop();
            }
        } finally {
            device.destroy();
        }
    }

    private static void beTheDevice() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().countingJournal().start()) {
            for (int i = 0; i < ROWS; i++) {
                router.table(MENU).add(
                        "list", "blocklist", "address", address(i), "comment", "feed-" + i % 97, "creation-time",
                        "2026-11-01 08:00:00",
                        "dynamic", "false", "disabled", "false");
            }
            System.out.println(router.port());
            while (System.in.read() >= 0) {
                System.out.println(router.journal().writes());
            }
        }
    }

    private static String address(int index) {
        return "10." + (index >> 16) + "." + (index >> 8 & 255) + "." + (index & 255);
    }

    private static List<Map<String, Object>> list() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = REMOVALS; i < ROWS + ADDS; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("address", address(i));
            row.put("comment", i < REMOVALS + SETS ? "changed" : "feed-" + i % 97);
            list.add(row);
        }
        return list;
    }

    /** The most that was alive at one time, beyond what was at the start, in MB. */
    private static final class Heap {

        private final long start = alive();
        private volatile long most = start;
        private volatile boolean stopped;

        Heap() {
            Thread sampler = new Thread(() -> {
                while (!stopped) {
                    most = Math.max(most, alive());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                }
            }, "heap");
            sampler.setDaemon(true);
            sampler.start();
        }

        private static long alive() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        double most() {
            return (most - start) / 1e6;
        }

        void stop() {
            stopped = true;
        }
    }

    /** Counts the bytes between client and device. */
    private static final class Relay implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0);
        private final int device;
        private final AtomicLong received = new AtomicLong();
        private final AtomicLong sent = new AtomicLong();

        Relay(int device) throws IOException {
            this.device = device;
            start("accept", () -> {
                while (true) {
                    Socket client = server.accept();
                    Socket router = new Socket("127.0.0.1", this.device);
                    client.setTcpNoDelay(true);
                    router.setTcpNoDelay(true);
                    start("to the device", () -> pump(client, router, sent));
                    start("from the device", () -> pump(router, client, received));
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        long received() {
            return received.get();
        }

        long sent() {
            return sent.get();
        }

        void reset() {
            received.set(0);
            sent.set(0);
        }

        private static void pump(Socket from, Socket to, AtomicLong count) throws IOException {
            byte[] buffer = new byte[1 << 16];
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                output.write(buffer, 0, read);
                count.addAndGet(read);
            }
            to.close();
        }

        private static void start(String name, Pump pump) {
            Thread thread = new Thread(() -> {
                try {
                    pump.run();
                } catch (IOException e) {
                    // one side has closed
                }
            }, String.format(Locale.ROOT, "relay %s", name));
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }

        private interface Pump {
            void run() throws IOException;
        }
    }
}

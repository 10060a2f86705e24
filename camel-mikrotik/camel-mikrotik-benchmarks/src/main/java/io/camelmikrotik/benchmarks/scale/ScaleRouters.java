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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.camelmikrotik.simulator.SimulatedRouter;

/**
 * A process with the routers of the numbers from the first argument to below the second, that obeys orders:
 * {@code freeze 1000 2000} lets the routers of these numbers fall silent, {@code thaw 1000 2000} ends that,
 * {@code counts} tells logins and sessions.
 */
public final class ScaleRouters {

    private static final Duration SLOW = Duration.ofSeconds(2);

    private final Map<Integer, SimulatedRouter> routers = new TreeMap<>();

    private ScaleRouters(int from, int to) {
        for (int i = from; i < to; i++) {
            ScaleDevice device = new ScaleDevice(i);
            if (device.condition() != ScaleDevice.Condition.DEAD) {
                routers.put(i, start(device));
            }
        }
    }

    private static SimulatedRouter start(ScaleDevice device) {
        SimulatedRouter.Builder builder
                = SimulatedRouter.builder().identity(device.name()).host(device.host()).port(device.port()).countingJournal();
        // a user of another name: the login is refused for as long as the router is up
        builder.user(
                device.condition() == ScaleDevice.Condition.REFUSING ? "nobody" : ScaleDevice.USERNAME, ScaleDevice.PASSWORD,
                "read", "write", "api");
        if (device.condition() == ScaleDevice.Condition.SLOW) {
            builder.latency(SLOW);
        }
        return builder.start();
    }

    public static void main(String[] arguments) throws IOException {
        // a queue of one that nobody empties: what is in it fills it, and the system drops further connects
        SilentPort silent = arguments[0].equals("0") ? new SilentPort() : null;
        try {
            ScaleRouters routers = new ScaleRouters(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
            System.out.println("listening");
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                System.out.println(routers.obey(order.split(" ")));
            }
        } finally {
            if (silent != null) {
                silent.close();
            }
        }
        System.exit(0);
    }

    private String obey(String[] order) {
        switch (order[0]) {
            case "freeze" -> region(order).forEach(SimulatedRouter::freeze);
            case "thaw" -> region(order).forEach(SimulatedRouter::thaw);
            case "counts" -> {
                return routers.values().stream().mapToInt(router -> router.journal().logins()).sum() + " "
                       + routers.values().stream().mapToInt(router -> router.journal().failedLogins()).sum() + " "
                       + routers.values().stream().mapToInt(SimulatedRouter::sessionsOpen).sum() + " "
                       + routers.values().stream().mapToInt(router -> router.journal().sessionsAtMost()).max().orElse(0);
            }
            case "rows" -> {
                return String.valueOf(
                        routers.values().stream().mapToInt(router -> router.table(ScaleWrites.MENU).size()).sum());
            }
            default -> throw new IllegalArgumentException(order[0]);
        }
        return "done";
    }

    private List<SimulatedRouter> region(String[] order) {
        int from = Integer.parseInt(order[1]);
        int to = Integer.parseInt(order[2]);
        return routers.entrySet().stream().filter(each -> each.getKey() >= from && each.getKey() < to)
                .map(Map.Entry::getValue).toList();
    }

    /** A port at which connects are never answered, as if the device had no power. */
    private static final class SilentPort implements AutoCloseable {

        private static final int ENOUGH = 16;

        private final ServerSocket server;
        private final List<Socket> queued = new ArrayList<>();

        SilentPort() throws IOException {
            server = new ServerSocket();
            server.bind(new InetSocketAddress("0.0.0.0", ScaleDevice.SILENT_PORT), 1);
            for (int i = 0; i < ENOUGH; i++) {
                Socket socket = new Socket();
                try {
                    socket.connect(server.getLocalSocketAddress(), 200);
                    queued.add(socket);
                } catch (SocketTimeoutException e) {
                    socket.close();
                    return;
                }
            }
            throw new IOException("this system takes more connections than it was told to");
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : queued) {
                socket.close();
            }
            server.close();
        }
    }
}

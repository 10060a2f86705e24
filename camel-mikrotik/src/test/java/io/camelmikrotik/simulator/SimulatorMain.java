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
package io.camelmikrotik.simulator;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Runs simulated routers by hand: {@code [--port 8728] [--fleet 1] [--version 7.20.4] [--user name:password] [--tls]
 * [--realistic]}. A fleet takes consecutive ports. Ends when its input does.
 */
public final class SimulatorMain {

    private SimulatorMain() {
    }

    public static void main(String[] arguments) throws IOException {
        Queue<String> options = new ArrayDeque<>(List.of(arguments));
        int port = 8728;
        int fleet = 1;
        String version = "7.20.4";
        String[] user = { SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD };
        TlsMode tls = TlsMode.NONE;
        boolean realistic = false;
        while (!options.isEmpty()) {
            String option = options.poll();
            switch (option) {
                case "--port" -> port = Integer.parseInt(options.remove());
                case "--fleet" -> fleet = Integer.parseInt(options.remove());
                case "--version" -> version = options.remove();
                case "--user" -> user = options.remove().split(":", 2);
                case "--tls" -> tls = TlsMode.CERTIFICATE;
                case "--realistic" -> realistic = true;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        List<SimulatedRouter> routers = new ArrayList<>();
        for (int i = 0; i < fleet; i++) {
            SimulatedRouter.Builder builder = SimulatedRouter.builder().identity("router-" + i).version(version).tls(tls)
                    .user(user[0], user[1]).port(port == 0 ? 0 : port + i);
            routers.add((realistic ? builder.realisticTables() : builder).start());
            SimulatedRouter router = routers.get(i);
            System.out.println(
                    router.identity() + " at " + router.address()
                               + (tls == TlsMode.NONE ? "" : ", TLS at port " + router.tlsPort()));
        }
        while (System.in.read() >= 0) {
            // until the input ends
        }
        routers.forEach(SimulatedRouter::close);
    }
}

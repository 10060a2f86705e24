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
import java.util.Deque;
import java.util.List;

/**
 * Simulated routers for any client. {@code --port n}, {@code --tls} (with the certificate), {@code --version v},
 * {@code --user name:password}, {@code --fleet n}, {@code --realistic}. Runs until its standard input ends.
 */
public final class SimulatorMain {

    private SimulatorMain() {
    }

    public static void main(String... arguments) throws IOException {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        int port = 0;
        int count = 1;
        boolean tls = false;
        boolean realistic = false;
        String version = Version.NEWEST;
        String user = "api:secret";
        while (!left.isEmpty()) {
            String option = left.poll();
            switch (option) {
                case "--port" -> port = Integer.parseInt(left.remove());
                case "--fleet" -> count = Integer.parseInt(left.remove());
                case "--version" -> version = left.remove();
                case "--user" -> user = left.remove();
                case "--tls" -> tls = true;
                case "--realistic" -> realistic = true;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        run(count, new Options(port, tls, realistic, version, user));
    }

    private record Options(int port, boolean tls, boolean realistic, String version, String user) {

        SimulatedRouter.Builder apply(SimulatedRouter.Builder builder, int offset) {
            int colon = user.indexOf(':');
            builder.version(version).user(user.substring(0, colon), user.substring(colon + 1))
                    .tls(tls ? TlsMode.CERTIFICATE : TlsMode.NONE).port(port == 0 ? 0 : port + offset);
            return realistic ? builder.realisticTables() : builder;
        }
    }

    private static void run(int count, Options options) throws IOException {
        int[] started = { 0 };
        try (SimulatedFleet fleet = SimulatedFleet.start(count, builder -> options.apply(builder, started[0]++))) {
            for (SimulatedRouter router : fleet.routers()) {
                System.out.println(router + (options.tls() ? ", TLS at " + router.host() + ":" + router.tlsPort() : ""));
            }
            while (System.in.read() >= 0) {
                // until the end
            }
        }
    }
}

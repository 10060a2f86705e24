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
package io.camelmikrotik.simulatortest.documented;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.junit.WithSimulatedRouter;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.simulator.RouterAssert.assertThat;

@WithSimulatedRouter(seed = "branch.rsc")
class BranchOfficeTest {

    @Test
    void asksTheRouter(SimulatedRouter router) throws Exception {
        try (Client client = new Client(router.address())) {
            client.send("/login", "=name=api", "=password=secret");
            client.send("/ppp/active/listen");
            assertThat(router).within(Duration.ofSeconds(10)).isListenedTo("/ppp/active");

            router.ppp().up("anna");

            assertThat(router).hasLogins(1).wroteNothing()
                    .hasRow("/ppp/active", "name", "anna", "address", "203.0.113.10")
                    .neverReceived("/ppp/secret/add");
        }
    }

    @Test
    @WithSimulatedRouter(count = 3, version = "6.48.6")
    void asksThreeOldRouters(List<SimulatedRouter> routers) throws Exception {
        for (SimulatedRouter router : routers) {
            try (Client client = new Client(router.address())) {
                client.send("/login", "=name=api", "=password=secret");
                client.send("/system/resource/print");
                assertThat(router).within(Duration.ofSeconds(10)).executed("/system/resource/print");
            }
        }
    }

    /** Stands for the client that is tested. */
    static final class Client implements AutoCloseable {

        private final Socket socket = new Socket();

        Client(String address) throws Exception {
            String[] hostAndPort = address.split(":");
            socket.connect(new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1])));
        }

        void send(String... words) throws Exception {
            for (String word : words) {
                socket.getOutputStream().write(word.length());
                socket.getOutputStream().write(word.getBytes());
            }
            socket.getOutputStream().write(0);
        }

        @Override
        public void close() throws Exception {
            socket.close();
        }
    }
}

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
package io.camelmikrotik;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** A router that is reached at an IPv6 address. */
class Ipv6Test extends MikrotikTestSupport {

    @Test
    void aRouteReachesARouterAtAnIpv6Address() throws Exception {
        try (ServerSocket door = doorAtIpv6()) {
            start(routes -> routes.from("direct:in").to("mikrotik:[::1]:" + door.getLocalPort() + "/system/identity/print"));
            Thread relay = new Thread(() -> relay(door), "Ipv6Relay");
            relay.start();

            Exchange printed = send("direct:in", null);

            assertThat(rows(printed)).singleElement().satisfies(row -> assertThat(row).containsKey("name"));
            assertThat(router.journal().commands()).hasSizeGreaterThanOrEqualTo(1);
            context.stop();
            relay.join(PATIENCE.toMillis());
            assertThat(relay.isAlive()).isFalse();
        }
    }

    /** The simulated router listens on IPv4: what comes here is passed on to it. */
    private static ServerSocket doorAtIpv6() throws IOException {
        try {
            return new ServerSocket(0, 1, InetAddress.getByName("::1"));
        } catch (IOException e) {
            return abort("this machine has no IPv6 address ::1: " + e.getMessage());
        }
    }

    /** One connection, until its ends are closed. */
    private void relay(ServerSocket door) {
        try (Socket client = door.accept(); Socket device = new Socket(router.host(), router.port())) {
            Thread back = new Thread(() -> pass(device, client), "Ipv6RelayBack");
            back.start();
            pass(client, device);
            back.join();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // the other end is gone, and so is this one
        }
    }
}

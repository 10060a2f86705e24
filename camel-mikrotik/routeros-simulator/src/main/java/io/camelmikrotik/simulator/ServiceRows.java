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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.netty.channel.Channel;

/** The services as {@code /ip/service} shows them, and whom they serve: {@code address} may be set like on a router. */
final class ServiceRows {

    private static final String MENU = "/ip/service";

    private ServiceRows() {
    }

    /** Once the ports are known. Realistic rows have come before, with the ports of another router. */
    static void fill(SimulatedRouter router) {
        Settings settings = router.settings();
        if (router.table(MENU).size() > 0) {
            listens(router, "api", router.port());
            if (settings.tls != TlsMode.NONE) {
                listens(router, "api-ssl", router.tlsPort());
            }
            return;
        }
        add(router, "*7", "api", router.port(), false);
        add(router, "*9", "api-ssl", settings.tls == TlsMode.NONE ? 8729 : router.tlsPort(), settings.tls == TlsMode.NONE);
    }

    private static void listens(SimulatedRouter router, String name, int port) {
        SimulatedTable table = router.table(MENU);
        table.find("name", name)
                .forEach(row -> table.set(row.get(".id"), "port", String.valueOf(port), "address", "", "disabled", "false"));
    }

    private static void add(SimulatedRouter router, String id, String name, int port, boolean disabled) {
        SimulatedTable table = router.table(MENU);
        Map<String, String> row
                = RawText.pairs(".id", id, "name", name, "port", String.valueOf(port), "proto", "tcp", "address",
                        "");
        if (name.equals("api-ssl")) {
            row.put("certificate", disabled || router.settings().tls == TlsMode.ANONYMOUS ? "none" : "router");
        }
        row.put("vrf", "main");
        if (router.settings().version.atLeast("7.16")) {
            row.put("max-sessions", String.valueOf(router.settings().maxSessions));
        }
        row.put("disabled", String.valueOf(disabled));
        table.add(row);
    }

    /** Whether the service at this port serves the other end of a connection. */
    static boolean serves(SimulatedRouter router, int port, Channel channel) {
        InetAddress peer = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        List<Map<String, String>> rows = router.table(MENU).rows().stream()
                .filter(row -> String.valueOf(port).equals(row.get("port"))).toList();
        if (rows.stream().anyMatch(row -> Booleans.isTrue(row.getOrDefault("disabled", "false")))) {
            return false;
        }
        return rows.stream().map(row -> row.getOrDefault("address", "")).filter(addresses -> !addresses.isEmpty())
                .allMatch(addresses -> Arrays.stream(addresses.split(",")).anyMatch(network -> contains(network, peer)));
    }

    private static boolean contains(String network, InetAddress address) {
        try {
            String[] parts = network.split("/");
            byte[] prefix = InetAddress.getByName(parts[0]).getAddress();
            byte[] other = address.getAddress();
            int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : prefix.length * Byte.SIZE;
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> i % Byte.SIZE;
                if (prefix.length != other.length || ((prefix[i / Byte.SIZE] ^ other[i / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

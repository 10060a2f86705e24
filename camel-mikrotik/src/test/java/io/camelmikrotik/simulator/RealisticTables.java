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

import java.time.LocalDateTime;

/**
 * The rows of a small provider's router, in the formats of real ones.
 */
final class RealisticTables {

    private static final int CUSTOMERS = 200;

    private RealisticTables() {
    }

    static void fill(Menus menus) {
        customers(menus);
        leases(menus.get("/ip/dhcp-server/lease").table());
        firewall(menus);
        network(menus);
    }

    private static void customers(Menus menus) {
        SimulatedTable profiles = menus.get("/ppp/profile").table();
        profiles.add("name", "plan-10m", "rate-limit", "10M/20M", "use-ipv6", "yes");
        profiles.add("name", "plan-50m", "rate-limit", "50M/50M", "use-ipv6", "yes");
        for (int i = 1; i <= CUSTOMERS; i++) {
            String name = "customer" + i;
            menus.get("/ppp/secret").table().add(
                    "name", name, "service", "pppoe", "password", "pw-" + i, "profile", i % 2 == 0 ? "plan-50m" : "plan-10m",
                    "last-logged-out", i % 10 == 0 ? menus.date(LocalDateTime.of(1970, 1, 1, 0, 0)) : menus.now(),
                    "disabled", i % 17 == 0 ? "true" : "false", "comment", "contract " + (1000 + i));
            if (i % 3 != 0) {
                menus.get("/ppp/active").table().add(
                        "name", name, "service", "pppoe", "caller-id", "02:00:00:00:01:" + hex(i), "address",
                        "203.0.113." + i % 250,
                        "uptime", i % 24 + "h25m10s", "encoding", "", "session-id", "0x8180" + hex(i), "radius", "false",
                        "dynamic",
                        "true");
            }
            menus.get("/queue/simple").table().add(
                    "name", "cust-" + i, "target", "192.0.2." + i % 250 + "/32", "parent", "none", "priority", "8/8",
                    "max-limit",
                    "1000000/2000000", "burst-time", "0s/0s", "bytes", i * 1000 + "/" + i * 5000, "rate", "0/0", "disabled",
                    "false");
        }
    }

    private static void leases(SimulatedTable leases) {
        leases.add(
                "address", "192.0.2.50", "mac-address", "02:00:00:00:00:50", "client-id", "1:2:0:0:0:0:50", "address-lists", "",
                "server", "dhcp1", "dhcp-option", "", "status", "bound", "expires-after", "8m13s", "last-seen", "1m47s",
                "active-address", "192.0.2.50", "host-name", "printer", "radius", "false", "dynamic", "true", "blocked",
                "false",
                "disabled", "false");
        leases.add(
                "address", "192.0.2.60", "mac-address", "02:00:00:00:00:60", "address-lists", "guests", "server", "dhcp1",
                "status",
                "waiting", "last-seen", "never", "radius", "false", "dynamic", "false", "blocked", "false", "disabled", "false",
                "comment", "camera");
    }

    private static void firewall(Menus menus) {
        SimulatedTable list = menus.get("/ip/firewall/address-list").table();
        list.add(
                "list", "blocked", "address", "192.0.2.10", "creation-time", menus.now(), "timeout", "59m58s", "dynamic",
                "true",
                "disabled", "false");
        list.add(
                "list", "allowed", "address", "198.51.100.0/24", "creation-time", menus.now(), "dynamic", "false", "disabled",
                "false",
                "comment", "office");
        SimulatedTable filter = menus.get("/ip/firewall/filter").table();
        filter.add(
                "chain", "input", "action", "accept", "connection-state", "established,related,untracked", "bytes", "123456",
                "packets",
                "789", "log", "false", "log-prefix", "", "invalid", "false", "dynamic", "false", "disabled", "false", "comment",
                "defconf");
        filter.add(
                "chain", "input", "action", "drop", "in-interface-list", "!LAN", "bytes", "0", "packets", "0", "log", "true",
                "log-prefix", "drop-", "invalid", "false", "dynamic", "false", "disabled", "false");
    }

    private static void network(Menus menus) {
        menus.get("/ip/address").table().add(
                "address", "192.0.2.1/24", "network", "192.0.2.0", "interface", "ether1", "actual-interface", "ether1",
                "invalid",
                "false", "dynamic", "false", "disabled", "false", "comment", "lan");
        menus.get("/ip/arp").table().add(
                "address", "192.0.2.50", "mac-address", "02:00:00:00:00:50", "interface", "ether2", "published", "false",
                "DHCP",
                "true", "dynamic", "true", "complete", "true", "disabled", "false", "status", "reachable");
        menus.get("/ip/route").table().add(
                "dst-address", "0.0.0.0/0", "routing-table", "main", "gateway", "198.51.100.1", "immediate-gw",
                "198.51.100.1%ether1",
                "distance", "1", "scope", "30", "target-scope", "10", "active", "true", "static", "true", "dynamic", "false",
                "disabled", "false");
        menus.get("/ip/service").table().add(
                "name", "api", "port", "8728", "proto", "tcp", "address", "", "vrf", "main", "max-sessions", "20", "invalid",
                "false",
                "disabled", "false");
    }

    private static String hex(int number) {
        return String.format("%02X", number % 256);
    }
}

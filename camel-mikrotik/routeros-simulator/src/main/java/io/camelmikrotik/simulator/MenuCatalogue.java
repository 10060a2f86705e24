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

import java.util.List;

import io.camelmikrotik.simulator.Menu.Kind;

/** The menus every simulated router has. Others come into being with {@link SimulatedRouter#table(String)}. */
final class MenuCatalogue {

    private static final String EPOCH = "(epoch)";
    private static final String NOW = "(now)";

    private MenuCatalogue() {
    }

    static void fill(CommandTree tree) {
        singletons(tree);
        interfaces(tree);
        addresses(tree);
        firewall(tree);
        ppp(tree);
        services(tree);
    }

    private static void singletons(CommandTree tree) {
        tree.menu(new Menu("/system/identity", Kind.SINGLETON).properties("name"));
        tree.menu(new Menu("/system/resource", Kind.SINGLETON).without("set"));
        tree.menu(new Menu("/system/routerboard", Kind.SINGLETON).without("set"));
        tree.menu(new Menu("/system/clock", Kind.SINGLETON));
        tree.menu(new Menu("/ip/dns", Kind.SINGLETON));
    }

    private static void interfaces(CommandTree tree) {
        tree.menu(new Menu("/interface", Kind.READ_ONLY).with("set", "enable", "disable", "comment").named()
                .properties("name mtu l2mtu disabled comment"));
        for (String type : List.of("ethernet", "vlan", "bridge", "wireless", "pppoe-client", "eoip", "wireguard", "bonding")) {
            tree.menu(new Menu("/interface/" + type, Kind.LIST)
                    .unique("name", "failure: already have interface with such name").standard("disabled", "false"));
        }
        tree.menu(new Menu("/interface/list", Kind.LIST).unique("name", "failure: already have interface list with such name"));
        tree.menu(new Menu("/interface/list/member", Kind.LIST).unique("list interface", "failure: already have such entry"));
        tree.menu(new Menu("/interface/bridge/port", Kind.LIST).reference("interface", "/interface"));
        tree.menu(new Menu("/interface/wireless/registration-table", Kind.READ_ONLY).with("remove"));
        tree.menu(new Menu("/interface/wifi/registration-table", Kind.READ_ONLY).with("remove"));
    }

    private static void addresses(CommandTree tree) {
        tree.menu(new Menu("/ip/address", Kind.LIST).without("unset").mandatory("address interface")
                .reference("interface", "/interface").properties("address network interface disabled comment")
                .unique("address interface", "failure: already have such address").standard("disabled", "false"));
        tree.menu(new Menu("/ipv6/address", Kind.LIST).standard("disabled", "false"));
        tree.menu(new Menu("/ip/arp", Kind.LIST).without("unset").standard("published", "false", "invalid", "false", "DHCP",
                "false",
                "dynamic", "false", "complete", "true", "disabled", "false"));
        tree.menu(new Menu("/ip/neighbor", Kind.READ_ONLY));
        tree.menu(new Menu("/ip/route", Kind.LIST).standard("routing-table", "main", "distance", "1", "scope", "30",
                "target-scope",
                "10", "active", "true", "static", "true", "dynamic", "false", "disabled", "false"));
        tree.menu(new Menu("/routing/route", Kind.READ_ONLY));
        tree.menu(
                new Menu("/ip/pool", Kind.LIST).mandatory("name ranges").unique("name", "failure: pool with such name exists"));
        tree.menu(new Menu("/ip/dns/static", Kind.LIST).unique("name address", "failure: entry already exists").standard("ttl",
                "1d",
                "dynamic", "false", "disabled", "false"));
        tree.menu(new Menu("/ip/dhcp-server", Kind.LIST).unique("name", "failure: already have server with such name"));
        tree.menu(new Menu("/ip/dhcp-server/lease", Kind.LIST).standard("address-lists", "", "dhcp-option", "", "status",
                "waiting",
                "last-seen", "never", "radius", "false", "dynamic", "false", "blocked", "false", "disabled", "false"));
    }

    private static void firewall(CommandTree tree) {
        tree.menu(new Menu("/ip/firewall/address-list", Kind.LIST).without("unset").mandatory("list address")
                .properties("list address timeout disabled comment").unique("list address", "failure: already have such entry")
                .standard("list", "", "address", "", "creation-time", NOW, "dynamic", "false", "disabled", "false"));
        for (String chains : List.of("filter", "nat", "mangle", "raw")) {
            tree.menu(new Menu("/ip/firewall/" + chains, Kind.ORDERED).mandatory("chain")
                    .readOnly("dynamic invalid bytes packets")
                    .standard("action", "accept", "bytes", "0", "packets", "0", "log", "false", "log-prefix", "", "invalid",
                            "false",
                            "dynamic", "false", "disabled", "false"));
        }
        tree.menu(new Menu("/ip/firewall/connection", Kind.READ_ONLY).with("remove"));
        tree.menu(new Menu("/queue/simple", Kind.ORDERED).unique("name", "failure: already have device with such name")
                .readOnly("dynamic invalid bytes packets dropped rate packet-rate queued-bytes queued-packets")
                .standard("parent", "none", "packet-marks", "", "priority", "8/8", "queue", "default-small/default-small",
                        "limit-at", "0/0", "max-limit", "0/0", "burst-limit", "0/0", "burst-threshold", "0/0", "burst-time",
                        "0s/0s",
                        "bytes", "0/0", "packets", "0/0", "rate", "0/0", "invalid", "false", "dynamic", "false", "disabled",
                        "false"));
        tree.menu(new Menu("/queue/tree", Kind.LIST).unique("name", "failure: already have device with such name"));
        tree.menu(new Menu("/queue/type", Kind.LIST).unique("name", "failure: already have type with such name"));
    }

    private static void ppp(CommandTree tree) {
        tree.menu(new Menu("/ppp/profile", Kind.LIST).mandatory("name")
                .unique("name", "failure: profile with the same name already exists"));
        tree.menu(new Menu("/ppp/secret", Kind.LIST).named().mandatory("name").reference("profile", "/ppp/profile")
                .properties("name service caller-id password profile local-address remote-address remote-ipv6-prefix routes "
                            + "ipv6-routes limit-bytes-in limit-bytes-out disabled comment")
                .unique("name service", "failure: secret with the same name already exists")
                .standard("name", "", "service", "any", "caller-id", "", "password", "", "profile", "default", "routes", "",
                        "ipv6-routes", "", "limit-bytes-in", "0", "limit-bytes-out", "0", "last-logged-out", EPOCH, "disabled",
                        "false"));
        tree.menu(new Menu("/ppp/active", Kind.READ_ONLY).named().with("remove"));
        tree.menu(new Menu("/ip/hotspot", Kind.LIST).unique("name", "failure: already have server with such name"));
        tree.menu(new Menu("/ip/hotspot/user", Kind.LIST).without("unset").mandatory("name")
                .unique("name", "failure: already have user with this name for this server")
                .standard("name", "", "profile", "default", "uptime", "0s", "bytes-in", "0", "bytes-out", "0", "dynamic",
                        "false",
                        "disabled", "false"));
        tree.menu(new Menu("/ip/hotspot/active", Kind.READ_ONLY).with("remove"));
    }

    private static void services(CommandTree tree) {
        tree.menu(new Menu("/ip/service", Kind.READ_ONLY).named().with("set", "enable", "disable")
                .properties("port address certificate tls-version vrf max-sessions disabled"));
        tree.menu(new Menu("/user", Kind.LIST).policy("policy").unique("name",
                "failure: user with the same name already exists"));
        tree.menu(new Menu("/user/group", Kind.LIST).policy("policy").unique("name", "failure: group with such name exists"));
        tree.menu(new Menu("/user/active", Kind.READ_ONLY).policy("policy").with("remove"));
        tree.menu(new Menu("/system/package", Kind.READ_ONLY).named().with("enable", "disable"));
        tree.menu(new Menu("/log", Kind.READ_ONLY));
        tree.menu(new Menu("/file", Kind.LIST).without("unset", "enable", "disable", "comment").named());
        tree.menu(new Menu("/system/script", Kind.LIST).mandatory("name")
                .unique("name", "failure: item with such name already exists").standard("run-count", "0"));
        tree.menu(new Menu("/system/scheduler", Kind.LIST).mandatory("name")
                .unique("name", "failure: item with such name already exists").standard("run-count", "0", "disabled", "false"));
        tree.menu(new Menu("/system/health", Kind.READ_ONLY).named());
        tree.menu(new Menu("/tool/netwatch", Kind.LIST).mandatory("host").standard("timeout", "3s", "interval", "10s", "status",
                "unknown", "disabled", "false"));
    }
}

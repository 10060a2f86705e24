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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.camelmikrotik.simulator.Menu.Kind;

/**
 * What no catalogue tells of the menus that matter: which rows are twins, what a new row has besides what it was given,
 * whose names a property takes, which policy a write needs.
 */
final class MenuTraits {

    private static final String EPOCH = "(epoch)";
    private static final String NOW = "(now)";
    private static final Map<String, UnaryOperator<Menu>> TRAITS = new HashMap<>();

    static {
        interfaces();
        addresses();
        firewall();
        queues();
        ppp();
        services();
    }

    private MenuTraits() {
    }

    /** The menu, with its traits. */
    static Menu of(Menu menu) {
        return TRAITS.getOrDefault(menu.path, UnaryOperator.identity()).apply(menu);
    }

    private static void menu(String path, UnaryOperator<Menu> traits) {
        TRAITS.put(path, traits);
    }

    private static void interfaces() {
        menu("/interface", Menu::named);
        for (String type : List.of("ethernet", "vlan", "bridge", "wireless", "pppoe-client", "eoip", "wireguard", "bonding")) {
            menu("/interface/" + type, menu -> menu.unique("name", "failure: already have interface with such name")
                    .standard("disabled", "false"));
        }
        menu("/interface/list", menu -> menu.unique("name", "failure: already have interface list with such name"));
        menu("/interface/list/member", menu -> menu.unique("list interface", "failure: already have such entry"));
        menu("/interface/bridge/port", menu -> menu.reference("interface", "/interface"));
    }

    private static void addresses() {
        menu("/ip/address", menu -> menu.reference("interface", "/interface")
                .unique("address interface", "failure: already have such address").standard("disabled", "false"));
        menu("/ipv6/address", menu -> menu.standard("disabled", "false"));
        menu("/ip/arp", menu -> menu.standard("published", "false", "invalid", "false", "DHCP", "false", "dynamic", "false",
                "complete", "true", "disabled", "false"));
        menu("/ip/route", menu -> menu.standard("routing-table", "main", "distance", "1", "scope", "30", "target-scope", "10",
                "active", "true", "static", "true", "dynamic", "false", "disabled", "false"));
        menu("/ip/pool", menu -> menu.unique("name", "failure: pool with such name exists"));
        menu("/ip/dns/static", menu -> menu.unique("name address", "failure: entry already exists").standard("ttl", "1d",
                "dynamic", "false", "disabled", "false"));
        menu("/ip/dhcp-server", menu -> menu.unique("name", "failure: already have server with such name"));
        menu("/ip/dhcp-server/lease", menu -> menu.standard("address-lists", "", "dhcp-option", "", "status", "waiting",
                "last-seen", "never", "radius", "false", "dynamic", "false", "blocked", "false", "disabled", "false"));
    }

    private static void firewall() {
        menu("/ip/firewall/address-list", menu -> menu.unique("list address", "failure: already have such entry")
                .standard("list", "", "address", "", "creation-time", NOW, "dynamic", "false", "disabled", "false"));
        for (String chains : List.of("filter", "nat", "mangle", "raw")) {
            menu("/ip/firewall/" + chains, menu -> menu.standard("action", "accept", "bytes", "0", "packets", "0", "log",
                    "false", "log-prefix", "", "invalid", "false", "dynamic", "false", "disabled", "false"));
        }
    }

    private static void queues() {
        menu("/queue/simple", menu -> menu.unique("name", "failure: already have device with such name")
                .standard("parent", "none", "packet-marks", "", "priority", "8/8", "queue", "default-small/default-small",
                        "limit-at", "0/0", "max-limit", "0/0", "burst-limit", "0/0", "burst-threshold", "0/0", "burst-time",
                        "0s/0s", "bytes", "0/0", "packets", "0/0", "rate", "0/0", "invalid", "false", "dynamic", "false",
                        "disabled", "false"));
        menu("/queue/tree", menu -> menu.unique("name", "failure: already have device with such name"));
        menu("/queue/type", menu -> menu.unique("name", "failure: already have type with such name"));
    }

    private static void ppp() {
        menu("/ppp/profile", menu -> menu.unique("name", "failure: profile with the same name already exists"));
        menu("/ppp/secret", menu -> menu.named().reference("profile", "/ppp/profile")
                .unique("name service", "failure: secret with the same name already exists")
                .standard("name", "", "service", "any", "caller-id", "", "password", "", "profile", "default", "routes", "",
                        "ipv6-routes", "", "limit-bytes-in", "0", "limit-bytes-out", "0", "last-logged-out", EPOCH, "disabled",
                        "false"));
        menu("/ppp/active", Menu::named);
        menu("/ip/hotspot", menu -> menu.unique("name", "failure: already have server with such name"));
        menu("/ip/hotspot/user", menu -> menu.unique("name", "failure: already have user with this name for this server")
                .standard("name", "", "profile", "default", "uptime", "0s", "bytes-in", "0", "bytes-out", "0", "dynamic",
                        "false", "disabled", "false"));
    }

    private static void services() {
        menu("/ip/service", Menu::named);
        menu("/user", menu -> menu.policy("policy").unique("name", "failure: user with the same name already exists"));
        menu("/user/group", menu -> menu.policy("policy").unique("name", "failure: group with such name exists"));
        menu("/user/active", menu -> menu.policy("policy"));
        menu("/file", Menu::named);
        menu("/system/script", menu -> menu.unique("name", "failure: item with such name already exists").standard("run-count",
                "0"));
        menu("/system/scheduler", menu -> menu.unique("name", "failure: item with such name already exists")
                .standard("run-count", "0", "disabled", "false"));
        // the catalogue's machine has no sensors, and so shows its settings only; others have a row for each sensor
        menu("/system/health", menu -> menu.kind(Kind.LIST).named());
        menu("/tool/netwatch", menu -> menu.standard("timeout", "3s", "interval", "10s", "status", "unknown", "disabled",
                "false"));
    }
}

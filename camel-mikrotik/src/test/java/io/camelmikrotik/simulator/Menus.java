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
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The menus that the router has.
 */
final class Menus {

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter BEFORE_7_10 = DateTimeFormatter.ofPattern("MMM/dd/yyyy HH:mm:ss", Locale.ROOT);

    private final SimulatedRouter router;
    private final Map<String, Menu> menus = new ConcurrentHashMap<>();

    Menus(SimulatedRouter router) {
        this.router = router;
        system();
        subscribers();
        network();
        if (router.profile().realistic()) {
            RealisticTables.fill(this);
        }
    }

    /** @return {@code null} if the router does not have it */
    Menu find(String path) {
        return menus.get(path);
    }

    Menu get(String path) {
        Menu menu = menus.get(path);
        if (menu == null) {
            throw RouterTrap.noSuchCommand();
        }
        return menu;
    }

    /** The menu, made if need be. */
    Menu require(String path) {
        return menus.computeIfAbsent(path, Menu::new);
    }

    boolean hasBelow(String path) {
        return menus.keySet().stream().anyMatch(menu -> menu.equals(path) || menu.startsWith(path + "/"));
    }

    void rebooted() {
        menus.values().forEach(menu -> menu.table().removeDynamicRows());
    }

    String now() {
        return date(LocalDateTime.now());
    }

    String date(LocalDateTime time) {
        return (router.profile().version().printsIsoDates() ? ISO : BEFORE_7_10).format(time).toLowerCase(Locale.ROOT);
    }

    private Menu menu(String path) {
        Menu menu = new Menu(path);
        menus.put(path, menu);
        return menu;
    }

    private void system() {
        RouterProfile profile = router.profile();
        menu("/system/identity").singleton(() -> Map.of("name", profile.identity()));
        menu("/system/resource").singleton(this::resource);
        menu("/system/clock")
                .singleton(() -> Map.of("time", now().substring(now().indexOf(' ') + 1), "date", now().split(" ")[0]));
        menu("/system/routerboard").singleton(() -> Map.of("routerboard", "false"));
        menu("/system/script").withUnique("item with such name already exists", "name").withRequired("name");
        menu("/ip/dns").singleton(() -> Map.of("servers", "192.0.2.53", "allow-remote-requests", "true"));
        menu("/user/active").fixed();
        menu("/log").fixed();
        menu("/file");
        menu("/ip/service").fixed().withoutUnset();
    }

    private Map<String, String> resource() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("uptime", router.uptime());
        row.put("version", router.profile().version().text() + " (stable)");
        row.put("free-memory", "3900000256");
        row.put("total-memory", "4294967296");
        row.put("cpu", "ARM64");
        row.put("cpu-count", "4");
        row.put("cpu-load", "3");
        row.put("architecture-name", "arm64");
        row.put("board-name", "CHR");
        row.put("platform", "MikroTik");
        return row;
    }

    private void subscribers() {
        Menu profiles
                = menu("/ppp/profile").withUnique("profile with the same name already exists", "name").withRequired("name");
        profiles.table().add("name", "default", "use-ipv6", "yes", "default", "true");
        profiles.table().add("name", "default-encryption", "use-encryption", "yes", "default", "true");
        menu("/ppp/secret").withRequired("name").withUnique("secret with the same name already exists", "name", "service")
                .withReference("profile", "/ppp/profile").withDefault("service", "any").withDefault("profile", "default")
                .withDefault("disabled", "false");
        menu("/ppp/active").withDefault("dynamic", "true");
        menu("/ip/hotspot/user").withRequired("name")
                .withUnique("already have user with this name for this server", "name", "server")
                .withoutUnset();
        menu("/ip/hotspot/active").withDefault("dynamic", "true");
        menu("/ip/pool").withRequired("name").withUnique("pool with such name exists", "name");
        menu("/ip/dhcp-server/lease").withDefault("disabled", "false");
        menu("/queue/simple").ordered().withUnique("already have such name", "name").withDefault("disabled", "false");
    }

    private void network() {
        Menu interfaces = menu("/interface").fixed().withoutUnset();
        interfaces.table().add(
                "name", "ether1", "default-name", "ether1", "type", "ether", "mtu", "1500", "rx-byte", "41234567890", "tx-byte",
                "70123456789", "running", "true", "disabled", "false", "comment", "uplink");
        interfaces.table().add("name", "ether2", "default-name", "ether2", "type", "ether", "mtu", "1500", "running", "false",
                "disabled", "false");
        menu("/ip/address").withRequired("address", "interface").withReference("interface", "/interface")
                .withDefault("disabled", "false")
                .withUnique("already have such address", "address", "interface").withoutUnset();
        menu("/ip/arp").withoutUnset();
        menu("/ip/neighbor").fixed();
        menu("/ip/route").withDefault("disabled", "false");
        menu("/ip/dns/static").withUnique("entry already exists", "name", "address");
        menu("/ip/firewall/address-list").withRequired("list", "address")
                .withUnique("already have such entry", "list", "address")
                .withDefault("dynamic", "false").withDefault("disabled", "false").withoutUnset();
        for (String table : new String[] { "filter", "nat", "mangle", "raw" }) {
            menu("/ip/firewall/" + table).ordered().withRequired("chain").withDefault("action", "accept")
                    .withDefault("dynamic", "false").withDefault("disabled", "false");
        }
        menu("/interface/vlan").withUnique("already have interface with such name", "name").withRequired("name");
        menu("/tool/netwatch");
    }
}

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

import io.camelmikrotik.simulator.Menu.Kind;

/**
 * The menus of a router with RouterOS 6, of which no catalogue tells: written by hand. A menu takes any property unless
 * it names its own.
 */
final class MenusOfVersion6 implements Menus {

    private static final MenusOfVersion6 MENUS = new MenusOfVersion6();

    private final Map<String, Menu> menus = new HashMap<>();

    private MenusOfVersion6() {
        singletons();
        interfaces();
        addresses();
        firewall();
        ppp();
        services();
    }

    static MenusOfVersion6 get() {
        return MENUS;
    }

    @Override
    public Menu menu(String path) {
        return menus.get(path);
    }

    @Override
    public boolean leadsToMenu(String path) {
        return menus.keySet().stream().anyMatch(menu -> menu.equals(path) || menu.startsWith(path + "/"));
    }

    @Override
    public CatalogueCommand command(String path) {
        return null;
    }

    private Menu menu(String path, Kind kind) {
        Menu menu = MenuTraits.of(new Menu(path, kind));
        menus.put(path, menu);
        return menu;
    }

    private void singletons() {
        menu("/system/identity", Kind.SINGLETON).properties("name");
        menu("/system/resource", Kind.SINGLETON).without("set");
        menu("/system/routerboard", Kind.SINGLETON).without("set");
        menu("/system/clock", Kind.SINGLETON);
        menu("/ip/dns", Kind.SINGLETON);
    }

    private void interfaces() {
        menu("/interface", Kind.READ_ONLY).with("set", "enable", "disable", "comment")
                .properties("name mtu l2mtu disabled comment");
        for (String type : List.of("ethernet", "vlan", "bridge", "wireless", "pppoe-client", "eoip", "wireguard", "bonding")) {
            menu("/interface/" + type, Kind.LIST);
        }
        menu("/interface/list", Kind.LIST);
        menu("/interface/list/member", Kind.LIST);
        menu("/interface/bridge/port", Kind.LIST);
        menu("/interface/wireless/registration-table", Kind.READ_ONLY).with("remove");
        menu("/interface/wifi/registration-table", Kind.READ_ONLY).with("remove");
    }

    private void addresses() {
        menu("/ip/address", Kind.LIST).without("unset").mandatory("address interface")
                .properties("address network interface disabled comment");
        menu("/ipv6/address", Kind.LIST);
        menu("/ip/arp", Kind.LIST).without("unset");
        menu("/ip/neighbor", Kind.READ_ONLY);
        menu("/ip/route", Kind.LIST);
        menu("/routing/route", Kind.READ_ONLY);
        menu("/ip/pool", Kind.LIST).mandatory("name ranges");
        menu("/ip/dns/static", Kind.LIST);
        menu("/ip/dhcp-server", Kind.LIST);
        menu("/ip/dhcp-server/lease", Kind.LIST);
    }

    private void firewall() {
        menu("/ip/firewall/address-list", Kind.LIST).without("unset").mandatory("list address")
                .properties("list address timeout disabled comment");
        for (String chains : List.of("filter", "nat", "mangle", "raw")) {
            menu("/ip/firewall/" + chains, Kind.ORDERED).mandatory("chain").readOnly("dynamic invalid bytes packets");
        }
        menu("/ip/firewall/connection", Kind.READ_ONLY).with("remove");
        menu("/queue/simple", Kind.ORDERED)
                .readOnly("dynamic invalid bytes packets dropped rate packet-rate queued-bytes queued-packets");
        menu("/queue/tree", Kind.LIST);
        menu("/queue/type", Kind.LIST);
    }

    private void ppp() {
        menu("/ppp/profile", Kind.LIST).mandatory("name");
        menu("/ppp/secret", Kind.LIST).mandatory("name")
                .properties("name service caller-id password profile local-address remote-address remote-ipv6-prefix routes "
                            + "ipv6-routes limit-bytes-in limit-bytes-out disabled comment");
        menu("/ppp/active", Kind.READ_ONLY).with("remove");
        menu("/ip/hotspot", Kind.LIST);
        menu("/ip/hotspot/user", Kind.LIST).without("unset").mandatory("name");
        menu("/ip/hotspot/active", Kind.READ_ONLY).with("remove");
    }

    private void services() {
        menu("/ip/service", Kind.READ_ONLY).with("set", "enable", "disable")
                .properties("port address certificate tls-version vrf max-sessions disabled");
        menu("/user", Kind.LIST);
        menu("/user/group", Kind.LIST);
        menu("/user/active", Kind.READ_ONLY).with("remove");
        menu("/log", Kind.READ_ONLY);
        menu("/file", Kind.LIST).without("unset", "enable", "disable", "comment");
        menu("/system/script", Kind.LIST).mandatory("name");
        menu("/system/scheduler", Kind.LIST).mandatory("name");
        menu("/system/health", Kind.READ_ONLY);
        menu("/tool/netwatch", Kind.LIST).mandatory("host");
    }
}

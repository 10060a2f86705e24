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
package io.camelmikrotik.internal.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.MenuAlias.Candidate;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.apache.camel.util.StringHelper;

/**
 * The names that may stand in place of a menu: those of menus that moved between versions of RouterOS, and those that
 * the component's options define. Immutable.
 */
public final class MenuAliases {

    private static final String WIFI = "/interface/wifi";
    private static final String WIFIWAVE2 = "/interface/wifiwave2";
    private static final String CAPS_MAN = "/caps-man";
    private static final String WIRELESS = "/interface/wireless";

    /** Both tables of the first wireless driver, whose interfaces have no groups of properties. */
    private static final Map<String, String> OF_WIRELESS = Map.ofEntries(
            Map.entry("ssid", "configuration.ssid"), Map.entry("mode", "configuration.mode"),
            Map.entry("country", "configuration.country"), Map.entry("hide-ssid", "configuration.hide-ssid"),
            Map.entry("distance", "configuration.distance"), Map.entry("installation", "configuration.installation"),
            Map.entry("antenna-gain", "configuration.antenna-gain"), Map.entry("tx-power", "configuration.tx-power"),
            Map.entry("frequency", "channel.frequency"), Map.entry("band", "channel.band"),
            Map.entry("channel-width", "channel.width"), Map.entry("secondary-frequency", "channel.secondary-frequency"),
            Map.entry("skip-dfs-channels", "channel.skip-dfs-channels"));

    /** Those that are always there. */
    public static final MenuAliases BUILT_IN = new MenuAliases(
            List.of(
                    new MenuAlias(
                            "@wifi-clients",
                            List.of(
                                    new Candidate(WIFI + "/registration-table", WIFI, Map.of()),
                                    new Candidate(WIFIWAVE2 + "/registration-table", WIFIWAVE2, Map.of()),
                                    new Candidate(
                                            CAPS_MAN + "/registration-table", CAPS_MAN + "/interface",
                                            Map.of("rx-signal", "signal")),
                                    new Candidate(
                                            WIRELESS + "/registration-table", WIRELESS,
                                            Map.of("signal-strength", "signal", "authentication-type", "auth-type"))),
                            null),
                    new MenuAlias(
                            "@wifi-interfaces",
                            List.of(
                                    new Candidate(WIFI, WIFI, Map.of()), new Candidate(WIFIWAVE2, WIFIWAVE2, Map.of()),
                                    new Candidate(
                                            CAPS_MAN + "/interface", CAPS_MAN + "/interface",
                                            Map.of("channel.control-channel-width", "channel.width", "channel.tx-power",
                                                    "configuration.tx-power")),
                                    new Candidate(WIRELESS, WIRELESS, OF_WIRELESS)),
                            null),
                    new MenuAlias(
                            "@health", List.of(new Candidate("/system/health", null, Map.of())), HealthRows::of)));

    private final Map<String, MenuAlias> aliases = new LinkedHashMap<>();

    private MenuAliases(List<MenuAlias> aliases) {
        aliases.forEach(alias -> this.aliases.put(alias.name(), alias));
    }

    /**
     * Those that are always there, and others.
     *
     * @param  defined                  names, with or without the leading {@code @}, and menus separated by commas
     * @throws IllegalArgumentException naming the option, if a name or a menu cannot be one
     */
    public static MenuAliases with(Map<String, String> defined) {
        List<MenuAlias> all = new ArrayList<>(BUILT_IN.aliases.values());
        defined.forEach((name, menus) -> {
            String alias = name.startsWith("@") ? name : "@" + name;
            if (!alias.matches("@[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException(
                        "menuAliases." + name + ": a name has letters, digits and . _ - only, such as uplinks");
            }
            all.add(new MenuAlias(alias, candidates(name, menus), null));
        });
        return new MenuAliases(all);
    }

    private static List<Candidate> candidates(String name, String menus) {
        List<Candidate> candidates = new ArrayList<>();
        for (String menu : CommandTemplate.split(menus)) {
            try {
                RouterOsCommand.of(menu);
            } catch (BadInputException e) {
                throw new IllegalArgumentException(
                        "menuAliases." + name + ": not a menu: \"" + menu
                                                   + "\"; it looks like /interface/wifi,/interface/wireless",
                        e);
            }
            candidates.add(new Candidate(menu, null, Map.of()));
        }
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException(
                    "menuAliases." + name + " names no menu, such as /interface/wifi,/interface/wireless");
        }
        return candidates;
    }

    public List<MenuAlias> all() {
        return List.copyOf(aliases.values());
    }

    /** Whether a path begins with such a name, known or not. */
    public static boolean isAlias(String path) {
        return path != null && path.startsWith("/@");
    }

    /**
     * @param  path              that {@link #isAlias begins with a name}
     * @throws BadInputException if there is no alias of that name, or no command after it
     */
    public MenuAlias of(String path) {
        int end = path.indexOf('/', 1);
        String name = path.substring(1, end < 0 ? path.length() : end);
        // Camel takes the dash out of a name that a file of properties gives
        MenuAlias alias = aliases.getOrDefault(name, aliases.get(StringHelper.dashToCamelCase(name)));
        if (alias == null) {
            throw new BadInputException(
                    "no menu has the alias " + name
                                        + RouterOsCatalogue.nearest(name, new TreeSet<>(aliases.keySet()))
                                                .map(near -> ": did you mean " + near + "?").orElse("")
                                        + "; there are " + String.join(", ", aliases.keySet())
                                        + ", and camel.component.mikrotik.menu-aliases defines others");
        }
        if (end < 0 || end == path.length() - 1) {
            throw new BadInputException(
                    name + " stands for a menu, and a command must follow, as in " + name
                                        + "/print; operation=upsert, update, ensure and download need the menu itself");
        }
        return alias;
    }
}

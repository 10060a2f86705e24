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

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.camelmikrotik.simulator.Menu.Kind;

/**
 * The menus of routers of one version of RouterOS 7: those of the catalogue, with the traits that it does not tell, and
 * a few of which it does not know, since its routers are virtual machines.
 */
final class MenusOfVersion7 implements Menus {

    private static final ConcurrentMap<Catalogue, MenusOfVersion7> OF_CATALOGUES = new ConcurrentHashMap<>();

    /** The console's own, which the API does not run: its editor, its terminals, its statements. */
    private static final String NOT_OVER_THE_API = "edit";
    private static final Set<String> INTERACTIVE = Set.of("/system/ssh", "/system/telnet", "/tool/mac-telnet", "/if", "/for",
            "/foreach", "/while", "/do", "/local", "/global", "/return", "/break", "/continue", "/onerror", "/retry");

    private static final String ROOT = "/";
    /** Has no rows in the catalogue, whose machine has no sensors; on hardware it is a table as others are. */
    private static final String HEALTH = "/system/health";
    private static final String ANY_TABLE = "/ip/neighbor";

    private final Catalogue catalogue;
    private final Map<String, Menu> ofHardware = Map.of("/system/routerboard",
            new Menu("/system/routerboard", Kind.SINGLETON).without("set"));
    private final ConcurrentMap<String, Menu> made = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CatalogueCommand> found = new ConcurrentHashMap<>();

    private MenusOfVersion7(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static MenusOfVersion7 of(Version version) {
        return OF_CATALOGUES.computeIfAbsent(Catalogue.of(version), MenusOfVersion7::new);
    }

    @Override
    public Menu menu(String path) {
        CatalogueMenu known = path.equals(ROOT) ? CatalogueMenu.NONE : catalogue.menu(path);
        return known.commands().isEmpty() ? ofHardware.get(path) : made.computeIfAbsent(path, p -> menu(p, known));
    }

    @Override
    public boolean leadsToMenu(String path) {
        return catalogue.leadsToMenu(path) || ofHardware.keySet().stream().anyMatch(menu -> menu.startsWith(path + "/"));
    }

    @Override
    public CatalogueCommand command(String path) {
        CatalogueCommand known = found.get(path);
        if (known == null) {
            known = search(path);
            // what does not exist is not remembered: there is no end of that
            if (known != null) {
                found.put(path, known);
            }
        }
        return known;
    }

    private CatalogueCommand search(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return null;
        }
        String menu = slash == 0 ? ROOT : path.substring(0, slash);
        String name = path.substring(slash + 1);
        // print's other names, which the API alone has
        boolean print = Set.of("print", "getall", "listen").contains(name);
        if (isOfTheConsoleOnly(path, name)) {
            return null;
        }
        return catalogue.menu(print && menu.equals(HEALTH) ? ANY_TABLE : menu).commands().get(print ? "print" : name);
    }

    private static boolean isOfTheConsoleOnly(String path, String name) {
        return NOT_OVER_THE_API.equals(name) || INTERACTIVE.contains(path);
    }

    private static Menu menu(String path, CatalogueMenu known) {
        Set<String> verbs = new HashSet<>(known.commands().keySet());
        verbs.removeIf(name -> isOfTheConsoleOnly(path + "/" + name, name));
        if (verbs.contains("print")) {
            verbs.addAll(Set.of("getall", "listen"));
        }
        return MenuTraits.of(new Menu(path, kind(known), verbs, known));
    }

    private static Kind kind(CatalogueMenu known) {
        Map<String, CatalogueCommand> commands = known.commands();
        if (commands.containsKey("move")) {
            return Kind.ORDERED;
        }
        CatalogueCommand get = commands.get("get");
        boolean items = get == null ? commands.containsKey("find") : get.takesItems();
        return commands.containsKey("print") && !items ? Kind.SINGLETON : Kind.LIST;
    }
}

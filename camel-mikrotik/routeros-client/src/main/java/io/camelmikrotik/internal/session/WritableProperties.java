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
package io.camelmikrotik.internal.session;

import java.util.List;
import java.util.Optional;

import io.camelmikrotik.catalogue.CatalogueMenu;
import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.internal.value.PropertyKind;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * Which properties of a menu can be set, and which are only printed. Known for the menus of RouterOS 7 on virtual
 * routers; of other menus it is known only that what begins with a dot, and what the router tells as yes or no of
 * itself ({@code dynamic}, {@code running}), cannot. Safe for any thread.
 */
public final class WritableProperties {

    private WritableProperties() {
    }

    /**
     * Whether {@code add} or {@code set} may take it.
     *
     * @param menu such as {@code /ip/firewall/filter}
     * @param name without a leading {@code !}
     */
    public static boolean contains(String menu, String name) {
        if (name.startsWith(".")) {
            return false;
        }
        Optional<CatalogueMenu> known = RouterOsCatalogue.get().menu(menu).filter(WritableProperties::canBeWritten);
        return known.map(found -> found.canBeSet(name) && !name.equals("numbers"))
                .orElseGet(() -> PropertyKind.of(name) != PropertyKind.STATUS);
    }

    private static boolean canBeWritten(CatalogueMenu menu) {
        return menu.commands().values().stream().anyMatch(command -> CommandKind.of(command.path()).takesProperties());
    }

    /** Those attributes of an {@code add} or {@code set} that are known to be printed only. */
    static List<String> notWritable(RouterOsCommand command) {
        if (!command.kind().takesProperties()) {
            return List.of();
        }
        return command.attributes().stream().map(RouterOsCommand.Attribute::name)
                .map(name -> name.startsWith("!") ? name.substring(1) : name)
                .filter(name -> !name.equals("numbers") && !(name.equals(".id") && command.verb().equals("set")))
                .filter(name -> !contains(command.menu(), name)).distinct().toList();
    }
}

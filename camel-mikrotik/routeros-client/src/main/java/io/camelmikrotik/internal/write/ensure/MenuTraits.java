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
package io.camelmikrotik.internal.write.ensure;

import java.util.Set;

import io.camelmikrotik.catalogue.CatalogueMenu;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.internal.value.BooleanValue;

/**
 * What menus are like, where it matters for writing. Only a first guess where menus differ: what the router answers
 * decides.
 */
final class MenuTraits {

    /** What a router says of a row and nobody can set. */
    private static final Set<String> FLAGS = Set.of(
            "dynamic", "builtin", "default", "read-only", "invalid", "active", "inactive", "running", "slave", "static",
            "connect",
            "complete", "expired", "blocked", "radius");

    private MenuTraits() {
    }

    /** Whether some version has {@code unset} there; of menus that the catalogue does not know it is assumed. */
    static boolean hasUnset(String menu) {
        return RouterOsCatalogue.get().menu(menu).map(known -> known.command("unset").isPresent()).orElse(true);
    }

    /** Whether {@code unset} takes that property there, as far as the catalogue tells. */
    static boolean hasUnset(String menu, String property) {
        return hasUnset(menu) && RouterOsCatalogue.get().menu(menu).map(CatalogueMenu::unsetProperties)
                .map(properties -> properties.isEmpty() || properties.contains(property)).orElse(true);
    }

    static boolean isFlag(String property) {
        return FLAGS.contains(property);
    }

    static boolean isTrue(String value) {
        return value != null && BooleanValue.parse(value).orElse(false);
    }
}

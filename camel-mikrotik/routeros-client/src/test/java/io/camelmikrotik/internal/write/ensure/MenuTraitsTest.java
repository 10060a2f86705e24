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

import java.util.List;

import io.camelmikrotik.catalogue.CatalogueMenu;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of menus before the router is asked. */
class MenuTraitsTest {

    @Test
    void everyTableOfTheCatalogueThatHasNoUnsetIsKnown() {
        RouterOsCatalogue catalogue = RouterOsCatalogue.get();
        List<String> tables = catalogue.menus().stream().map(path -> catalogue.menu(path).orElseThrow())
                .filter(menu -> menu.commands().containsKey("add")).map(CatalogueMenu::path).toList();
        List<String> without = tables.stream().filter(path -> !catalogue.commandPaths().contains(path + "/unset")).toList();

        assertThat(without).hasSizeGreaterThanOrEqualTo(153)
                .contains("/interface/list", "/ip/address", "/ip/arp", "/ip/firewall/address-list", "/ip/hotspot/user");
        assertThat(tables).filteredOn(path -> !MenuTraits.hasUnset(path)).isEqualTo(without);
    }

    @Test
    void aMenuThatTheCatalogueDoesNotKnowIsTriedWithUnset() {
        assertThat(MenuTraits.hasUnset("/unheard/of")).isTrue();
        assertThat(MenuTraits.hasUnset("/unheard/of", "anything")).isTrue();
    }

    @Test
    void unsetTakesWhatTheCatalogueSays() {
        assertThat(MenuTraits.hasUnset("/ppp/secret", "remote-address")).isTrue();
        assertThat(MenuTraits.hasUnset("/ppp/secret", "comment")).isFalse();
        assertThat(MenuTraits.hasUnset("/ip/address", "network")).isFalse();
    }
}

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

import java.util.Map;

import io.camelmikrotik.catalogue.CatalogueArgument;
import io.camelmikrotik.catalogue.CatalogueCommand;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.catalogue.VersionRanges;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.Trap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrapHintsTest {

    private static String advice(String trap, RouterOsCommand command) {
        return TrapHints.of(new Trap(0, trap), command);
    }

    private static RouterOsCommand command(String path, Map<String, String> attributes) {
        RouterOsCommand.Builder command = RouterOsCommand.builder(path);
        attributes.forEach(command::attribute);
        return command.build();
    }

    @Test
    void aMisspeltParameterGetsTheNearestOne() {
        assertThat(advice("unknown parameter profil", command("/ppp/secret/add", Map.of("profil", "x"))))
                .contains("no argument profil: did you mean profile?");
    }

    @Test
    void aParameterOfSomeVersionsGetsTheseVersions() {
        int told = 0;
        for (String path : RouterOsCatalogue.get().commandPaths()) {
            CatalogueCommand command = RouterOsCatalogue.get().command(path).orElseThrow();
            for (CatalogueArgument argument : command.arguments().values()) {
                boolean writes = command.verb().equals("add") || command.verb().equals("set");
                if (writes && argument.versions().since().isPresent() && !argument.versions().equals(VersionRanges.ALL)
                        && WritableProperties.contains(command(path, Map.of()).menu(), argument.name())) {
                    told++;
                    assertThat(advice("unknown parameter", command(path, Map.of(argument.name(), ""))))
                            .as("%s %s", path, argument.name())
                            .isEqualTo("; RouterOS has " + argument.name() + " " + argument.versions());
                }
            }
        }
        assertThat(told).isGreaterThan(100);
    }

    @Test
    void aCommandOfSomeVersionsGetsTheseVersions() {
        int told = 0;
        for (String path : RouterOsCatalogue.get().commandPaths()) {
            VersionRanges versions = RouterOsCatalogue.get().command(path).orElseThrow().versions();
            if (!versions.equals(VersionRanges.ALL)) {
                told++;
                assertThat(advice("no such command", RouterOsCommand.of(path)))
                        .isEqualTo("; RouterOS has " + path + " " + versions);
            }
        }
        assertThat(told).isGreaterThan(100);
    }

    @Test
    void aValueOfAClosedListGetsTheWordsThatArePossible() {
        assertThat(advice("input does not match any value of allow",
                command("/interface/pppoe-client/add", Map.of("allow", "chep"))))
                .contains("did you mean chap?").contains("mschap2");
        assertThat(
                advice("input does not match any value of allow", command("/interface/pppoe-client/add", Map.of("allow", ""))))
                .isEqualTo("; allow may be pap chap mschap1 mschap2");
    }

    @Test
    void aValueThatIsNoneOfAListIsNotShown() {
        assertThat(advice("input does not match any value of profile",
                command("/ppp/secret/add", Map.of("profile", "gold", "password", "geheim")))).isEmpty();
    }

    @Test
    void whatAnAddLeavesOutIsNamed() {
        assertThat(
                advice("failure: missing value(s) of argument(s) name", command("/ppp/secret/add", Map.of("service", "any"))))
                .contains("/ppp/secret/add wants name");
    }

    @Test
    void aMenuThatTheCatalogueDoesNotKnowGetsNoSuggestion() {
        assertThat(advice("no such command", RouterOsCommand.of("/hyperspace/drive/engage")))
                .isEqualTo("; this RouterOS version, package or board does not have the command");
    }
}

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
package io.camelmikrotik.catalogue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.internal.session.SensitiveNames;
import io.camelmikrotik.processes.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the catalogue says. */
class RouterOsCatalogueTest {

    private final RouterOsCatalogue catalogue = RouterOsCatalogue.get();

    @Test
    void itHasEveryCommandOfTheTables() {
        assertThat(catalogue.commandPaths()).hasSize(5579).doesNotHaveDuplicates().allSatisfy(
                path -> assertThat(catalogue.command(path)).get().extracting(CatalogueCommand::path).isEqualTo(path));
        assertThat(catalogue.versions()).hasSize(16).isSorted();
    }

    @Test
    void aMenuHasCommandsPropertiesAndDemands() {
        CatalogueMenu secrets = catalogue.menu("/ppp/secret").orElseThrow();
        assertThat(secrets.commands()).containsKeys("add", "set", "print", "unset").doesNotContainKey("move");
        assertThat(secrets.properties()).contains("name", "profile", "last-logged-out");
        assertThat(secrets.unsetProperties()).containsExactly("local-address", "remote-address", "remote-ipv6-prefix");
        assertThat(secrets.demanded()).containsExactly("name");
        assertThat(secrets.canBeSet("profile")).isTrue();
        assertThat(secrets.canBeSet("last-logged-out")).isFalse();
        assertThat(secrets.isOrdered()).isFalse();
        assertThat(catalogue.menu("/ip/firewall/filter").orElseThrow().isOrdered()).isTrue();
        assertThat(catalogue.menu("/system/identity").orElseThrow().isSingleton()).isTrue();
        assertThat(secrets.isSingleton()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
            "/ppp/secret, disabled, YES_NO", "/ppp/secret, name, TEXT", "/ppp/secret, local-address, ADDRESS",
            "/ip/dhcp-server, lease-time, TIME",
            "/interface/vlan, mtu, UNKNOWN", "/ppp/secret, last-logged-out, UNKNOWN" })
    void aValueHasTheKindThatTheConsoleDescribes(String menu, String property, ValueKind kind) {
        assertThat(catalogue.menu(menu).orElseThrow().form(property).kind()).isEqualTo(kind);
    }

    @Test
    void versionsSaySinceAndUntilWhen() {
        VersionRanges app = catalogue.command("/app/add").orElseThrow().versions();
        assertThat(app).hasToString("since 7.22");
        assertThat(app.contains(new RouterOsVersion(7, 21))).isFalse();
        assertThat(app.contains(new RouterOsVersion(7, 24))).isTrue();
        assertThat(VersionRanges.parse("-7.20|7.22-7.22")).hasToString("until 7.20 and only 7.22");
        assertThat(RouterOsVersion.parse("7.16.2 (stable)")).contains(new RouterOsVersion(7, 16));
        assertThat(RouterOsVersion.parse("7.22rc1")).contains(new RouterOsVersion(7, 22));
        assertThat(RouterOsVersion.parse("none")).isEmpty();
    }

    @Test
    void noCommandOfTheCatalogueIsWarnedOf() {
        CommandCheck check = CommandCheck.forAllVersions();
        assertThat(catalogue.commandPaths()).allSatisfy(path -> {
            Map<String, String> attributes = new LinkedHashMap<>();
            catalogue.command(path).orElseThrow().arguments().values().forEach(argument -> {
                List<String> words = argument.form().words();
                attributes.put(argument.name(), words.isEmpty()
                        ? "x" : String.join(",",
                                argument.form().kind() == ValueKind.SET_OF_WORDS ? words : words.subList(0, 1)));
            });
            assertThat(check.check(path, attributes)).isEmpty();
        });
    }

    @Test
    void inEachVersionNothingOfThatVersionIsWarnedOf() {
        for (RouterOsVersion version : catalogue.versions()) {
            CommandCheck check = CommandCheck.forVersion(version);
            assertThat(catalogue.commandPaths()).allSatisfy(path -> {
                CatalogueCommand command = catalogue.command(path).orElseThrow();
                if (command.versions().contains(version)) {
                    Map<String, String> attributes = new LinkedHashMap<>();
                    command.arguments().values().stream().filter(a -> a.versions().contains(version))
                            .forEach(a -> attributes.put(a.name(), ""));
                    assertThat(check.checkNames(path, attributes)).isEmpty();
                }
            });
        }
    }

    @Test
    void noSecretHasAClosedListOfValuesThatAFindingWouldShow() {
        for (String path : catalogue.commandPaths()) {
            assertThat(catalogue.command(path).orElseThrow().arguments().values())
                    .filteredOn(argument -> argument.form().isClosed() && SensitiveNames.contains(argument.name()))
                    .as(path).allSatisfy(argument -> assertThat(argument.form().kind()).isEqualTo(ValueKind.YES_NO));
        }
    }

    @Test
    void allOfItTakesLessThanTenMegabytes() throws Exception {
        String said = ChildJvm.run(Duration.ofMinutes(1), WholeCatalogue.class, List.of("-Xmx64m", "-XX:+UseSerialGC"));
        assertThat(Double.parseDouble(said.strip())).isBetween(0.1, 10.0);
    }

    /** Reads every menu and prints how many megabytes that takes. */
    static final class WholeCatalogue {

        private WholeCatalogue() {
        }

        public static void main(String... arguments) {
            RouterOsVersion.parse("7.1");
            double before = used();
            RouterOsCatalogue all = RouterOsCatalogue.get();
            int commands = all.commandPaths().size();
            double after = used();
            System.out.println(commands > 0 ? (after - before) / 1_000_000 : 0);
        }

        private static double used() {
            System.gc();
            System.gc();
            return Runtime.getRuntime().totalMemory() - (double) Runtime.getRuntime().freeMemory();
        }
    }
}

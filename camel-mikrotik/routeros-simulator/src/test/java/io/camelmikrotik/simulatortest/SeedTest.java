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
package io.camelmikrotik.simulatortest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.Seed;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a router has from its start. */
class SeedTest {

    private static final String EXPORT = """
            # 2026-01-05 10:11:12 by RouterOS 7.18.2
            # software id = AAAA-AAAA
            #
            /interface ethernet
            set [ find default-name=ether1 ] comment="the uplink" name=wan
            /ppp profile
            add local-address=198.51.100.1 name=gold rate-limit=10M/20M
            set *FFFFFFFE use-encryption=required
            /ip firewall filter
            add action=accept chain=input comment="established, \\
                related" connection-state=established,related
            add action=drop chain=input comment=\\
                "the \\"rest\\" \\C3\\A9\\5C\\r\\n"
            /ppp secret
            add name=anna password="p w" profile=gold
            add disabled=yes name=bert
            enable bert
            /ip service
            set telnet disabled=yes
            /ip address add address=192.0.2.1/24 interface=wan
            /system identity
            set name=core1
            """;

    @TempDir
    Path folder;

    private static SimulatedRouter router(Seed... seeds) {
        SimulatedRouter.Builder builder = SimulatedRouter.builder();
        List.of(seeds).forEach(builder::seed);
        return builder.start();
    }

    @Test
    void anExportIsExecutedAsTheConsoleWould() {
        try (SimulatedRouter router = router(Seed.export(EXPORT))) {
            assertThat(router.identity()).isEqualTo("core1");
            assertThat(router.table("/interface/ethernet").find("name", "wan")).singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("default-name", "ether1")
                            .containsEntry("comment", "the uplink"));
            assertThat(router.table("/ip/firewall/filter").rows()).extracting(row -> row.get("comment"))
                    .containsExactly("established, related", "the \"rest\" é\\\r\n");
            assertThat(router.table("/ppp/profile").row("*FFFFFFFE")).containsEntry("use-encryption", "required");
            assertThat(router.table("/ip/service").find("name", "telnet")).singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("disabled", "true"));
            assertThat(router.table("/ppp/secret").rows()).extracting(row -> row.get("name"), row -> row.get("disabled"),
                    row -> row.get("service"))
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("anna", "false", "any"),
                            org.assertj.core.groups.Tuple.tuple("bert", "false", "any"));
            assertThat(router.journal().commands()).isEmpty();
            assertThat(router.journal().writes()).isZero();
            assertThat(router.table("/user/active").rows()).isEmpty();
        }
    }

    @Test
    void jsonHoldsRowsOfAnyMenuAndValuesOfThoseWithoutRows() {
        Seed seed = Seed.json("""
                {
                  "/system/identity": {"name": "core2"},
                  "/ppp/secret": [{"name": "anna", "password": "p", "disabled": true}, {"name": "bert"}],
                  "/ppp/active": [{".id": "*80000001", "name": "bert", "address": "192.0.2.7", "uptime": "1h"}]
                }""");
        try (SimulatedRouter one = router(seed); SimulatedRouter two = router(seed)) {
            assertThat(List.of(one, two)).allSatisfy(router -> {
                assertThat(router.identity()).isEqualTo("core2");
                assertThat(router.table("/ppp/secret").rows()).extracting(row -> row.get("disabled"))
                        .containsExactly("true", "false");
                assertThat(router.table("/ppp/active").row("*80000001")).containsEntry("address", "192.0.2.7");
            });
        }
    }

    @Test
    void aFileIsToldByTheEndOfItsName() throws IOException {
        Path export = Files.writeString(folder.resolve("a.rsc"), "\uFEFF/ppp profile\r\nadd name=gold\r\n");
        Path json = Files.writeString(folder.resolve("b.json"), "{\"/ppp/secret\":[{\"name\":\"zoé\",\"profile\":\"gold\"}]}");
        try (SimulatedRouter router = router(Seed.of(export), Seed.of(json))) {
            assertThat(router.table("/ppp/profile").find("name", "gold")).hasSize(1);
            assertThat(router.table("/ppp/secret").find("name", "zoé")).hasSize(1);
        }
        Path other = Files.writeString(folder.resolve("c.txt"), "");
        assertThatThrownBy(() -> Seed.of(other)).hasMessage("c.txt is neither a .json nor a .rsc file");
        assertThatThrownBy(() -> Seed.of(folder.resolve("none.rsc"))).isInstanceOf(IOException.class)
                .hasMessageContaining("there is no file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp secret add nmae=anna | line 1: /ppp/secret/add: unknown parameter nmae",
            "/ppp secret add password=s3cret | line 1: /ppp/secret/add: missing",
            "/ppp secret add name=a profile=none | line 1: /ppp/secret/add: input does not match any value of profile",
            "/ppp secret set *9 name=b | line 1: /ppp/secret/set: no such item",
            "/ppp secret set name=b | line 1: /ppp/secret/set: which row?",
            "add name=b | line 1: in which menu?",
            ":foreach i in=[find] do={} | an export is expected, not a script",
            "/ppp secret add name=$x | an export is expected, not a script",
            "/ppp secret add name=\"a${x}\" | a dollar sign is written",
            "/ppp secret add name=\"a | the quote is not closed",
            "/ppp secret set [ find name=a comment=x | the bracket is not closed",
            "/ppp secret set [ find name~a ] comment=x | find compares by = only",
            "/ppp secret add name | name has no value",
            "/ppp secret add name=a name=b | name is given twice",
            "/ppp secret add name=a \\ | the last line goes on"
    })
    void whatARouterRefusesOrIsNoExportIsRefusedWithItsLineAndWithoutValues(String text, String message) {
        assertThatThrownBy(() -> router(Seed.export(text)).close()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.strip()).hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[] | an object is expected, with menus",
            "{\"ppp\":[]} | ppp is no menu",
            "{\"/ppp/secret\":{\"name\":\"a\"}} | /ppp/secret has rows",
            "{\"/system/identity\":[{\"name\":\"a\"}]} | /system/identity has no rows",
            "{\"/ppp/secret\":[{\"name\":null}]} | the value of name is neither",
            "{\"/ppp/secret\":[{\".id\":\"*1\"},{\".id\":\"*1\"}]} | no row can have the id *1",
            "{\"/ppp/secret\":[] | line 1: no JSON",
            "{\"/a\":[],\"/a\":[]} | no JSON",
            "{} {} | no JSON"
    })
    void jsonThatHoldsNoRowsIsRefused(String text, String message) {
        assertThatThrownBy(() -> router(Seed.json(text)).close()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.strip());
    }

    @Test
    void aRowOfTheRouterItselfHasTheMenusDefaults() {
        try (SimulatedRouter router = SimulatedRouter.start()) {
            String id = router.addRow("/ip/dhcp-server/lease", Map.of("address", "192.0.2.9", "status", "bound"));
            assertThat(router.table("/ip/dhcp-server/lease").row(id)).containsEntry("status", "bound")
                    .containsEntry("disabled", "false");
        }
    }
}

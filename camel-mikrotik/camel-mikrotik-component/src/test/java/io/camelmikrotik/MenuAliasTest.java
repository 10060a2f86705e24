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
package io.camelmikrotik;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.catalogue.CatalogueMenu;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.internal.command.MenuAlias;
import io.camelmikrotik.internal.command.MenuAliases;
import io.camelmikrotik.internal.endpoint.NamesOfEndpoint;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Names that stand for the menu that the router at hand has. */
class MenuAliasTest extends MikrotikTestSupport {

    private static final List<String> WIFI_MENUS = List.of(
            "/interface/wifi", "/interface/wifiwave2", "/caps-man/interface", "/interface/wireless");

    /** Leaves the router one of the menus, with an interface and a client. */
    private void routerWith(String menu, Map<String, String> client) {
        String table = menu.equals("/caps-man/interface") ? "/caps-man/registration-table" : menu + "/registration-table";
        for (String other : WIFI_MENUS) {
            if (!other.equals(menu)) {
                lacks(other.equals("/caps-man/interface") ? "/caps-man/" : other + "/");
            }
        }
        router.table(menu).add(Map.of("name", "wlan1"));
        router.table(table).add(client);
    }

    private void lacks(String menu) {
        router.faults().onNext(command -> command.command().startsWith(menu)).times(Faults.ALWAYS)
                .trap(null, "no such command prefix");
    }

    @ParameterizedTest
    @CsvSource({
            "/interface/wifi, signal", "/interface/wifiwave2, signal", "/caps-man/interface, rx-signal",
            "/interface/wireless, signal-strength" })
    void clientsAreReadFromTheMenuThatTheRouterHas(String menu, String signal) throws Exception {
        routerWith(menu, Map.of("mac-address", "02:00:00:00:00:01", signal, "-51", "interface", "wlan1"));
        startWithout();

        List<RouterOsRow> rows = rows(send(uri("/@wifi-clients/print?where=signal>-60&properties=mac-address,signal"), null));

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.getDecimal("signal")).isEqualByComparingTo(new BigDecimal(-51));
            assertThat(row).doesNotContainKey("interface");
        });
        assertThat(rows(send(uri("/@wifi-clients/print?where=signal>-50"), null))).isEmpty();
    }

    @Test
    void theMenuIsLookedForOnce() throws Exception {
        routerWith("/interface/wireless", Map.of("mac-address", "02:00:00:00:00:01"));
        start(routes -> routes.from("direct:in").to(uri("/@wifi-clients/print")));
        send("direct:in", null);
        long asked = router.journal().commands().size();

        send("direct:in", null);

        assertThat(router.journal().commands().size() - asked).isEqualTo(1);
    }

    /** As after an upgrade of the router. */
    @Test
    void aMenuThatIsGoneIsLookedForAgain() throws Exception {
        routerWith("/interface/wifiwave2", Map.of("mac-address", "02:00:00:00:00:01"));
        start(routes -> routes.from("direct:in").to(uri("/@wifi-clients/print")));
        assertThat(rows(send("direct:in", null))).hasSize(1);

        router.faults().clear();
        lacks("/interface/wifiwave2/");
        router.table("/interface/wifi").add(Map.of("name", "wifi1"));
        router.table("/interface/wifi/registration-table").add(Map.of("mac-address", "02:00:00:00:00:02"));

        assertThat(rows(send("direct:in", null))).singleElement()
                .satisfies(row -> assertThat(row.get("mac-address")).endsWith("02"));
    }

    /** RouterOS 7 has the new menus with the old driver, too. */
    @Test
    void ofSeveralMenusTheOneWithInterfacesIsMeant() throws Exception {
        router.table("/interface/wifi");
        router.table("/interface/wireless").add(Map.of("name", "wlan1"));
        router.table("/interface/wireless/registration-table").add(Map.of("mac-address", "02:00:00:00:00:01"));
        startWithout();

        assertThat(rows(send(uri("/@wifi-clients/print"), null))).hasSize(1);
    }

    @Test
    void aRouterWithoutInterfacesHasNoClients() throws Exception {
        startWithout();
        router.table("/interface/wifi");

        assertThat(rows(send(uri("/@wifi-clients/print"), null))).isEmpty();
    }

    @Test
    void aRouterThatHasNoneOfThemSaysWhichWereTried() throws Exception {
        lacks("/interface/wi");
        lacks("/caps-man/");
        startWithout();

        assertThat(send(uri("/@wifi-clients/print"), null).getException()).isInstanceOf(TrapException.class)
                .hasMessageContaining(router.address()).hasMessageContaining("@wifi-clients")
                .hasMessageContaining(
                        "tried /interface/wifi/registration-table, /interface/wifiwave2/registration-table, "
                                      + "/caps-man/registration-table, /interface/wireless/registration-table");
    }

    @Test
    void interfacesHaveTheNamesOfTheNewestMenu() throws Exception {
        lacks("/interface/wifi/");
        lacks("/interface/wifiwave2/");
        lacks("/caps-man/");
        router.table("/interface/wireless").add(Map.of("name", "wlan1", "ssid", "guests", "frequency", "5180"));
        startWithout();

        assertThat(rows(
                send(uri("/@wifi-interfaces/print?where=configuration.ssid=guests&properties=name,channel.frequency"), null)))
                .singleElement().satisfies(row -> assertThat(row).containsEntry("channel.frequency", "5180"));
        Exchange set = send(uri("/@wifi-interfaces/set"), Map.of("numbers", "wlan1", "configuration.ssid", "staff"));
        assertThat(set.getException()).isNull();
        assertThat(rows(send(uri("/interface/wireless/print"), null)).get(0)).containsEntry("ssid", "staff");
    }

    @ParameterizedTest
    @ValueSource(strings = { "7.18", "6.49.10" })
    void sensorsAreRowsInEachVersion(String version) throws Exception {
        try (SimulatedRouter other = SimulatedRouter.builder().version(version).realisticTables().start()) {
            startWithout();

            Exchange exchange = send("mikrotik:" + other.address() + "/@health/print?where=type=C&properties=name,value", null);

            assertThat(rows(exchange)).extracting(row -> row.get("name")).containsExactlyInAnyOrder("temperature",
                    "cpu-temperature");
            assertThat(rows(exchange)).allSatisfy(row -> {
                assertThat(row.getLong("value")).isBetween(30L, 70L);
                assertThat(row).containsOnlyKeys("name", "value", "type");
            });
            assertThat(rows(send("mikrotik:" + other.address() + "/@health/print?where=name=voltage", null)))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("value", "24.1").containsEntry("type", "V"));
        }
    }

    @Test
    void changesAreFollowedByPolling() throws Exception {
        routerWith("/interface/wireless", Map.of("mac-address", "02:00:00:00:00:01", "signal-strength", "-51"));
        start(routes -> routes.from(uri("/@wifi-clients/print?emit=changes&delay=100&key=mac-address&ignore=uptime"))
                .to("mock:changes"));
        MockEndpoint changes = context.getEndpoint("mock:changes", MockEndpoint.class);
        await().atMost(PATIENCE).until(() -> changes.getReceivedCounter() == 1);

        router.table("/interface/wireless/registration-table").add(
                Map.of("mac-address", "02:00:00:00:00:02", "signal-strength", "-70"));

        await().atMost(PATIENCE).until(() -> changes.getReceivedCounter() == 2);
        Object body = changes.getExchanges().get(1).getMessage().getBody();
        assertThat(body.toString()).contains("signal=-70");
        assertThat(body).isInstanceOfAny(RowChange.class, Map.class);
    }

    @Test
    void aDeviceThatAMessageNamesIsAskedAsWell() throws Exception {
        routerWith("/interface/wireless", Map.of("mac-address", "02:00:00:00:00:01"));
        start(routes -> routes.from("direct:in").toD("mikrotik:${header.router}/@wifi-clients/print"));

        assertThat(rows(send("direct:in", null, Map.of("router", router.address())))).hasSize(1);
    }

    @Test
    void usersDefineNamesOfTheirOwn() throws Exception {
        component.setMenuAliases(Map.of("uplinks", "/interface/lte,/interface/ppp-client"));
        lacks("/interface/lte/");
        router.table("/interface/ppp-client").add(Map.of("name", "modem"));
        startWithout();

        assertThat(rows(send(uri("/@uplinks/print"), null))).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("name", "modem"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/@wifi-client/print | no menu has the alias @wifi-client: did you mean @wifi-clients\\?",
            "/@wifi-interfaces?operation=upsert&key=name | @wifi-interfaces stands for a menu, and a command must follow",
            "/@wifi-interfaces/x?operation=ensure&key=name&scope=name=x | operation=ensure needs the menu itself, not @wifi-interfaces",
            "/@wifi-clients/print?streaming=true | streaming=true needs the menu itself, not @wifi-clients",
            "/@wifi-clients | @wifi-clients stands for a menu, and a command must follow" })
    void whatANameCannotStandForIsRefusedAtStart(String path, String message) {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(uri(path.trim()))))
                .rootCause().hasMessageMatching("(?s).*" + message.trim() + ".*");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/@wifi-clients/listen", "/@wifi-clients/print?follow=true" })
    void aLiveSubscriptionIsRefusedAtStartAndPollingIsNamed(String path) {
        assertThatThrownBy(() -> start(routes -> routes.from(uri(path)).to("mock:out"))).rootCause()
                .hasMessageContaining("poll @wifi-clients/print, with emit=changes");
    }

    @Test
    void manyElementsAreRefusedBeforeAnythingIsSent() throws Exception {
        routerWith("/interface/wireless", Map.of("mac-address", "02:00:00:00:00:01"));
        startWithout();

        assertThat(send(uri("/@wifi-interfaces/add"), List.of(Map.of("name", "a"), Map.of("name", "b"))).getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("nothing was sent");
        assertThat(router.journal().commands()).noneMatch(each -> each.command().endsWith("/add"));
    }

    @Test
    void aMessageNamesTheMenuItself() throws Exception {
        startWithout();

        assertThat(send(uri(""), null, Map.of(MikrotikConstants.COMMAND, "/@health/print")).getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("must name the menu itself");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "up links | /interface/lte | menuAliases.up links", "x | '' | menuAliases.x names no menu",
            "x | interface/lte | menuAliases.x: not a menu" })
    void aDefinitionThatCannotBeOneIsRefusedAtStart(String name, String menus, String message) {
        component.setMenuAliases(Map.of(name, menus));

        assertThatThrownBy(this::startWithout).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void eachMenuIsHeldAgainstTheCatalogue() throws Exception {
        component.setMenuAliases(Map.of("uplinks", "/interface/ltee,/interface/ppp-client"));
        try (RecordedLog log = RecordedLog.start(NamesOfEndpoint.class.getName())) {
            start(routes -> routes.from("direct:in").to(uri("/@uplinks/print?where=nmae=x"))
                    .to(uri("/@wifi-clients/print?where=signal>-70 and ssid=x&properties=mac-address"))
                    .to(uri("/@wifi-interfaces/print?where=configuration.ssid=x and channel.width=20mhz"))
                    .to(uri("/@health/print?where=name=voltage")));

            assertThat(log.lines(Level.WARN)).singleElement().asString().contains("/@uplinks/print")
                    .contains("menu /interface/ltee is not known of RouterOS: did you mean /interface/lte?")
                    .contains("nmae: did you mean name?");
        }
    }

    /** What each name stands for, with the versions that have the menu, is written in the page as the code has it. */
    @Test
    void thePageTellsWhatEachNameStandsFor() throws IOException {
        String page = Files.readString(Path.of("src/main/docs/mikrotik-component.adoc"));
        Matcher lines = Pattern.compile("(?m)^\\| `(@[a-z-]+)` \\| `(/[^`]+)` \\| ([^|]+) \\| (.+)$").matcher(page);
        List<String> told = new ArrayList<>();
        while (lines.find()) {
            told.add(String.join(" | ", lines.group(1), lines.group(2), lines.group(3).trim(), lines.group(4).trim()));
        }
        List<String> known = new ArrayList<>();
        for (MenuAlias alias : MenuAliases.BUILT_IN.all()) {
            for (MenuAlias.Candidate candidate : alias.candidates()) {
                Map<String, String> sorted = new TreeMap<>();
                candidate.renamed().forEach((its, ours) -> sorted.put(ours, its));
                List<String> names = new ArrayList<>();
                sorted.forEach((ours, its) -> names.add("`" + ours + "` is `" + its + "`"));
                known.add(String.join(" | ", alias.name(), candidate.menu(),
                        RouterOsCatalogue.get().command(candidate.menu() + "/print").orElseThrow().versions().toString(),
                        names.isEmpty() ? "as they are" : String.join(", ", names)));
            }
        }
        assertThat(told).isEqualTo(known);
    }

    /** As far as the catalogue knows the properties of both. */
    @Test
    void whatIsRenamedExistsInBothMenus() {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (MenuAlias alias : MenuAliases.BUILT_IN.all()) {
            CatalogueMenu first = RouterOsCatalogue.get().menu(alias.candidates().get(0).menu()).orElseThrow();
            for (MenuAlias.Candidate candidate : alias.candidates()) {
                CatalogueMenu menu = RouterOsCatalogue.get().menu(candidate.menu()).orElseThrow();
                candidate.renamed().forEach((its, ours) -> {
                    if (!has(first, ours) || !has(menu, its)) {
                        wrong.put(candidate.menu() + " " + its, ours);
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean has(CatalogueMenu menu, String property) {
        return menu.properties().isEmpty() || menu.properties().contains(property) || menu.canBeSet(property);
    }
}

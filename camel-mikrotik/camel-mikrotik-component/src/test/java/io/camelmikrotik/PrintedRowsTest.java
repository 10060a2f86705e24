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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.endpoint.EndpointAddress;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a route does with rows that came from a router: sort them, name their device again, write them back. */
class PrintedRowsTest extends MikrotikTestSupport {

    private static final String MENU = "/ip/firewall/address-list";

    @Test
    void theDeviceOfAMessageIsUsedAgainWithItsPort() throws Exception {
        start(routes -> routes.from("direct:in").to(uri("/system/identity/print"))
                .toD("mikrotik:${header.CamelMikrotikDevice}/system/resource/print"));

        Exchange exchange = send("direct:in", null);

        assertThat(rows(exchange)).hasSize(1);
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.DEVICE)).isEqualTo(router.address());
    }

    @ParameterizedTest
    @CsvSource({
            "core1/ping, core1", "192.0.2.1:18728/ping, 192.0.2.1:18728", "[2001:db8::1]/ping, [2001:db8::1]",
            "[2001:db8::1]:8729/ping, [2001:db8::1]:8729", "[fe80::1%eth0]:1/ping, [fe80::1%eth0]:1" })
    void aDeviceIsNamedSoThatItCanBeUsedAgain(String remaining, String name) {
        EndpointAddress address = EndpointAddress.parse(remaining);
        assertThat(address.target()).isEqualTo(name);
        EndpointAddress again = EndpointAddress.parse(address.target() + "/ping");
        assertThat(again).isEqualTo(address);
    }

    @Test
    void consumersNameTheDeviceWithItsPortToo() throws Exception {
        start(routes -> {
            routes.from(uri("/ppp/secret/print?emit=table&routeEmptyTable=true")).to("mock:table");
            routes.from(uri("/ppp/secret/print?emit=changes")).to("mock:changes");
            routes.from(uri("/ppp/secret/listen")).to("mock:listen");
        });
        router.table("/ppp/secret").add(Map.of("name", "cust1"));
        for (String mock : List.of("mock:table", "mock:changes", "mock:listen")) {
            MockEndpoint endpoint = context.getEndpoint(mock, MockEndpoint.class);
            endpoint.setMinimumExpectedMessageCount(1);
            endpoint.assertIsSatisfied(PATIENCE.toMillis());
            assertThat(endpoint.getExchanges().get(0).getMessage().getHeader(MikrotikConstants.DEVICE)).as(mock)
                    .isEqualTo(router.address());
        }
    }

    @Test
    void theRowsCanBeSortedAndChangedByTheRoute() throws Exception {
        router.table("/ppp/secret").add(Map.of("name", "b"));
        router.table("/ppp/secret").add(Map.of("name", "a"));
        start(routes -> {
            Comparator<RouterOsRow> byName = Comparator.comparing(row -> row.get("name"));
            routes.from("direct:in").to(uri("/ppp/secret/print?where=name~.")).sort(routes.body(), byName);
            routes.from("direct:all").to(uri("/ppp/secret/print")).sort(routes.body(), byName);
            routes.from(uri("/ppp/secret/print?emit=table")).sort(routes.body(), byName).to("mock:table");
        });

        assertThat(rows(send("direct:in", null))).extracting(row -> row.get("name")).containsExactly("a", "b");
        assertThat(rows(send("direct:all", null))).extracting(row -> row.get("name")).containsExactly("a", "b");
        MockEndpoint table = context.getEndpoint("mock:table", MockEndpoint.class);
        table.setMinimumExpectedMessageCount(1);
        table.assertIsSatisfied(PATIENCE.toMillis());
        List<?> rows = table.getExchanges().get(0).getMessage().getBody(List.class);
        assertThat(((RouterOsRow) rows.get(0)).get("name")).isEqualTo("a");
    }

    @Test
    void aPrintedRowIsWrittenBackWithoutWhatCannotBeSet() throws Exception {
        router.table(MENU).add(Map.of("list", "a", "address", "192.0.2.1", "creation-time", "2026-01-05 10:11:12"));
        startWithout();
        RouterOsRow row = rows(send(uri(MENU + "/print"), null)).get(0);
        assertThat(row).containsKeys(".id", "creation-time");
        Map<String, String> copy = new HashMap<>(row);
        copy.put("list", "b");

        assertThat(send(uri(MENU + "/add?writableOnly=true"), copy).getException()).isNull();
        assertThat(send(uri(MENU + "/add?writableOnly=true"), List.of(row(copy, "c"), row(copy, "d"))).getException()).isNull();
        assertThat(send(uri(MENU + "/set?writableOnly=true"), row(copy, "e")).getException()).isNull();

        assertThat(rows(send(uri(MENU + "/print?properties=list"), null))).extracting(each -> each.get("list"))
                .containsExactly("e", "b", "c", "d");
    }

    @Test
    void ensureAndUpsertTakePrintedRowsToo() throws Exception {
        router.table(MENU).add(Map.of("list", "a", "address", "192.0.2.1", "creation-time", "2026-01-05 10:11:12"));
        startWithout();
        RouterOsRow row = rows(send(uri(MENU + "/print"), null)).get(0);

        assertThat(send(uri(MENU + "?operation=upsert&key=list&writableOnly=true"), row).getException()).isNull();
        assertThat(
                send(uri(MENU + "?operation=ensure&scope=list=a&key=address&writableOnly=true"), List.of(row)).getException())
                .isNull();

        assertThat(rows(send(uri(MENU + "/print"), null))).containsExactly(row);
    }

    @Test
    void withoutTheOptionTheErrorSaysWhatCannotBeSet() throws Exception {
        router.table(MENU).add(Map.of("list", "a", "address", "192.0.2.1", "creation-time", "2026-01-05 10:11:12"));
        startWithout();
        Map<String, String> copy = new HashMap<>(rows(send(uri(MENU + "/print"), null)).get(0));
        copy.remove(".id");
        copy.put("list", "b");

        Exchange exchange = send(uri(MENU + "/add"), copy);

        assertThat(exchange.getException()).isInstanceOf(TrapException.class).hasMessageContaining("cannot be set: ")
                .hasMessageContaining("creation-time").hasMessageContaining("writableOnly=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/ppp/secret/remove?writableOnly=true", "/ppp/secret/print?writableOnly=true",
            "/file?operation=download&writableOnly=true" })
    void theOptionIsRefusedWhereItHasNoEffect(String uri) {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(uri(uri))))
                .hasStackTraceContaining("writableOnly");
    }

    @Test
    void anEmptyOptionalIsNoValueAndAMapNone() throws Exception {
        startWithout();
        Map<String, Object> body = new HashMap<>();
        body.put("name", Optional.of("cust1"));
        body.put("comment", Optional.empty());
        assertThat(send(uri("/ppp/secret/add"), body).getException()).isNull();
        assertThat(rows(send(uri("/ppp/secret/print"), null)).get(0).get("name")).isEqualTo("cust1");

        body.put("comment", Map.of("de", "x"));
        assertThat(send(uri("/ppp/secret/add"), body).getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("comment").hasMessageContaining("it takes one value");
        assertThat(send(uri("/ppp/secret/print?where=name=:#n"), null, Map.of("n", new ArrayList<>(List.of("a", "b"))))
                .getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("joined by or");
    }

    private static Map<String, String> row(Map<String, String> copy, String list) {
        Map<String, String> row = new HashMap<>(copy);
        row.put("list", list);
        return row;
    }
}

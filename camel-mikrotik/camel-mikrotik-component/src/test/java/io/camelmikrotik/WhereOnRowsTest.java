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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.camelmikrotik.exception.BadInputException;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of rows that an expression cannot tell: an error that names them, wherever a where may stand. */
class WhereOnRowsTest extends MikrotikTestSupport {

    private static final String MENU = "/ip/firewall/address-list";

    @Test
    void aListNamedNoIsNotAListNamedFalse() throws Exception {
        for (String list : List.of("no", "false", "yes", "true")) {
            router.table(MENU).add(Map.of("list", list, "address", "192.0.2.1"));
        }
        startWithout();

        for (String list : List.of("no", "false", "yes", "true")) {
            assertThat(lists(MENU + "/print?where=list=" + list)).containsExactly(list);
            assertThat(lists(MENU + "/print?where=list!=" + list)).hasSize(3).doesNotContain(list);
        }
        assertThat(lists(MENU + "/print?where=list")).hasSize(4);
        assertThat(send(uri(MENU + "?operation=ensure&scope=list=no&key=address&onAbsent=remove"), List.of()).getException())
                .isNull();
        assertThat(lists(MENU + "/print")).containsExactly("false", "yes", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/print?where=uptime>1d", "/print?where=wanted=yes", "/print?where=not uptime>1d", "/print?where=wanted!=yes" })
    void rowsThatCannotBeToldFailTheExchange(String command) throws Exception {
        router.table("/ppp/active").add(Map.of("name", "a", "uptime", "2d", "wanted", "yes"));
        router.table("/ppp/active").add(Map.of("name", "b", "uptime", "soon", "wanted", "true"));
        start(routes -> routes.from("direct:stream").to(uri("/ppp/active" + command + "&streaming=true")).split(routes.body())
                .streaming().stopOnException().to("mock:rows"));

        Exchange exchange = send(uri("/ppp/active" + command), null);

        assertThat(exchange.getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining(command.contains("uptime") ? "uptime" : "wanted")
                .hasMessageContaining("/ppp/active/print");
        assertThat(send("direct:stream", null).getException()).isInstanceOf(BadInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/print?emit=changes&where=uptime>1d", "/listen?where=uptime>1d", "/print?follow=true&where=uptime>1d",
            "/print?where=uptime>1d" })
    void aFeedTellsRowsThatItCannotTellAndGoesOnWhenTheyAreGone(String command) throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("failures", new RecordingExceptionHandler(failures));
        router.table("/ppp/active").add(Map.of("name", "b", "uptime", "soon"));
        start(routes -> routes
                .from(uri("/ppp/active" + command + "&exceptionHandler=#failures"
                          + (command.startsWith("/listen") || command.contains("follow") ? "" : "&delay=100&initialDelay=0")
                          + (command.contains("changes") || command.startsWith("/listen") || command.contains("follow")
                                  ? "&retryDelay=100ms" : "")))
                .to("mock:rows"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(failures.toString()).contains("uptime"));
        router.table("/ppp/active").clear();
        router.table("/ppp/active").add(Map.of("name", "a", "uptime", "2d"));

        MockEndpoint rows = context.getEndpoint("mock:rows", MockEndpoint.class);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows.getReceivedCounter()).isPositive());
    }

    private List<String> lists(String uri) {
        List<String> lists = new ArrayList<>();
        rows(send(uri(uri), null)).forEach(row -> lists.add(row.get("list")));
        return lists;
    }
}

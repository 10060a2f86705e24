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

import java.util.List;
import java.util.Map;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Conditions, upsert and ensure take the values of a menu's properties for what the catalogue says they are. */
class WhereByKindTest extends MikrotikTestSupport {

    private static final String LIST = "/ip/firewall/address-list";

    @ParameterizedTest
    @ValueSource(strings = {
            "timeout=60m", "timeout=3600", "timeout=01:00:00", "timeout!=59m", "address=192.0.2.1/32", "address!=192.0.2.2",
            "not address=192.0.2.2", "address=192.0.2.1-192.0.2.1", "timeout>30m and address<192.0.2.2" })
    void aRowIsFoundHoweverItsValueIsWritten(String where) throws Exception {
        router.table(LIST).add(Map.of("list", "blocked", "address", "192.0.2.1", "timeout", "1h"));
        startWithout();

        assertThat(rows(send(uri(LIST + "/print?where=" + where), null))).as(where).hasSize(1);
    }

    /** The router is asked for the spellings: a table of a hundred thousand entries does not travel. */
    @Test
    void onlyTheRowsAskedForTravel() throws Exception {
        for (int i = 1; i < 50; i++) {
            router.table(LIST).add(Map.of("list", "blocked", "address", "192.0.2." + i));
        }
        startWithout();

        assertThat(rows(send(uri(LIST + "/print?where=address=192.0.2.7/32"), null))).hasSize(1);

        assertThat(router.journal().commands()).filteredOn(each -> each.command().endsWith("/print")).last()
                .satisfies(each -> assertThat(each.queries()).contains("?address=192.0.2.7"));
    }

    @Test
    void aSetIsAsWantedInEveryOrder() throws Exception {
        router.table("/interface/pppoe-client").add(
                Map.of("name", "uplink", "allow", "pap,chap,mschap2", "interface", "ether1", "disabled", "false"));
        startWithout();

        RouterOsRow wanted = RouterOsRow.of(Map.of("name", "uplink", "allow", "mschap2,pap,chap", "disabled", "no"));
        assertThat(
                send(uri("/interface/pppoe-client?operation=upsert&key=name"), wanted).getMessage()
                        .getHeader(MikrotikConstants.UPSERT_RESULT))
                .isEqualTo("unchanged");
        assertThat(rows(send(uri("/interface/pppoe-client/print?where=allow=:#allow"), Map.of("allow", "chap,pap,mschap2"))))
                .hasSize(1);
        assertThat(rows(send(uri("/interface/pppoe-client/print?where=allow!=:#allow"), Map.of("allow", "chap,pap,mschap2"))))
                .isEmpty();
        assertThat(
                rows(send(uri("/interface/pppoe-client/print?where=allow=\"chap,pap,mschap2\""), null))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "where=disabled<yes", "where=not allow>:#some", "where=name=x or (name=y and disabled>=no)" })
    void lessAndGreaterOfWhatHasNoOrderIsRefusedAtStart(String option) {
        assertThatThrownBy(
                () -> start(routes -> routes.from("direct:in").to(uri("/interface/pppoe-client/print?" + option))))
                .rootCause().hasMessageContaining("neither less nor greater than others: compare with = or !=");
    }

    @Test
    void withoutTheCheckItIsRefusedAtTheFirstMessage() throws Exception {
        start(routes -> routes.from("direct:in")
                .to(uri("/interface/pppoe-client/print?catalogueCheck=off&where=disabled<yes")));

        assertThat(send("direct:in", null).getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("disabled <").hasMessageContaining("is yes or no");
    }

    @Test
    void aScopeIsReadInTheSameWay() throws Exception {
        router.table(LIST).add(Map.of("list", "blocked", "address", "192.0.2.1", "timeout", "1h"));
        router.table(LIST).add(Map.of("list", "blocked", "address", "192.0.2.2", "timeout", "2h"));
        startWithout();

        assertThat(
                send(uri(LIST + "?operation=ensure&key=address&onAbsent=remove&scope=timeout=60m"), List.of()).getException())
                .isNull();

        assertThat(rows(send(uri(LIST + "/print"), null))).extracting(row -> row.get("address")).containsExactly("192.0.2.2");
    }
}

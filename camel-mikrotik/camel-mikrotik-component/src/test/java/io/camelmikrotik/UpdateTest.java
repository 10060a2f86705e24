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

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.NoSuchRowException;
import io.camelmikrotik.write.WriteOutcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** operation=update, and menus of one row. */
class UpdateTest extends MikrotikTestSupport {

    private static final String UPDATE = "/ppp/secret?operation=update&key=name";

    @Test
    void theRowOfTheKeyIsSet() throws Exception {
        startWithout();
        String id = router.table("/ppp/secret").add("name", "cust1", "comment", "old");

        assertResult(send(uri(UPDATE), Map.of("name", "cust1", "comment", "new")), "updated");
        assertResult(send(uri(UPDATE), Map.of("name", "cust1", "comment", "new")), "unchanged");

        assertThat(router.table("/ppp/secret").row(id)).containsEntry("comment", "new");
    }

    @Test
    void aMisspeltKeyIsAnErrorAndAddsNothing() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "cust1");

        Exchange exchange = send(uri(UPDATE), Map.of("name", "cusst1", "comment", "new"));

        assertThat(exchange.getException()).isInstanceOf(NoSuchRowException.class).hasMessageContaining("name=cusst1")
                .hasMessageContaining("/ppp/secret");
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void whatIsMissingIsPassedOverIfToldSo() throws Exception {
        startWithout();

        assertResult(send(uri(UPDATE + "&onMissing=ignore"), Map.of("name", "x", "comment", "new")), "missing");
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void aListIsUpdatedElementByElement() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "a", "comment", "old");

        Exchange exchange = send(uri(UPDATE + "&onMissing=ignore"),
                List.of(Map.of("name", "a", "comment", "new"), Map.of("name", "b", "comment", "new")));

        assertThat(exchange.getException()).isNull();
        @SuppressWarnings("unchecked")
        List<WriteOutcome> outcomes = exchange.getMessage().getBody(List.class);
        assertThat(outcomes).extracting(WriteOutcome::effect).containsExactly(
                WriteOutcome.Effect.UPDATED, WriteOutcome.Effect.MISSING);
    }

    @Test
    void aMenuOfOneRowIsSetWithoutAnIdAndNeedsNoKey() throws Exception {
        startWithout();

        assertResult(send(uri("/system/identity?operation=update"), Map.of("name", "north")), "updated");
        assertResult(send(uri("/system/identity?operation=update"), Map.of("name", "north")), "unchanged");
        assertResult(send(uri("/system/identity?operation=upsert&key=name"), Map.of("name", "north")), "unchanged");
        assertResult(send(uri("/system/identity?operation=upsert&key=name"), Map.of("name", "south")), "updated");

        assertThat(rows(send(uri("/system/identity/print"), null))).singleElement().satisfies(
                row -> assertThat(row).containsEntry("name", "south"));
    }

    @Test
    void aTableNeedsAKey() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "a");

        assertThat(send(uri("/ppp/secret?operation=update"), Map.of("comment", "x")).getException())
                .isInstanceOf(MikrotikException.class).hasMessageContaining("key must name");
        assertThat(router.journal().writes()).isZero();
        assertThatThrownBy(() -> send(uri("/ppp/secret?operation=update&key=.id"), Map.of())).hasMessageContaining("key=.id");
    }

    private static void assertResult(Exchange exchange, String result) {
        if (exchange.getException() != null) {
            throw new AssertionError("the exchange failed", exchange.getException());
        }
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.UPSERT_RESULT)).isEqualTo(result);
    }
}

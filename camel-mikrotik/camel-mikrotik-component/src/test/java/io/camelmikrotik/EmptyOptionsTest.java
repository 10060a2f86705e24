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

import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Options that a placeholder leaves empty. */
class EmptyOptionsTest extends MikrotikTestSupport {

    @ParameterizedTest
    @ValueSource(strings = { "", "RAW()" })
    void aSelectionThatIsEmptySelectsAll(String empty) throws Exception {
        router.table("/ppp/secret").add("name", "anna", "comment", "moved");
        context.getPropertiesComponent().addInitialProperty("empty", empty);
        start(routes -> routes.from("direct:in")
                .to(uri("/ppp/secret/print?where={{empty}}&properties={{empty}}")));

        assertThat(rows(send("direct:in", null))).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("name", "anna").containsEntry("comment", "moved"));
    }

    @Test
    void aFeedWithoutAFileAndWithoutIgnoredPropertiesIsOne() throws Exception {
        router.table("/ppp/secret").add("name", "anna");
        start(routes -> routes.from(uri("/ppp/secret/listen?key=name&ignore={{empty:}}&stateFile={{empty:}}")).to("mock:rows"));

        context.getEndpoint("mock:rows", MockEndpoint.class).expectedMessageCount(1);

        MockEndpoint.assertIsSatisfied(context);
    }

    @ParameterizedTest
    @ValueSource(strings = { "scope=&key=address", "scope=list=x&key=", "scope=list=x&key=address&maxRemovals=" })
    void whatLimitsAWriteIsNotLeftAwayInSilence(String options) {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in")
                .to(uri("/ip/firewall/address-list?operation=ensure&" + options))))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(router.journal().writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " " })
    void aFingerprintThatIsEmptyIsNone(String empty) {
        MikrotikConfiguration options = new MikrotikConfiguration();
        options.setCertificateFingerprint(empty);
        MikrotikDevice device = new MikrotikDevice();
        device.setCertificateFingerprint(empty);

        assertThat(options.getCertificateFingerprint()).isNull();
        assertThat(device.getCertificateFingerprint()).isNull();
    }

    @Test
    void anEmptyAttributeClearsTheProperty() throws Exception {
        String id = router.table("/ppp/secret").add("name", "anna", "comment", "moved");
        start(routes -> routes.from("direct:in").to(uri("/ppp/secret/set?attribute.comment=")));

        assertThat(send("direct:in", Map.of(".id", id)).getException()).isNull();

        assertThat(router.table("/ppp/secret").row(id)).satisfies(row -> assertThat(List.of("")).contains(
                row.getOrDefault("comment", "")));
    }
}

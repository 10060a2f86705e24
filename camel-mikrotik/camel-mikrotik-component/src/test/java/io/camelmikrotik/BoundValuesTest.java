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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where {@code :#name} finds its value. */
class BoundValuesTest extends MikrotikTestSupport {

    private static final List<String> PLACES = List.of("body", "header", "property", "variable");

    @ParameterizedTest
    @ValueSource(strings = { "/ppp/secret/print?where=name=:#who", "/ppp/secret/add?attribute.name=:#who" })
    void theBodyComesFirstThenHeadersThenExchangePropertiesThenVariables(String command) throws Exception {
        startWithout();
        for (int first = 0; first < PLACES.size(); first++) {
            Exchange exchange = ExchangeBuilder.anExchange(context).build();
            Map<String, Object> body = new HashMap<>();
            for (String place : PLACES.subList(first, PLACES.size())) {
                switch (place) {
                    case "body" -> body.put("who", place);
                    case "header" -> exchange.getMessage().setHeader("who", place);
                    case "property" -> exchange.setProperty("who", place);
                    default -> exchange.setVariable("who", place);
                }
            }
            exchange.getMessage().setBody(body);

            Exchange sent = template.send(uri(command), exchange);

            assertThat(sent.getException()).isNull();
            var last = router.journal().commands().get(router.journal().commands().size() - 1);
            if (command.contains("where")) {
                assertThat(last.queries()).contains("?name=" + PLACES.get(first));
            } else {
                assertThat(last.attributes()).containsEntry("name", PLACES.get(first));
            }
        }
    }
}

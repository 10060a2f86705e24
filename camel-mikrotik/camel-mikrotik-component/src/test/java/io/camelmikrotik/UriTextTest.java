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

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Text in the options of a URI, in each way to write a route: the router gets it as it was written, or the route does
 * not start. Texts are generated; the seed is printed.
 */
@ExtendWith(LeakCheck.class)
class UriTextTest {

    private static final int TEXTS = Integer.getInteger("text.runs", 150);
    private static final String PATH = "/ppp/secret/add";

    private final SimulatedRouter router = SimulatedRouter.start();

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void everyTextIsAsWrittenOrRefused() throws Exception {
        AlteredTexts texts = new AlteredTexts();
        int arrived = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = texts.next();
            if (text.contains("RAW")) {
                continue;
            }
            try (CamelContext context = new DefaultCamelContext()) {
                MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
                component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
                component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
                context.start();
                for (RouteDsl dsl : RouteDsl.values()) {
                    if (dsl.isAlteredByCamel(text)) {
                        continue;
                    }
                    // of a URI that ends with blanks, Camel takes them
                    boolean plain = text.equals(text.strip());
                    arrived += plain && arrives(context, dsl, text, text, "n" + i + dsl, texts) ? 1 : 0;
                    // within RAW() anything may stand but its own end, placeholders, and what YAML makes of a %
                    boolean started = arrives(context, dsl, "RAW(" + text + ")", text, "r" + i + dsl, texts);
                    if (!text.contains(")") && !text.contains("{{") && !text.contains("%")) {
                        assertThat(started).as("%s in RAW(): %s", text, texts).isTrue();
                    }
                }
            }
        }
        assertThat(arrived).as("few texts are refused").isGreaterThan(TEXTS * 2);
    }

    /** @return whether the route started; then the router has the text */
    private boolean arrives(CamelContext context, RouteDsl dsl, String written, String text, String name, AlteredTexts texts)
            throws Exception {
        // an endpoint of its own for each: Camel would take the one that it has
        String uri = "mikrotik:" + router.address() + PATH + "?attribute.name=" + name;
        try {
            dsl.add(context, name, uri, "attribute.comment", written);
        } catch (Exception e) {
            return false;
        }
        Exchange sent = context.createProducerTemplate().request("direct:" + name, exchange -> {
        });
        if (text.startsWith(":#")) {
            assertThat(sent.getException()).isNotNull();
            return true;
        }
        assertThat(sent.getException()).as("%s by %s of %s", text, dsl, texts).isNull();
        assertThat(router.table("/ppp/secret").find("name", name)).as("%s by %s of %s", text, dsl, texts).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("comment", text));
        return true;
    }

    @Test
    void aBackslashInAPropertyIsWrittenTwice() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            String uri = "mikrotik:" + router.address() + PATH + "?username=api&password=secret&attribute.name=a";
            RouteDsl.PROPERTY.add(context, "in", uri, "attribute.comment", "a\\\\b");
            context.createProducerTemplate().requestBody("direct:in", (Object) null);
        }
        assertThat(router.table("/ppp/secret").find("comment", "a\\b")).hasSize(1);
    }

    @Test
    void aConditionComparesWithTheTextAsWritten() throws Exception {
        List<String> comments = List.of("a+b", "a b", "a%41b", "aAb", "50% off", "é");
        comments.forEach(comment -> router.table("/ppp/secret").add(Map.of("name", comment, "comment", comment)));
        for (String comment : comments) {
            boolean encoded = comment.contains("%41");
            String where = "comment=\"" + comment + "\"";
            try (CamelContext context = new DefaultCamelContext()) {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .to("mikrotik:" + router.address() + "/ppp/secret/print?username=api&password=secret&where="
                                    + (encoded ? "RAW(" + where + ")" : where));
                    }
                });
                context.start();
                List<?> rows = context.createProducerTemplate().requestBody("direct:in", null, List.class);
                assertThat(rows).as(comment).singleElement()
                        .satisfies(row -> assertThat(((Map<?, ?>) row).get("comment")).isEqualTo(comment));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "attribute.comment", "where", "password", "scope" })
    void encodedTextIsRefusedWithTheWayToWriteItAndWithoutTheText(String option) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            assertThatThrownBy(() -> context.getEndpoint("mikrotik:192.0.2.1/ppp/secret/print?" + option + "=secr%41t"))
                    .rootCause().hasMessageContaining(option + "=RAW(").hasMessageNotContaining("secr%41t");
        }
    }

    /** Camel encodes the URI before it asks for the endpoint; a blank and a + are one to it then. */
    @Test
    void whatCamelHasEncodedIsDecodedOnce() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    String add = "mikrotik:" + router.address() + PATH + "?username=api&password=secret&attribute.comment=";
                    from("direct:list").recipientList(constant(add + "a b; RAW(c+d%41) é"), "|");
                    from("direct:enrich").enrich().constant(add + "RAW(50% & more)");
                }
            });
            context.start();
            context.createProducerTemplate().requestBody("direct:list", Map.of("name", "list"));
            context.createProducerTemplate().requestBody("direct:enrich", Map.of("name", "enrich"));
        }
        assertThat(router.table("/ppp/secret").find("name", "list")).singleElement()
                .satisfies(row -> assertThat(row.get("comment")).startsWith("a b; "));
        assertThat(router.table("/ppp/secret").find("comment", "50% & more")).hasSize(1);
    }
}

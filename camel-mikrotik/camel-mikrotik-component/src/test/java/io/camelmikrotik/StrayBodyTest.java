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

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.camelmikrotik.exception.BadInputException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that cannot be attributes. */
class StrayBodyTest extends MikrotikTestSupport {

    private static final String ADD = "/ip/firewall/filter/add?attribute.chain=forward";

    private record Customer(String name) {
    }

    private static Map<String, Supplier<Object>> meaningful() {
        Map<String, Supplier<Object>> bodies = new LinkedHashMap<>();
        bodies.put("text", () -> "hello");
        bodies.put("JSON", () -> "{\"name\":\"x\"}");
        bodies.put("StringBuilder", () -> new StringBuilder("x"));
        bodies.put("bytes", () -> new byte[] { 1 });
        bodies.put("stream", () -> new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)));
        bodies.put("stream that cannot be looked into", () -> new FilterInputStream(InputStream.nullInputStream()) {
        });
        bodies.put("integer", () -> 7);
        bodies.put("decimal", () -> BigDecimal.ONE);
        bodies.put("boolean", () -> true);
        bodies.put("enum", () -> Operation.COMMAND);
        bodies.put("POJO", () -> new Customer("x"));
        bodies.put("Optional", () -> Optional.of("x"));
        bodies.put("list of text", () -> List.of("x"));
        bodies.put("array of text", () -> new String[] { "x" });
        return bodies;
    }

    private static Map<String, Supplier<Object>> empty() {
        Map<String, Supplier<Object>> bodies = new LinkedHashMap<>();
        bodies.put("null", () -> null);
        bodies.put("no text", () -> "");
        bodies.put("blank text", () -> " \n");
        bodies.put("no bytes", () -> new byte[0]);
        bodies.put("empty stream", () -> new ByteArrayInputStream(new byte[0]));
        bodies.put("empty Optional", Optional::empty);
        bodies.put("empty map", HashMap::new);
        return bodies;
    }

    @TestFactory
    Stream<DynamicTest> whatCannotBeAttributesIsRefusedAndNothingIsSent() throws Exception {
        startWithout();
        return Stream.of(
                ADD, "/ip/firewall/filter/set?attribute.numbers=*1", "/interface/bridge/add", "/ppp/secret/remove",
                "/ppp/secret/set", "/system/identity/set", "/ping", "/tool/fetch")
                .flatMap(path -> meaningful().entrySet().stream()
                        .map(body -> DynamicTest.dynamicTest(path + " " + body.getKey(), () -> {
                            long before = router.journal().commands().size();

                            Exchange exchange = send(uri(path), body.getValue().get());

                            assertThat(exchange.getException()).isInstanceOf(BadInputException.class);
                            assertThat(exchange.getException().getMessage()).containsIgnoringCase("map");
                            assertThat(router.journal().commands()).hasSize((int) before);
                        })))
                .filter(test -> !test.getDisplayName().matches("/(ping|tool/fetch|system/identity/set) (list|array).*"));
    }

    @TestFactory
    Stream<DynamicTest> anEmptyBodyOrOneThatIsNotMeantIsLeftOut() throws Exception {
        startWithout();
        Map<String, Supplier<Object>> all = empty();
        Stream<DynamicTest> empties = all.entrySet().stream().map(
                body -> DynamicTest.dynamicTest(body.getKey(), () -> assertAdds(ADD, body.getValue().get())));
        return Stream.concat(empties, meaningful().entrySet().stream().map(body -> DynamicTest.dynamicTest(
                "ignored " + body.getKey(), () -> assertAdds(ADD + "&ignoreBody=true", body.getValue().get()))));
    }

    private void assertAdds(String path, Object body) {
        int before = router.table("/ip/firewall/filter").size();

        assertThat(send(uri(path), body).getException()).isNull();

        assertThat(router.table("/ip/firewall/filter").size()).isEqualTo(before + 1);
    }

    @Test
    void aMapIsNotTakenWhereTheBodyIsNotMeant() throws Exception {
        startWithout();

        assertThat(send(uri(ADD + "&ignoreBody=true"), Map.of("comment", "theirs")).getException()).isNull();

        assertThat(router.table("/ip/firewall/filter").rows()).singleElement().satisfies(
                row -> assertThat(row).doesNotContainKey("comment"));
    }

    @Test
    void anIteratorThatWasReadIsRefusedAndNotTakenForEmpty() throws Exception {
        startWithout();
        router.faults().onNext("/ppp/secret/add").trap(null, "failure: not now");
        Iterator<?> once = List.of(Map.of("name", "a"), Map.of("name", "b"), Map.of("name", "c")).iterator();
        Exchange exchange = ExchangeBuilder.anExchange(context).withBody(once).build();
        template.send(uri("/ppp/secret/add?bulkWindow=1"), exchange);
        assertThat(exchange.getException()).isNotNull();
        exchange.setException(null);
        long before = router.journal().count("/ppp/secret/add");

        template.send(uri("/ppp/secret/add?bulkWindow=1"), exchange);

        assertThat(exchange.getException()).isInstanceOf(BadInputException.class).hasMessageContaining("was read already");
        assertThat(router.journal().count("/ppp/secret/add")).isEqualTo(before);
    }

    @Test
    void anIteratorThatIsEmptyFromTheStartIsNothingToDo() throws Exception {
        startWithout();

        assertThat(send(uri("/ppp/secret/add"), List.of().iterator()).getException()).isNull();
    }
}

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

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.camelmikrotik.write.WriteOutcome;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is thrown by what an exchange brings along, the exchange ends with it. */
class ThrowingCallbacksTest extends MikrotikTestSupport {

    private static final List<Throwable> FAILURES = List.of(
            new IllegalStateException("thrown"), new NullPointerException("thrown"), new OutOfMemoryError("thrown"),
            new StackOverflowError("thrown"), new NoClassDefFoundError("thrown"));

    /** A place in which it is thrown: the rest of the URI, and the body. */
    private record Place(String name, String command, Function<Throwable, Object> body) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place("add", "/ppp/secret/add", ThrowingCallbacksTest::map),
            new Place("upsert", "/ppp/secret?operation=upsert&key=name", ThrowingCallbacksTest::map),
            new Place("bulk of maps", "/ppp/secret/add", failure -> List.of(Map.of("name", "a"), map(failure))),
            new Place("bulk from an iterator", "/ppp/secret/add", failure -> elements(failure).iterator()),
            new Place("bulk from a list", "/ppp/secret/add", ThrowingCallbacksTest::elements),
            new Place("upsert of many", "/ppp/secret?operation=upsert&key=name", failure -> elements(failure).iterator()),
            new Place(
                    "ensure", "/ppp/secret?operation=ensure&key=name&attribute.comment=x&scope=comment=x",
                    ThrowingCallbacksTest::elements),
            new Place(
                    "ensure of maps", "/ppp/secret?operation=ensure&key=name&attribute.comment=x&scope=comment=x",
                    failure -> List.of(map(failure))),
            new Place("bulk in Safe Mode", "/ppp/secret/add?safeMode=true", failure -> elements(failure).iterator()),
            new Place(
                    "outcome listener", "/ppp/secret/add?bulkOutcomeListener=#throwing",
                    failure -> List.of(Map.of("name", "a"), Map.of("name", "b"))));

    static Stream<Arguments> cases() {
        return PLACES.stream().flatMap(place -> FAILURES.stream().map(failure -> Arguments.of(place, failure)));
    }

    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        @SuppressWarnings("unchecked")
        E any = (E) failure;
        throw any;
    }

    private static Map<String, Object> map(Throwable failure) {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                ThrowingCallbacksTest.<RuntimeException> sneak(failure);
                return null;
            }
        };
    }

    /** Three elements, the third of which throws. */
    private static List<Map<String, Object>> elements(Throwable failure) {
        return new AbstractList<>() {
            @Override
            public Map<String, Object> get(int index) {
                if (index == 2) {
                    ThrowingCallbacksTest.<RuntimeException> sneak(failure);
                }
                return Map.of("name", "user" + index);
            }

            @Override
            public int size() {
                return 3;
            }
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theExchangeEndsWithWhatWasThrown(Object place, Throwable failure) throws Exception {
        Consumer<WriteOutcome> listener = outcome -> ThrowingCallbacksTest.<RuntimeException> sneak(failure);
        context.getRegistry().bind("throwing", listener);
        startWithout();
        Place where = (Place) place;

        Exchange exchange = end(where.command(), where.body().apply(failure));

        assertThat(causes(exchange.getException())).contains(failure);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("CamelMikrotikUpsertResult");
        // and nothing of it is left behind
        assertThat(end("/ppp/secret/print", null).getException()).isNull();
    }

    @Test
    void anUpsertInAMenuOfOneRowEndsAndSaysHowItIsWritten() throws Exception {
        startWithout();

        Exchange exchange = end("/system/identity?operation=upsert&key=name", Map.of("name", router.identity(), "note", "x"));

        assertThat(exchange.getException()).hasMessageContaining("/system/identity/set");
    }

    private Exchange end(String command, Object body) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri(command)).createAsyncProducer();
        producer.start();
        CompletableFuture<Exchange> ended
                = producer.processAsync(ExchangeBuilder.anExchange(context).withBody(body).build());
        assertThat(ended).succeedsWithin(PATIENCE);
        producer.stop();
        return ended.join();
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            all.add(each);
        }
        return all;
    }
}

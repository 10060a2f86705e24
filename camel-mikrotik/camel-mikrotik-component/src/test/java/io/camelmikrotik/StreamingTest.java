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

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.processes.ChildJvm;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.Journal;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class StreamingTest extends MikrotikTestSupport {

    private static final String PRINT = "/ip/firewall/address-list/print";

    private void manyRows(int count) {
        router.table("/ip/firewall/address-list").generateRows(
                count, i -> Map.of(".id", "*" + Long.toHexString(i + 1), "list", "l" + i % 2, "address",
                        "10.0." + i / 250 + "." + i % 250));
    }

    @Test
    void rowsAreReadOneByOneInOrder() throws Exception {
        manyRows(5000);
        AtomicInteger rows = new AtomicInteger();
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?streaming=true")).split(routes.body()).streaming()
                .process(exchange -> {
                    int index = rows.getAndIncrement();
                    assertThat(exchange.getMessage().getBody(RouterOsRow.class).get("address"))
                            .isEqualTo("10.0." + index / 250 + "." + index % 250);
                }));

        assertThat(send("direct:in", null).getException()).isNull();

        assertThat(rows).hasValue(5000);
        await().atMost(PATIENCE).until(() -> component.deviceStatuses().get(0).commands() == 0);
    }

    @Test
    void aStreamedTableWithoutRowsIsAnIteratorWithoutElements() throws Exception {
        start(routes -> routes.from("direct:in").to(uri("/ppp/secret/print?streaming=true"))
                .process(exchange -> assertThat(exchange.getMessage().getBody(Iterator.class).hasNext()).isFalse()));

        assertThat(send("direct:in", null).getException()).isNull();
    }

    @Test
    void whereFiltersAStreamToo() throws Exception {
        manyRows(1000);
        AtomicInteger rows = new AtomicInteger();
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?streaming=true&where=address in 10.0.0.0/28 and list=l1"))
                .split(routes.body()).streaming().process(exchange -> rows.incrementAndGet()));

        assertThat(send("direct:in", null).getException()).isNull();

        assertThat(rows).hasValue(8);
    }

    @Test
    void aTrapBeforeTheFirstRowFailsTheExchange() throws Exception {
        startWithout();

        assertThat(send(uri("/no/such/menu/print?streaming=true"), null).getException()).isInstanceOf(TrapException.class);
    }

    @Test
    void aStreamThatBreaksOffEndsWithAnExceptionNotLikeACompleteOne() throws Exception {
        manyRows(5000);
        router.faults().onNext(PRINT).resetAfterBytes(50_000);
        AtomicInteger rows = new AtomicInteger();
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?streaming=true")).split(routes.body()).streaming()
                .process(exchange -> rows.incrementAndGet()));

        Exchange exchange = send("direct:in", null);

        assertThat(exchange.getException()).isInstanceOf(MikrotikException.class);
        assertThat(rows.get()).isBetween(1, 4999);
    }

    @Test
    void aTrapAfterRowsEndsTheStreamWithIt() throws Exception {
        manyRows(10);
        router.faults().onNext(PRINT).rowsThenTrap(10, null, "action timed out (13)");
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?streaming=true")).process(exchange -> {
            Iterator<?> rows = exchange.getMessage().getBody(Iterator.class);
            assertThatThrownBy(() -> rows.forEachRemaining(row -> {
            })).isInstanceOf(TrapException.class);
        }));

        assertThat(send("direct:in", null).getException()).isNull();
    }

    @Test
    void aStreamThatIsNotReadToItsEndIsCancelledWhenTheExchangeEnds() throws Exception {
        manyRows(1_000_000);
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?streaming=true"))
                .process(exchange -> exchange.getMessage().getBody(Iterator.class).next()));

        assertThat(send("direct:in", null).getException()).isNull();

        await().atMost(PATIENCE).until(() -> router.journal().count("/cancel") == 1);
        await().atMost(PATIENCE).until(() -> component.deviceStatuses().get(0).commands() == 0);
        assertThat(rows(send(uri("/ppp/secret/print"), null))).isEmpty();
    }

    @Test
    void rowsThatAreReadAfterTheExchangeHasEndedAreAllThereOrAnException() throws Exception {
        manyRows(20_000);
        CompletableFuture<Integer> tapped = new CompletableFuture<>();
        start(routes -> {
            routes.from("direct:in").to(uri(PRINT + "?streaming=true"));
            routes.from("direct:tapped").to(uri(PRINT + "?streaming=true")).wireTap("seda:tap");
            routes.from("seda:tap").delay(200).process(exchange -> {
                try {
                    tapped.complete(readAll(exchange.getMessage().getBody(Iterator.class)));
                } catch (MikrotikException e) {
                    tapped.completeExceptionally(e);
                }
            });
        });

        Iterator<?> afterwards = template.requestBody("direct:in", null, Iterator.class);
        template.requestBody("direct:tapped", (Object) null);

        assertThatThrownBy(() -> readAll(afterwards)).isInstanceOf(MikrotikException.class);
        assertThatThrownBy(() -> tapped.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(MikrotikException.class);
    }

    private static int readAll(Iterator<?> rows) {
        int count = 0;
        for (; rows.hasNext(); rows.next()) {
            count++;
        }
        return count;
    }

    @Test
    void aSlowStreamDoesNotDelayCommands() throws Exception {
        manyRows(1_000_000);
        CompletableFuture<Void> reading = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        start(routes -> routes.from("direct:slow").to(uri(PRINT + "?streaming=true")).process(exchange -> {
            exchange.getMessage().getBody(Iterator.class).next();
            reading.complete(null);
            goOn.get(20, TimeUnit.SECONDS);
        }));
        CompletableFuture<Exchange> slow = template.asyncSend("direct:slow", ExchangeBuilder.anExchange(context).build());
        reading.get(20, TimeUnit.SECONDS);

        for (int i = 0; i < 100; i++) {
            assertThat(rows(send(uri("/ppp/secret/print"), null))).isEmpty();
        }
        goOn.complete(null);

        assertThat(slow.get(20, TimeUnit.SECONDS).getException()).isNull();
        assertThat(router.journal().sessionsAtMost()).isEqualTo(2);
    }

    @Test
    void aReaderThatWaitsForASilentRouterTimesOut() throws Exception {
        manyRows(1000);
        router.faults().onNext(PRINT).stallAfterBytes(1000);
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?streaming=true&requestTimeout=200")).split(routes.body())
                .streaming()
                .process(exchange -> {
                }));

        assertThat(send("direct:in", null).getException()).hasMessageContaining("200 ms");
    }

    @Test
    void anEndlessCommandIsReadUntilTheRouteHasEnough() throws Exception {
        start(routes -> routes.from("direct:in")
                .to(uri("/ping?attribute.address=192.0.2.1&attribute.interval=10ms&streaming=true")).process(exchange -> {
                    Iterator<?> rows = exchange.getMessage().getBody(Iterator.class);
                    for (int i = 0; i < 3; i++) {
                        assertThat(((RouterOsRow) rows.next()).getLong("seq")).isEqualTo(i);
                    }
                }));

        assertThat(send("direct:in", null).getException()).isNull();
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(router.journal().commands()).extracting(Journal.Entry::command).contains("/cancel"));
    }

    @Test
    void aMillionRowsStreamThroughARouteIn64MegabytesOfHeap() throws Exception {
        String output = ChildJvm.run(Duration.ofMinutes(2), MillionRows.class, List.of("-Xmx64m"));

        assertThat(output).contains("rows: 1000000").as("the limit of the heap was in force")
                .containsPattern("heap: (6[0-4]|5[0-9]) MB");
        assertThat(List.of(output.split("\n"))).noneMatch(line -> line.contains("OutOfMemory"));
    }
}

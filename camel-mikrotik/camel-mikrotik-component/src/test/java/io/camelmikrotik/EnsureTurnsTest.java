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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.write.EnsurePlan;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

/** Runs of operation=ensure that are asked for at once, in a menu where RouterOS itself keeps no uniqueness. */
class EnsureTurnsTest extends MikrotikTestSupport {

    private static final String FILTER = "/ip/firewall/filter";
    private static final String ENSURE = FILTER + "?operation=ensure&scope=chain=forward&key=comment";
    private static final List<Map<String, Object>> RULES = IntStream.range(0, 5)
            .<Map<String, Object>> mapToObj(i -> Map.of("chain", "forward", "comment", "rule" + i)).toList();

    @Test
    void runsOnOneTableAddEachRowOnce() throws Exception {
        router.close();
        router = SimulatedRouter.builder().latency(Duration.ofMillis(5)).start();
        startWithout();

        List<CompletableFuture<Exchange>> runs = IntStream.range(0, 10)
                .mapToObj(i -> begin(ENSURE + (i % 2 == 0 ? "" : "&onAbsent=remove"))).toList();

        for (CompletableFuture<Exchange> each : runs) {
            assertThat(each.get(30, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(router.table(FILTER).rows()).hasSize(RULES.size());
        assertThat(router.journal().writes()).isEqualTo(RULES.size());
        assertThat(component.keyTurns().size()).isZero();
    }

    @Test
    void aRunThatWaitsForAnotherLongerThanTotalTimeoutWritesNothing() throws Exception {
        startWithout();
        router.faults().onNext(FILTER + "/print").stall();
        CompletableFuture<Exchange> first = begin(ENSURE + "&requestTimeout=3s");
        await().until(() -> router.journal().commands().stream().anyMatch(each -> each.command().equals(FILTER + "/print")));

        Exchange second = begin(ENSURE + "&totalTimeout=200").get(2, TimeUnit.SECONDS);
        Exchange plan = begin(ENSURE + "&dryRun=true").get(30, TimeUnit.SECONDS);
        Exchange third = begin(ENSURE).get(30, TimeUnit.SECONDS);

        assertThat(second.getException()).hasMessageContaining("another ensure of " + FILTER)
                .hasMessageContaining("nothing was written").asInstanceOf(type(MikrotikException.class))
                .returns(CommandFate.NEVER_SENT, MikrotikException::getFate);
        assertThat(plan.getMessage().getBody(EnsurePlan.class).adds()).as("a plan waits for nobody").hasSize(RULES.size());
        assertThat(first.get(30, TimeUnit.SECONDS).getException()).isNotNull();
        assertThat(third.getException()).isNull();
        assertThat(router.table(FILTER).rows()).hasSize(RULES.size());
        await().until(() -> component.keyTurns().size() == 0);
    }

    private CompletableFuture<Exchange> begin(String path) {
        return template.asyncSend(uri(path), ExchangeBuilder.anExchange(context).withBody(RULES).build());
    }
}

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.write.WriteOutcome;
import io.camelmikrotik.write.WriteOutcome.State;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bulk writes through random trouble, and to a router that clamps. */
@Timeout(120)
class BulkCampaignTest extends MikrotikTestSupport {

    private static final String SECRETS = "/ppp/secret";
    private static final String ADD = "/ppp/secret/add";
    private static final String DISABLE = "/ppp/secret/disable";
    private static final int ELEMENTS = 300;

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("bulk.seeds", 20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOutcomesExplainTheTableAndNothingIsWrittenTwice(int seed) throws Exception {
        startWithout();
        Random random = new Random(seed);
        orderFaults(random, ADD);
        String options = "?onFailure=continue&bulkResumeTimeout=30s&requestTimeout=2s&bulkWindow=" + (1 + random.nextInt(40));
        boolean reboots = random.nextInt(3) == 0;
        List<Map<String, String>> accounts
                = IntStream.range(0, ELEMENTS).mapToObj(i -> Map.of("name", "user" + i)).toList();

        CompletableFuture<Exchange> result = template.asyncSend(
                uri(ADD + options + (reboots ? "&bulkCommandsPerSecond=1000" : "")),
                ExchangeBuilder.anExchange(context).withBody(random.nextBoolean() ? accounts : accounts.iterator()).build());
        if (reboots) {
            await().atMost(PATIENCE).until(() -> result.isDone() || router.table(SECRETS).size() > 40);
            router.reboot(Duration.ofMillis(random.nextInt(200)));
        }

        assertThat(result).succeedsWithin(Duration.ofSeconds(100));
        assertThat(result.get().getException()).isNull();
        List<WriteOutcome> outcomes = outcomes(result.get());
        assertThat(outcomes).extracting(WriteOutcome::index)
                .containsExactlyElementsOf(IntStream.range(0, ELEMENTS).mapToObj(i -> (long) i).toList());
        assertThat(sent(ADD, "name")).doesNotHaveDuplicates();
        Set<String> there = router.table(SECRETS).rows().stream().map(row -> row.get("name")).collect(Collectors.toSet());
        for (WriteOutcome outcome : outcomes) {
            String name = (String) ((Map<?, ?>) outcome.element()).get("name");
            if (outcome.state() == State.DONE) {
                assertThat(there).contains(name);
                assertThat(router.table(SECRETS).row(outcome.ret())).containsEntry("name", name);
            } else if (outcome.state() != State.UNKNOWN) {
                assertThat(there).doesNotContain(name);
            }
        }
        assertThat(there).hasSize(router.table(SECRETS).size());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void chunksThatAreCutOrRefusedAreExplainedToo(int seed) throws Exception {
        startWithout();
        Random random = new Random(seed);
        List<Map<String, String>> ids = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        for (int i = 0; i < 150; i++) {
            String id = router.table(SECRETS).add("name", "user" + i);
            ids.add(Map.of(".id", id));
            if (random.nextInt(40) == 0) {
                router.table(SECRETS).remove(id);
                missing.add(id);
            }
        }
        boolean removes = random.nextBoolean();
        String path = removes ? "/ppp/secret/remove" : DISABLE;
        orderFaults(random, path);

        Exchange exchange = send(
                uri(path + "?onFailure=continue&bulkResumeTimeout=30s&requestTimeout=2s&bulkChunkSize="
                    + (1 + random.nextInt(30))),
                ids);

        assertThat(exchange.getException()).isNull();
        assertThat(outcomes(exchange)).hasSize(150).allSatisfy(outcome -> {
            String id = (String) ((Map<?, ?>) outcome.element()).get(".id");
            Map<String, String> row = router.table(SECRETS).row(id);
            switch (outcome.state()) {
                case DONE -> {
                    assertThat(missing).doesNotContain(id);
                    assertThat(removes ? row == null : "true".equals(row.get("disabled"))).isTrue();
                }
                case TRAPPED, NOT_SENT -> assertThat(missing.contains(id) || row != null).isTrue();
                default -> assertThat(outcome.message()).isNotBlank();
            }
        });
    }

    @Test
    void aRouterThatClampsIsGivenLessAtATime() throws Exception {
        router.close();
        router = SimulatedRouter.builder().clampAfter(200, Duration.ofMillis(5), Duration.ofMinutes(1)).start();
        startWithout();
        MikrotikEndpoint endpoint = context.getEndpoint(uri(ADD + "?bulkWindow=256"), MikrotikEndpoint.class);
        List<Map<String, String>> accounts = IntStream.range(0, 1_500).mapToObj(i -> Map.of("name", "user" + i)).toList();

        CompletableFuture<Exchange> bulk
                = template.asyncSend(endpoint, ExchangeBuilder.anExchange(context).withBody(accounts).build());
        await().atMost(PATIENCE).until(() -> endpoint.getBulkElementsDone() > 200);

        await().atMost(PATIENCE).until(() -> bulk.isDone() || endpoint.client().device().pace().limit() < 32);
        assertThat(send(uri("/system/identity/print"), null).getException()).isNull();
        assertThat(bulk).isNotDone();
        assertThat(bulk).succeedsWithin(PATIENCE);
        assertThat(outcomes(bulk.get())).hasSize(1_500).allMatch(WriteOutcome::isDone);
    }

    private void orderFaults(Random random, String path) {
        int faults = 1 + random.nextInt(4);
        for (int i = 0; i < faults; i++) {
            Faults.Rule rule = router.faults().onNext(path).after(random.nextInt(path.equals(ADD) ? ELEMENTS / 2 : 5));
            switch (random.nextInt(6)) {
                case 0 -> rule.trap("1", "invalid value for argument name");
                case 1 -> rule.times(5).trap(null, "failure: the service says no");
                case 2 -> rule.executeThenReset();
                case 3 -> rule.cutBeforeExecuting();
                case 4 -> rule.cutAfterBytes(random.nextInt(12));
                default -> rule.stall();
            }
        }
    }

    private List<String> sent(String path, String attribute) {
        return router.journal().commands().stream().filter(each -> each.command().equals(path))
                .map(Journal.Entry::attributes).map(attributes -> attributes.get(attribute)).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<WriteOutcome> outcomes(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}

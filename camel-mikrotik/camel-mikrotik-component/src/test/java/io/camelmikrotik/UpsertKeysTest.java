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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.write.EnsurePlan;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which row a key means: in every spelling, whoever else asks at the same moment. */
class UpsertKeysTest extends MikrotikTestSupport {

    private static final String FILTER = "/ip/firewall/filter";

    /** Texts of one meaning; a router prints the first of them in one version or menu, another elsewhere. */
    private record Meaning(String property, List<String> texts, int printed) {
        Meaning(String property, List<String> texts) {
            this(property, texts, texts.size());
        }
    }

    @Test
    void aRowIsFoundInEverySpellingOfItsKey() throws Exception {
        startWithout();
        long seed = Long.getLong("upsert.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < Integer.getInteger("upsert.rounds", 4); round++) {
            for (Meaning meaning : meanings(random)) {
                for (int i = 0; i < 3; i++) {
                    String there = any(meaning.texts.subList(0, meaning.printed), random);
                    String asked = any(meaning.texts, random);
                    String what = "seed " + seed + ": " + meaning.property + "=" + there + " asked for as " + asked;
                    String id = router.table(FILTER).add("chain", "keys", meaning.property, there);

                    Exchange upsert = send(
                            uri(FILTER + "?operation=upsert&key=" + meaning.property),
                            Map.of(meaning.property, asked, "chain", "keys"));
                    Exchange ensure = send(
                            uri(FILTER + "?operation=ensure&dryRun=true&onAbsent=remove&scope=chain=keys&key="
                                + meaning.property),
                            List.of(Map.of(meaning.property, asked)));

                    assertThat(upsert.getException()).as(what).isNull();
                    assertThat(upsert.getMessage().getHeaders()).as(what)
                            .containsEntry(MikrotikConstants.UPSERT_RESULT, "unchanged")
                            .containsEntry(MikrotikConstants.RET, id);
                    assertThat(ensure.getMessage().getBody(EnsurePlan.class).isEmpty()).as(what).isTrue();
                    router.table(FILTER).remove(id);
                }
            }
        }
        assertThat(router.journal().writes()).isZero();
    }

    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static List<Meaning> meanings(Random random) {
        List<Meaning> meanings = new ArrayList<>();
        String v4 = "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + (1 + random.nextInt(250));
        meanings.add(new Meaning("src-address", List.of(v4, v4 + "/32", v4 + "-" + v4)));
        int third = random.nextInt(256);
        String net = "172.16." + third + ".";
        meanings.add(new Meaning(
                "dst-address", List.of(net + "0/24", net + "0-" + net + "255", net + (1 + random.nextInt(250)) + "/24"), 2));
        String group = Integer.toHexString(1 + random.nextInt(0xFFFE));
        meanings.add(new Meaning(
                "src-address", List.of(
                        "2001:db8::" + group, "2001:db8::" + group + "/128", "2001:DB8:0::" + group.toUpperCase(Locale.ROOT),
                        "2001:0db8:0:0:0:0:0:" + group),
                2));
        // zeros in two places, and one by itself
        meanings.add(new Meaning(
                "dst-address", List.of(
                        "2001:db8::" + group + ":0:0:1", "2001:db8:0:0:" + group + "::1", "2001:db8:0:0:" + group + ":0:0:1",
                        "2001:0db8:0000:0000:" + "0".repeat(4 - group.length()) + group + ":0000:0000:0001",
                        "2001:db8::" + group + ":0:0:1/128", "2001:DB8::" + group.toUpperCase(Locale.ROOT) + ":0:0:1")));
        meanings.add(new Meaning(
                "dst-address",
                List.of("2001:db8:0:1:1:1:1:" + group, "2001:db8::1:1:1:1:" + group, "2001:db8:0:1:1:1:1:" + group + "/128")));
        meanings.add(new Meaning("src-address", List.of("::ffff:" + v4, "::ffff:" + mapped(v4))));
        String mac = String.format("02:00:%02X:AB:CD:%02X", random.nextInt(256), random.nextInt(256));
        meanings.add(new Meaning("src-mac-address", List.of(mac, mac.toLowerCase(Locale.ROOT))));
        int port = 1 + random.nextInt(60_000);
        meanings.add(new Meaning(
                "dst-port", List.of(
                        port + "-" + (port + 2), port + "," + (port + 1) + "," + (port + 2),
                        (port + 2) + "," + port + "-" + (port + 1))));
        int hours = 1 + random.nextInt(20);
        meanings.add(new Meaning(
                "time", List.of(
                        hours + "h-" + (hours + 2) + "h,mon,tue",
                        String.format("%02d:00:00-%02d:00:00,mon,tue", hours, hours + 2),
                        hours + "h-" + (hours + 2) + "h,tue,mon")));
        int rate = 1 + random.nextInt(50);
        meanings.add(new Meaning("limit", List.of(rate + ",5:packet", rate + ",5", rate + "/1s,5")));
        meanings.add(
                new Meaning("max-limit", List.of(rate + "000000/" + rate + "000000", rate + "M/" + rate + "M", rate + "M")));
        long seconds = 60L * (1 + random.nextInt(50_000));
        meanings.add(new Meaning(
                "interval", List.of(
                        io.camelmikrotik.internal.value.DurationValue.format(Duration.ofSeconds(seconds)), seconds + "s",
                        seconds / 60 + "m",
                        Long.toString(seconds))));
        meanings.add(new Meaning("rate", List.of(rate + "M", rate + "000k", rate + "000000")));
        meanings.add(new Meaning("connection-state", List.of("established,related", "related,established")));
        meanings.add(new Meaning("log", List.of("true", "yes")));
        meanings.add(new Meaning("queue", List.of("q" + rate + "/q" + rate, "q" + rate)));
        return meanings;
    }

    /** The groups of an IPv6 address that hold it. */
    private static String mapped(String v4) {
        String[] bytes = v4.split("\\.");
        return Integer.toHexString(Integer.parseInt(bytes[0]) << 8 | Integer.parseInt(bytes[1])) + ":"
               + Integer.toHexString(Integer.parseInt(bytes[2]) << 8 | Integer.parseInt(bytes[3]));
    }

    @Test
    void aDynamicRowIsSetApart() throws Exception {
        startWithout();
        String list = "/ip/firewall/address-list";
        router.table(list).add("list", "a", "address", "192.0.2.1", "dynamic", "true");

        Exchange alone = send(uri(list + "?operation=upsert&key=list,address"), Map.of("list", "a", "address", "192.0.2.1"));
        assertThat(alone.getException()).hasMessageContaining("a dynamic row (*1)").hasMessageContaining("not touched");

        String ours = router.table(list).add("list", "a", "address", "192.0.2.1");
        Exchange beside = send(uri(list + "?operation=upsert&key=list,address"),
                Map.of("list", "a", "address", "192.0.2.1", "comment", "x"));
        assertThat(beside.getException()).isNull();
        assertThat(beside.getMessage().getHeader(MikrotikConstants.RET)).isEqualTo(ours);
    }

    @Test
    void anEntryWhoseTimeIsRunningIsAsItWasWritten() throws Exception {
        startWithout();
        String list = "/ip/firewall/address-list";
        router.table(list).add("list", "a", "address", "192.0.2.1", "dynamic", "true", "timeout", "23h59m1s");

        Exchange exchange = send(
                uri(list + "?operation=upsert&key=list,address"), Map.of("list", "a", "address", "192.0.2.1", "timeout", "1d"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.UPSERT_RESULT)).isEqualTo("unchanged");
    }

    @Test
    void oneKeyIsUpsertedByOneCallerAtATime() throws Exception {
        router.close();
        router = SimulatedRouter.builder().latency(Duration.ofMillis(5)).start();
        startWithout();
        String uri = uri(FILTER + "?operation=upsert&key=comment");

        List<CompletableFuture<Exchange>> all = IntStream.range(0, 40).mapToObj(i -> {
            Map<String, Object> row = Map.of("comment", "rule" + i % 4, "chain", "forward");
            Object body = i % 5 == 0 ? List.of(row, Map.of("comment", "rule" + (i + 1) % 4, "chain", "forward")) : row;
            return template.asyncSend(uri, org.apache.camel.builder.ExchangeBuilder.anExchange(context).withBody(body).build());
        }).toList();
        for (CompletableFuture<Exchange> each : all) {
            assertThat(each.get(30, TimeUnit.SECONDS).getException()).isNull();
        }

        assertThat(router.table(FILTER).rows()).hasSize(4);
        assertThat(component.keyTurns().size()).isZero();
    }

    @Test
    void whoWaitsForAKeyBehindADeadRouterEndsInTime() throws Exception {
        startWithout();
        router.faults().onNext(FILTER + "/print").times(Integer.MAX_VALUE).stall();
        String uri = uri(FILTER + "?operation=upsert&key=comment&requestTimeout=500");

        List<CompletableFuture<Exchange>> all = IntStream.range(0, 5).mapToObj(i -> template.asyncSend(
                uri,
                org.apache.camel.builder.ExchangeBuilder.anExchange(context).withBody(Map.of("comment", "x", "chain", "a"))
                        .build()))
                .toList();
        for (CompletableFuture<Exchange> each : all) {
            assertThat(each.get(30, TimeUnit.SECONDS).getException()).isNotNull();
        }

        assertThat(router.table(FILTER).rows()).isEmpty();
        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(component.keyTurns().size()).isZero());
    }
}

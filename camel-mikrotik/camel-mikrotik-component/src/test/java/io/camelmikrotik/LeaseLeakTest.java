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

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.leaks.RecordedLog;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sessions that somebody holds for too long.
 */
class LeaseLeakTest extends MikrotikTestSupport {

    private static final String WARNING = "longer than leaseLeakThreshold";

    private RecordedLog log;

    @BeforeEach
    void record() {
        log = RecordedLog.start("io.camelmikrotik.internal.pool.LeaseLeaks");
        router.table("/ip/firewall/address-list").generateRows(100_000, i -> Map.of("address", "10.0.0.1"));
    }

    @AfterEach
    void stopRecording() {
        log.close();
    }

    @Test
    void aStreamThatNobodyClosesIsToldOnceWithThePlaceWhereItWasAskedFor() throws Exception {
        component.setLeaseLeakThreshold(100);
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        CompletableFuture<Exchange> ended = leaveAStreamHalfRead(goOn);

        await().until(() -> !warnings().isEmpty());
        assertThat(warnings()).singleElement().asString().contains("/ip/firewall/address-list/print", "127.0.0.1");
        assertThat(log.thrown()).singleElement().satisfies(asked -> assertThat(asked.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(MikrotikProducer.class.getName())));
        assertThat(component.getLeasesHeldTooLong()).isEqualTo(1);

        goOn.complete(null);
        assertThat(ended.get(20, TimeUnit.SECONDS).getException()).isNull();
        await().until(() -> log.lines().stream().anyMatch(line -> line.contains("no longer in use")));
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void withoutAThresholdNothingIsLookedAt() throws Exception {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        CompletableFuture<Exchange> ended = leaveAStreamHalfRead(goOn);
        goOn.complete(null);

        assertThat(ended.get(20, TimeUnit.SECONDS).getException()).isNull();
        assertThat(warnings()).isEmpty();
        assertThat(component.getLeasesHeldTooLong()).isZero();
    }

    @Test
    void aSubscriptionMayHoldItsSessionForAsLongAsItLikes() throws Exception {
        component.setLeaseLeakThreshold(50);
        router.faults().onNext("/system/resource/print").stall();
        start(routes -> routes.from(uri("/ppp/active/listen")).to("mock:changes"));
        await().until(() -> router.journal().count("/ppp/active/listen") == 1);

        // something that is told, so that the lease of before would have been
        CompletableFuture<Exchange> stalled = template.asyncSend(
                uri("/system/resource/print?requestTimeout=5s"), ExchangeBuilder.anExchange(context).build());
        await().until(() -> !warnings().isEmpty());

        assertThat(warnings()).singleElement().asString().contains("/system/resource/print");
        assertThat(stalled.get(20, TimeUnit.SECONDS).getException()).isNotNull();
    }

    private List<String> warnings() {
        return log.lines(Level.WARN).stream().filter(line -> line.contains(WARNING)).toList();
    }

    private CompletableFuture<Exchange> leaveAStreamHalfRead(CompletableFuture<Void> goOn) throws Exception {
        CompletableFuture<Void> reading = new CompletableFuture<>();
        start(routes -> routes.from("direct:in").to(uri("/ip/firewall/address-list/print?streaming=true"))
                .process(exchange -> {
                    exchange.getMessage().getBody(Iterator.class).next();
                    reading.complete(null);
                    goOn.get(20, TimeUnit.SECONDS);
                }));
        CompletableFuture<Exchange> ended = template.asyncSend("direct:in", ExchangeBuilder.anExchange(context).build());
        reading.get(20, TimeUnit.SECONDS);
        return ended;
    }
}

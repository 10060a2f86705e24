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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.exception.OutcomeUnknownException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The end of the component, with commands under way. */
class ComponentStopTest extends MikrotikTestSupport {

    private static final String ADD = "/ppp/secret/add";

    private CompletableFuture<Exchange> addInFlight() {
        CompletableFuture<Exchange> exchange
                = CompletableFuture.supplyAsync(() -> send(uri(ADD), Map.of("name", "cust1", "service", "pppoe")));
        await().atMost(PATIENCE).until(() -> router.journal().count(ADD) == 1);
        return exchange;
    }

    @Test
    void aCommandMayEndWithinTheShutdownTimeoutInWhateverUnitThatIs() throws Exception {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(60_000);
        startWithout();
        router.faults().onNext(ADD).delay(Duration.ofMillis(500));
        CompletableFuture<Exchange> add = addInFlight();

        component.stop();

        assertThat(add.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getException()).isNull();
    }

    @Test
    void anExchangeWhoseCommandIsCutShortEndsAllTheSame() throws Exception {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(100);
        startWithout();
        router.faults().onNext(ADD).stall();
        CompletableFuture<Exchange> add = addInFlight();

        component.stop();

        assertThat(add.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getException())
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void anExchangeThatComesAfterTheStopIsRefusedAndTellsWhy() throws Exception {
        startWithout();
        String print = uri("/ppp/secret/print");
        assertThat(send(print, null).getException()).isNull();

        component.stop();

        assertThat(send(print, null).getException()).isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("not started");
        assertThat(router.journal().count("/ppp/secret/print")).isEqualTo(1);
    }

    @Test
    void routesThatKeepEveryWorkerBusyDoNotKeepTheSessionsFromBeingCaredFor() throws Exception {
        component.setWorkerPoolSize(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        start(routes -> routes.from("direct:slow").to(uri("/ppp/secret/print")).process(exchange -> {
            busy.countDown();
            release.await();
        }));
        template.asyncSendBody("direct:slow", null);
        assertThat(busy.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        // given back to the store though the only worker is held by the route
        await().atMost(PATIENCE).until(() -> component.deviceStatuses().get(0).sessionsIdle() == 1);
        release.countDown();
    }
}

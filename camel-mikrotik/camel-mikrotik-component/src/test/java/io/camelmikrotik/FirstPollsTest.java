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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many devices that are polled for the first time at once. Each is a loopback address of its own. */
class FirstPollsTest extends MikrotikTestSupport {

    private static final int DEVICES = 60;

    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private SimulatedRouter everywhere;

    @BeforeEach
    void aRouterOnAllAddresses() {
        everywhere = SimulatedRouter.builder().host("0.0.0.0").maxSessions(1_000).start();
        context.getRegistry().bind("noting", new DefaultPollingConsumerPollStrategy() {
            @Override
            public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
                failures.add(cause);
                return super.rollback(consumer, endpoint, retryCounter, cause);
            }
        });
    }

    @AfterEach
    void closeIt() {
        context.stop();
        everywhere.close();
    }

    @Test
    void aFirstPollWaitsItsTurnWithoutFailing() throws Exception {
        // five seconds for all of them, and far less patience
        component.setMaxOpeningsPerSecond(10);
        component.setMaxWait(1_500);
        context.getEndpoint("mock:out", MockEndpoint.class).whenAnyExchangeReceived(
                exchange -> answered.add(exchange.getFromEndpoint().getEndpointUri()));
        start(routes -> {
            for (int i = 0; i < DEVICES; i++) {
                routes.from("mikrotik:127.78.0." + (i + 1) + ":" + everywhere.port()
                            + "/system/identity/print?initialDelay=0&delay=60000&pollStrategy=#noting")
                        .to("mock:out");
            }
        });

        await().atMost(PATIENCE).until(() -> answered.size() == DEVICES || !failures.isEmpty());

        assertThat(failures).isEmpty();
    }

    @Test
    void anExchangeThatWasRefusedItsTurnSaysWhichOptionsBoundIt() throws Exception {
        component.setMaxOpeningsPerSecond(1);
        // ten times that is over before the second turn comes
        component.setMaxWait(40);
        startWithout();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(template.asyncSend(identity(i), ExchangeBuilder.anExchange(context).build()));
        }

        List<Exception> refusals = all.stream().map(each -> each.join().getException()).filter(Objects::nonNull).toList();

        assertThat(refusals).anySatisfy(refusal -> assertThat(refusal)
                .hasMessageContaining("maxOpeningsPerSecond").hasMessageContaining("maxConcurrentOpenings"));
    }

    private String identity(int device) {
        return "mikrotik:127.78.1." + (device + 1) + ":" + everywhere.port() + "/system/identity/print";
    }
}

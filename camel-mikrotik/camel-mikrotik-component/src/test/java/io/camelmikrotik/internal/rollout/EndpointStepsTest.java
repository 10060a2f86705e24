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
package io.camelmikrotik.internal.rollout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.exception.RolloutException;
import io.camelmikrotik.write.RolloutResult;
import io.camelmikrotik.write.RolloutResult.DeviceOutcome;
import io.camelmikrotik.write.RolloutResult.State;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Roll-outs whose steps are routes of an application. */
class EndpointStepsTest {

    private static final Map<String, Map<String, String>> LABELS = Map.of("a", Map.of(), "b", Map.of(), "c", Map.of());

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, String> changed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one").process(exchange -> {
                    String device = exchange.getMessage().getHeader("CamelMikrotikDevice", String.class);
                    changed.put(device, exchange.getMessage().getHeader("version") + " "
                                        + exchange.getMessage().getBody(String.class));
                    // what one does with its message does not reach the others
                    exchange.getMessage().setHeader("version", "spoilt");
                    if (device.equals("c")) {
                        throw new IOException("disk full");
                    }
                });
                from("direct:check").filter(header("CamelMikrotikDevice").isEqualTo("b"))
                        .throwException(IllegalStateException.class, "still 7.18");
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() throws IOException {
        timer.shutdownNow();
        workers.shutdownNow();
        context.close();
    }

    @Test
    void eachDeviceGetsTheMessageWithItsNameAndFailsForItself() throws Exception {
        RolloutResult result = rollout("3", exchange("7.20", "please")).result().get(20, TimeUnit.SECONDS);

        assertThat(result.devices()).extracting(DeviceOutcome::state).containsExactly(State.DONE, State.FAILED, State.FAILED);
        assertThat(result.devices()).extracting(DeviceOutcome::reason).containsExactly(
                null, "the verification failed: IllegalStateException: still 7.18", "IOException: disk full");
        assertThat(changed).containsOnly(
                Map.entry("a", "7.20 please"), Map.entry("b", "7.20 please"), Map.entry("c", "7.20 please"));
    }

    @Test
    void aBodyThatIsAStreamIsReadByEach() throws Exception {
        rollout("3", exchange("7.20", new ByteArrayInputStream("please".getBytes(StandardCharsets.UTF_8)))).result()
                .get(20, TimeUnit.SECONDS);

        assertThat(changed).hasSize(3).allSatisfy((device, message) -> assertThat(message).isEqualTo("7.20 please"));
    }

    @Test
    void theExceptionOfAStoppedRolloutHasTheResultAndTheFailure() {
        assertThatThrownBy(() -> rollout("0", exchange("7.20", "please")).result().get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class).cause().isInstanceOfSatisfying(
                        RolloutException.class, failure -> {
                            assertThat(failure.getResult().count(State.FAILED)).isPositive();
                            assertThat(failure).hasMessageContaining("maxFailures is 0").hasCauseInstanceOf(Exception.class);
                        });
    }

    @Test
    void anEndpointThatIsNotThereFailsTheDevice() throws Exception {
        RolloutResult result = rollout("3", exchange("7.20", "please"), "nothere:one").result().get(20, TimeUnit.SECONDS);

        assertThat(result.count(State.FAILED)).isEqualTo(3);
        assertThat(result.devices().get(0).reason()).contains("nothere");
    }

    private Exchange exchange(String version, Object body) {
        return ExchangeBuilder.anExchange(context).withHeader("version", version).withBody(body).build();
    }

    private Rollout rollout(String maxFailures, Exchange exchange) {
        return rollout(maxFailures, exchange, "direct:one");
    }

    private Rollout rollout(String maxFailures, Exchange exchange, String to) {
        MikrotikConfiguration configuration = new MikrotikConfiguration();
        configuration.setTo(to);
        configuration.setVerify("direct:check");
        configuration.setMaxFailures(maxFailures);
        RolloutOptions options = RolloutOptions.of(configuration);
        return new RolloutOperation(options, device -> completedFuture(true), new Rollouts(), timer).start(
                List.of("a", "b", "c"), LABELS, new EndpointSteps(template, exchange, options), workers);
    }
}

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
package io.camelmikrotik.versions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import io.netty.channel.Channel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.commons.pool2.ObjectPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * All ways in which the component uses the network and the store of sessions, with versions older than those that it is
 * built with.
 */
class LowestVersionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SimulatedRouter router = SimulatedRouter.builder().tls(TlsMode.CERTIFICATE).start();
    private final CamelContext context = new DefaultCamelContext();
    private final MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);

    @BeforeEach
    void start() {
        component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
        component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        router.close();
    }

    @Test
    void theVersionsAreThoseOfThisModule() {
        assertThat(jar(Channel.class)).contains("netty-transport-4.1.");
        assertThat(jar(SslHandler.class)).contains("netty-handler-4.1.");
        assertThat(jar(ByteToMessageDecoder.class)).as("not in two jars").contains("netty-codec-4.1.");
        assertThat(jar(ObjectPool.class)).contains("commons-pool2-2.12.0");
    }

    @Test
    void commandsGoOverThePlainPortAndSharedSessions() {
        for (int number = 0; number < 50; number++) {
            send("/ppp/secret/add", Map.of("name", "user" + number));
        }

        assertThat((List<?>) send("/ppp/secret/print", null)).hasSize(50);
        assertThat(router.journal().sessionsOpen()).isEqualTo(1);
    }

    @Test
    void commandsGoOverTls() {
        Object rows = context.createProducerTemplate().requestBody(
                "mikrotik:" + router.host() + ":" + router.tlsPort() + "/system/identity/print?tls=true&certificateFingerprint="
                                                                   + SimulatedRouter.certificateFingerprint(),
                (Object) null);

        assertThat(rows).asString().contains(router.identity());
    }

    @Test
    void aBulkWriteAndALargeReplyArriveWhole() {
        send("/ip/firewall/address-list/add", addresses(2_000));

        List<?> rows = (List<?>) send("/ip/firewall/address-list/print", null);

        assertThat(rows).hasSize(2_000);
    }

    @Test
    void aTableIsMadeEqualToAList() {
        send("/ip/firewall/address-list?operation=ensure&scope=RAW(list=blocked)&key=address&onAbsent=remove", addresses(20));
        send("/ip/firewall/address-list?operation=ensure&scope=RAW(list=blocked)&key=address&onAbsent=remove", addresses(5));

        assertThat(router.table("/ip/firewall/address-list").rows()).hasSize(5);
    }

    @Test
    void changesAreFollowedOverAReboot() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("/ppp/secret/listen?key=name&retryDelay=50")).to("mock:changes");
            }
        });
        MockEndpoint changes = context.getEndpoint("mock:changes", MockEndpoint.class);
        await().atMost(PATIENCE).until(() -> router.commandsRunning() > 0);
        router.table("/ppp/secret").add(Map.of("name", "before"));
        await().atMost(PATIENCE).until(() -> changes.getReceivedCounter() == 1);

        router.reboot(Duration.ofMillis(100));
        router.table("/ppp/secret").add(Map.of("name", "after"));

        await().atMost(PATIENCE).until(() -> changes.getReceivedCounter() == 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void storedSessionsAreEvictedOrUsedAgain(boolean evicted) throws Exception {
        try (SimulatedRouter other = SimulatedRouter.start(); CamelContext hasty = new DefaultCamelContext()) {
            MikrotikComponent itsComponent = hasty.getComponent("mikrotik", MikrotikComponent.class);
            itsComponent.getConfiguration().setUsername(SimulatedRouter.USERNAME);
            itsComponent.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
            if (evicted) {
                itsComponent.setMinEvictableIdleDuration(1);
                itsComponent.setDurationBetweenEvictionRuns(50);
            }
            itsComponent.setValidateAfterIdle(0);
            hasty.start();
            String print = "mikrotik:" + other.address() + "/ppp/secret/print";
            hasty.createProducerTemplate().requestBody(print, (Object) null);
            if (evicted) {
                await().atMost(PATIENCE).until(() -> other.sessionsOpen() == 0);
            }
            hasty.createProducerTemplate().requestBody(print, (Object) null);

            assertThat(other.journal().logins()).isEqualTo(evicted ? 2 : 1);
        }
    }

    private Object send(String rest, Object body) {
        return context.createProducerTemplate().requestBody(uri(rest), body);
    }

    private String uri(String rest) {
        return "mikrotik:" + router.address() + rest;
    }

    private static List<Map<String, String>> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> Map.of("list", "blocked", "address", "10.0." + each / 250 + "." + (each % 250 + 1))).toList();
    }

    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }
}

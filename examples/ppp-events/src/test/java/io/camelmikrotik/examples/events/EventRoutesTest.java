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
package io.camelmikrotik.examples.events;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.examples.events.SubscriberEvent.Type;
import io.camelmikrotik.simulator.SimulatedTable;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** What the routers' tables become on the topic. */
class EventRoutesTest {

    private final SimulatedProvider provider = SimulatedProvider.start();
    private final Main main = PppEventsApplication.application(provider);
    private final List<String> topic = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        provider.dialIn("north");
        main.addOverrideProperty("page.port", "0");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:topic:{{topic}}?consumerType=Simple&taskExecutor=#inOrder").startupOrder(3)
                        .process(event -> topic.add(event.getMessage().getBody(String.class)));
            }
        });
        main.start();
        events(1);
    }

    @AfterEach
    void stop() {
        main.stop();
        provider.close();
    }

    @Test
    void aSessionIsAnEventInJson() throws Exception {
        provider.dialIn("south");
        // which shows that this router, too, is followed from now on
        events(2);

        provider.dialIn("south");

        assertThat(events(3).get(2)).satisfies(event -> {
            assertThat(event.type()).isEqualTo(Type.PPP_UP);
            assertThat(event.router()).isEqualTo("south");
            assertThat(event.name()).isEqualTo("oskar.dvorak");
            assertThat(event.address()).isEqualTo("100.64.0.3");
            assertThat(event.device()).isEqualTo("02:00:00:00:00:02");
            assertThat(event.caughtUp()).isFalse();
        });
        assertThat(topic.get(2)).contains("\"type\":\"ppp-up\"", "\"caughtUp\":false");
    }

    @Test
    void whoWasOnlineBeforeTheProgramIsKnownToo() throws Exception {
        assertThat(events(1)).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("anna.adler");
            assertThat(event.caughtUp()).isTrue();
        });
    }

    @Test
    void anIdThatIsUsedAgainIsAnotherSession() throws Exception {
        SimulatedTable sessions = provider.router("north").table("/ppp/active");
        String id = provider.sessions("north").get(0).get(".id");

        sessions.set(id, "name", "zoe.zander", "session-id", "0x1");

        assertThat(events(3).subList(1, 3)).extracting(SubscriberEvent::type, SubscriberEvent::name)
                .containsExactly(tuple(Type.PPP_DOWN, "anna.adler"), tuple(Type.PPP_UP, "zoe.zander"));
    }

    @Test
    void countersThatMoveAreNoEvent() throws Exception {
        SimulatedTable sessions = provider.router("north").table("/ppp/active");
        sessions.set(provider.sessions("north").get(0).get(".id"), "uptime", "1h", "limit-bytes-in", "5");

        provider.hangUp("north");

        assertThat(events(2).get(1).type()).isEqualTo(Type.PPP_DOWN);
    }

    @Test
    void aLeaseIsAnEventOnceItIsBound() throws Exception {
        SimulatedTable leases = provider.router("west").table("/ip/dhcp-server/lease");
        String lease = leases.add("address", "192.0.2.7", "mac-address", "02:00:00:00:00:77", "status", "offered");

        leases.set(lease, "status", "bound");
        leases.set(lease, "last-seen", "1s");
        provider.dialIn("west");

        assertThat(events(3).subList(1, 3)).filteredOn(event -> event.type() == Type.DHCP_BOUND).singleElement()
                .satisfies(event -> assertThat(event.address()).isEqualTo("192.0.2.7"));
    }

    /** Waits until so many events are on the topic, and finds no more. */
    private List<SubscriberEvent> events(int count) throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> topic.size() >= count);
        ObjectMapper json = new ObjectMapper();
        List<SubscriberEvent> events = new CopyOnWriteArrayList<>();
        for (String message : topic) {
            events.add(json.readValue(message, SubscriberEvent.class));
        }
        assertThat(events).hasSize(count);
        return events;
    }
}

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

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.jms.JMSSecurityException;

import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A broker over TCP, named by {@code broker.url}. */
class OtherBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimulatedProvider provider = SimulatedProvider.start();
    private final Main main = PppEventsApplication.application(provider);

    @AfterEach
    void stop() {
        main.stop();
        provider.close();
    }

    @Test
    void aPropertyNamesIt() throws Exception {
        String url = "tcp://127.0.0.1:" + freePort();
        EmbeddedBroker broker = new EmbeddedBroker(url, "events", "br0ker");
        broker.start();
        try {
            main.addOverrideProperty("broker.url", url);
            main.addOverrideProperty("broker.username", "events");
            main.addOverrideProperty("broker.password", "br0ker");
            main.addOverrideProperty("page.port", "0");
            provider.dialIn("north");
            main.start();
            assertThat(main.getCamelContext().hasService(EmbeddedBroker.class)).isNull();
            Board board = main.getCamelContext().hasService(LivePage.class).board();
            await().atMost(PATIENCE).until(() -> board.content().sessions().size() == 1);
        } finally {
            main.stop();
            broker.stop();
        }
    }

    @Test
    void oneThatIsRestartedIsUsedAgainAndThePageGoesOn() throws Exception {
        String url = "tcp://127.0.0.1:" + freePort();
        List<String> topic = new CopyOnWriteArrayList<>();
        EmbeddedBroker broker = new EmbeddedBroker(url, "events", "br0ker");
        broker.start();
        try {
            main.addOverrideProperty("broker.url", url);
            main.addOverrideProperty("broker.username", "events");
            main.addOverrideProperty("broker.password", "br0ker");
            main.addOverrideProperty("page.port", "0");
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("jms:topic:{{topic}}?consumerType=Simple&taskExecutor=#inOrder").startupOrder(3)
                            .process(event -> topic.add(event.getMessage().getBody(String.class)));
                }
            });
            provider.dialIn("north");
            main.start();
            Board board = main.getCamelContext().hasService(LivePage.class).board();
            await().atMost(PATIENCE).until(() -> board.content().sessions().size() == 1 && !topic.isEmpty());

            broker.stop();
            provider.dialIn("south");
            broker.start();

            // a topic keeps nothing for those who are away: once they are back, they hear of whoever dials in
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                provider.dialIn("west");
                return topic.stream().anyMatch(event -> event.contains("ppp-up") && event.contains("\"west\""))
                        && board.content().sessions().toString().contains("west");
            });
        } finally {
            main.stop();
            broker.stop();
        }
    }

    @Test
    void oneThatOthersCanReachNeedsAUser() throws Exception {
        String url = "tcp://127.0.0.1:" + freePort();
        assertThatThrownBy(() -> new EmbeddedBroker(url, "", "")).hasMessageContaining("broker.username");

        EmbeddedBroker broker = new EmbeddedBroker(url, "events", "br0ker");
        broker.start();
        try (ActiveMQJMSConnectionFactory clients = new ActiveMQJMSConnectionFactory(url)) {
            assertThatThrownBy(() -> clients.createConnection("events", "guessed").close())
                    .isInstanceOf(JMSSecurityException.class);
            assertThatThrownBy(() -> clients.createConnection().close()).isInstanceOf(JMSSecurityException.class);
            clients.createConnection("events", "br0ker").close();
        } finally {
            broker.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

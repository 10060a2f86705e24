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
package io.camelmikrotik.simulatortest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

import io.camelmikrotik.simulator.SimulatedRouter;
import me.legrange.mikrotik.ApiConnection;
import me.legrange.mikrotik.MikrotikApiException;
import me.legrange.mikrotik.ResultListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A client that we did not write talks to the simulator: me.legrange mikrotik 3.0.8. Its known defects are kept out of
 * the way: it mistakes 0x20000 for 0x200000 as the bound of three-byte lengths, so no word here is that long; it waits
 * for delayed acknowledgements without TCP_NODELAY, which its socket factory sets here; it does not know
 * {@code !empty}, so the router is one before 7.18.
 */
class LegrangeClientTest {

    private SimulatedRouter router;
    private ApiConnection client;

    @BeforeEach
    void start() throws MikrotikApiException {
        router = SimulatedRouter.builder().version("7.17").start();
        client = ApiConnection.connect(new NoDelay(), router.host(), router.port(), 5_000);
        client.setTimeout(5_000);
        client.login("api", "secret");
    }

    @AfterEach
    void stop() throws MikrotikApiException {
        client.close();
        router.close();
    }

    @Test
    void itAddsPrintsChangesAndRemoves() throws MikrotikApiException {
        List<Map<String, String>> added = execute("/ppp/secret/add name=cust1 service=pppoe comment='a b'");
        assertThat(added).containsExactly(Map.of("ret", "*1"));
        client.execute("/ppp/secret/add name=cust2 service=any");
        assertThat(execute("/ppp/secret/print where service=pppoe return name,comment"))
                .containsExactly(Map.of("name", "cust1", "comment", "a b"));
        assertThat(execute("/ppp/secret/print where service=pppoe or service=any")).hasSize(2);
        client.execute("/ppp/secret/set .id=*1 disabled=yes");
        assertThat(router.table("/ppp/secret").row("*1")).containsEntry("disabled", "true");
        client.execute("/ppp/secret/remove .id=*1");
        assertThat(router.table("/ppp/secret").size()).isEqualTo(1);
        assertThat(execute("/ppp/secret/print where name=nobody")).isEmpty();
    }

    @Test
    void itUnderstandsATrap() {
        assertThatThrownBy(() -> client.execute("/ppp/secret/add name=c profile=none"))
                .hasMessageContaining("input does not match any value of profile");
    }

    @Test
    void itListensAndCancels() throws Exception {
        BlockingQueue<Map<String, String>> rows = new LinkedBlockingQueue<>();
        CountDownLatch ended = new CountDownLatch(1);
        String tag = client.execute("/ppp/secret/listen", new ResultListener() {
            @Override
            public void receive(Map<String, String> row) {
                rows.add(row);
            }

            @Override
            public void error(MikrotikApiException e) {
                ended.countDown();
            }

            @Override
            public void completed() {
                ended.countDown();
            }
        });
        client.execute("/ppp/secret/add name=n");
        assertThat(rows.poll(5, TimeUnit.SECONDS)).containsEntry("name", "n");
        router.table("/ppp/secret").remove("*1");
        assertThat(rows.poll(5, TimeUnit.SECONDS)).containsEntry(".dead", "true");
        client.cancel(tag);
        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itLogsInByChallenge() throws MikrotikApiException {
        try (SimulatedRouter old = SimulatedRouter.builder().version("6.42").start();
             ApiConnection connection = ApiConnection.connect(new NoDelay(), old.host(), old.port(), 5_000)) {
            connection.login("api", "secret");
            assertThat(connection.execute("/system/identity/print").get(0)).containsEntry("name", "simulated");
        }
    }

    /** Its rows are maps that do not know equality. */
    private List<Map<String, String>> execute(String command) throws MikrotikApiException {
        return client.execute(command).stream().map(row -> Map.copyOf(new HashMap<>(row))).toList();
    }

    private static final class NoDelay extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return prepared(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return prepared(new Socket(host, port, localHost, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return prepared(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
            return prepared(new Socket(host, port, localHost, localPort));
        }

        private static Socket prepared(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }
    }
}

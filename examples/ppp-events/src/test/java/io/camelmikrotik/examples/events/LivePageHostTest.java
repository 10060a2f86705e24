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
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The page is for who asks for it by its own name or address. */
class LivePageHostTest {

    private final LivePage page = new LivePage(new RouterStates(List.of("north"), router -> ""), "127.0.0.1", 0);

    @BeforeEach
    void start() {
        page.start();
    }

    @AfterEach
    void stop() {
        page.stop();
    }

    @ParameterizedTest
    @CsvSource({
            "localhost, 200", "localhost:PORT, 200", "127.0.0.1:PORT, 200", "[::1]:PORT, 200", "192.0.2.1, 200",
            "rebound.example.net, 421", "rebound.example.net:PORT, 421", "127.0.0.1.example.net, 421", "'', 421" })
    void aNameOfSomebodyElseIsRefused(String host, int status) throws IOException {
        int port = URI.create(page.address()).getPort();
        String name = host.replace("PORT", Integer.toString(port));

        assertThat(ask(port, "/", name)).startsWith("HTTP/1.1 " + status + " ");
        assertThat(ask(port, "/events", name)).startsWith("HTTP/1.1 " + status + " ");
    }

    private static String ask(int port, String path, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(
                    ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[64];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }
}

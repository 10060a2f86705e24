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
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The program, as somebody who starts it sees it. */
class SimulatorProcessTest {

    @TempDir
    Path folder;

    @Test
    void itRunsWithoutStandardInputUntilItIsTerminatedAndThenEndsInOrder() throws Exception {
        Path seed = Files.writeString(folder.resolve("seed.rsc"), "/ppp secret add name=anna\n/no such menu add name=x\n");
        try (SimulatorProcess simulator = SimulatorProcess.running(
                Map.of("ROUTEROS_SIMULATOR_ROUTEROS_VERSION", "7.17", "ROUTEROS_SIMULATOR_USER", "ops:pw-of-ops"),
                "--port", "0", "--tls-port", "0", "--routers", "2", "--seed", seed.toString())) {
            assertThat(simulator.output()).contains("Login: user ops, password as given").doesNotContain("pw-of-ops")
                    .contains("simulated-1: RouterOS 7.17 at 127.0.0.1:").contains("simulated-2: RouterOS 7.17 at")
                    .contains("kept as lists without rules: /no/such/menu").doesNotContain("Control");
            Socket plain = new Socket("127.0.0.1", port(simulator, "simulated-2: RouterOS 7.17 at 127.0.0.1:(\\d+)"));
            try (RawClient client = RawClient.over(plain)) {
                client.send("/login", "=name=ops", "=password=pw-of-ops");
                assertThat(client.read()).isEqualTo(List.of("!done"));
                assertThat(client.rows("/ppp/secret/print")).singleElement()
                        .satisfies(row -> assertThat(row).containsEntry("name", "anna"));

                int tlsPort = port(simulator, "simulated-2: .*, TLS at 127.0.0.1:(\\d+)");
                assertThat(fingerprint(tlsPort))
                        .isEqualTo(simulator.find("TLS certificate \\(SHA-256\\): ([0-9a-f]{64})"));

                simulator.terminate();

                assertThat(simulator.end()).isZero();
                assertThat(client.readByte()).as("the session is closed").isEqualTo(-1);
            }
            assertThat(simulator.output()).endsWith("Ended.\n");
            assertThat(simulator.errors()).isEmpty();
        }
    }

    @Test
    void aWrongOptionIsOneLineAndStatusTwo() throws Exception {
        try (SimulatorProcess simulator = SimulatorProcess.start(Map.of(), "--prot", "8728")) {
            assertThat(simulator.end()).isEqualTo(2);
            assertThat(simulator.errors())
                    .isEqualTo("routeros-simulator: there is no option --prot (--help lists the options)\n");
            assertThat(simulator.output()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsOneLineAndStatusOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
             SimulatorProcess simulator
                     = SimulatorProcess.start(Map.of(), "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(simulator.end()).isEqualTo(1);
            assertThat(simulator.errors().lines()).singleElement().asString().startsWith("routeros-simulator: cannot listen at")
                    .contains(Integer.toString(taken.getLocalPort())).contains("in use");
        }
    }

    private static int port(SimulatorProcess simulator, String pattern) throws IOException {
        return Integer.parseInt(simulator.find(pattern));
    }

    private static String fingerprint(int port) throws Exception {
        X509Certificate[][] seen = new X509Certificate[1][];
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] { new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {
                throw new IllegalStateException();
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
                seen[0] = chain;
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        } }, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(seen[0][0].getEncoded()));
    }
}

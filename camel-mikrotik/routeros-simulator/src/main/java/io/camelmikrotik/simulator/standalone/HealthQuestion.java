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
package io.camelmikrotik.simulator.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks another process, that runs with the same options, how it is: for containers whose image has no other program.
 */
final class HealthQuestion {

    private static final int PATIENCE = (int) Duration.ofSeconds(4).toMillis();

    private HealthQuestion() {
    }

    /**
     * @return             the answer
     * @throws IOException if there is none, or it is no good one
     */
    static String ask(SimulatorOptions options) throws IOException {
        if (options.controlPort() == null || options.controlPort() == 0) {
            throw new IllegalArgumentException("--health needs " + SimulatorOption.CONTROL_PORT.option() + " NUMBER");
        }
        InetAddress host = options.controlHost().isAnyLocalAddress()
                ? InetAddress.getLoopbackAddress() : options.controlHost();
        String address = host.getHostAddress() + ":" + options.controlPort();
        HttpURLConnection connection
                = (HttpURLConnection) URI.create("http://" + address + "/health").toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE);
        connection.setReadTimeout(PATIENCE);
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException("no simulator answers at " + address, e);
        } finally {
            connection.disconnect();
        }
    }
}

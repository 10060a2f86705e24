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
package io.camelmikrotik.network;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.camelmikrotik.processes.ChildJvm;

/** The process of {@link RemoteRouterMain}, in a namespace, at all addresses that this has. */
final class RemoteRouter implements AutoCloseable {

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private final String address;
    private final String port;

    RemoteRouter(RouterNamespace namespace) throws IOException {
        ProcessBuilder builder = ChildJvm.of(RemoteRouterMain.class, List.of("-Xmx64m"), "0.0.0.0");
        List<String> command = new ArrayList<>(namespace.prefix());
        command.addAll(builder.command());
        process = builder.command(command).redirectErrorStream(false).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        port = answers.readLine();
        address = namespace.address() + ":" + port;
    }

    String address() {
        return address;
    }

    String addressOver(LossyLink link) {
        return link.address() + ":" + port;
    }

    synchronized String ask(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count(String order) {
        return Integer.parseInt(ask(order));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

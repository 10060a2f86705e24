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
package io.camelmikrotik.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The clients of others that are there, connected. */
final class Peers implements AutoCloseable {

    private final List<Contender> present = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    Peers(InetSocketAddress device) throws IOException {
        present.add(ClientProcess.java(JavaClient.LEGRANGE_NO_DELAY, device));
        present.add(ClientProcess.java(JavaClient.LEGRANGE, device));
        add("librouteros", () -> ClientProcess.librouteros(device));
        add("node-routeros", () -> ClientProcess.nodeRouteros(device));
    }

    private void add(String name, Connection connection) {
        try {
            present.add(connection.open());
        } catch (IOException e) {
            absent.add(name + " skipped: " + e.getMessage());
        }
    }

    List<Contender> present() {
        return present;
    }

    /** A remark for each that is not there, with the reason. */
    List<String> absent() {
        return absent;
    }

    @Override
    public void close() {
        present.forEach(Contender::close);
    }

    @FunctionalInterface
    private interface Connection {
        Contender open() throws IOException;
    }
}

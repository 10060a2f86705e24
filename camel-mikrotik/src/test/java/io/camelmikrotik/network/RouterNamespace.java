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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace with one link to this JVM's. Needs root and iproute2. Closing it removes it, the end of the JVM
 * too.
 */
final class RouterNamespace implements AutoCloseable {

    private static final String HERE = "198.18.77.1/30";
    private static final String THERE = "198.18.77.2";
    private static final long PATIENCE_SECONDS = 10;

    private final String name = "mikrotik" + ProcessHandle.current().pid();
    private final String link = "mkt" + ProcessHandle.current().pid() % 1_000_000;
    private final Thread atExit = new Thread(this::remove);

    /** @throws IOException with the reason where the machine does not allow it */
    RouterNamespace() throws IOException {
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            run("ip", "netns", "add", name);
            run("ip", "link", "add", link, "type", "veth", "peer", "name", "ether1", "netns", name);
            run("ip", "address", "add", HERE, "dev", link);
            run("ip", "link", "set", link, "up");
            there("ip", "address", "add", THERE + "/30", "dev", "ether1");
            there("ip", "link", "set", "lo", "up");
            heal();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Where a process in the namespace can be reached. */
    String address() {
        return THERE;
    }

    /** What starts a command in the namespace. */
    List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /** From now on packets vanish in both directions; neither end is told. */
    void partition() throws IOException {
        there("ip", "link", "set", "ether1", "down");
    }

    void heal() throws IOException {
        there("ip", "link", "set", "ether1", "up");
    }

    /** Shapes what is sent from here. @throws IOException where the kernel cannot */
    void shape(String... netem) throws IOException {
        List<String> command = new ArrayList<>(List.of("tc", "qdisc", "replace", "dev", link, "root", "netem"));
        command.addAll(List.of(netem));
        run(command.toArray(String[]::new));
    }

    private void there(String... command) throws IOException {
        List<String> all = new ArrayList<>(prefix());
        all.addAll(List.of(command));
        run(all.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private void remove() {
        for (String[] command : List.of(new String[] { "ip", "link", "del", link },
                new String[] { "ip", "netns", "del", name })) {
            try {
                run(command);
            } catch (IOException e) {
                // was not there, or is gone
            }
        }
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}

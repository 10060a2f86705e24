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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace with a link to this JVM's, and others where they are asked for. Needs root and iproute2. Closing
 * it removes it, the end of the JVM too, even if it is killed.
 */
final class RouterNamespace implements AutoCloseable {

    private static final String HERE = "198.18.77.1";
    private static final String THERE = "198.18.77.2";
    private static final long PATIENCE_SECONDS = 10;

    private final String name = "mikrotik" + ProcessHandle.current().pid();
    private final String link = "mkt" + ProcessHandle.current().pid() % 1_000_000;
    /** Waits for the end of its input, which comes even if this JVM is killed, and removes everything. */
    private final Process remover;

    /** @throws IOException with the reason where the machine does not allow it */
    RouterNamespace() throws IOException {
        remover = new ProcessBuilder(
                "sh", "-c", "trap '' HUP INT TERM; cat; ip link delete " + link + "; ip netns delete " + name)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            run("ip", "netns", "add", name);
            run("ip", "link", "add", link, "type", "veth", "peer", "name", "ether1", "netns", name);
            connect(link, HERE, "ether1", THERE);
            there("ip", "link", "set", "lo", "up");
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Moves a device of this JVM's namespace into this one. */
    void adopt(String device) throws IOException {
        run("ip", "link", "set", device, "netns", name);
    }

    /** Makes a device here and one there the ends of a network of their own. */
    void connect(String here, String addressHere, String there, String addressThere) throws IOException {
        run("ip", "address", "add", addressHere + "/30", "dev", here);
        run("ip", "link", "set", here, "up");
        there("ip", "address", "add", addressThere + "/30", "dev", there);
        there("ip", "link", "set", there, "up");
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

    /** Shapes what is sent at either end, until it is unshaped. @throws IOException where the kernel cannot */
    void shape(String... netem) throws IOException {
        run(netem(link, netem));
        there(netem("ether1", netem));
    }

    void unshape() throws IOException {
        run("tc", "qdisc", "delete", "dev", link, "root");
        there("tc", "qdisc", "delete", "dev", "ether1", "root");
    }

    private static String[] netem(String device, String... options) {
        List<String> command = new ArrayList<>(List.of("tc", "qdisc", "replace", "dev", device, "root", "netem"));
        command.addAll(List.of(options));
        return command.toArray(String[]::new);
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

    @Override
    public void close() {
        try {
            remover.getOutputStream().close();
            remover.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

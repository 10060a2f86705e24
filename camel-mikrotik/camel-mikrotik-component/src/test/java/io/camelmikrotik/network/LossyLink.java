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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Another link to a namespace, whose packets the process of {@code lossy_link.py} delays, reorders, loses, or swallows
 * for their size; few kernels lack TUN devices, more are built without netem. Its options are the script's; the seed is
 * that of {@code -Dnetwork.seed}, else one by chance, and is printed. Needs root and Python 3. Closing it removes it,
 * the end of the JVM too, even if it is killed.
 */
final class LossyLink implements AutoCloseable {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path TUN = Path.of("/dev/net/tun");
    private static final String HERE = "198.18.77.5";
    private static final String THERE = "198.18.77.6";
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    /** @throws IOException with the reason where the machine does not allow it */
    LossyLink(RouterNamespace namespace, String... options) throws IOException {
        for (Path needed : List.of(PYTHON, TUN)) {
            if (!Files.exists(needed)) {
                throw new IOException("there is no " + needed);
            }
        }
        long number = ProcessHandle.current().pid() % 1_000_000;
        String near = "mktnear" + number;
        String far = "mktfar" + number;
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "src/test/python/lossy_link.py", near, far));
        command.addAll(List.of(options));
        String seed = System.getProperty("network.seed");
        if (seed != null) {
            command.addAll(List.of("--seed", seed));
        }
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            String said = answer();
            if (said.startsWith("impossible: ")) {
                throw new IOException(said);
            }
            expect(said.startsWith("seed "), said);
            System.out.println("a lossy link is laid: " + said);
            namespace.adopt(far);
            namespace.connect(near, HERE, far, THERE);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where a process in the namespace can be reached over this link, if it listens on all its addresses. */
    String address() {
        return THERE;
    }

    /**
     * Changes how the link treats the packets that come from now on; what is not named stays.
     *
     * @return how many packets were delivered, overtaken, lost and swallowed so far, in words
     */
    String shape(String... options) {
        try {
            orders.write(String.join(" ", options) + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String said = answer();
        expect(said.startsWith("delivered "), said);
        return said;
    }

    private String answer() {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return String.valueOf(answers.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            return line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("lossy_link.py does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Anything else is a mistake of the script, which it explains on the error output of this JVM. */
    private static void expect(boolean expected, String said) {
        if (!expected) {
            throw new IllegalStateException("lossy_link.py answered " + said);
        }
    }

    /** Its devices, which bear the names of the next one's, are gone then. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

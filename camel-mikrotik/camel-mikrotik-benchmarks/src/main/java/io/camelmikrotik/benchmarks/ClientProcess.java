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
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client in a process of its own that measures itself, so that none warms up or spoils what another runs on. What it
 * is asked and answers are lines, see {@link JavaClient}, {@code peer.py} and {@code peer.js}.
 */
final class ClientProcess implements Contender {

    private final String name;
    private final ChildProcess process;

    private ClientProcess(String name, ProcessBuilder builder, InetSocketAddress device) throws IOException {
        this.name = name;
        builder.command().addAll(
                List.of(Integer.toString(device.getPort()), BenchmarkDevice.USERNAME, BenchmarkDevice.PASSWORD));
        process = new ChildProcess(builder);
        if (!process.readLine().equals("ready")) {
            throw new IOException(name + " did not log in");
        }
    }

    static ClientProcess java(JavaClient client, InetSocketAddress device) throws IOException {
        return new ClientProcess(
                client.label(), new ProcessBuilder(ChildProcess.command(JavaClient.class, List.of(), client)), device);
    }

    /** Debian's python3-librouteros. @throws IOException with the reason if it is not there */
    static ClientProcess librouteros(InetSocketAddress device) throws IOException {
        Path python = Path.of("/usr/bin/python3");
        require(Files.isExecutable(python), "no " + python);
        require(
                succeeds(new ProcessBuilder(python.toString(), "-c", "import librouteros")),
                "no librouteros: apt-get install python3-librouteros");
        return new ClientProcess("librouteros", new ProcessBuilder(python.toString(), script("peer.py").toString()), device);
    }

    /** node-routeros, fetched from npm. @throws IOException with the reason if it is not there */
    static ClientProcess nodeRouteros(InetSocketAddress device) throws IOException {
        require(succeeds(new ProcessBuilder("node", "--version")), "no node");
        Path script = script("peer.js");
        require(
                succeeds(
                        new ProcessBuilder("npm", "install", "--silent", "--no-save", "node-routeros@1.6.9")
                                .directory(script.getParent().toFile())),
                "npm did not install node-routeros");
        return new ClientProcess("node-routeros", new ProcessBuilder("node", script.toString()), device);
    }

    private static Path script(String name) throws IOException {
        Path directory = Files.createTempDirectory("mikrotik-benchmarks");
        Path script = directory.resolve(name);
        try (InputStream source = ClientProcess.class.getResourceAsStream("/" + name)) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return script;
    }

    private static boolean succeeds(ProcessBuilder builder) {
        try {
            Process process = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void require(boolean condition, String reason) throws IOException {
        if (!condition) {
            throw new IOException(reason);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void identity() throws IOException {
        sequentialMicros(1);
    }

    @Override
    public int print() throws IOException {
        return Integer.parseInt(ask("print").split(" ")[0]);
    }

    @Override
    public double sequentialMicros(int count) throws IOException {
        return Double.parseDouble(ask("identity " + count));
    }

    @Override
    public double printRate() throws IOException {
        String[] answer = ask("print").split(" ");
        require(answer[0].equals(Integer.toString(BenchmarkDevice.LARGE_ROWS)), name + " got " + answer[0] + " rows");
        return Double.parseDouble(answer[0]) / Double.parseDouble(answer[1]);
    }

    private String ask(String question) throws IOException {
        process.writeLine(question);
        return process.readLine();
    }

    @Override
    public void close() {
        process.close();
    }
}

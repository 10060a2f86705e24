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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.simulator.standalone.SimulatorMain;

import static org.awaitility.Awaitility.await;

/**
 * The simulator in a process of its own, with nothing on its standard input: from the jar that the system property
 * {@code simulator.jar} names, or from the class path.
 */
final class SimulatorProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final Path errors;

    private SimulatorProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts it and does not wait. */
    static SimulatorProcess start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xmx128m"));
        String jar = System.getProperty("simulator.jar");
        command.addAll(jar == null
                ? List.of("-cp", System.getProperty("java.class.path"), SimulatorMain.class.getName())
                : List.of("-jar", jar));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("simulator", ".out");
        Path errors = Files.createTempFile("simulator", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(
                name -> name.startsWith("ROUTEROS_SIMULATOR_") || "JAVA_TOOL_OPTIONS".equals(name));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new SimulatorProcess(process, output, errors);
    }

    /** Starts it and waits until it says that it is ready. */
    static SimulatorProcess running(Map<String, String> environment, String... arguments) throws IOException {
        SimulatorProcess started = start(environment, arguments);
        await().atMost(PATIENCE).until(() -> started.output().contains("Ready.") || !started.process.isAlive());
        if (!started.process.isAlive()) {
            throw new IllegalStateException(started.output() + started.errors());
        }
        return started;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** The first group of the first place in the output that fits. */
    String find(String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(output());
        if (!found.find()) {
            throw new IllegalStateException(pattern + " is not in " + output());
        }
        return found.group(1);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end. @return its status */
    int end() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("it did not end within " + PATIENCE);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(output);
        Files.deleteIfExists(errors);
    }
}

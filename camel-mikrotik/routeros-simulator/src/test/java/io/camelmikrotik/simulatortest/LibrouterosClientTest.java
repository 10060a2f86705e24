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
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * A second client that we did not write: librouteros, in Python. Skipped where it is not installed, unless the
 * environment variable or the system property CI_REQUIRES_LIBROUTEROS is true.
 */
class LibrouterosClientTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String REQUIRED = "CI_REQUIRES_LIBROUTEROS";

    @ParameterizedTest
    @ValueSource(strings = { "7.18.2", "6.48.6", "6.42" })
    void itLogsInReadsWritesAndUnderstandsTraps(String version) throws Exception {
        boolean installed = Files.isExecutable(Path.of(PYTHON)) && run("-c", "import librouteros").succeeded();
        if (!installed && !required()) {
            System.getLogger(getClass().getName()).log(System.Logger.Level.WARNING,
                    "skipped: " + PYTHON + " has no module librouteros (package python3-librouteros)");
            abort(PYTHON + " has no module librouteros");
        }
        assertThat(installed).as("%s has the module librouteros, as %s demands", PYTHON, REQUIRED).isTrue();
        try (SimulatedRouter router = SimulatedRouter.builder().version(version).identity("Žižkov").start()) {
            Outcome outcome = run("src/test/python/check_simulator.py", Integer.toString(router.port()),
                    version.equals("6.42") ? "challenge" : "plain");
            assertThat(outcome.succeeded()).as(outcome.output()).isTrue();
            assertThat(router.journal().writes("/ppp/secret/add")).isEqualTo(2);
            assertThat(router.table("/ppp/secret").rows()).singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("comment", "not paid"));
        }
    }

    private static boolean required() {
        return Boolean.parseBoolean(System.getenv(REQUIRED)) || Boolean.getBoolean(REQUIRED);
    }

    private record Outcome(boolean succeeded, String output) {
    }

    private static Outcome run(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = PYTHON;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Path output = Files.createTempFile("librouteros", ".txt");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            return new Outcome(ended && process.exitValue() == 0, Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}

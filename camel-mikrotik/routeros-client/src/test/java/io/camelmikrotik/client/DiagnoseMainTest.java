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
package io.camelmikrotik.client;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.camelmikrotik.routeros.DiagnosisStep.Result;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@link Diagnose} from a shell, and what the README shows of it. */
class DiagnoseMainTest {

    private static final String CANARY = "canary-pa55word";

    private final SimulatedRouter router
            = SimulatedRouter.builder().user("api", CANARY).tls(TlsMode.CERTIFICATE).start();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        router.close();
        assertThat(printed()).doesNotContain(CANARY);
    }

    @Test
    void theTableIsPrintedAndTheProcessEndsWell() {
        assertThat(run(CANARY, "127.0.0.1", "--user", "api", "--port", "" + router.port())).isZero();

        assertThat(printed()).startsWith("Diagnosis of api@127.0.0.1:" + router.port() + ": ok, ").contains("simulated");
    }

    @Test
    void aPinnedCertificateIsShown() {
        String pin = SimulatedRouter.certificateFingerprint();

        assertThat(run(CANARY, "127.0.0.1", "--user", "api", "--port", "" + router.tlsPort(), "--certificate-fingerprint", pin))
                .isZero();

        assertThat(printed()).contains("certificate is the one that certificateFingerprint names").contains("SHA-256 " + pin);
    }

    @Test
    void aStepThatFailsIsSaidByTheExitCode() {
        assertThat(run("wrong", "127.0.0.1", "--user", "api", "--port", "" + router.port())).isOne();

        assertThat(printed()).contains("  FAILED   login ");
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        for (List<String> arguments : List.of(
                List.of("127.0.0.1"), List.of("--user", "api"), List.of("h", "--user", "api", "--port", "99999"),
                List.of("h", "--user", "api", "--password", CANARY), List.of("h", "--user"))) {
            printed.reset();

            assertThat(run(CANARY, arguments.toArray(String[]::new))).isEqualTo(2);
            assertThat(printed()).contains("usage: HOST --user NAME");
        }
    }

    @Test
    void withoutAPasswordNobodyIsAsked() {
        assertThat(run(null, "127.0.0.1", "--user", "api")).isEqualTo(2);

        assertThat(printed()).startsWith("no password: neither in ROUTEROS_PASSWORD");
    }

    @Test
    void theJavaOfTheReadmeIsTheOneThatIsRunHere() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/camelmikrotik/client/DiagnoseTour.java"));
        String tour = source.substring(source.indexOf("// tag::diagnose[]\n") + 19, source.indexOf("    // end::diagnose[]"));
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(DiagnoseTour.diagnose("127.0.0.1", router.port(), CANARY).result()).isEqualTo(Result.OK);
        } finally {
            System.setOut(out);
        }

        assertThat(Files.readString(Path.of("README.md"))).contains(tour.stripTrailing().stripIndent());
        assertThat(printed()).startsWith("Diagnosis of api@127.0.0.1:");
    }

    @Test
    void theOutputOfTheReadmeIsWhatIsPrinted() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String command = readme.substring(readme.indexOf("client.Diagnose ") + "client.Diagnose ".length());
        String[] arguments = command.substring(0, command.indexOf('\n')).replace("192.0.2.1", "127.0.0.1")
                .replace("8728", "" + router.port()).split(" ");

        assertThat(run("wrong", arguments)).isOne();

        int begin = readme.indexOf("  ok       connect ");
        String shown = readme.substring(begin, readme.indexOf("```", begin));
        assertThat(plain(printed())).contains(plain(shown));
    }

    private int run(String password, String... arguments) {
        return Diagnose.run(new PrintStream(printed, true, StandardCharsets.UTF_8), () -> password, arguments);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Times and ports differ. */
    private static String plain(String table) {
        return table.replaceAll("[0-9]+[-0-9.:]*", "0").replaceAll(" +", " ");
    }
}

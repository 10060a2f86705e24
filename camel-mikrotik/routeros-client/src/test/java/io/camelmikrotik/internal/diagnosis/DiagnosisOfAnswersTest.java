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
package io.camelmikrotik.internal.diagnosis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.camelmikrotik.client.RouterOsClient;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Diagnosis;
import io.camelmikrotik.routeros.DiagnosisStep;
import io.camelmikrotik.routeros.DiagnosisStep.Result;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of routers that can be logged in to and answer, but not as one would wish. */
class DiagnosisOfAnswersTest {

    private static final String CANARY = "canary-pa55word";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final RouterOsClient client = RouterOsClient.create();
    private final RecordedLog log = RecordedLog.start("io.camelmikrotik");
    private SimulatedRouter router;

    @AfterEach
    void close() throws Exception {
        client.close();
        router.close();
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains(CANARY));
    }

    private DiagnosisStep diagnose(SimulatedRouter.Builder builder, Consumer<SimulatedRouter> trouble, String step) {
        router = builder.user("api", CANARY).start();
        trouble.accept(router);
        DeviceAccess access = DeviceAccess.of("127.0.0.1", router.port(), "api", CANARY).withTimeouts(LONG, LONG);
        Diagnosis diagnosis = client.device(access).diagnose().orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(diagnosis + " " + diagnosis.asMap()).doesNotContain(CANARY);
        return diagnosis.step(step);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "6.49.10 | WARNING | ; RouterOS 6 is older than what the catalogue of commands knows, and has no Safe Mode for the API",
            "7.8     | WARNING | ; the catalogue of commands begins with 7.9, Safe Mode for the API with 7.18",
            "7.12    | OK      | ; safeMode=true needs 7.18" })
    void anOldVersion(String version, Result result, String said) {
        DiagnosisStep step = diagnose(SimulatedRouter.builder().version(version), router -> {
        }, "resource");

        assertThat(step.result()).isEqualTo(result);
        assertThat(step.found()).startsWith("RouterOS " + version + " (stable)").endsWith(said);
    }

    @Test
    void aSlowOne() {
        DiagnosisStep step = diagnose(SimulatedRouter.builder(), router -> router.faults()
                .onNext("/system/identity/print").times(6).delay(Duration.ofMillis(1_200)), "round-trip");

        assertThat(step.result()).isEqualTo(Result.WARNING);
        assertThat(step.found()).matches("min .* ms of 5 times /system/identity/print; slow");
        assertThat(step.mend()).isEqualTo("/tool/profile shows what keeps its processor; requestTimeout=... allows for it");
    }

    @Test
    void aClockThatIsAhead() {
        DiagnosisStep step = diagnose(SimulatedRouter.builder(), router -> router.shiftClock(Duration.ofMinutes(10)), "clock");

        assertThat(step.result()).isEqualTo(Result.WARNING);
        assertThat(step.found()).endsWith(" ahead of ours");
        assertThat(step.mend()).startsWith("/system/ntp/client/set enabled=yes");
    }

    @Test
    void oneThatRefusesAQuestion() {
        DiagnosisStep step = diagnose(SimulatedRouter.builder(), router -> router.faults().onNext("/system/package/print")
                .times(1).trap("4", "failure: busy"), "packages");

        assertThat(step.result()).isEqualTo(Result.WARNING);
        assertThat(step.found()).isEqualTo("the router refused /system/package/print: \"failure: busy\"");
        assertThat(step.mend()).isEqualTo("/system/package/print in its terminal");
    }

    @Test
    void oneThatAnswersAQuestionTooLate() {
        DiagnosisStep step = diagnose(
                SimulatedRouter.builder(), router -> router.faults().onNext("/system/clock/print").times(1).stall(), "clock");

        assertThat(step.result()).isEqualTo(Result.FAILED);
        assertThat(step.mend()).isEqualTo("/system/resource/print in its terminal: a router under load answers late");
    }

    @Test
    void oneThatAnswersWhatNobodyUnderstands() {
        DiagnosisStep step = diagnose(SimulatedRouter.builder(), router -> router.table("/system/resource").set(
                "*0", "cpu-load", "very high"), "resource");

        assertThat(step.result()).isEqualTo(Result.WARNING);
        assertThat(step.found()).startsWith("what the router answered is not understood: ").contains("very high");
        assertThat(step.mend()).isEqualTo("/system/resource/print in its terminal");
    }

    @Test
    void aTlsServiceWithoutItsCertificate() {
        DiagnosisStep step = diagnose(SimulatedRouter.builder(), router -> router.table("/ip/service").find("name", "api-ssl")
                .forEach(row -> router.table("/ip/service").set(
                        row.get(".id"), "disabled", "false", "certificate", "none")),
                "services");

        assertThat(step.result()).isEqualTo(Result.WARNING);
        assertThat(step.found()).endsWith("; api-ssl has no certificate");
        assertThat(step.mend()).isEqualTo("/ip/service/set api-ssl certificate=NAME, of those in /certificate/print");
    }
}

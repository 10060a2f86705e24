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
package io.camelmikrotik;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.documented.DiagnosisRoutes;
import io.camelmikrotik.exception.LeaseTimeoutException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.Diagnosis;
import io.camelmikrotik.routeros.DiagnosisStep;
import io.camelmikrotik.routeros.DiagnosisStep.Result;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code operation=diagnose}. */
@Timeout(60)
class DiagnoseTest extends MikrotikTestSupport {

    private static final Path PAGE = Path.of("src", "main", "docs", "mikrotik-component.adoc");
    private static final String CANARY = "canary-pa55word";

    @Test
    void theBodyBecomesTheDiagnosis() throws Exception {
        startWithout();

        Exchange exchange = send(uri("?operation=diagnose"), "any");

        Diagnosis diagnosis = exchange.getMessage().getBody(Diagnosis.class);
        assertThat(diagnosis.result()).isEqualTo(Result.OK);
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(diagnosis.toString());
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.DEVICE)).isEqualTo(router.address());
    }

    @Test
    void aDeviceInAMessageIsDiagnosed() throws Exception {
        start(routes -> routes.from("direct:in").toD("mikrotik:${header.router}?operation=diagnose"));

        Exchange exchange = send("direct:in", null, Map.of("router", router.address()));

        assertThat(exchange.getMessage().getBody(Diagnosis.class).step("identity").found()).isEqualTo("simulated");
    }

    @Test
    void aSuspendedDeviceIsDiagnosed() throws Exception {
        startWithout();
        rows(send(uri("/system/identity/print"), null));
        component.suspendDevice("api@" + router.address());

        Diagnosis diagnosis = send(uri("?operation=diagnose"), null).getMessage().getBody(Diagnosis.class);

        assertThat(diagnosis.step("pool").mend())
                .isEqualTo("resumeDevice(\"api@" + router.address() + "\") of the component (JMX), or RouterOsDevice.resume()");
        assertThat(diagnosis.step("services").result()).isEqualTo(Result.OK);
    }

    @Test
    void aCommandInTheUriIsRefused() {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(uri("/ppp/secret/print?operation=diagnose"))))
                .hasStackTraceContaining("operation=diagnose takes a device and no command: mikrotik:" + router.address()
                                         + "?operation=diagnose");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "streaming=true", "where=name=x", "properties=name", "onFailure=continue", "bulkWindow=4", "bulkChunkSize=5",
            "bulkResumeTimeout=5s", "key=name", "writableOnly=true", "totalTimeout=5s", "retryWrites=true", "safeMode=true",
            "attribute.name=x", "ignoreBody=true", "onMissing=ignore" })
    void optionsWithoutEffectAreRefused(String option) {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(uri("?operation=diagnose&" + option))))
                .hasStackTraceContaining(option.substring(0, option.indexOf('=')) + " ");
    }

    @Test
    void aWrongPasswordIsAResultAndShownNowhere() throws Exception {
        component.getConfiguration().setPassword(CANARY);
        startWithout();

        Exchange exchange = send(uri("?operation=diagnose"), null);

        assertThat(exchange.getException()).isNull();
        Diagnosis diagnosis = exchange.getMessage().getBody(Diagnosis.class);
        assertThat(diagnosis.step("login").result()).isEqualTo(Result.FAILED);
        assertThat(diagnosis + " " + diagnosis.asMap()).doesNotContain(CANARY);
    }

    // ---- what points to it

    @Test
    void aRefusedLoginPointsToTheDiagnosisOnceAndWhoComesMeanwhileIsNotToldAgain() throws Exception {
        component.getConfiguration().setPassword(CANARY);
        startWithout();

        Throwable first = send(uri("/system/identity/print"), null).getException();
        Throwable second = send(uri("/system/identity/print"), null).getException();

        assertThat(first).isInstanceOf(LoginRefusedException.class).hasMessageEndingWith(
                "/user/print; operation=diagnose shows more; /system/identity/print was not sent");
        assertThat(second).hasMessageContaining("refused the login").hasMessageContaining("next attempt in ")
                .hasMessageNotContaining("operation=diagnose");
    }

    @Test
    void aDeviceThatCannotBeReachedPointsToTheDiagnosis() throws Exception {
        router.shutdown();
        startWithout();

        assertThat(send(uri("/system/identity/print"), null).getException())
                .hasMessageContaining("/ip/service/print; operation=diagnose shows more; ");
    }

    @Test
    void rightsThatAreMissingPointToTheDiagnosis() throws Exception {
        try (SimulatedRouter reader = SimulatedRouter.builder().user("api", "secret", "api", "read").start()) {
            startWithout();

            assertThat(send("mikrotik:" + reader.address() + "/ppp/secret/add", Map.of("name", "x")).getException())
                    .isInstanceOf(TrapException.class).hasMessageContaining("/user/group/print; operation=diagnose shows more");
        }
    }

    @Test
    void aSessionThatIsNotFreePointsToTheDiagnosis() {
        assertThat(new LeaseTimeoutException("d", "no free session").keptFrom("/x/print"))
                .hasMessage("no free session; operation=diagnose shows more; /x/print was not sent");
    }

    // ---- the component page

    @Test
    void theRouteOfThePageRuns() throws Exception {
        bindCore1();
        context.addRoutes(new DiagnosisRoutes());
        start(routes -> routes.from("direct:alarm").to("mock:alarm"));
        MockEndpoint alarm = context.getEndpoint("mock:alarm", MockEndpoint.class);

        Exchange well = send("direct:diagnose", null);
        assertThat(alarm.getReceivedCounter()).isZero();
        router.shutdown();
        Exchange down = send("direct:diagnose", null);

        assertThat(well.getMessage().getBody(Map.class)).isEqualTo(well.getMessage().getBody()).containsEntry("result", "ok");
        assertThat(down.getMessage().getBody(Map.class)).hasFieldOrPropertyWithValue("result", "failed");
        assertThat(alarm.getReceivedCounter()).isOne();
    }

    @Test
    void theTableOfThePageIsWhatIsPrinted() throws Exception {
        router.close();
        router = SimulatedRouter.builder().identity("core1").version("7.18.2").user("api", "secret", "api", "read").start();
        router.shiftClock(java.time.Duration.ofMinutes(-10));
        startWithout();

        Diagnosis diagnosis = send(uri("?operation=diagnose"), null).getMessage().getBody(Diagnosis.class);

        Matcher shown = Pattern.compile("(?s)\\[source,text\\]\n----\n(Diagnosis of .*?)----").matcher(Files.readString(PAGE));
        assertThat(shown.find()).isTrue();
        assertThat(plain(shown.group(1))).isEqualTo(plain(diagnosis.toString()));
    }

    @Test
    void eachStepIsOnThePage() throws Exception {
        startWithout();
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("=== Diagnosis"), page.indexOf("==== Troubleshooting"));

        List<DiagnosisStep> steps = send(uri("?operation=diagnose"), null).getMessage().getBody(Diagnosis.class).steps();

        assertThat(steps).isNotEmpty().allSatisfy(step -> assertThat(section).contains("| `" + step.name() + "` |"));
    }

    private void bindCore1() {
        MikrotikDevice core1 = new MikrotikDevice();
        core1.setHost(router.host());
        core1.setPort(router.port());
        context.getRegistry().bind("core1", core1);
    }

    /** Times and ports differ. */
    private static String plain(String table) {
        return table.replaceAll("[0-9]+[-0-9.:]*", "0").replaceAll("up (0[smh])+", "up 0s").replaceAll(" +", " ");
    }
}

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
package io.camelmikrotik.simulator.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the program makes of what it is told. */
class SimulatorOptionsTest {

    @TempDir
    Path folder;

    private static SimulatorOptions parse(String... arguments) {
        return SimulatorOptions.parse(List.of(arguments), Map.of());
    }

    @Test
    void withoutOptionsItIsOneRouterAtItsUsualPort() {
        SimulatorOptions options = parse();

        assertThat(options.port()).isEqualTo(8728);
        assertThat(options.routers()).isEqualTo(1);
        assertThat(options.host().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(options.tlsPort()).isNull();
        assertThat(options.controlPort()).isNull();
        assertThat(options.logins()).containsExactly("user api, password secret");
    }

    @Test
    void theEnvironmentSaysTheSameAndTheCommandLineComesFirst() throws IOException {
        Path seed = Files.writeString(folder.resolve("a b.json"), "{}");
        Map<String, String> environment = Map.of(
                "ROUTEROS_SIMULATOR_PORT", "1", "ROUTEROS_SIMULATOR_TLS_PORT", "2", "ROUTEROS_SIMULATOR_REALISTIC", "true",
                "ROUTEROS_SIMULATOR_USER", "anna:p:w\nbert/read,api:x", "ROUTEROS_SIMULATOR_SEED", seed.toString(),
                "ROUTEROS_SIMULATOR_LATENCY", "20ms", "PATH", "/bin");
        SimulatorOptions options = SimulatorOptions.parse(List.of("--port", "3", "--latency=1s"), environment);

        assertThat(options.port()).isEqualTo(3);
        assertThat(options.tlsPort()).isEqualTo(2);
        assertThat(options.realistic()).isTrue();
        assertThat(options.latency()).hasSeconds(1);
        assertThat(options.seeds()).hasSize(1);
        assertThat(options.users()).containsExactly(
                new SimulatorOptions.Login("anna", "p:w", List.of()),
                new SimulatorOptions.Login("bert", "x", List.of("read", "api")));
        assertThat(options.logins()).hasSize(2).noneMatch(login -> login.contains("p:w"));
        assertThat(options.toString()).doesNotContain("p:w");
    }

    @Test
    void routersDifferByPortOrByAddress() {
        SimulatorOptions byAddress
                = parse("--host", "127.0.0.254", "--routers", "3", "--consecutive", "addresses", "--port", "30728");
        try (SimulatedRouter third = byAddress.builder(2).start()) {
            assertThat(third.address()).isEqualTo("127.0.1.0:30728");
            assertThat(third.identity()).isEqualTo("simulated-3");
        }
        SimulatorOptions byPort = parse("--routers", "2", "--port", "30738", "--tls-port", "30748", "--identity", "r");
        try (SimulatedRouter second = byPort.builder(1).start()) {
            assertThat(second.address()).isEqualTo("127.0.0.1:30739");
            assertThat(second.tlsPort()).isEqualTo(30749);
            assertThat(second.identity()).isEqualTo("r-2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--prot 1 | there is no option --prot",
            "8728 | there is no option 8728",
            "--port | --port needs a value",
            "--port x | --port x: a number from 0 to 65535",
            "--port 65536 | --port 65536: a number from 0 to 65535",
            "--port 1 --port 2 | --port is given twice",
            "--routers 0 | --routers 0: a number from 1",
            "--routers 2 --port 65535 | no ports above 65535",
            "--routers 2 --tls-port 8729 | --tls-port 8729: would be the plain port of another router",
            "--tls-port 8728 | --tls-port 8728: would be the plain port",
            "--consecutive both | ports or addresses is expected",
            "--consecutive addresses --port 0 | the same ports for all",
            "--consecutive addresses --host 0.0.0.0 | needs the address of one router",
            "--host [1 | there is no such address",
            "--user anna | --user: NAME",
            "--user :s3cret | --user: NAME",
            "--user a/READ:s3cret | --user: NAME",
            "--routeros-version seven | a version such as",
            "--realistic=perhaps | true or false is expected",
            "--seed none.rsc | --seed: there is no file none.rsc",
            "--latency 20 | a time with its unit",
            "--latency -1s | no time goes back",
            "--control-port -1 | a number from 0",
            "--control-host 127.0.0.1 | --control-host has no effect without --control-port",
            "--identity= | --identity : is empty"
    })
    void whatIsWrongIsToldWithTheNameOfTheOption(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" "))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.strip()).hasMessageNotContaining("s3cret").hasMessageNotContaining("\n");
    }

    @Test
    void aVariableThatIsNoOptionIsRefused() {
        Map<String, String> environment = Map.of("ROUTEROS_SIMULATOR_PROT", "1");
        assertThatThrownBy(() -> SimulatorOptions.parse(List.of(), environment))
                .hasMessageContaining("ROUTEROS_SIMULATOR_PROT");
    }

    @Test
    void theDefaultVersionIsTheSimulatorsOwn() {
        try (SimulatedRouter router = SimulatedRouter.start()) {
            assertThat(parse().version()).isEqualTo(router.version());
        }
    }
}

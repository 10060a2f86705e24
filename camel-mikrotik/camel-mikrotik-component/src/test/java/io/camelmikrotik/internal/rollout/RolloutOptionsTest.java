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
package io.camelmikrotik.internal.rollout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

import io.camelmikrotik.MikrotikConfiguration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Options of roll-outs: read and checked before anything starts. */
class RolloutOptionsTest {

    @Test
    void allButToHaveDefaults() {
        RolloutOptions options = of(configuration -> {
        });

        assertThat(options).hasToString(
                "RolloutOptions[to=direct:one, verify=null, waves=1,10%,100%, maxFailures=0, parallelism=10, wavePause=PT0S,"
                                        + " offlineDeadline=PT10M, stepTimeout=PT1H, stateFile=null]");
    }

    @Test
    void eachIsRead() {
        RolloutOptions options = of(configuration -> {
            configuration.setVerify("direct:check");
            configuration.setWaves("5,100%");
            configuration.setMaxFailures("5%");
            configuration.setParallelism(3);
            configuration.setWavePause(60_000);
            configuration.setOfflineDeadline(0);
            configuration.setStepTimeout(1);
            configuration.setStateFile("data/rollout");
        });

        assertThat(options).isEqualTo(new RolloutOptions(
                "direct:one", "direct:check", Waves.parse("5,100%"), options.maxFailures(), 3, Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ofMillis(1), Path.of("data/rollout")));
        assertThat(options.maxFailures()).hasToString("5%");
    }

    @Test
    void aBadValueIsRefusedWithTheNameOfItsOption() {
        assertRefused("to", configuration -> configuration.setTo(" "));
        assertRefused("to", configuration -> configuration.setTo(null));
        assertRefused("verify", configuration -> configuration.setVerify(""));
        assertRefused("waves", configuration -> configuration.setWaves("1,10%"));
        assertRefused("maxFailures", configuration -> configuration.setMaxFailures("few"));
        assertRefused("maxFailures", configuration -> configuration.setMaxFailures("-1"));
        assertRefused("parallelism", configuration -> configuration.setParallelism(0));
        assertRefused("wavePause", configuration -> configuration.setWavePause(-1));
        assertRefused("offlineDeadline", configuration -> configuration.setOfflineDeadline(-1));
        assertRefused("stepTimeout", configuration -> configuration.setStepTimeout(0));
    }

    @Test
    void whatIsShownOfAnEndpointHasNoPassword() {
        RolloutOptions options = of(configuration -> configuration.setTo("ftp://me@host/x?password=secret"));

        assertThat(options.shownTo()).doesNotContain("secret");
    }

    private static void assertRefused(String option, Consumer<MikrotikConfiguration> setting) {
        assertThatThrownBy(() -> of(setting)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(option);
    }

    private static RolloutOptions of(Consumer<MikrotikConfiguration> setting) {
        MikrotikConfiguration configuration = new MikrotikConfiguration();
        configuration.setTo("direct:one");
        setting.accept(configuration);
        return RolloutOptions.of(configuration);
    }
}

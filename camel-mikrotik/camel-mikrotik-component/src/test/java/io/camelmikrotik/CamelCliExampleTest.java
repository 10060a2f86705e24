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

import java.time.Duration;

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.simulator.SimulatedRouterExtension;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The files of {@code examples/camel-cli}, as the Camel CLI would run them. */
@ExtendWith(LeakCheck.class)
class CamelCliExampleTest {

    private static final String FOLDER = "file:../../examples/camel-cli/";

    @RegisterExtension
    final SimulatedRouterExtension device = new SimulatedRouterExtension();

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void itLogsSessionsAndHowTheRouterIs() throws Exception {
        main.setPropertyPlaceholderLocations(FOLDER + "application.properties");
        main.addInitialProperty("camel.main.routes-include-pattern", FOLDER + "route.camel.yaml");
        main.addOverrideProperty("router.address", device.router().address());
        main.addOverrideProperty("router.username", "api");
        main.addOverrideProperty("router.password", "secret");
        try (RecordedLog sessions = RecordedLog.start("sessions"); RecordedLog health = RecordedLog.start("health");
             RecordedLog camel = RecordedLog.start("org.apache.camel");
             RecordedLog ours = RecordedLog.start("io.camelmikrotik")) {
            main.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> health.lines(Level.INFO).stream()
                    .anyMatch(line -> line.startsWith(device.router().address() + ": up ") && line.contains("RouterOS 7.")));
            await().atMost(Duration.ofSeconds(60)).until(() -> device.router().journal().count("/ppp/active/listen") > 0
                    && device.router().journal().count("/ppp/active/print") > 0);

            device.router().table("/ppp/active").add("name", "anna", "address", "203.0.113.10", "uptime", "1s");

            await().atMost(Duration.ofSeconds(60)).until(() -> sessions.lines(Level.INFO)
                    .contains(device.router().address() + ": session of anna created, address 203.0.113.10"));
            assertThat(camel.lines(Level.WARN)).isEmpty();
            assertThat(ours.lines(Level.WARN)).isEmpty();
        }
    }
}

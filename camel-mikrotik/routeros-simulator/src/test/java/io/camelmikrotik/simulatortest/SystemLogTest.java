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
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The log: a ring in memory with increasing ids. */
class SystemLogTest {

    @Test
    void theLogHoldsItsLastLinesOnlyAndIdsGoOn() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().logLines(3).start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            for (int i = 0; i < 20; i++) {
                router.log("script,info", "line " + i);
            }
            List<Map<String, String>> lines = client.rows("/log/print");
            assertThat(lines).extracting(line -> line.get("message")).containsExactly("line 17", "line 18", "line 19");
            assertThat(lines).extracting(line -> line.get(".id")).containsExactly("*13", "*14", "*15");
        }
    }

    @Test
    void aListenerHearsNewLinesAndNotThatOldOnesHaveGone() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().logLines(2).start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            client.send("/log/listen", ".tag=l");
            client.ask("/system/identity/print", ".tag=i");
            for (int i = 0; i < 4; i++) {
                router.log("script,info", "line " + i);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(client.read()).contains("!re", ".tag=l", "=message=line " + i, "=topics=script,info");
            }
        }
    }

    @Test
    void aRebootForgetsTheLogAndStartsItsIdsAnew() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.start()) {
            router.log("script,info", "before");
            router.reboot(Duration.ZERO);
            router.powerOn();
            try (RawClient client = RawClient.login(router.host(), router.port())) {
                List<Map<String, String>> lines = client.rows("/log/print");
                assertThat(lines).extracting(line -> line.get("message")).containsExactly("router rebooted",
                        "user api logged in from 127.0.0.1 via api");
                assertThat(lines.get(0)).containsEntry(".id", "*1");
            }
        }
    }

    @Test
    void aClockThatJumpsShowsInLaterLinesOnly() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            router.log("script,info", "before");
            String before = client.rows("/log/print", "?message=before").get(0).get("time");
            router.shiftClock(Duration.ofDays(-400));
            router.log("script,info", "after");
            assertThat(client.rows("/log/print", "?message=before").get(0)).containsEntry("time", before);
            assertThat(client.rows("/log/print", "?message=after").get(0).get("time")).isLessThan(before)
                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        }
    }

    @Test
    void anOldRouterShortensTheTimeOfYoungLines() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().version("6.48.6").start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            router.log("script,info", "today");
            assertThat(client.rows("/log/print", "?message=today").get(0).get("time")).matches("\\d\\d:\\d\\d:\\d\\d");
            router.shiftClock(Duration.ofDays(400));
            assertThat(client.rows("/log/print", "?message=today").get(0).get("time"))
                    .matches("[a-z]{3}/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d");
        }
    }
}

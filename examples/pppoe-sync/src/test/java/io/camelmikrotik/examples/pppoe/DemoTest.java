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
package io.camelmikrotik.examples.pppoe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the exit code of the demo rests on, and what a person reads. */
class DemoTest {

    private static final int LINES = 40;

    @Test
    void theDemoTellsItsStoryInOrderAndEndsWell() throws Exception {
        Process demo = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), PppoeSyncApplication.class.getName(), "--demo")
                .redirectErrorStream(true).start();
        List<String> lines = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

        assertThat(demo.waitFor()).isZero();
        assertThat(lines).hasSizeLessThanOrEqualTo(LINES).doesNotHaveDuplicates();
        assertInOrder(
                lines, "08:00", "+ customer1 ", "... and 6 more", "in step", "10:00", "~ customer1 ", "x customer4",
                "- customer5", "in step", "customer4, overdue, is offline", "11:00", "~ customer4", "in step", "14:00",
                "+ newcomer1 ", "+ newcomer2 ", "... and 17 more", "outcome unknown", "the router went away in the middle",
                "is back", "+ newcomer",
                "in step", "the router was lost, and found again", "no account was made twice", "untouched",
                "outcome", "logins", "All is well.");
        // sixteen, but fewer are sent to a router that answers slowly, as that of a busy machine does
        assertThat(String.join("\n", lines)).containsPattern("19 done, ([1-9]|1[0-6]) unknown, \\d+ not sent");
        assertThat(lines.subList(lines.size() - 3, lines.size())).last().asString().endsWith("All is well.");
    }

    @Test
    void theDemoTellsWhenTheRouterIsNotInStep() throws Exception {
        try (SimulatedRouter router = DemoRouter.start()) {
            router.faults().onNext("/ppp/secret/add").times(Faults.ALWAYS).trap("4", "failure: out of memory");
            assertThat(Demo.play(router, Duration.ofSeconds(1))).isFalse();
        }
    }

    private static void assertInOrder(List<String> lines, String... texts) {
        int line = 0;
        for (String text : texts) {
            int from = line;
            while (line < lines.size() && !lines.get(line).contains(text)) {
                line++;
            }
            assertThat(line).as("'%s' after line %d of\n%s", text, from, String.join("\n", lines)).isLessThan(lines.size());
            line++;
        }
    }
}

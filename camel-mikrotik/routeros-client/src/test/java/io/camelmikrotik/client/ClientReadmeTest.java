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
import java.util.Map;

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the module's README shows runs, without Camel. */
@ExtendWith(LeakCheck.class)
class ClientReadmeTest {

    @Test
    void theTourOfReadmeIsTheOneThatIsRunHere() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/camelmikrotik/client/ClientTour.java"));
        String tour = source.substring(source.indexOf("// tag::tour[]\n") + 15, source.indexOf("    // end::tour[]"));
        assertThat(Files.readString(Path.of("README.md"))).contains(tour.stripTrailing().stripIndent());
    }

    @Test
    void theTourPrintsBulkWritesEnsuresStreamsAndWatches() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (SimulatedRouter router = SimulatedRouter.builder().user("api", "secret").start()) {
            router.table("/ppp/secret").add(Map.of("name", "carol", "disabled", "true"));
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            ClientTour.tour(router.host(), router.port(), "secret");
            assertThat(router.table("/ip/firewall/address-list").rows()).singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("address", "192.0.2.2"));
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("carol").contains("2 added").contains("192.0.2.2");
    }

    @Test
    void camelIsNotOnTheClassPath() {
        assertThatThrownBy(() -> Class.forName("org.apache.camel.CamelContext")).isInstanceOf(ClassNotFoundException.class);
    }
}

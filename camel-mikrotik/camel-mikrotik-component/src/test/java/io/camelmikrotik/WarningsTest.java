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
import java.util.List;
import java.util.Map;

import io.camelmikrotik.processes.ChildJvm;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the JVM itself warns of: deprecated, unsafe, native or reflective access. */
class WarningsTest {

    @Test
    void theJvmWarnsOfNothingThatOurCodeDoes() throws Exception {
        String output = ChildJvm.run(Duration.ofMinutes(1), Tour.class, List.of());
        assertThat(output).as("the tour itself").contains("2 rows");
        assertThat(output.lines().filter(line -> line.startsWith("WARNING:"))).as("of the JVM, in %s", output)
                .noneMatch(line -> line.contains("io.camelmikrotik") || line.contains("camel-mikrotik/"));
    }

    /** Three commands to a simulated router. */
    static final class Tour {

        private Tour() {
        }

        public static void main(String... arguments) throws Exception {
            try (SimulatedRouter router = SimulatedRouter.start(); CamelContext context = new DefaultCamelContext()) {
                MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
                component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
                component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
                context.start();
                String secrets = "mikrotik:" + router.address() + "/ppp/secret/";
                send(context, secrets + "add", Map.of("name", "anna"));
                send(context, secrets + "add", Map.of("name", "bert"));
                Exchange printed = send(context, secrets + "print", null);
                System.out.println(printed.getMessage().getBody(List.class).size() + " rows");
            }
        }

        private static Exchange send(CamelContext context, String uri, Object body) throws Exception {
            Exchange sent
                    = context.createProducerTemplate().send(uri, ExchangeBuilder.anExchange(context).withBody(body).build());
            if (sent.getException() != null) {
                throw sent.getException();
            }
            return sent;
        }
    }
}

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
package io.camelmikrotik.quarkus;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.netty.channel.Channel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Quarkus builds and starts the application, with its own Netty, and data moves.
 */
@QuarkusTest
@QuarkusTestResource(QuarkusApplicationTest.Router.class)
class QuarkusApplicationTest {

    @Inject
    ProducerTemplate template;

    /** Started before the application, and in its class loader's reach. */
    public static final class Router implements QuarkusTestResourceLifecycleManager {

        private SimulatedRouter router;

        @Override
        public Map<String, String> start() {
            router = SimulatedRouter.start();
            return Map.of("router.host", router.host(), "router.port", Integer.toString(router.port()));
        }

        @Override
        public void stop() {
            router.close();
        }
    }

    @Test
    void dataMovesWithTheNettyOfQuarkus() {
        assertThat(Channel.class.getProtectionDomain().getCodeSource().getLocation().toString())
                .contains("netty-transport-4.1.");
        assertThat(template.requestBody("direct:identity", (Object) null, String.class)).contains("simulated");

        for (int number = 0; number < 20; number++) {
            template.requestBody("direct:add", Map.of("name", "user" + number));
        }
        assertThat(template.requestBody("direct:secrets", (Object) null, List.class)).hasSize(20);
    }
}

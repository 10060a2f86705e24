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
package io.camelmikrotik.examples.subscribers;

import java.util.Arrays;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the service; with {@code --demo} beside a simulated router, of which it is then the only client.
 */
@SpringBootApplication
public class SubscribersApplication {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(SubscribersApplication.class);
        if (Arrays.asList(arguments).contains("--demo")) {
            application.setDefaultProperties(demoRouter());
        }
        application.run(arguments);
    }

    /** Its threads are daemons, and it ends with the JVM. */
    private static Map<String, Object> demoRouter() {
        SimulatedRouter router = SimulatedRouter.start();
        router.table("/ppp/secret").add(Map.of("name", "maria", "password", "demo", "profile", "default"));
        router.table("/ppp/active").add(Map.of("name", "maria", "service", "pppoe", "address", "192.0.2.17"));
        return Map.of(
                "ROUTER_HOST", router.host(), "ROUTER_PORT", router.port(), "ROUTER_USERNAME", SimulatedRouter.USERNAME,
                "ROUTER_PASSWORD", SimulatedRouter.PASSWORD, "ROUTER_TLS", false);
    }
}

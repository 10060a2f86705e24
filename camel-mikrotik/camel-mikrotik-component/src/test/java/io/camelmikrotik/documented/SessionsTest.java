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
package io.camelmikrotik.documented;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedRouterExtension;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionsTest {

    @RegisterExtension
    final SimulatedRouterExtension simulator = new SimulatedRouterExtension();

    @Test
    void tellsWhoDialsIn() throws Exception {
        SimulatedRouter router = simulator.router();
        router.table("/ppp/active").add("name", "anna", "address", "203.0.113.10");
        Main main = new Main();
        main.configure().addRoutesBuilder(Sessions.class);
        main.addOverrideProperty("router", router.address());
        main.addOverrideProperty("camel.component.mikrotik.username", SimulatedRouter.USERNAME);
        main.addOverrideProperty("camel.component.mikrotik.password", SimulatedRouter.PASSWORD);
        main.addOverrideProperty("told", "mock:told");
        main.start();
        try {
            MockEndpoint told = main.getCamelContext().getEndpoint("mock:told", MockEndpoint.class);
            told.expectedBodiesReceived("anna is online at 203.0.113.10");
            told.assertIsSatisfied(20_000);
        } finally {
            main.stop();
        }
    }
}

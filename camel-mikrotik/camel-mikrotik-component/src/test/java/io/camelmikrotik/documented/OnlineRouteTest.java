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

import java.util.Map;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikListenConsumer;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.junit.WithSimulatedRouter;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.simulator.RouterAssert.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

@WithSimulatedRouter
class OnlineRouteTest {

    /** The routes that are tested. */
    static class OnlineRoutes extends RouteBuilder {
        @Override
        public void configure() {
            from("mikrotik:{{router}}/ppp/active/listen?key=name&ignore=uptime").routeId("online")
                    .filter(header("CamelMikrotikChangeType").isEqualTo("created"))
                    .setBody(simple("${body[name]} is up at ${body[address]}"))
                    .to("mock:online");
            from("direct:newCustomer")
                    .to("mikrotik:{{router}}/ppp/secret/add");
        }
    }

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start(SimulatedRouter router) throws Exception {
        MikrotikComponent mikrotik = context.getComponent("mikrotik", MikrotikComponent.class);
        mikrotik.getConfiguration().setUsername(SimulatedRouter.USERNAME);
        mikrotik.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
        context.getPropertiesComponent().addInitialProperty("router", router.address());
        context.addRoutes(new OnlineRoutes());
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void tellsWhoDialsIn(SimulatedRouter router) throws Exception {
        MikrotikListenConsumer subscription = (MikrotikListenConsumer) context.getRoute("online").getConsumer();
        await().until(subscription::isFollowing);
        MockEndpoint online = context.getEndpoint("mock:online", MockEndpoint.class);
        online.expectedBodiesReceived("anna is up at 203.0.113.10");

        router.ppp().up("anna", Map.of("address", "203.0.113.10"));

        online.assertIsSatisfied(10_000);
        assertThat(router).hasLogins(1).wroteNothing();
    }

    @Test
    void doesNotAddTwiceWhenTheAnswerIsLost(SimulatedRouter router) {
        router.faults().onNext("/ppp/secret/add").executeThenCut();
        ProducerTemplate template = context.createProducerTemplate();

        assertThrows(CamelExecutionException.class,
                () -> template.sendBody("direct:newCustomer", Map.of("name", "carl", "password", "carl-s3cret")));

        assertThat(router).receivedTimes(1, "/ppp/secret/add").hasRow("/ppp/secret", "name", "carl");
    }
}

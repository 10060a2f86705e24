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

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A Camel context with our component, and a simulated router. Each test starts the context with the routes it needs.
 */
@ExtendWith(LeakCheck.class)
abstract class MikrotikTestSupport {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final CamelContext context = new DefaultCamelContext();
    SimulatedRouter router;
    MikrotikComponent component;
    ProducerTemplate template;

    @BeforeEach
    void startRouter() {
        router = SimulatedRouter.start();
        component = context.getComponent("mikrotik", MikrotikComponent.class);
        component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
        component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
    }

    @AfterEach
    void stopAll() {
        context.stop();
        router.close();
    }

    /** Starts the context with these routes. */
    void start(Routes routes) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routes.configure(this);
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    void startWithout() throws Exception {
        start(routes -> {
        });
    }

    /** An endpoint of the router. */
    String uri(String commandAndOptions) {
        return "mikrotik:" + router.address() + commandAndOptions;
    }

    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) {
        ExchangeBuilder exchange = ExchangeBuilder.anExchange(context).withBody(body);
        headers.forEach(exchange::withHeader);
        return template.send(uri, exchange.build());
    }

    @SuppressWarnings("unchecked")
    static List<RouterOsRow> rows(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError("the exchange failed", exchange.getException());
        }
        return exchange.getMessage().getBody(List.class);
    }

    /** What a test adds to the context. */
    @FunctionalInterface
    interface Routes {
        void configure(RouteBuilder routes);
    }
}

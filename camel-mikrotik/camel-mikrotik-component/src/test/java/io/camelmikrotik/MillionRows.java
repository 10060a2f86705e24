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

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Streams a million rows through a route, the simulated router in the same heap: run with {@code -Xmx64m} by
 * {@link StreamingTest}.
 */
final class MillionRows {

    private static final int ROWS = 1_000_000;

    private MillionRows() {
    }

    public static void main(String[] arguments) throws Exception {
        LongAdder rows = new LongAdder();
        try (SimulatedRouter router = SimulatedRouter.start(); DefaultCamelContext context = new DefaultCamelContext()) {
            router.table("/ip/firewall/address-list").generateRows(
                    ROWS, i -> Map.of(
                            ".id", "*" + Long.toHexString(i + 1), "list", "blocklist", "address", "10.1.2.3", "dynamic",
                            "false", "disabled",
                            "false", "comment", "row " + i));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .to("mikrotik:" + router.address()
                                + "/ip/firewall/address-list/print?streaming=true&username=api&password=secret")
                            .split(body()).streaming().process(exchange -> rows.increment());
                }
            });
            context.start();
            Exchange exchange = context.createProducerTemplate().send("direct:in", ExchangeBuilder.anExchange(context).build());
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        }
        System.out.println("rows: " + rows.sum());
        System.out.println("heap: " + Runtime.getRuntime().maxMemory() / 1024 / 1024 + " MB");
    }
}

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
package io.camelmikrotik.soak;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;

/** The commands of a run, and what happens on the devices by itself. Used by one thread; any may read the counters. */
final class SoakLoad {

    private static final int SECRETS = 20;
    private static final int ACTIVE = 20;

    private final SimulatedFleet fleet;
    private final ProducerTemplate template;
    private final Random random;
    private final LongAdder sent = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private long marks;

    SoakLoad(SimulatedFleet fleet, ProducerTemplate template, Random random) {
        this.fleet = fleet;
        this.template = template;
        this.random = random;
    }

    /** One command to a random device. */
    void command() {
        SimulatedRouter router = anyRouter();
        List<Map<String, String>> secrets = router.table("/ppp/secret").rows();
        switch (random.nextInt(4)) {
            case 0, 1 -> send(router, "/ppp/secret/print", Map.of());
            case 2 -> {
                if (secrets.size() < SECRETS) {
                    send(router, "/ppp/secret/add", Map.of("name", "user" + marks++));
                } else {
                    send(router, "/ppp/secret/remove", Map.of(".id", secrets.get(0).get(".id")));
                }
            }
            default -> send(router, "/system/identity/set", Map.of("name", router.identity()));
        }
    }

    private void send(SimulatedRouter router, String path, Map<String, String> attributes) {
        sent.increment();
        Exchange exchange = ExchangeBuilder.anExchange(template.getCamelContext()).withHeader("to", router.address())
                .withHeader("path", path).withBody(attributes).build();
        template.asyncSend("direct:command", exchange).whenComplete((done, failure) -> {
            ended.increment();
            if (failure != null || done.getException() != null) {
                failed.increment();
            }
        });
    }

    /** A subscriber of a random device comes, goes or changes. */
    void edit() {
        SimulatedTable active = anyRouter().table("/ppp/active");
        List<Map<String, String>> rows = active.rows();
        if (rows.size() < ACTIVE && random.nextBoolean()) {
            active.add("name", "user" + marks++, "address", "192.0.2." + random.nextInt(250));
        } else if (!rows.isEmpty()) {
            String id = rows.get(random.nextInt(rows.size())).get(".id");
            if (rows.size() == ACTIVE || random.nextBoolean()) {
                active.remove(id);
            } else {
                active.set(id, "address", "192.0.2." + random.nextInt(250));
            }
        }
    }

    SimulatedRouter anyRouter() {
        return fleet.router(random.nextInt(fleet.routers().size()));
    }

    long sent() {
        return sent.sum();
    }

    long running() {
        return sent.sum() - ended.sum();
    }

    long failed() {
        return failed.sum();
    }
}

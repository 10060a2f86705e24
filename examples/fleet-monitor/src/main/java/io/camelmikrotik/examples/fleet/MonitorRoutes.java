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
package io.camelmikrotik.examples.fleet;

import java.util.List;
import java.util.Map;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.routeros.RouterOsRow;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * All routers of the inventory, polled without waves, and what is known of them for the page. Also a roll-out, a few
 * routers at a time.
 */
final class MonitorRoutes extends RouteBuilder {

    static final String SERVERS = "servers";

    private final PrometheusMeterRegistry registry;
    private final FleetBoard board = new FleetBoard();
    private final RolloutRuns rollouts = new RolloutRuns();

    MonitorRoutes(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    FleetBoard board() {
        return board;
    }

    RolloutRuns rollouts() {
        return rollouts;
    }

    @Override
    public void configure() throws Exception {
        LivePage page = new LivePage(board, registry, value("page.host"), Integer.parseInt(value("page.port")));
        getContext().addService(page);
        CommandRates rates = new CommandRates(registry);

        from("mikrotik:@*/system/resource/print?delay={{poll.every}}&properties=uptime,version,board-name,cpu-load")
                .routeId("resources")
                .process(poll -> board.resource(device(poll), row(poll)));

        from("mikrotik:@*/interface/print?delay={{poll.every}}&properties=name,rx-byte,tx-byte&where=name={{uplink}}")
                .routeId("traffic")
                .process(poll -> board.traffic(device(poll), row(poll)));

        from("timer:look?period={{look.every}}").routeId("look")
                .to("mikrotik:@*?operation=devices")
                .process(look -> page.publish(
                        board.look(devices(look), rates.sample(board.traffic()), rollouts.views())));

        from("direct:roll-out").routeId("roll-out")
                .to("mikrotik:{{rollout.selection}}?operation=rollout&to=direct:change&verify=direct:verify"
                    + "&waves={{rollout.waves}}&wavePause={{rollout.pause}}&maxFailures=5%&parallelism=8"
                    + "&offlineDeadline={{rollout.offlineDeadline}}&stepTimeout=1m");

        from("direct:change").routeId("change")
                .toD("mikrotik:${header.CamelMikrotikDevice}/ip/dns/set?attribute.servers=:#servers&ignoreBody=true");

        from("direct:verify").routeId("verify")
                .toD("mikrotik:${header.CamelMikrotikDevice}/ip/dns/print?ignoreBody=true")
                .process(answer -> {
                    String servers = row(answer).get("servers");
                    if (!answer.getMessage().getHeader(SERVERS, String.class).equals(servers)) {
                        throw new IllegalStateException("its servers are " + servers);
                    }
                });
    }

    private static String device(Exchange exchange) {
        return exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class);
    }

    private static RouterOsRow row(Exchange exchange) {
        return (RouterOsRow) exchange.getMessage().getBody(List.class).get(0);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> devices(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private String value(String property) {
        return getContext().resolvePropertyPlaceholders("{{" + property + "}}");
    }
}

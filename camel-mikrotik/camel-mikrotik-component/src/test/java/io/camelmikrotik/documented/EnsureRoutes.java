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

import io.camelmikrotik.exception.EnsureLimitException;
import io.camelmikrotik.write.EnsurePlan;
import org.apache.camel.builder.RouteBuilder;

/** The routes that the component page shows of operation=ensure. */
public class EnsureRoutes extends RouteBuilder {

    @Override
    public void configure() {
        onException(EnsureLimitException.class).handled(true)
                .setBody(simple("${exception.plan}"))
                .to("mock:askSomebody");

        from("direct:blocklist")
                .to("mikrotik:core1/ip/firewall/address-list?operation=ensure&scope=list=blocklist&key=address"
                    + "&onAbsent=remove&maxRemovals=5%")
                .log("${header.CamelMikrotikAddedCount} added, ${header.CamelMikrotikRemovedCount} removed");

        from("direct:whatWouldChange")
                .to("mikrotik:core1/ip/firewall/address-list?operation=ensure&scope=list=blocklist&key=address"
                    + "&onAbsent=remove&dryRun=true")
                .process(exchange -> {
                    EnsurePlan plan = exchange.getMessage().getBody(EnsurePlan.class);
                    exchange.getMessage().setBody(plan.toMap());
                })
                .to("mock:plan");

        from("direct:forwardChain")
                .to("mikrotik:core1/ip/firewall/filter?operation=ensure&scope=chain=forward&key=comment"
                    + "&onAbsent=remove&ordered=true&safeMode=true");
    }
}

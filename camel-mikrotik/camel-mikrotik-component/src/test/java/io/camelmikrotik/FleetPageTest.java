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

import java.util.List;
import java.util.Map;

import io.camelmikrotik.documented.FleetPageRoutes;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the component page says of selections is run. */
class FleetPageTest extends FleetTestSupport {

    @Test
    void theRoutesOfThePageStartAndEnsureABlocklistOnTheDevicesOfASite() throws Exception {
        startFleet(3);
        context.addRoutes(new FleetPageRoutes());
        start(routes -> routes.from("direct:online").to("mock:online"));

        Exchange exchange = send("direct:block", List.of(Map.of("address", "192.0.2.1")));

        assertThat(exchange.getException()).isNull();
        assertThat(fleet.routers()).extracting(each -> each.table("/ip/firewall/address-list").size())
                .containsExactly(1, 1, 0);
    }
}

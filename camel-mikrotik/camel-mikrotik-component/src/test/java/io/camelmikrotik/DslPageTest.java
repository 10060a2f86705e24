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

import io.camelmikrotik.documented.DslPage;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the component page says under "Where routes are written". */
class DslPageTest extends MikrotikTestSupport {

    @Test
    void componentAndDevicesAreConfiguredInJava() throws Exception {
        DslPage.configure(context);

        MikrotikEndpoint endpoint = context.getEndpoint("mikrotik:core2/system/identity/print", MikrotikEndpoint.class);

        assertThat(endpoint.getServiceUrl()).isEqualTo("192.0.2.2:8729");
        assertThat(endpoint.getConfiguration().getRequestTimeout()).isEqualTo(10_000);
        assertThat(endpoint.getConfiguration().getUsername()).isEqualTo("camel");
    }

    @Test
    void anEndpointIsBuiltFromAMap() throws Exception {
        MikrotikDevice core1 = new MikrotikDevice();
        core1.setHost(router.host());
        core1.setPort(router.port());
        component.getDevices().put("core1", core1);
        router.table("/ip/dhcp-server/lease").add("address", "192.0.2.50", "status", "bound");
        router.table("/ip/dhcp-server/lease").add("address", "192.0.2.51", "status", "waiting");
        String leases = DslPage.leases(context);

        start(routes -> routes.from(leases).to("mock:leases"));

        MockEndpoint rows = context.getEndpoint("mock:leases", MockEndpoint.class);
        rows.expectedMinimumMessageCount(1);
        rows.assertIsSatisfied(20_000);
        assertThat(rows.getExchanges().get(0).getMessage().getBody(Map.class)).containsEntry("address", "192.0.2.50");
    }

    @Test
    void theMapIsHeldAgainstTheNamesOfOptions() {
        assertThat(context.getCamelContextExtension().getEndpointUriFactory("mikrotik").propertyNames())
                .contains("where", "emit").doesNotContain("wher");
    }
}

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

import java.util.HashMap;
import java.util.Map;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikDevice;
import org.apache.camel.CamelContext;

/** What the component page says of Java beside routes, to the letter. */
public final class DslPage {

    private DslPage() {
    }

    public static void configure(CamelContext context) {
        MikrotikComponent mikrotik = context.getComponent("mikrotik", MikrotikComponent.class);
        mikrotik.getConfiguration().setUsername("camel");
        mikrotik.getConfiguration().setRequestTimeout(10_000);
        MikrotikDevice core2 = new MikrotikDevice();
        core2.setHost("192.0.2.2");
        core2.setTls(true);
        mikrotik.getDevices().put("core2", core2);
    }

    public static String leases(CamelContext context) throws Exception {
        String leases = context.getCamelContextExtension().getEndpointUriFactory("mikrotik").buildUri("mikrotik", new HashMap<>(
                Map.of(
                        "device", "core1", "command", "ip/dhcp-server/lease/print", "where", "status=bound", "emit", "rows")),
                false);
        return leases;
    }
}

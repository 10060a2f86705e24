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

import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.builder.RouteBuilder;

public class LeaseToDns extends RouteBuilder {

    @Override
    public void configure() {
        from("mikrotik:{{router}}/ip/dhcp-server/lease/listen?where=status=bound and host-name&key=mac-address"
             + "&properties=mac-address,address,host-name,status&stateFile={{data}}/leases")
                .setProperty("owner", simple("dhcp ${body[mac-address]}"))
                .choice()
                .when(header("CamelMikrotikChangeType").isEqualTo("removed"))
                .to("mikrotik:{{router}}/ip/dns/static/print?where=comment=:#owner&properties=.id")
                .to("mikrotik:{{router}}/ip/dns/static/remove")
                .otherwise()
                .transform().exchange(exchange -> {
                    RouterOsRow lease = exchange.getMessage().getBody(RouterOsRow.class);
                    return Map.of("name", lease.get("host-name") + ".lan", "address", lease.get("address"),
                            "comment", exchange.getProperty("owner"));
                })
                .to("mikrotik:{{router}}/ip/dns/static?operation=upsert&key=comment");
    }
}

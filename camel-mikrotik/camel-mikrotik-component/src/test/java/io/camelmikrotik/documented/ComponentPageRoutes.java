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

import org.apache.camel.builder.RouteBuilder;

/** The Java of the component page, to the letter. */
public final class ComponentPageRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:gold")
                .to("mikrotik:core1/ppp/secret/print?where=profile=gold&properties=name,comment");

        from("timer:clients?period=60000")
                .to("mikrotik:core1/@wifi-clients/print?where=signal<-75&properties=mac-address,signal,interface")
                .log("${header.CamelMikrotikRowCount} clients are far away");

        from("direct:add")
                .to("mikrotik:core1/ppp/secret/add?attribute.service=pppoe");

        from("mikrotik:core1/ip/dhcp-server/lease/print?where=status=bound&emit=rows&delay=30s")
                .to("direct:lease");
    }
}

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

/** The Java that the component page has of selections, to the letter. */
public final class FleetPageRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("mikrotik:@pppoe/ppp/active/print?delay=30s")
                .to("direct:online");

        from("mikrotik:@*/system/resource/print?emit=round&delay=1m")
                .log("${header.CamelMikrotikRowCount} devices answered, missing: ${header.CamelMikrotikMissingDevices}");

        from("direct:block")
                .to("mikrotik:@site=berlin/ip/firewall/address-list?operation=ensure&scope=list=blocked&key=address&failOn=never")
                .split(body()).filter(simple("${body.done} == false"))
                .log("${body}");
    }
}

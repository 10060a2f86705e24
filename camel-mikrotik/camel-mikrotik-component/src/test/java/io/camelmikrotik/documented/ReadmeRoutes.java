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

import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.TrapException;
import org.apache.camel.builder.RouteBuilder;

public final class ReadmeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // a write that was sent and not answered is never repeated: the route says what then
        onException(OutcomeUnknownException.class).handled(true).to("mock:askTheRouter");
        onException(TrapException.class).handled(true).log("refused: ${exception.trapMessage}").to("mock:refused");

        from("direct:disabled")
                .to("mikrotik:{{router}}/ppp/secret/print?where=disabled=yes&properties=name,comment")
                .split(body())
                .to("mock:disabled");

        // on the router that the message names
        from("direct:newCustomer")
                .toD("mikrotik:${header.router}/ppp/secret/add?attribute.service=pppoe")
                .log("account ${header.CamelMikrotikRet} on ${header.router}");

        // what changed while the application was down is delivered too
        from("mikrotik:{{router}}/ppp/active/listen?key=name&stateFile={{data}}/online")
                .to("mock:online");

        // a part of a table made equal to a list, and not at all if more than a fifth of it would go
        from("direct:blocklist")
                .to("mikrotik:{{router}}/ip/firewall/address-list?operation=ensure&scope=list=blocklist&key=address"
                    + "&onAbsent=remove&maxRemovals=20%");
    }
}

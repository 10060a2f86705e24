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

public class SafeChange extends RouteBuilder {

    @Override
    public void configure() {
        // the body is the script
        from("direct:change")
                .to("mikrotik:@*?operation=rollout&to=direct:changeOne&waves=1,10%,100%");

        from("direct:changeOne").errorHandler(noErrorHandler())
                .toD("mikrotik:${header.CamelMikrotikDevice}/system/script?operation=applyScript&revert={{undo}}&confirmTimeout={{confirm}}"
                     + "&verify=direct:stillThere");

        from("direct:stillThere")
                .toD("mikrotik:${header.CamelMikrotikDevice}/ip/route/print?where=dst-address=0.0.0.0/0")
                .validate(simple("${body.size} > 0"));
    }
}

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

public class MoveConfiguration extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:move")
                .to("mikrotik:{{old.router}}/ip/firewall/address-list/print?where=list=customers and !dynamic")
                .to("mikrotik:{{router}}/ip/firewall/address-list?operation=ensure&scope=list=customers&key=address"
                    + "&writableOnly=true&dryRun={{dry.run}}");
    }
}

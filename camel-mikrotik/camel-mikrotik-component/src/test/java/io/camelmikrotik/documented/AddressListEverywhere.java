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

import io.camelmikrotik.DeviceResult;
import org.apache.camel.builder.RouteBuilder;

public class AddressListEverywhere extends RouteBuilder {

    @Override
    public void configure() {
        // the body is a list of maps with an address each
        from("direct:block")
                .to("mikrotik:@*/ip/firewall/address-list?operation=ensure&scope=list=blocked&key=address&onAbsent=remove"
                    + "&maxRemovals=20%&parallelism=20&failOn=never")
                .split(body()).filter(each -> !each.getMessage().getBody(DeviceResult.class).isDone())
                .to("{{notBlocked}}")
                .end();
    }
}

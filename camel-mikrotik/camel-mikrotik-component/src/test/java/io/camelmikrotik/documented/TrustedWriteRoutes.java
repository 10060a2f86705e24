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

/** The Java of the component page about bulk writes, upsert and files, to the letter. */
public final class TrustedWriteRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:block")
                .to("mikrotik:core1/ip/firewall/address-list/add?attribute.list=blocklist&onFailure=continue")
                .to("direct:outcomes");

        from("direct:account")
                .to("mikrotik:core1/ppp/secret?operation=upsert&key=name")
                .log("${header.CamelMikrotikUpsertResult} ${header.CamelMikrotikRet}");

        from("direct:backup")
                .to("mikrotik:core1/file?operation=download&attribute.name=backup.rsc")
                .to("file:{{data}}?fileName=backup.rsc");
    }
}

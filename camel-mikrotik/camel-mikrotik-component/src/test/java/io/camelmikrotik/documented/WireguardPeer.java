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

public class WireguardPeer extends RouteBuilder {

    @Override
    public void configure() {
        // the body is a map with public-key, allowed-address and comment
        from("direct:peer")
                .setProperty("address", simple("${body[allowed-address]}"))
                .to("mikrotik:{{router}}/interface/wireguard/peers?operation=upsert&key=interface,public-key"
                    + "&attribute.interface=wg1")
                .to("mikrotik:{{router}}/interface/wireguard/print?where=name=wg1&properties=public-key,listen-port")
                .setBody(simple("${body[0]}"))
                .setBody(simple("""
                        [Interface]
                        Address = ${exchangeProperty.address}
                        PrivateKey = (the peer's own)
                        [Peer]
                        PublicKey = ${body[public-key]}
                        Endpoint = {{vpn}}:${body[listen-port]}
                        AllowedIPs = 10.0.0.0/8
                        """));
    }
}

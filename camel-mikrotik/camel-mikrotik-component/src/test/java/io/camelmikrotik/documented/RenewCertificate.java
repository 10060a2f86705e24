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

import org.apache.camel.builder.RouteBuilder;

public class RenewCertificate extends RouteBuilder {

    @Override
    public void configure() {
        // the body is the text of a PEM file with certificate and key, not longer than 60 KB
        from("direct:certificate")
                .setProperty("name", simple("api-${date:now:yyyyMMdd}"))
                .transform().body(String.class, pem -> Map.of("name", "renewed.pem", "contents", pem))
                .doTry()
                .to("mikrotik:{{router}}/file?operation=upsert&key=name")
                .to("mikrotik:{{router}}/certificate/import?attribute.file-name=renewed.pem&attribute.name=:#name"
                    + "&attribute.passphrase=&ignoreBody=true")
                .setBody(exchangeProperty("name"))
                .transform().body(String.class, name -> Map.of("name", "api-ssl", "certificate", name))
                .to("mikrotik:{{router}}/ip/service?operation=update&key=name")
                .doFinally()
                .setBody(constant(Map.of("numbers", "renewed.pem")))
                .to("mikrotik:{{router}}/file/remove")
                .end();
    }
}

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

public class CertificateOnAll extends RouteBuilder {

    @Override
    public void configure() {
        // the body is the text of a PEM file with certificate and key
        from("direct:certificates")
                .to("mikrotik:@*?operation=rollout&to=direct:certificateOf&waves=1,100%");

        from("direct:certificateOf").errorHandler(noErrorHandler())
                .setProperty("name", simple("api-${date:now:yyyyMMdd}"))
                .toD("mikrotik:${header.CamelMikrotikDevice}/file?operation=upload&attribute.name=renewed.pem")
                .doTry()
                .toD("mikrotik:${header.CamelMikrotikDevice}/certificate/import?attribute.file-name=renewed.pem"
                     + "&attribute.name=:#name&attribute.passphrase=&ignoreBody=true")
                .transform().exchange(each -> Map.of("name", "api-ssl", "certificate", each.getProperty("name")))
                .toD("mikrotik:${header.CamelMikrotikDevice}/ip/service?operation=update&key=name")
                .doFinally()
                .setBody(constant(Map.of("numbers", "renewed.pem")))
                .toD("mikrotik:${header.CamelMikrotikDevice}/file/remove")
                .end();
    }
}

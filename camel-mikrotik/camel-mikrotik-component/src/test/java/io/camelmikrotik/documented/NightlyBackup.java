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

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

public class NightlyBackup extends RouteBuilder {

    @Override
    public void configure() {
        from("{{night}}")
                .to("mikrotik:@*?operation=devices")
                .split(body()).parallelProcessing()
                .setHeader("router", simple("${body[name]}"))
                .doTry()
                .setBody(constant(Map.of("script", "/export file=camel", "as-string", "")))
                .toD("mikrotik:${header.router}/execute")
                .setBody(constant("camel.rsc"))
                .toD("mikrotik:${header.router}/file?operation=download")
                .toD("file:{{data}}?fileName=${header.router}.rsc")
                .doCatch(Exception.class)
                .log(LoggingLevel.WARN, "no backup of ${header.router}: ${exception.message}")
                .end()
                .end();
    }
}

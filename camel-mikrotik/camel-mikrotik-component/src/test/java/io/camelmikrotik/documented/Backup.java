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
import java.util.stream.Collectors;

import org.apache.camel.builder.RouteBuilder;

public class Backup extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:export")
                .setBody(constant(Map.of("script", "/export file=camel", "as-string", "")))
                .to("mikrotik:{{router}}/execute")
                .to("mikrotik:{{router}}/file?operation=download&attribute.name=camel.rsc")
                .transform().body(String.class, export -> export.lines().filter(line -> !line.startsWith("#"))
                        .collect(Collectors.joining("\n", "", "\n")))
                .to("file:{{data}}?fileName=router.rsc");

        from("direct:binary")
                .setProperty("password", constant("{{backup.password}}"))
                .to("mikrotik:{{router}}/system/backup/save?attribute.name=camel&attribute.password=:#password&ignoreBody=true")
                .to("mikrotik:{{router}}/file?operation=download&attribute.name=camel.backup")
                .to("file:{{data}}?fileName=router.backup");
    }
}

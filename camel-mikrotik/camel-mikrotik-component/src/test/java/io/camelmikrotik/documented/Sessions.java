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
import org.apache.camel.main.Main;

public class Sessions extends RouteBuilder {

    @Override
    public void configure() {
        from("mikrotik:{{router}}/ppp/active/listen?key=name&ignore=uptime")
                .choice()
                .when(header("CamelMikrotikChangeType").isEqualTo("removed"))
                .setBody(simple("${body[name]} is offline"))
                .otherwise()
                .setBody(simple("${body[name]} is online at ${body[address]}"))
                .end()
                .to("{{told}}");
    }

    public static void main(String... arguments) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(Sessions.class);
        main.run(arguments);
    }
}

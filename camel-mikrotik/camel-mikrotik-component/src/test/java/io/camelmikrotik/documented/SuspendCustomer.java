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

public class SuspendCustomer extends RouteBuilder {

    @Override
    public void configure() {
        // the body is the login
        from("direct:suspend")
                .setProperty("login", body())
                .transform().body(String.class, login -> Map.of("name", login, "disabled", true))
                .to("mikrotik:{{router}}/ppp/secret?operation=update&key=name")
                .to("mikrotik:{{router}}/ppp/active/print?where=name=:#login&properties=.id")
                .to("mikrotik:{{router}}/ppp/active/remove");

        from("direct:resume")
                .transform().body(String.class, login -> Map.of("name", login, "disabled", false))
                .to("mikrotik:{{router}}/ppp/secret?operation=update&key=name");
    }
}

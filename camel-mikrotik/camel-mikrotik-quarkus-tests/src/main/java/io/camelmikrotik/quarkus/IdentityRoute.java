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
package io.camelmikrotik.quarkus;

import org.apache.camel.builder.RouteBuilder;

/**
 * The route of a small application; Quarkus finds it when it builds.
 */
public final class IdentityRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:identity").routeId("identity").to("mikrotik:core1/system/identity/print");
        from("direct:add").routeId("add").to("mikrotik:core1/ppp/secret/add");
        from("direct:secrets").routeId("secrets").to("mikrotik:core1/ppp/secret/print?where=name~\"^u\"");
    }
}

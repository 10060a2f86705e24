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

/** The Java that the component page has of change feeds, to the letter. */
public final class ChangeFeedRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("mikrotik:core1/ppp/active/listen?key=name&ignore=uptime&stateFile={{data}}/core1-ppp-active")
                .choice()
                .when(header("CamelMikrotikChangeType").isEqualTo("created"))
                .setBody(simple("${body[name]} is up at ${body[address]}"))
                .when(header("CamelMikrotikChangeType").isEqualTo("removed"))
                .setBody(simple("${body[name]} is down"))
                .otherwise()
                .setBody(simple("${body[name]}: ${header.CamelMikrotikChangedProperties}"))
                .end()
                .to("direct:events");
    }
}

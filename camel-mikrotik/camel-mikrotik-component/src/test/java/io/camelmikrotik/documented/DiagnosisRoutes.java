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

/** What the component page shows of the diagnosis. */
public class DiagnosisRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // tag::diagnosis[]
        from("direct:diagnose")
                .to("mikrotik:core1?operation=diagnose")
                .filter(simple("${body.result} == 'FAILED'"))
                .log("${body}")
                .to("direct:alarm")
                .end()
                .setBody(simple("${body.asMap}"));
        // end::diagnosis[]
    }
}

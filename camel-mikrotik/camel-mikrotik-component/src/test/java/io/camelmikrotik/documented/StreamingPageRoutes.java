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

/** The Java that the component page has of streaming commands and the log, to the letter. */
public final class StreamingPageRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("mikrotik:core1/interface/monitor-traffic?attribute.interface=ether1,ether2&emit=table")
                .to("direct:traffic");

        from("mikrotik:core1/ping?attribute.address=192.0.2.77")
                .filter(simple("${body[status]} == 'timeout'"))
                .to("direct:lost");

        from("mikrotik:core1/log/print?follow=true&where=topics~\"error|critical\"&stateFile={{data}}/core1-log")
                .to("direct:alarm");
    }
}

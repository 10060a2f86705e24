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
package io.camelmikrotik.benchmarks;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The smallest application that ends when it has started: without the component, with it, or with it and without the
 * checks of what the URI says.
 */
public final class Start {

    private Start() {
    }

    public static void main(String[] arguments) throws Exception {
        boolean with = !arguments[0].equals("without");
        String check = arguments[0].equals("unchecked") ? "&catalogueCheck=off" : "";
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    if (with) {
                        from("direct:in").to("mikrotik:192.0.2.1/system/identity/print?username=api&password=secret" + check)
                                .to("mock:out");
                    } else {
                        from("direct:in").to("mock:out");
                    }
                }
            });
            context.start();
            System.out.println("started");
        }
    }
}

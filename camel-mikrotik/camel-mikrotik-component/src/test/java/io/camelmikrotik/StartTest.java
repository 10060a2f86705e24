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
package io.camelmikrotik;

import java.time.Duration;
import java.util.List;

import io.camelmikrotik.processes.ChildJvm;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application waits for when it starts. */
class StartTest {

    @Test
    void anApplicationThatUsesNoDeviceYetLoadsNothingOfNetworkAndPool() throws Exception {
        String output = ChildJvm.run(Duration.ofMinutes(1), Application.class, List.of("-Xlog:class+load:stdout"));

        assertThat(output).contains("started", MikrotikEndpoint.class.getName());
        assertThat(output.lines()).noneMatch(
                line -> line.contains(" io.netty.") || line.contains(" org.apache.commons.pool2.")
                        || line.contains(" javax.crypto.Mac "));
    }

    /** The catalogue is 27 ms and some megabytes: who has nothing checked pays for none of it. */
    @Test
    void withoutChecksNoCatalogueIsLoadedAtStart() throws Exception {
        String catalogue = " io.camelmikrotik.catalogue.CatalogueReader ";

        String without = ChildJvm.run(
                Duration.ofMinutes(1), Application.class, List.of("-Xlog:class+load:stdout"), "&catalogueCheck=off");
        String with = ChildJvm.run(Duration.ofMinutes(1), Application.class, List.of("-Xlog:class+load:stdout"));

        assertThat(without).contains("started").doesNotContain(catalogue);
        assertThat(with).contains("started").contains(catalogue);
    }

    /** Sends commands and polls, once somebody tells it to. */
    static final class Application {

        private Application() {
        }

        public static void main(String[] arguments) throws Exception {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        String device = "mikrotik:192.0.2.1/ppp/secret/";
                        String login = "username=api&password=secret" + String.join("", arguments);
                        from("direct:print").to(device + "print?" + login);
                        from("direct:add").to(device + "add?bulkWindow=64&" + login);
                        from("direct:where").to(device + "print?where=profile=gold and !disabled&" + login);
                        from("direct:ensure").to(device + "set?operation=ensure&key=name&scope=service=pppoe&" + login);
                        from(device + "print?" + login).autoStartup(false).to("mock:polled");
                    }
                });
                context.start();
                System.out.println("started");
            }
        }
    }
}

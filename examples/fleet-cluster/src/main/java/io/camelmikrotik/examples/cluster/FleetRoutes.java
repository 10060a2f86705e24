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
package io.camelmikrotik.examples.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** Who is online on all routers: each change is a line of a file. The same route runs in each member. */
final class FleetRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("mikrotik:@*/ppp/active/print?emit=changes&key=name&delay={{period}}&stateFile={{state.folder}}"
             + "&shards={{shards}}&clusterService=#cluster&clusterMaxPause={{cluster.maxPause}}").routeId("online")
                .process(FleetRoutes::write);
    }

    private static void write(Exchange exchange) throws Exception {
        Message change = exchange.getMessage();
        String line = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + "\t"
                      + change.getHeader(MikrotikConstants.DEVICE) + "\t"
                      + change.getHeader(MikrotikConstants.CHANGE_TYPE) + "\t"
                      + change.getBody(RouterOsRow.class).get("name") + "\t.\n";
        Path file = Path.of(exchange.getContext().resolvePropertyPlaceholders("{{changes.file}}"));
        // written at once: it outlives the process that is killed in the next moment
        Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

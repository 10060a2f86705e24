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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.write.WriteOutcome;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A process that writes in bulk, for {@link BulkProcessTest}. */
final class BulkChild {

    private BulkChild() {
    }

    /** {@code million}; or a port and a file, to which it appends a line for each outcome. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("million")) {
            million();
        } else {
            adds(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        }
    }

    private static void million() throws Exception {
        try (SimulatedRouter router = SimulatedRouter.builder().countingJournal().start();
             DefaultCamelContext context = new DefaultCamelContext()) {
            for (int i = 0; i < 100; i++) {
                router.table("/ip/firewall/address-list").add("list", "l", "address", "10.0.0." + i);
            }
            Iterator<Map<String, String>> elements = LongStream.range(0, 1_000_000).mapToObj(
                    i -> Map.of(".id", "*" + Long.toHexString(1 + i % 100).toUpperCase(), "comment", "round " + i)).iterator();
            context.start();
            Exchange exchange = context.createProducerTemplate().send(
                    "mikrotik:" + router.address()
                                                                      + "/ip/firewall/address-list/set?username=api&password=secret&bulkWindow=512",
                    ExchangeBuilder.anExchange(context).withBody(elements).build());
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            System.out.println("done: " + exchange.getMessage().getHeader(MikrotikConstants.DONE_COUNT) + " written: "
                               + router.journal().writes());
        }
    }

    private static void adds(int port, Path log) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("log", (Consumer<WriteOutcome>) outcome -> {
                try {
                    Files.writeString(log, outcome.index() + " " + outcome.state() + "\n", StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            context.start();
            context.createProducerTemplate().send(
                    "mikrotik:127.0.0.1:" + port
                                                  + "/ppp/secret/add?username=api&password=secret&bulkWindow=16&bulkOutcomeListener=#log",
                    ExchangeBuilder.anExchange(context).withBody(
                            LongStream.range(0, 100_000).mapToObj(i -> Map.of("name", "user" + i)).iterator()).build());
        }
    }
}

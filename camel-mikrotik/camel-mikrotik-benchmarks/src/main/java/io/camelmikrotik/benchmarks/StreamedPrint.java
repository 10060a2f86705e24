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

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Reads a large table, as each line of its input says, and answers rows per second: by a raw socket, through a route
 * that looks at each row, through one that makes an exchange of each; or only makes the exchanges, of rows that are
 * there.
 */
public final class StreamedPrint {

    private StreamedPrint() {
    }

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress device = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
        LongAdder rows = new LongAdder();
        try (RawClient raw = new RawClient(device); DefaultCamelContext context = new DefaultCamelContext()) {
            RouteClient.configure(context, 16);
            String print = RouteClient.uri(device, BenchmarkDevice.LARGE_MENU + "/print?streaming=true");
            Iterable<Map<String, String>> ready = Collections.nCopies(StreamedPrintWork.ROWS, BenchmarkDevice.row(0));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:route").to(print)
                            .process(exchange -> {
                                Iterator<?> each = exchange.getMessage().getBody(Iterator.class);
                                each.forEachRemaining(row -> rows.increment());
                            });
                    from("direct:split").to(print).split(body()).streaming().process(exchange -> rows.increment());
                    from("direct:split-ready").process(exchange -> exchange.getMessage().setBody(ready.iterator()))
                            .split(body()).streaming().process(exchange -> rows.increment());
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                rows.reset();
                long start = System.nanoTime();
                if (order.equals("raw")) {
                    rows.add(raw.print());
                } else {
                    Exchange exchange = template.send("direct:" + order, ignored -> {
                    });
                    if (exchange.getException() != null) {
                        throw exchange.getException();
                    }
                }
                if (rows.sum() != StreamedPrintWork.ROWS) {
                    throw new IllegalStateException(rows + " rows");
                }
                System.out.println(rows.sum() * 1e9 / (System.nanoTime() - start));
            }
        }
    }
}

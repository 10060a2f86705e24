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

import java.util.List;
import java.util.stream.Collectors;

import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

public class InterfaceMetrics extends RouteBuilder {

    @Override
    public void configure() {
        from("mikrotik:{{router}}/interface/print?properties=name,rx-byte,tx-byte&emit=table&delay=10s")
                .transform().exchange(exchange -> lines(exchange, "interface,name=%s rx=%si,tx=%si", "[ ,=]"))
                .to("{{influx}}");

        from("{{metrics}}")
                .to("mikrotik:{{router}}/interface/print?properties=name,rx-byte,tx-byte")
                .setProperty("interfaces").exchange(exchange -> lines(exchange,
                        "interface_bytes_total{name=\"%1$s\",direction=\"rx\"} %2$s\n"
                                                                                + "interface_bytes_total{name=\"%1$s\",direction=\"tx\"} %3$s",
                        "[\\\\\"]"))
                .to("mikrotik:{{router}}/queue/simple/print?properties=name,bytes")
                .transform().exchange(exchange -> exchange.getProperty("interfaces") + lines(exchange,
                        "queue_bytes_total{name=\"%1$s\",direction=\"upload\"} %2$s\n"
                                                                                                       + "queue_bytes_total{name=\"%1$s\",direction=\"download\"} %3$s",
                        "[\\\\\"]"))
                .setHeader(Exchange.CONTENT_TYPE, constant("text/plain; version=0.0.4"));
    }

    /** A line for each row; characters of a name that have a meaning there get a backslash. */
    private static String lines(Exchange exchange, String format, String special) {
        List<?> rows = exchange.getMessage().getBody(List.class);
        return rows.stream().map(RouterOsRow.class::cast).map(row -> {
            String name = row.get("name").replaceAll(special, "\\\\$0");
            String[] queue = row.getOrDefault("bytes", "0/0").split("/");
            return String.format(format, name, row.getOrDefault("rx-byte", queue[0]), row.getOrDefault("tx-byte", queue[1]));
        }).collect(Collectors.joining("\n", "", "\n"));
    }
}

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
package io.camelmikrotik.brokers.documented;

import java.util.Map;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.TrapException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

public class KafkaCommands extends RouteBuilder {

    @Override
    public void configure() {
        // anywhere: the body is a map with list, address and comment, the header device the name of a registered device
        from("direct:command")
                .setHeader(KafkaConstants.KEY, header("device"))
                .marshal().json()
                .to("kafka:router-commands");

        // the workers
        from("kafka:router-commands?groupId=router-workers&autoOffsetReset=earliest&consumersCount=4"
             + "&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true&maxPollRecords=1"
             + "&sessionTimeoutMs=10000&heartbeatIntervalMs=2000")
                .setHeader("device", header(KafkaConstants.KEY))
                .doTry()
                .to("direct:execute")
                .doCatch(Exception.class)
                .setHeader("reason", exceptionMessage())
                .to("kafka:router-commands-failed")
                .end()
                .process(exchange -> exchange.getMessage()
                        .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class).commit());

        from("direct:execute")
                .errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(500).useExponentialBackOff())
                .onException(TrapException.class, BadInputException.class).maximumRedeliveries(0).end()
                .setProperty("command", body())
                .unmarshal().json(Map.class)
                .toD("mikrotik:${header.device}/ip/firewall/address-list?operation=upsert&key=comment")
                .setBody(exchangeProperty("command"));
    }
}

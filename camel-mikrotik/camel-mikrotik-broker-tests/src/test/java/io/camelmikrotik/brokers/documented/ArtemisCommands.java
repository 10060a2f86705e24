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
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

public class ArtemisCommands extends RouteBuilder {

    @Override
    public void configure() {
        // anywhere: the body is a map with list, address and comment, the header device the name of a registered device
        from("direct:command")
                .setHeader("JMSXGroupID", header("device"))
                .marshal().json().convertBodyTo(String.class)
                .to(ExchangePattern.InOnly, "jms:queue:router-commands");

        // the workers
        from("jms:queue:router-commands?transacted=true&lazyCreateTransactionManager=false"
             + "&cacheLevelName=CACHE_CONSUMER&concurrentConsumers=4")
                .doTry()
                .to("direct:execute")
                .doCatch(Exception.class)
                .setHeader("reason", exceptionMessage())
                .to(ExchangePattern.InOnly, "jms:queue:router-commands-failed")
                .end();

        from("direct:execute")
                .errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(500).useExponentialBackOff())
                .onException(TrapException.class, BadInputException.class).maximumRedeliveries(0).end()
                .setProperty("command", body())
                .unmarshal().json(Map.class)
                .toD("mikrotik:${header.device}/ip/firewall/address-list?operation=upsert&key=comment")
                .setBody(exchangeProperty("command"));
    }
}

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
package io.camelmikrotik.examples.events;

import java.util.List;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * The routers' tables to the topic, and the topic to the page. A message that the broker does not take is a change that
 * was not processed: the component delivers it again.
 */
public final class EventRoutes extends RouteBuilder {

    @Override
    public void configure() throws Exception {
        List<String> routers = List.of(value("routers").split("\\s*,\\s*"));
        if (value("broker.url").startsWith("vm:")) {
            getContext().addService(
                    new EmbeddedBroker(value("broker.url"), value("broker.username"), value("broker.password")), true, true);
        } else {
            Broker.check(getContext());
        }
        LivePage page = new LivePage(
                RouterStates.ofRoutes(getContext(), routers), value("page.host"), Integer.parseInt(value("page.port")));
        getContext().addService(page);

        // first, so that the page hears the first event: a Simple consumer has subscribed once its route has started;
        // its own executor would give each event a thread, and they would overtake each other
        from("jms:topic:{{topic}}?consumerType=Simple&taskExecutor=#inOrder").routeId("page").startupOrder(1)
                .unmarshal().json(JsonLibrary.Jackson, SubscriberEvent.class)
                .process(event -> page.publish(event.getMessage().getBody(SubscriberEvent.class)));

        from("direct:publish").routeId("publish").startupOrder(2).errorHandler(noErrorHandler())
                .split(body()).stopOnException()
                .marshal().json(JsonLibrary.Jackson)
                .filter(simple("{{dry.run}}")).log("${body}").end()
                .to("jms:topic:{{topic}}?jmsMessageType=Text");

        for (String router : routers) {
            // initial=emit: those who are online already count as coming up now
            from("mikrotik:" + router + "/ppp/active/listen?initial=emit").routeId(sessionsOf(router))
                    .setBody().exchange(SubscriberEvents::ofSession)
                    .to("direct:publish");

            from("mikrotik:" + router + "/ip/dhcp-server/lease/listen?initial=skip").routeId("leases of " + router)
                    .setBody().exchange(SubscriberEvents::ofLease)
                    .to("direct:publish");
        }
    }

    /** The route that follows a router's sessions. */
    static String sessionsOf(String router) {
        return "sessions of " + router;
    }

    private String value(String property) {
        return getContext().resolvePropertyPlaceholders("{{" + property + "}}");
    }
}

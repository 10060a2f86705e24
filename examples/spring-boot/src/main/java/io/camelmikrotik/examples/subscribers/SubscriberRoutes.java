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
package io.camelmikrotik.examples.subscribers;

import java.util.List;
import java.util.Map;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.NoSuchRowException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.write.EnsurePlan;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestBindingMode;
import org.springframework.stereotype.Component;

/**
 * Subscribers of a PPPoE server over REST: who is on line, add or change one, suspend and resume one.
 */
@Component
class SubscriberRoutes extends RouteBuilder {

    // of the request: nothing is written, the answer is what would be
    private static final String DRY_RUN = "dryRun";
    // the subscriber must be there already
    private static final String KNOWN = "known";
    private static final String NO_SUCH_ITEM = "${exception.message} contains 'no such item'";

    @Override
    public void configure() {
        // whoever calls is told what happened, and whether it may be tried again
        failure(NoSuchRowException.class, 404);
        failure(BadInputException.class, 400);
        failure(TrapException.class, 409);
        failure(OutcomeUnknownException.class, 504);
        failure(MikrotikException.class, 503);

        restConfiguration().component("platform-http").bindingMode(RestBindingMode.json);
        rest("/subscribers")
                .get("/online").to("direct:online")
                .put("/{name}").type(Map.class).to("direct:upsert")
                .post("/{name}/suspend").to("direct:suspend")
                .post("/{name}/resume").to("direct:resume");

        from("direct:online").routeId("online")
                .to("mikrotik:router/ppp/active/print?properties=name,address,uptime,caller-id");

        from("direct:upsert").routeId("upsert")
                .process(SubscriberRoutes::nameFromThePath)
                .filter(header(DRY_RUN).isEqualTo("true")).to("direct:plan").stop().end()
                .to("mikrotik:router/ppp/secret?operation=upsert&key=name")
                .setBody(header(MikrotikConstants.UPSERT_RESULT)).process(SubscriberRoutes::result);

        from("direct:suspend").routeId("suspend")
                .setProperty("disabled", constant("yes")).to("direct:setDisabled")
                // who is on line stays so until his session ends
                .to("direct:disconnect")
                .setBody(constant("suspended")).process(SubscriberRoutes::result);

        from("direct:resume").routeId("resume")
                .setProperty("disabled", constant("no")).to("direct:setDisabled")
                .setBody(constant("resumed")).process(SubscriberRoutes::result);

        from("direct:setDisabled").routeId("setDisabled")
                .process(exchange -> exchange.getMessage().setBody(Map.of(
                        "name", exchange.getMessage().getHeader("name"), "disabled", exchange.getProperty("disabled"))))
                .filter(header(DRY_RUN).isEqualTo("true")).setProperty(KNOWN, constant(true)).to("direct:plan").stop().end()
                .to("mikrotik:router/ppp/secret?operation=update&key=name");

        // what would be written: ensure in its dry run, of this one account
        from("direct:plan").routeId("plan")
                .process(exchange -> exchange.getMessage().setBody(List.of(exchange.getMessage().getBody())))
                .to("mikrotik:router/ppp/secret?operation=ensure&scope=name=:#name&key=name&dryRun=true")
                .process(SubscriberRoutes::plan);

        from("direct:disconnect").routeId("disconnect")
                .setBody(constant((Object) null))
                .to("mikrotik:router/ppp/active/print?properties=.id&where=name=:#name")
                .split(body()).stopOnException()
                .doTry()
                .to("mikrotik:router/ppp/active/remove")
                .doCatch(TrapException.class).onWhen(simple(NO_SUCH_ITEM))
                .log("${header.name} went off line meanwhile")
                .end();
    }

    private void failure(Class<? extends Exception> kind, int status) {
        onException(kind).handled(true)
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(status))
                .process(exchange -> exchange.getMessage().setBody(Map.of(
                        "error", exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage())));
    }

    @SuppressWarnings("unchecked")
    private static void nameFromThePath(Exchange exchange) {
        Map<String, Object> subscriber = exchange.getMessage().getBody(Map.class);
        subscriber.put("name", exchange.getMessage().getHeader("name"));
        subscriber.put("service", "pppoe");
    }

    private static void plan(Exchange exchange) {
        EnsurePlan plan = exchange.getMessage().getBody(EnsurePlan.class);
        if (exchange.getProperty(KNOWN) != null && !plan.adds().isEmpty()) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
            exchange.getMessage().setBody(Map.of("error", "there is no " + exchange.getMessage().getHeader("name")));
        } else {
            exchange.getMessage().setBody(Map.of("dryRun", plan.steps().stream().map(Object::toString).toList()));
        }
    }

    private static void result(Exchange exchange) {
        exchange.getMessage().setBody(Map.of("result", String.valueOf(exchange.getMessage().getBody())));
    }
}

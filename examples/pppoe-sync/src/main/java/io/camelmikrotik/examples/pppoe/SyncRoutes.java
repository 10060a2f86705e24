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
package io.camelmikrotik.examples.pppoe;

import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.MikrotikException;
import io.camelmikrotik.routeros.OutcomeUnknownException;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.TrapException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Reads both sides, plans, and sends the changes one by one, every few seconds.
 * <p/>
 * No retry, no memory: the next round reads both sides again and so finds out by itself what an interruption left
 * undone.
 */
public final class SyncRoutes extends RouteBuilder {

    private static final String CUSTOMERS = "customers";
    private static final String ACCOUNTS = "accounts";

    private final SyncReport report;

    public SyncRoutes(SyncReport report) {
        this.report = report;
    }

    @Override
    public void configure() {
        onException(OutcomeUnknownException.class).handled(true).process(this::reportUnknown);
        onException(MikrotikException.class).handled(true).process(this::reportAway);

        from("timer:sync?period={{sync.period}}").routeId("sync")
                .to("sql:select customer_number, login, password, plan, status from customers order by customer_number"
                    + "?dataSource=#billing")
                .setProperty(CUSTOMERS, body())
                .to("mikrotik:{{router.address}}/ppp/secret/print?properties=.id,name,profile,disabled,comment")
                .setProperty(ACCOUNTS, body())
                .to("mikrotik:{{router.address}}/ppp/active/print?properties=.id,name")
                .process(this::plan)
                .split(body()).stopOnException()
                .to("direct:change")
                .end()
                .process(exchange -> report.roundEnded());

        from("direct:change").routeId("change").errorHandler(noErrorHandler())
                .setProperty("change", body())
                .setBody(simple("${body.command}"))
                .doTry()
                .to("mikrotik:{{router.address}}")
                .process(exchange -> report.done(change(exchange)))
                .doCatch(TrapException.class)
                .process(exchange -> report.refused(change(exchange), failure(exchange)))
                .end();
    }

    @SuppressWarnings("unchecked")
    private void plan(Exchange exchange) {
        List<Map<String, Object>> customers = exchange.getProperty(CUSTOMERS, List.class);
        List<RouterOsRow> accounts = exchange.getProperty(ACCOUNTS, List.class);
        List<RouterOsRow> sessions = exchange.getMessage().getBody(List.class);
        List<Change> changes = SyncPlan.of(customers.stream().map(Customer::from).toList(), accounts, sessions);
        report.planned(changes);
        exchange.getMessage().setBody(changes);
    }

    private void reportUnknown(Exchange exchange) {
        report.unknown(failure(exchange));
    }

    private void reportAway(Exchange exchange) {
        report.away(failure(exchange));
    }

    private static Change change(Exchange exchange) {
        return exchange.getProperty("change", Change.class);
    }

    private static MikrotikException failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, MikrotikException.class);
    }
}

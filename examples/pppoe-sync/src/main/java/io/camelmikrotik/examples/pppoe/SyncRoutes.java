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

import io.camelmikrotik.exception.EnsureException;
import io.camelmikrotik.exception.EnsureLimitException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Makes the router's accounts equal to the billing table, every few seconds.
 * <p>
 * No retry, no memory: the next round reads both sides again and so finds out by itself what an interruption left
 * undone. To that end a customer who departs is first disabled, then disconnected, and removed at last.
 */
public final class SyncRoutes extends RouteBuilder {

    private static final String ACCOUNTS = "accounts";
    private static final String WANTED = "wanted";
    private static final String PLAN = "plan";
    private static final String PRINT = "mikrotik:{{router.address}}/ppp/secret/print?properties=name,disabled,comment";
    private static final String ENSURE = "mikrotik:{{router.address}}/ppp/secret?operation=ensure"
                                         + "&scope=RAW(comment~\"^" + Accounts.OWNED + "\")&key=comment&onFailure=continue"
                                         // a session that is lost leaves no more than so many accounts in doubt
                                         + "&bulkWindow=16&maxRemovals={{sync.max-removals}}";

    private final SyncReport report;

    public SyncRoutes(SyncReport report) {
        this.report = report;
    }

    @Override
    public void configure() {
        report.register(getContext());
        onException(EnsureException.class).handled(true).process(this::reportInterrupted);
        onException(OutcomeUnknownException.class).handled(true).process(exchange -> report.unknown(failure(exchange)));
        onException(EnsureLimitException.class).handled(true).process(exchange -> report.failed(failure(exchange)));
        onException(MikrotikException.class).handled(true).process(exchange -> report.away(failure(exchange)));
        // the database is away, or a row of it cannot be an account
        onException(Exception.class).handled(true).process(exchange -> report.failed(
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));

        // synchronous: a round that takes longer than the period is not joined by the next
        from("timer:sync?period={{sync.period}}&synchronous=true").routeId("sync").autoStartup("{{sync.start}}")
                .process(exchange -> report.roundBegan())
                .to("direct:wanted")

                .to(ENSURE + "&onAbsent=disable")
                .process(this::reportResult)

                .to(PRINT)
                .setProperty(ACCOUNTS, body())
                .to("mikrotik:{{router.address}}/ppp/active/print?properties=.id,name")
                .process(SyncRoutes::chooseSessions)
                .split(body()).stopOnException()
                .to("direct:disconnect")
                .end()

                .setBody(exchangeProperty(WANTED))
                .to(ENSURE + "&onAbsent=remove")
                .process(this::reportResult)
                .process(exchange -> report.roundEnded());

        // what one round would do
        from("direct:dryRun").routeId("dryRun")
                .to("direct:wanted")
                .to(ENSURE + "&onAbsent=remove&dryRun=true")
                .setProperty(PLAN, body())
                .to("mikrotik:{{router.address}}/ppp/active/print?properties=.id,name")
                .process(exchange -> report.planned(exchange.getProperty(PLAN, EnsurePlan.class),
                        exchange.getMessage().getBody(List.class)));

        // the accounts that the router shall have, into the body and a property
        from("direct:wanted").routeId("wanted").errorHandler(noErrorHandler())
                .to("sql:select " + BillingDatabase.COLUMNS + " from customers order by customer_number?dataSource=#billing")
                .setProperty("customers", body())
                .to(PRINT)
                .setProperty(ACCOUNTS, body())
                .process(SyncRoutes::want)
                .setProperty(WANTED, body());

        from("direct:disconnect").routeId("disconnect").errorHandler(noErrorHandler())
                .setProperty("session", body())
                .setBody().body(RouterOsRow.class, session -> Map.of(".id", session.getId()))
                .to("mikrotik:{{router.address}}/ppp/active/remove")
                .process(exchange -> report.disconnected(exchange.getProperty("session", RouterOsRow.class)));
    }

    @SuppressWarnings("unchecked")
    private static void want(Exchange exchange) {
        List<Map<String, Object>> customers = exchange.getProperty("customers", List.class);
        List<RouterOsRow> accounts = exchange.getMessage().getBody(List.class);
        exchange.getMessage().setBody(Accounts.wanted(customers.stream().map(Customer::from).toList(), accounts));
    }

    @SuppressWarnings("unchecked")
    private static void chooseSessions(Exchange exchange) {
        List<RouterOsRow> accounts = exchange.getProperty(ACCOUNTS, List.class);
        List<RouterOsRow> sessions = exchange.getMessage().getBody(List.class);
        exchange.getMessage().setBody(Accounts.sessionsToEnd(accounts, sessions));
    }

    private void reportResult(Exchange exchange) {
        report.changes(exchange.getMessage().getBody(EnsureResult.class));
    }

    private void reportInterrupted(Exchange exchange) {
        report.interrupted(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, EnsureException.class));
    }

    private static MikrotikException failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, MikrotikException.class);
    }
}

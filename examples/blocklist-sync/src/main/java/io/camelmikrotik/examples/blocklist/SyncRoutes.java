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
package io.camelmikrotik.examples.blocklist;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.camelmikrotik.examples.service.Service;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** The published list to the router: read, compared in a dry run, then made so. */
public final class SyncRoutes extends RouteBuilder {

    private static final String ENSURE = "mikrotik:{{router.address}}/ip/firewall/address-list?operation=ensure"
                                         + "&scope=list={{blocklist.name}}&key=address&onAbsent=remove"
                                         + "&maxRemovals={{blocklist.max-removals}}";

    private final SyncReport report;
    private final Consumer<Exchange> ended;

    /** @param ended is told of each of the repeated runs */
    SyncRoutes(SyncReport report, Consumer<Exchange> ended) {
        this.report = report;
        this.ended = ended;
    }

    @Override
    public void configure() {
        if (!Service.setting(getContext(), "sync.period").isEmpty()) {
            from("timer:sync?period={{sync.period}}&synchronous=true").routeId("repeat")
                    .doTry()
                    .to("direct:sync")
                    .doCatch(Exception.class)
                    .end()
                    .process(ended::accept);
        }

        from("direct:sync").routeId("sync").errorHandler(noErrorHandler())
                .to("direct:dryRun")
                .setBody(exchangeProperty("wanted"))
                .process(report::writing)
                .to(ENSURE)
                .process(exchange -> report.done(exchange.getMessage().getBody(EnsureResult.class)));

        from("direct:dryRun").routeId("dryRun").errorHandler(noErrorHandler())
                .process(exchange -> {
                    report.runBegan();
                    report.begin("read the list");
                })
                .to("direct:list")
                .setBody(body().convertToString())
                .setBody().body(String.class, Blocklist::rows)
                .setProperty("wanted", body())
                .process(exchange -> report.begin("compare, as a dry run"))
                .to(ENSURE + "&dryRun=true")
                .process(exchange -> report.planned(exchange.getMessage().getBody(EnsurePlan.class)));

        RouteDefinition list = from("direct:list").routeId("list").errorHandler(noErrorHandler());
        String source = Service.setting(getContext(), "blocklist.source");
        if (source.startsWith("http:") || source.startsWith("https:")) {
            list.removeHeaders("*").setBody(constant(null)).to(source);
        } else {
            Path file = Path.of(source).toAbsolutePath();
            // the body is what is in it, or nothing where there is none
            list.pollEnrich("file:" + file.getParent() + "?fileName=" + file.getFileName() + "&noop=true&idempotent=false"
                            + "&startingDirectoryMustExist=false&autoCreate=false",
                    0)
                    .filter(body().isNull())
                    .throwException(IllegalArgumentException.class, "there is no file " + file + " (blocklist.source)")
                    .end();
        }
    }
}

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

import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The published list to the router: read, compared in a dry run, then made so. */
public final class SyncRoutes extends RouteBuilder {

    private static final String ENSURE = "mikrotik:{{router.address}}/ip/firewall/address-list?operation=ensure"
                                         + "&scope=list={{blocklist.name}}&key=address&onAbsent=remove"
                                         + "&maxRemovals={{blocklist.max-removals}}";

    private final SyncReport report;

    SyncRoutes(SyncReport report) {
        this.report = report;
    }

    @Override
    public void configure() {
        String source = getContext().resolvePropertyPlaceholders("{{blocklist.source}}");

        from("direct:sync").routeId("sync").errorHandler(noErrorHandler())
                .process(exchange -> report.begin("read the list"))
                .to(source.startsWith("http") ? "direct:download" : "direct:file")
                .setBody(body().convertToString())
                .setBody().body(String.class, Blocklist::rows)
                .setProperty("wanted", body())
                .process(exchange -> report.begin("compare, as a dry run"))
                .to(ENSURE + "&dryRun=true")
                .process(exchange -> report.planned(exchange.getMessage().getBody(EnsurePlan.class)))
                .setBody(exchangeProperty("wanted"))
                .process(report::writing)
                .to(ENSURE)
                .process(exchange -> report.done(exchange.getMessage().getBody(EnsureResult.class)));

        from("direct:download").errorHandler(noErrorHandler())
                .removeHeaders("*").setBody(constant(null))
                .to(source.startsWith("http") ? source : "mock:none");

        Path file = Path.of(source.startsWith("http") ? "none" : source).toAbsolutePath();
        from("direct:file").errorHandler(noErrorHandler())
                .pollEnrich("file:" + file.getParent() + "?fileName=" + file.getFileName() + "&noop=true&idempotent=false",
                        5000)
                .process(SyncRoutes::requireFile);
    }

    private static void requireFile(Exchange exchange) {
        if (exchange.getMessage().getBody() == null) {
            throw new IllegalArgumentException("the file that blocklist.source names is not there");
        }
    }
}

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
package io.camelmikrotik.examples.fleet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.write.WriteProgress;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;

/** The roll-outs that were begun here, the latest first. Any thread may call it. */
final class RolloutRuns {

    private static final int SHOWN = 5;

    private record Run(String title, Exchange exchange) {
    }

    private ProducerTemplate template; // guarded by this
    private final Deque<Run> runs = new ArrayDeque<>(); // guarded by this

    /**
     * Begins one.
     *
     * @return completes with its exchange, which has the result or the failure
     */
    CompletableFuture<Exchange> begin(CamelContext context, String servers) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(MonitorRoutes.SERVERS, servers);
        ProducerTemplate sender;
        synchronized (this) {
            template = template == null ? context.createProducerTemplate() : template;
            sender = template;
            runs.addFirst(new Run("DNS servers " + servers, exchange));
            if (runs.size() > SHOWN) {
                runs.removeLast();
            }
        }
        return sender.asyncSend("direct:roll-out", exchange);
    }

    synchronized List<RolloutView> views() {
        List<RolloutView> views = new ArrayList<>();
        for (Run run : runs) {
            WriteProgress progress = run.exchange().getProperty(MikrotikConstants.PROGRESS_PROPERTY, WriteProgress.class);
            if (progress != null) {
                views.add(
                        new RolloutView(
                                run.title(), progress.isEnded() ? "ended" : progress.getPhase(),
                                progress.getTotal() == null ? 0 : progress.getTotal(), progress.getDone(),
                                progress.getTrapped(), progress.getUnknown(), progress.isEnded()));
            }
        }
        return views;
    }
}

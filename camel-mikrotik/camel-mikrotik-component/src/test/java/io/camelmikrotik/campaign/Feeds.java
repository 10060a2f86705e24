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
package io.camelmikrotik.campaign;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.FeedReplay;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes that follow the device meanwhile: its accounts, live and by polls, its log, and its traffic. */
final class Feeds extends RouteBuilder {

    static final List<String> ROUTES = List.of("listen", "changes", "log", "traffic");

    private static final String RETRY = "&retryDelay=10&maxRetryDelay=100";
    private static final String LIVE = RETRY + "&idleProbeInterval=300";

    private final SimulatedRouter router;
    private final FeedReplay live = new FeedReplay(".id");
    private final FeedReplay polled = new FeedReplay("name");
    private final Map<String, AtomicInteger> lines = new ConcurrentHashMap<>();

    Feeds(SimulatedRouter router) {
        this.router = router;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        String device = "mikrotik:" + router.address();
        from(device + SingleWrites.ACCOUNTS + "/listen?bufferSize=16" + LIVE).routeId("listen").process(live::replay);
        from(device + SingleWrites.ACCOUNTS + "/print?emit=changes&key=name&initialDelay=0&delay=50" + RETRY)
                .routeId("changes").process(polled::replay);
        from(device + "/log/listen?where=topics=script,info&initial=emit" + LIVE).routeId("log").process(this::line);
        from(device + "/interface/monitor-traffic?attribute.interface=ether1" + LIVE).routeId("traffic")
                .process(exchange -> {
                });
    }

    private void line(Exchange exchange) {
        String message = (String) exchange.getMessage().getBody(Map.class).get("message");
        lines.computeIfAbsent(message, any -> new AtomicInteger()).incrementAndGet();
    }

    /** Once the device is quiet: what was delivered amounts to what is there. */
    void judge() {
        assertThat(live.mistakes()).as("mistakes of the listen").isEmpty();
        assertThat(polled.mistakes()).as("mistakes of the polls").isEmpty();
        List<Map<String, String>> rows = router.table(SingleWrites.ACCOUNTS).rows();
        assertThat(live.rows()).as("rows as the listen tells them").isEqualTo(live.expected(rows));
        assertThat(polled.rows()).as("rows as the polls tell them").isEqualTo(polled.expected(rows));
        assertThat(lines).as("lines of the log").allSatisfy((line, times) -> assertThat(times).hasValue(1));
    }

    /** Whether the line was delivered. */
    boolean hasLine(String line) {
        return lines.containsKey(line);
    }
}

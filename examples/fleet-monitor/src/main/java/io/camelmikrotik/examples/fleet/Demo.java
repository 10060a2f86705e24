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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.exception.RolloutException;
import io.camelmikrotik.write.RolloutResult;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An hour with a fleet of simulated routers: what the page says of them must be so. */
final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger("demo");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final SimulatedNetwork network;
    private final FleetMonitorApplication application;
    private final List<String> names;
    private boolean well = true;

    private Demo(SimulatedNetwork network) {
        this.network = network;
        this.application = new FleetMonitorApplication(network);
        this.names = network.names();
    }

    /** @return whether everything was as it should be */
    static boolean play(int routers) throws Exception {
        try (SimulatedNetwork network = SimulatedNetwork.start(routers)) {
            return new Demo(network).run();
        }
    }

    private boolean run() throws Exception {
        application.main().addOverrideProperty("page.port", "0");
        application.main().addOverrideProperty("poll.every", "2s");
        application.main().addOverrideProperty("look.every", "500");
        application.main().addOverrideProperty("rollout.pause", "100");
        application.main().addOverrideProperty("rollout.offlineDeadline", "1s");
        application.main().start();
        try {
            hour();
        } finally {
            application.main().stop();
        }
        LOG.info(well ? "All is well." : "SOMETHING IS WRONG, see above.");
        return well;
    }

    private void hour() throws Exception {
        LOG.info("00:00  {} routers are watched", names.size());
        check("each of them is up", awaits(() -> count("up") == names.size() && logins().min().orElse(0) > 0));
        check("with one session and one login", logins().max().orElse(0) == 1);

        String down = names.get(names.size() - 1);
        String busy = names.get(names.size() - 2);
        String suspended = names.get(names.size() - 3);
        LOG.info("00:10  {} goes down, {} is busy, somebody suspends {}", down, busy, suspended);
        network.router(down).shutdown();
        network.load(busy, 97);
        component().suspendDevice(network.label(suspended));
        check("the page says so, and why", awaits(() -> count("down") == 1 && count("busy") == 1 && count("suspended") == 1)
                && tile(down).reason() != null && tile(down).nextAttempt() != null);

        LOG.info("00:20  all access routers get other DNS servers, in waves");
        RolloutResult result = rollOut("192.0.2.53");
        int access = names.size() - 8;
        check("each of them once, but the two that are away", result.count(RolloutResult.State.DONE) == access - 2
                && result.count(RolloutResult.State.OFFLINE) == 2
                && names.stream().mapToInt(name -> network.router(name).journal().writes("/ip/dns/set")).sum() == access - 2);

        LOG.info("00:40  they come back");
        network.router(down).powerOn();
        network.load(busy, 5);
        component().resumeDevice(network.label(suspended));
        component().resumeDevice(network.label(down));
        check("all are up again", awaits(() -> count("up") == names.size()));

        String metrics = get("metrics");
        check("Prometheus reads the same", metrics.contains("camel_mikrotik_devices{")
                && metrics.lines().anyMatch(line -> line.startsWith("camel_mikrotik_devices{")
                        && line.contains("state=\"up\"") && line.endsWith(" " + names.size() + ".0")));
    }

    private IntStream logins() {
        return names.stream().mapToInt(name -> network.router(name).journal().logins());
    }

    private RolloutResult rollOut(String servers) throws Exception {
        CompletableFuture<Exchange> ended = application.rollouts().begin(
                application.main().getCamelContext(), servers);
        Exchange exchange = ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return exchange.getException() instanceof RolloutException failure
                ? failure.getResult() : exchange.getMessage().getBody(RolloutResult.class);
    }

    private MikrotikComponent component() {
        return application.main().getCamelContext().getComponent("mikrotik", MikrotikComponent.class);
    }

    private long count(String state) {
        return application.board().states().getOrDefault(state, 0L);
    }

    private Tile tile(String name) {
        return application.board().everything().tiles().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow();
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(application.page().address() + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private void check(String what, boolean so) {
        if (so) {
            LOG.info("       ok: {}", what);
        } else {
            LOG.error("       NOT SO: {} ({})", what, application.board().states());
            well = false;
        }
    }

    private static boolean awaits(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return true;
    }
}

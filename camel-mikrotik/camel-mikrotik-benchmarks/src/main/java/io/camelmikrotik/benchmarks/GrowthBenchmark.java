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
package io.camelmikrotik.benchmarks;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What more of something costs: each size four times doubled, in processor time of this process for each of them. A
 * cost that grows with the number shows as a line that does not stay level.
 */
final class GrowthBenchmark {

    private static final int SIZES = 5;
    private static final int WARM_UPS = 3;
    private static final int RUNS = 3;
    /** The last size beside the first: more is not straight. */
    private static final double STRAIGHT = 1.5;
    private static final RouterOsCommand IDENTITY = RouterOsCommand.of("/system/identity/print");
    private static final String SMALL_MENU = "/ip/pool";

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<String> lines = new ArrayList<>();

    void run() {
        line("commands in flight", 1_000, this::commandsInFlight);
        line("cold devices", 100, this::devices);
        line("rows of a print", 6_250, this::rows);
        line("subscriptions of a device", 25, this::subscriptions);
        line("properties of each of 1,000 rows", 8, this::properties);
        line("elements of a bulk write", 1_000, this::elements);
        line("endpoints", 250, this::endpoints);
        System.out.println();
        System.out.println("| more of | sizes | µs of processor time for each, by size | last ÷ first | |");
        System.out.println("|---|---|---|---:|---|");
        lines.forEach(System.out::println);
    }

    /** What fails, such as a device on a busy machine that does not answer in time, leaves the other lines alone. */
    private void line(String what, int first, Sized work) {
        try {
            measure(what, first, work);
        } catch (Exception e) {
            tell(String.format(Locale.ROOT, "| %s | from %,d | | | could not be measured: %s |", what, first, e.getMessage()));
        }
    }

    private void measure(String what, int first, Sized work) throws Exception {
        List<String> sizes = new ArrayList<>();
        List<String> costs = new ArrayList<>();
        double firstCost = 0;
        double cost = 0;
        for (int i = 0; i < SIZES; i++) {
            int size = first << i;
            cost = work.nanos(size, i == 0 ? WARM_UPS : 1) / 1e3 / size;
            firstCost = i == 0 ? cost : firstCost;
            sizes.add(String.format(Locale.ROOT, "%,d", size));
            costs.add(String.format(Locale.ROOT, "%.1f", cost));
        }
        double growth = cost / firstCost;
        String line = String.format(
                Locale.ROOT, "| %s | %s | %s | %.2f | %s |", what, String.join("; ", sizes), String.join("; ", costs), growth,
                growth <= STRAIGHT ? "straight" : "**not straight**");
        tell(line);
    }

    private void tell(String line) {
        lines.add(line);
        System.err.println(line);
    }

    /** The least of several runs: what disturbs only adds. */
    private double least(int warmUps, Step step) throws Exception {
        double least = Double.MAX_VALUE;
        for (int run = -warmUps; run < RUNS; run++) {
            long before = system.getProcessCpuTime();
            step.run();
            least = run < 0 ? least : Math.min(least, system.getProcessCpuTime() - before);
        }
        return least;
    }

    private double commandsInFlight(int count, int warmUps) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.withRows(1); SessionClient client = new SessionClient(device.address())) {
            return least(warmUps, () -> {
                List<CompletableFuture<?>> replies = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    replies.add(client.session().execute(IDENTITY, CommandOptions.DEFAULTS));
                }
                CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
            });
        }
    }

    private double devices(int count, int warmUps) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.atEveryAddress()) {
            return least(warmUps, () -> {
                try (FleetPolls.Pool pool = new FleetPolls.Pool(PoolSettings.builder().build())) {
                    pool.poll(pool.addresses(device.address().getPort(), count));
                }
            });
        }
    }

    private double rows(int count, int warmUps) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.withRows(count);
             SessionClient client = new SessionClient(device.address())) {
            return least(warmUps, client::print);
        }
    }

    private double properties(int count, int warmUps) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.withProperties(count);
             SessionClient client = new SessionClient(device.address())) {
            return least(warmUps, client::print);
        }
    }

    private double elements(int count, int warmUps) throws Exception {
        List<Map<String, String>> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(Map.of("list", "blocklist", "address", "10.9." + (i >> 8) + "." + (i & 255)));
        }
        try (BenchmarkDevice device = BenchmarkDevice.withRows(1); DefaultCamelContext context = started()) {
            ProducerTemplate template = context.createProducerTemplate();
            String uri = RouteClient.uri(device.address(), BenchmarkDevice.ADDED_MENU + "/add");
            return least(warmUps, () -> {
                template.requestBody(uri, list);
                device.ask("clear");
            });
        }
    }

    private double endpoints(int count, int warmUps) throws Exception {
        InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", 1);
        return least(warmUps, () -> {
            try (DefaultCamelContext context = started()) {
                for (int i = 0; i < count; i++) {
                    context.getEndpoint(RouteClient.uri(nobody, SMALL_MENU + "/add?attribute.name=pool" + i)).createProducer()
                            .start();
                }
            }
        });
    }

    private double subscriptions(int count, int warmUps) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.withRows(1)) {
            return least(warmUps, () -> {
                CountDownLatch seen = new CountDownLatch(count);
                try (DefaultCamelContext context = started()) {
                    context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            for (int i = 0; i < count; i++) {
                                from(RouteClient.uri(device.address(), SMALL_MENU + "/listen?where=name!=none" + i))
                                        .process(exchange -> seen.countDown());
                            }
                        }
                    });
                    context.createProducerTemplate().requestBodyAndHeader(
                            RouteClient.uri(device.address(), SMALL_MENU + "/add"),
                            Map.of("name", "growth" + System.nanoTime(), "ranges", "10.0.0.1-10.0.0.9"), "none", "");
                    if (!seen.await(1, TimeUnit.MINUTES)) {
                        throw new IllegalStateException(seen.getCount() + " subscriptions heard of nothing");
                    }
                }
            });
        }
    }

    private static DefaultCamelContext started() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        RouteClient.configure(context, 16);
        context.start();
        return context;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    @FunctionalInterface
    private interface Sized {
        double nanos(int size, int warmUps) throws Exception;
    }
}

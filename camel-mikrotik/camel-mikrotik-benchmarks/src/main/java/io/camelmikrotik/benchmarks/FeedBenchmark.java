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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.feed.ChangeHandler;
import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.internal.feed.Backoff;
import io.camelmikrotik.internal.feed.ChangeFeed;
import io.camelmikrotik.internal.feed.DeliveredStateStore;
import io.camelmikrotik.internal.feed.TableComparison;
import io.camelmikrotik.internal.feed.WatchedTable;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Change feeds: events a second from one device to a mock endpoint, the way of one event through a route, a comparison
 * of 100,000 rows, and the heap of a known row; next to a socket that only listens.
 */
final class FeedBenchmark {

    private static final int BURST = 100_000;
    private static final int TICKS = 2_000;
    private static final int COMPARISONS = 5;

    private final BenchmarkDevice device;
    private final InetSocketAddress address;
    private final AtomicInteger arrived = new AtomicInteger();
    private final long[] nanos = new long[TICKS];
    private volatile int expected;
    private volatile boolean stamps;
    private volatile CompletableFuture<Long> complete = new CompletableFuture<>();

    FeedBenchmark(BenchmarkDevice device) {
        this.device = device;
        this.address = device.address();
    }

    void run() throws Exception {
        Table table = new Table("changes of one device, followed live", "events/s", "latency p50 µs", "latency p99 µs");
        double rawRate = 0;
        try (RawListener raw = new RawListener(address)) {
            for (int round = 0; round < 3; round++) {
                rawRate = rawBurst(raw);
            }
            double[] raws = percentiles(rawTicks(raw));
            table.row("raw socket that listens", rawRate, raws[0], raws[1]);
        }
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            follow(context);
            double rate = 0;
            for (int round = 0; round < 3; round++) {
                rate = burst();
            }
            double[] routes = percentiles(ticks());
            table.row("Camel route to a mock endpoint", rate, routes[0], routes[1]);
        }
        table.print();
        compare();
    }

    // ---- live

    private double rawBurst(RawListener raw) throws Exception {
        long start = System.nanoTime();
        device.order("burst " + BURST);
        for (int i = 0; i < BURST; i++) {
            raw.next();
        }
        return BURST * 1e9 / (System.nanoTime() - start);
    }

    private long[] rawTicks(RawListener raw) throws Exception {
        long[] times = new long[TICKS];
        device.order("ticks " + TICKS);
        for (int i = 0; i < TICKS; i++) {
            long stamp = Long.parseLong(raw.next());
            times[i] = System.nanoTime() - stamp;
        }
        return times;
    }

    private void follow(DefaultCamelContext context) throws Exception {
        MikrotikComponent mikrotik = context.getComponent("mikrotik", MikrotikComponent.class);
        mikrotik.getConfiguration().setUsername(BenchmarkDevice.USERNAME);
        mikrotik.getConfiguration().setPassword(BenchmarkDevice.PASSWORD);
        MockEndpoint mock = context.getEndpoint("mock:out", MockEndpoint.class);
        mock.setRetainFirst(0);
        mock.setRetainLast(0);
        mock.whenAnyExchangeReceived(exchange -> {
            int number = arrived.getAndIncrement();
            if (stamps) {
                nanos[number]
                        = System.nanoTime() - Long.parseLong(exchange.getMessage().getBody(RouterOsRow.class).get("stamp"));
            }
            if (number + 1 == expected) {
                complete.complete(System.nanoTime());
            }
        });
        expect(DeviceOrders.FEED_ROWS);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("mikrotik:" + address.getHostString() + ":" + address.getPort() + DeviceOrders.FEED_MENU
                     + "/listen?bufferSize=1000000")
                        .to(mock);
            }
        });
        context.start();
        complete.get(1, TimeUnit.MINUTES);
    }

    private double burst() throws Exception {
        expect(BURST);
        long start = System.nanoTime();
        device.order("burst " + BURST);
        return BURST * 1e9 / (complete.get(1, TimeUnit.MINUTES) - start);
    }

    private long[] ticks() throws Exception {
        stamps = true;
        expect(TICKS);
        device.order("ticks " + TICKS);
        complete.get(1, TimeUnit.MINUTES);
        stamps = false;
        return nanos.clone();
    }

    private void expect(int events) {
        arrived.set(0);
        complete = new CompletableFuture<>();
        expected = events;
    }

    private static double[] percentiles(long[] times) {
        Arrays.sort(times);
        return new double[] { times[times.length / 2] / 1e3, times[times.length * 99 / 100] / 1e3 };
    }

    // ---- comparing

    private void compare() throws Exception {
        RouterOsTransport transport = new RouterOsTransport(1, Thread::new, Runnable::run);
        try (transport) {
            ApiSession session = transport.open(
                    DeviceAccess.of(
                            address.getHostString(), address.getPort(), BenchmarkDevice.USERNAME, BenchmarkDevice.PASSWORD));
            WatchedTable watched = new WatchedTable(
                    RouterOsCommand.of(BenchmarkDevice.LARGE_MENU + "/print"), null, List.of(), List.of());
            ChangeFeed feed = new ChangeFeed(
                    watched, new Acceptance(), DeliveredStateStore.NONE,
                    new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)), 1);
            feed.open();
            long heapBefore = heapUsed();
            comparison(session, watched, feed);
            double perRow = (heapUsed() - heapBefore) / (double) BenchmarkDevice.LARGE_ROWS;
            double[] millis = new double[COMPARISONS];
            for (int i = 0; i < COMPARISONS; i++) {
                long start = System.nanoTime();
                comparison(session, watched, feed);
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            Table table = new Table(
                    "comparing a print of " + BenchmarkDevice.LARGE_ROWS + " rows of 7 properties with the known ones",
                    "ms (best)", "ms (median)", "heap per known row, bytes");
            table.row("raw socket that only reads the print", rawPrints());
            table.row("change feed", millis[0], millis[COMPARISONS / 2], perRow);
            table.print();
        }
    }

    private double[] rawPrints() throws Exception {
        double[] millis = new double[COMPARISONS];
        try (RawClient raw = new RawClient(address)) {
            for (int i = 0; i < COMPARISONS; i++) {
                long start = System.nanoTime();
                raw.print();
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        return new double[] { millis[0], millis[COMPARISONS / 2], Double.NaN };
    }

    private static void comparison(ApiSession session, WatchedTable watched, ChangeFeed feed) throws Exception {
        TableComparison comparison = new TableComparison(watched, feed);
        CompletableFuture<Void> printed = new CompletableFuture<>();
        session.send(watched.print(), CommandOptions.DEFAULTS, new ReplyListener() {
            @Override
            public void onRow(RouterOsRow row) {
                comparison.accept(row);
            }

            @Override
            public void onDone(DoneReply done) {
                printed.complete(null);
            }

            @Override
            public void onFailure(MikrotikException failure) {
                printed.completeExceptionally(failure);
            }
        });
        printed.get(1, TimeUnit.MINUTES);
        comparison.conclude(true, Set.of()).forEachRemaining(feed::offer);
    }

    private static long heapUsed() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Takes every change. */
    private static final class Acceptance implements ChangeHandler {

        @Override
        public boolean deliver(RowChange change) {
            return true;
        }

        @Override
        public void failed(String what, Exception failure) {
            throw new IllegalStateException(what, failure);
        }
    }
}

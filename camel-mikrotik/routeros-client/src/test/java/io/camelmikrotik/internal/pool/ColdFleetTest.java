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
package io.camelmikrotik.internal.pool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.TlsProfile;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many devices asked at once that nobody has ever asked, over real sockets: each device is a loopback address of its
 * own. The size is small in the build; {@code -Dmikrotik.fleet.devices=2000} makes it a real one, and holds it to the
 * times that the documentation promises. With {@code -Dmikrotik.fleet.tls=true} a few hundred are enough: one simulated
 * router is all of them, and does the computations of all their handshakes on one thread.
 */
class ColdFleetTest {

    private static final RouterOsCommand IDENTITY = RouterOsCommand.of("/system/identity/print");
    private static final Integer FULL = Integer.getInteger("mikrotik.fleet.devices");
    private static final int DEVICES = FULL != null ? FULL : 200;
    private static final boolean TLS = Boolean.getBoolean("mikrotik.fleet.tls");

    private final List<AutoCloseable> closed = new ArrayList<>();
    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final ExecutorService computing = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final RouterOsTransport transport = new RouterOsTransport(2, Thread::new, computing, computing);
    private final SessionPool pool = new SessionPool(transport, PoolSettings.builder().build(), worker, timer);
    private final DeviceCommands commands = new DeviceCommands(pool);
    private SimulatedRouter router;

    @BeforeEach
    void start() {
        SimulatedRouter.Builder builder = SimulatedRouter.builder().host("0.0.0.0").maxSessions(1_000_000);
        router = TLS ? builder.tls(TlsMode.CERTIFICATE).start() : builder.start();
    }

    @AfterEach
    void stop() throws Exception {
        pool.close(Duration.ofMillis(1));
        transport.close();
        router.close();
        for (AutoCloseable each : closed) {
            each.close();
        }
        worker.shutdownNow();
        computing.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void allHealthyDevicesOfAColdFleetAnswerThoughSomeOfItAreDark() throws Exception {
        int silent = silent();
        int mute = mute();
        List<CompletableFuture<Reply>> healthy = new ArrayList<>();
        List<CompletableFuture<Reply>> dark = new ArrayList<>();
        long start = System.nanoTime();

        for (int i = 0; i < DEVICES; i++) {
            if (i % 20 == 7) {
                dark.add(ask(address(i), i % 40 == 7 ? silent : mute));
            } else {
                healthy.add(ask(address(i), TLS ? router.tlsPort() : router.port()));
            }
        }

        long limit = FULL != null ? 60 : 300;
        CompletableFuture.allOf(healthy.toArray(CompletableFuture[]::new)).get(limit, TimeUnit.SECONDS);
        say(healthy.size() + " healthy devices of " + DEVICES + (TLS ? " with TLS" : "") + " answered", start);
        assertThat(dark).hasSize(DEVICES / 20);
    }

    @Test
    void sixHundredUnknownDeadDevicesDoNotDelayAHealthyOne() throws Exception {
        int silent = silent();
        int mute = mute();
        List<CompletableFuture<Reply>> dead = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            dead.add(ask(address(i), i % 2 == 0 ? silent : mute));
        }
        long start = System.nanoTime();

        CompletableFuture<Reply> healthy = ask(address(700), TLS ? router.tlsPort() : router.port());

        healthy.get(FULL != null ? 2_000 : 50_000, TimeUnit.MILLISECONDS);
        say("a healthy device answered behind 600 dead ones", start);
        // not because any of them had made room by its timeout
        assertThat(dead).noneMatch(CompletableFuture::isDone);
    }

    /** Two minutes of darkness: in full size only. */
    @Test
    @EnabledIfSystemProperty(named = "mikrotik.fleet.devices", matches = "[0-9]+")
    void aRegionThatComesBackIsInUseAgainWithinAMinute() throws Exception {
        int port = TLS ? router.tlsPort() : router.port();
        List<CompletableFuture<Reply>> first = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            first.add(ask(address(i), port));
        }
        CompletableFuture.allOf(first.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        router.shutdown();
        askAll(port, Duration.ofMinutes(2));
        router.powerOn();
        long start = System.nanoTime();

        int missing = askAll(port, Duration.ofMinutes(1));

        say("all of " + DEVICES + " that were dark for two minutes in use again", start);
        assertThat(missing).isZero();
    }

    /** Asks each that has not answered every five seconds. @return how many have not answered in that time */
    private int askAll(int port, Duration time) throws InterruptedException {
        Set<Integer> missing = ConcurrentHashMap.newKeySet();
        IntStream.range(0, DEVICES).forEach(missing::add);
        long end = System.nanoTime() + time.toNanos();
        long nextRound = System.nanoTime();
        while (!missing.isEmpty() && System.nanoTime() - end < 0) {
            if (System.nanoTime() - nextRound >= 0) {
                nextRound += TimeUnit.SECONDS.toNanos(5);
                missing.forEach(i -> ask(address(i), port).thenRun(() -> missing.remove(i)));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return missing.size();
    }

    private CompletableFuture<Reply> ask(String host, int port) {
        DeviceAccess access = DeviceAccess.of(host, port, SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD);
        if (port != router.port() && port != 0 && FULL == null) {
            // nothing in the build depends on how soon dead devices are given up
            access = access.withTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1)).withOpenTimeout(Duration.ofMinutes(1));
        }
        PooledDevice device = pool.device(TLS ? access.withTls(TlsProfile.trustAll()) : access);
        return commands.execute(device, IDENTITY, CommandOptions.DEFAULTS, false);
    }

    private static String address(int number) {
        return "127.77." + (number / 250) + "." + (1 + number % 250);
    }

    /** A port on which connections are made by the kernel, and nobody ever says anything. */
    private int mute() throws IOException {
        ServerSocket server = new ServerSocket(0, 4_096, InetAddress.getByName("0.0.0.0"));
        closed.add(server);
        return server.getLocalPort();
    }

    /** A port on which the kernel answers nobody who connects. */
    private int silent() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
        closed.add(server);
        while (true) {
            Socket other = new Socket();
            closed.add(other);
            try {
                other.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 200);
            } catch (SocketTimeoutException e) {
                return server.getLocalPort();
            }
        }
    }

    private static void say(String what, long start) {
        System.out.println("cold fleet: " + what + " within " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}

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
package io.camelmikrotik.internal.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.DeviceUnreachableException;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.TlsProfile;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The phases of an opening, their deadlines, and what they do when something under them gives way. */
class SessionOpeningTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final List<AutoCloseable> closed = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Executor resolver = threads;
    private Executor tls = threads;
    private NameLookups.Resolver names = InetAddress::getAllByName;
    private ChannelFactory<? extends Channel> channels = NioSocketChannel::new;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : closed) {
            each.close();
        }
        threads.shutdownNow();
    }

    // ---- one deadline

    /** Where an opening may get stuck. */
    enum Phase {
        LOOKUP("was being looked up"),
        CONNECT("was being connected to"),
        TLS_CONTEXT("was setting up TLS"),
        HANDSHAKE("owed its part of the TLS handshake"),
        LOGIN("owed its answer to the login");

        private final String words;

        Phase(String words) {
            this.words = words;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOpeningHasOneDeadlineOverAllOfItsPhases(Phase stuck) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        closed.add(never::countDown);
        ServerSocket server = listening(InetAddress.getLoopbackAddress(), 0, stuck == Phase.CONNECT);
        if (stuck == Phase.LOOKUP) {
            names = name -> {
                hang(never);
                throw new UnknownHostException(name);
            };
        } else if (stuck == Phase.TLS_CONTEXT) {
            tls = task -> threads.execute(() -> {
                hang(never);
                task.run();
            });
        }
        DeviceAccess access = DeviceAccess.of(
                stuck == Phase.LOOKUP ? "router.example" : "127.0.0.1", server.getLocalPort(), "camel", "s3cret")
                .withTimeouts(LONG, LONG)
                // to get as far as that takes time on a busy machine
                .withOpenTimeout(Duration.ofMillis(stuck.ordinal() < Phase.HANDSHAKE.ordinal() ? 300 : 3_000));
        boolean secure = stuck == Phase.TLS_CONTEXT || stuck == Phase.HANDSHAKE;
        ApiSession session = transport().open(secure ? access.withTls(TlsProfile.trustAll()) : access);

        assertThat(failure(session)).isInstanceOf(ConnectionFailedException.class).hasMessageContaining("openTimeout")
                .hasMessageContaining(stuck.words);
        assertThat(session.isOpen()).isFalse();
        assertThat(session.closed().toCompletableFuture()).isDone();
    }

    @Test
    void aLongTimeoutOfAPhaseIsNotCutShortByADeadlineThatNobodySet() {
        DeviceAccess access = DeviceAccess.of("127.0.0.1", 8728, "camel", "s3cret");

        assertThat(access.openTimeout()).hasSeconds(20);
        assertThat(access.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(60)).openTimeout()).hasSeconds(65);
        assertThat(access.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)).openTimeout()).hasSeconds(20);
    }

    // ---- what is under it gives way

    @Test
    void aChannelThatGetsNoFileDescriptorIsAFailedOpeningAndTheNextOneSucceeds() throws Exception {
        names = name -> InetAddress.getAllByName("127.0.0.1");
        succeedsAfter(error -> {
            channels = once(error, channels)::get;
            return transport();
        });
    }

    @Test
    void aLookupForWhichThereIsNoThreadIsDoneWhenThereIsOne() throws Exception {
        names = name -> InetAddress.getAllByName("127.0.0.1");
        resolver = failingOnce(new OutOfMemoryError("unable to create native thread"));

        ready(transport().open(DeviceAccess.of(
                "router.example", router(null).port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)));
    }

    @Test
    void aResolverThatThrowsAnErrorIsAFailedOpeningAndTheNextOneSucceeds() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        succeedsAfter(error -> {
            names = name -> {
                if (calls.getAndIncrement() == 0) {
                    throw error;
                }
                return InetAddress.getAllByName("127.0.0.1");
            };
            return transport();
        });
    }

    @Test
    void anExecutorOfTlsThatHasNoThreadIsAFailedOpeningAndTheNextOneSucceeds() throws Exception {
        SimulatedRouter router = router(TlsMode.CERTIFICATE);
        tls = failingOnce(new OutOfMemoryError("unable to create native thread"));
        RouterOsTransport transport = transport();
        DeviceAccess access = DeviceAccess.of("127.0.0.1", router.tlsPort(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                .withTls(TlsProfile.trustAll());

        assertThat(failure(transport.open(access))).hasMessageContaining("unable to create native thread");
        ready(transport.open(access));
    }

    private void succeedsAfter(Function<Error, RouterOsTransport> failingOnce) throws Exception {
        SimulatedRouter router = router(null);
        DeviceAccess access
                = DeviceAccess.of("router.example", router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD);
        RouterOsTransport transport = failingOnce.apply(new OutOfMemoryError("no more of it"));
        ApiSession first = transport.open(access);

        assertThat(failure(first)).isInstanceOf(ConnectionFailedException.class).hasMessageContaining("no more of it");
        assertThat(first.closed().toCompletableFuture()).isDone();
        ready(transport.open(access));
    }

    // ---- names

    @Test
    void aHundredNamesThatHangDoNotBlockTheNamesOfOthers() throws Exception {
        SimulatedRouter router = router(null);
        CountDownLatch never = new CountDownLatch(1);
        closed.add(never::countDown);
        AtomicInteger hanging = new AtomicInteger();
        names = name -> {
            if (name.startsWith("hangs")) {
                hanging.incrementAndGet();
                hang(never);
            }
            return InetAddress.getAllByName("127.0.0.1");
        };
        RouterOsTransport transport = transport();
        List<ApiSession> stuck = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 100; i++) {
                stuck.add(transport.open(
                        DeviceAccess.of("hangs" + i, router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                                .withTimeouts(LONG, LONG).withOpenTimeout(LONG)));
            }
        }

        ready(transport.open(
                DeviceAccess.of("router.example", router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                        .withTimeouts(LONG, LONG).withOpenTimeout(LONG)));

        // three sessions to each name take one thread
        await().atMost(LONG).until(() -> hanging.get() == 100);
        assertThat(stuck).allMatch(ApiSession::isOpen);
    }

    @Test
    void namesThatHaveResolvedBeforeHaveThreadsOfTheirOwn() throws Exception {
        SimulatedRouter router = router(null);
        CountDownLatch never = new CountDownLatch(1);
        closed.add(never::countDown);
        AtomicInteger hanging = new AtomicInteger();
        names = name -> {
            if (name.startsWith("hangs")) {
                hanging.incrementAndGet();
                hang(never);
            }
            return InetAddress.getAllByName("127.0.0.1");
        };
        RouterOsTransport transport = transport();
        DeviceAccess known
                = DeviceAccess.of("router.example", router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                        .withTimeouts(LONG, LONG)
                        .withOpenTimeout(LONG);
        ready(transport.open(known));
        for (int i = 0; i < 2 * NameLookups.MOST_RUNNING; i++) {
            transport.open(DeviceAccess.of("hangs" + i, router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                    .withTimeouts(LONG, LONG));
        }
        int share = NameLookups.MOST_RUNNING - NameLookups.RESERVED;
        await().atMost(LONG).until(() -> hanging.get() == share);

        ready(transport.open(known));

        assertThat(hanging).hasValue(share);
    }

    @Test
    void aNameWithTwelveSilentAddressesTakesTheConnectTimeoutOnce() throws Exception {
        SilentAddresses silent = new SilentAddresses(12);
        names = name -> silent.addresses;
        Duration timeout = Duration.ofSeconds(4);
        long start = System.nanoTime();

        ApiSession session = transport().open(
                DeviceAccess.of("router.example", silent.port, SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                        .withTimeouts(timeout, LONG).withOpenTimeout(LONG));

        assertThat(failure(session)).isInstanceOf(DeviceUnreachableException.class)
                .hasMessageContaining("did not answer the connection attempt within 4000 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout.multipliedBy(6));
    }

    @Test
    void ofTwelveAddressesTheOneThatAnswersIsFoundInTheConnectTimeoutOfOne() throws Exception {
        SilentAddresses silent = new SilentAddresses(11);
        closed.add(SimulatedRouter.builder().host("127.9.0.99").port(silent.port).start());
        InetAddress[] addresses = Arrays.copyOf(silent.addresses, 12);
        addresses[11] = InetAddress.getByName("127.9.0.99");
        names = name -> addresses;

        ready(transport()
                .open(DeviceAccess.of("router.example", silent.port, SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                        .withTimeouts(Duration.ofSeconds(30), LONG).withOpenTimeout(LONG)));
    }

    @Test
    void theFamiliesOfANamesAddressesTakeTurns() throws Exception {
        ServerSocket refusing = listening(InetAddress.getLoopbackAddress(), 0, false);
        int port = refusing.getLocalPort();
        refusing.close();
        List<String> tried = new ArrayList<>();
        channels = () -> new NioSocketChannel() {
            @Override
            protected boolean doConnect(SocketAddress remote, SocketAddress local) throws Exception {
                tried.add(((InetSocketAddress) remote).getAddress().getHostAddress());
                return super.doConnect(remote, local);
            }
        };
        names = name -> new InetAddress[] {
                InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2"), InetAddress.getByName("::1"),
                InetAddress.getByName("127.0.0.3") };

        assertThat(failure(
                transport().open(DeviceAccess.of("router.example", port, SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD))))
                .isInstanceOf(DeviceUnreachableException.class);

        assertThat(tried).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1", "127.0.0.2", "127.0.0.3");
    }

    // ---- TLS

    @Test
    void theComputationsOfTlsAreMadeOnTheirOwnThreads() throws Exception {
        SimulatedRouter router = router(TlsMode.CERTIFICATE);
        Set<String> computedOn = ConcurrentHashMap.newKeySet();
        AtomicInteger computations = new AtomicInteger();
        tls = task -> threads.execute(() -> {
            computations.incrementAndGet();
            computedOn.add(Thread.currentThread().getName());
            task.run();
        });

        ready(transport().open(
                DeviceAccess.of("127.0.0.1", router.tlsPort(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD)
                        .withTls(TlsProfile.trustAll())));

        // the engine, and at least one task of the handshake
        assertThat(computations.get()).isGreaterThan(1);
        assertThat(computedOn).doesNotContain("io");
    }

    @Test
    void theSessionsOfOneProfileShareAContextSoThatTlsSessionsAreResumed() throws Exception {
        TlsContexts contexts = new TlsContexts();

        assertThat(contexts.of(TlsProfile.trustAll())).isSameAs(contexts.of(TlsProfile.trustAll()))
                .isNotSameAs(contexts.of(TlsProfile.anonymous()));
        String pin = "ab".repeat(32);
        assertThat(contexts.of(TlsProfile.pinned(pin))).isSameAs(contexts.of(TlsProfile.pinned(pin.toUpperCase())))
                .isNotSameAs(contexts.of(TlsProfile.pinned("cd".repeat(32)))).isNotSameAs(contexts.of(TlsProfile.trustAll()));
    }

    // ---- what the tests are made of

    private RouterOsTransport transport() {
        RouterOsTransport transport
                = new RouterOsTransport(1, task -> new Thread(task, "io"), resolver, tls, names, channels);
        closed.add(0, transport);
        return transport;
    }

    private SimulatedRouter router(TlsMode mode) {
        SimulatedRouter.Builder builder = SimulatedRouter.builder();
        SimulatedRouter router = mode == null ? builder.start() : builder.tls(mode).start();
        closed.add(router);
        return router;
    }

    private Executor failingOnce(Error error) {
        AtomicInteger calls = new AtomicInteger();
        return task -> {
            if (calls.getAndIncrement() == 0) {
                throw error;
            }
            threads.execute(task);
        };
    }

    private static Supplier<Channel> once(Error error, ChannelFactory<? extends Channel> next) {
        AtomicInteger calls = new AtomicInteger();
        return () -> {
            if (calls.getAndIncrement() == 0) {
                throw error;
            }
            return next.newChannel();
        };
    }

    private static void ready(ApiSession session) throws Exception {
        session.ready(LONG).toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static Throwable failure(ApiSession session) throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        session.ready(LONG).whenComplete((ready, thrown) -> failure.complete(thrown));
        Throwable thrown = failure.get(LONG.toSeconds(), TimeUnit.SECONDS);
        return thrown instanceof CompletionException ? thrown.getCause() : thrown;
    }

    private static void hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param silent whether the kernel answers nobody any more who connects */
    private ServerSocket listening(InetAddress address, int port, boolean silent) throws IOException {
        ServerSocket server = new ServerSocket(port, 1, address);
        closed.add(server);
        // two wait to be accepted, then the kernel answers nobody any more
        for (int i = 0; silent && i < 5; i++) {
            SocketChannel other = SocketChannel.open();
            closed.add(other);
            other.configureBlocking(false);
            other.connect(server.getLocalSocketAddress());
        }
        return server;
    }

    private final class SilentAddresses {

        private final InetAddress[] addresses;
        private final int port;

        SilentAddresses(int count) throws IOException {
            addresses = new InetAddress[count];
            int chosen = 0;
            for (int i = 0; i < count; i++) {
                addresses[i] = InetAddress.getByName("127.9.0." + (i + 1));
                chosen = listening(addresses[i], chosen, true).getLocalPort();
            }
            port = chosen;
        }
    }
}

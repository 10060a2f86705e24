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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No descriptors, no memory, no threads: an opening ends, a command ends, and the next ones are as if nothing had been.
 */
class ScarceSessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimulatedRouter router = SimulatedRouter.start();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicBoolean lacking = new AtomicBoolean(true);

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        router.close();
    }

    static Stream<Arguments> openings() {
        ChannelFactory<NioSocketChannel> noDescriptor = () -> {
            throw new ChannelException("Failed to open a socket.", new IOException("Too many open files"));
        };
        ChannelFactory<NioSocketChannel> noMemory = () -> {
            throw new OutOfMemoryError("Cannot reserve direct buffer memory");
        };
        ChannelFactory<NioSocketChannel> notRegistered = () -> new NioSocketChannel() {
            @Override
            protected void doRegister(ChannelPromise promise) {
                promise.setFailure(new IOException("Too many open files"));
            }
        };
        ChannelFactory<NioSocketChannel> registeringThrows = () -> new NioSocketChannel() {
            @Override
            protected void doRegister(ChannelPromise promise) {
                throw new OutOfMemoryError("Cannot reserve direct buffer memory");
            }
        };
        ChannelFactory<NioSocketChannel> connectingThrows = () -> new NioSocketChannel() {
            @Override
            protected boolean doConnect(java.net.SocketAddress remote, java.net.SocketAddress local) {
                throw new OutOfMemoryError("Cannot reserve direct buffer memory");
            }
        };
        return Stream.of(
                Arguments.of("no descriptor", noDescriptor), Arguments.of("no memory", noMemory),
                Arguments.of("not registered", notRegistered), Arguments.of("registering throws", registeringThrows),
                Arguments.of("connecting throws", connectingThrows));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("openings")
    void anOpeningForWhichSomethingIsLackingEnds(String lack, ChannelFactory<NioSocketChannel> channels) {
        DeviceAccess access = DeviceAccess.of(router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD);
        EventLoop loop = loops.next();
        NettyApiSession session = new NettyApiSession(access, loop);
        Bootstrap bootstrap
                = new Bootstrap().channelFactory(() -> lacking.get() ? channels.newChannel() : new NioSocketChannel());

        new SessionOpening(session, loop, bootstrap, means()).start();

        assertThat(session.closed()).succeedsWithin(PATIENCE);
        assertThat(session.ready(Duration.ZERO)).failsWithin(PATIENCE);
        lacking.set(false);
        NettyApiSession next = new NettyApiSession(access, loop);
        new SessionOpening(next, loop, bootstrap, means()).start();
        assertThat(next.ready(Duration.ZERO)).succeedsWithin(PATIENCE);
        next.close("the test has ended");
    }

    @Test
    void aNameForWhichTheResolverHasNoThreadIsLookedUpWhenItHasOne() {
        DeviceAccess access = DeviceAccess.of("localhost", router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD);
        try (RouterOsTransport transport = new RouterOsTransport(1, Thread::new, task -> {
            if (lacking.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        })) {
            assertThat(transport.open(access).ready(Duration.ZERO)).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void commandsForWhichThereIsNoMemoryFailAndWereNeverSent() {
        lacking.set(false);
        DeviceAccess access = DeviceAccess.of(router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD);
        EventLoop loop = loops.next();
        NettyApiSession session = new NettyApiSession(access, loop);
        PooledByteBufAllocator scarce = new PooledByteBufAllocator(false) {
            @Override
            public ByteBuf buffer() {
                if (lacking.get()) {
                    throw new OutOfMemoryError("Cannot reserve direct buffer memory");
                }
                return super.buffer();
            }
        };
        Bootstrap bootstrap = new Bootstrap().channel(NioSocketChannel.class).option(ChannelOption.ALLOCATOR, scarce);
        new SessionOpening(session, loop, bootstrap, means()).start();
        assertThat(session.ready(Duration.ZERO)).succeedsWithin(PATIENCE);
        lacking.set(true);

        for (int i = 0; i < 5; i++) {
            CompletableFuture<Reply> reply
                    = session.execute(RouterOsCommand.builder("/ppp/secret/add").attribute("name", "a").build(),
                            CommandOptions.DEFAULTS);
            assertThat(reply).failsWithin(PATIENCE).withThrowableThat().havingCause()
                    .isInstanceOfSatisfying(MikrotikException.class,
                            e -> assertThat(e.getFate()).isEqualTo(CommandFate.NEVER_SENT));
        }
        lacking.set(false);

        assertThat(session.execute(RouterOsCommand.of("/ppp/secret/print"), CommandOptions.DEFAULTS))
                .succeedsWithin(PATIENCE);
        assertThat(router.journal().count("/ppp/secret/add")).isZero();
        session.close("the test has ended");
    }

    @Test
    void aWriteForWhoseDeadlineThereIsNoTimerWasSentAndItsOutcomeIsUnknown() {
        lacking.set(false);
        DeviceAccess access = DeviceAccess.of(router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD);
        EventLoop loop = loops.next();
        NettyApiSession session = new NettyApiSession(access, loop);
        Bootstrap bootstrap = new Bootstrap().channelFactory(() -> new NioSocketChannel() {
            @Override
            public EventLoop eventLoop() {
                return withoutTimers(super.eventLoop());
            }
        });
        new SessionOpening(session, loop, bootstrap, means()).start();
        assertThat(session.ready(Duration.ZERO)).succeedsWithin(PATIENCE);
        router.freeze();
        lacking.set(true);

        CompletableFuture<Reply> reply = session.execute(
                RouterOsCommand.builder("/ppp/secret/add").attribute("name", "a").build(), CommandOptions.DEFAULTS);

        assertThat(reply).failsWithin(PATIENCE).withThrowableThat().havingCause()
                .isInstanceOfSatisfying(MikrotikException.class,
                        e -> assertThat(e.getFate()).isEqualTo(CommandFate.OUTCOME_UNKNOWN));
        assertThat(session.isOpen()).isFalse();
        assertThat(session.closed()).succeedsWithin(PATIENCE);
    }

    private EventLoop withoutTimers(EventLoop loop) {
        return (EventLoop) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] { IoEventLoop.class }, (proxy, method, arguments) -> {
                    if (method.getName().equals("schedule") && lacking.get()) {
                        throw new RejectedExecutionException("the timer takes no more");
                    }
                    try {
                        return method.invoke(loop, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private SessionOpening.OpeningMeans means() {
        return new SessionOpening.OpeningMeans(
                new NameLookups(InetAddress::getAllByName, Runnable::run, loops), Runnable::run, new TlsContexts(),
                new Backlog());
    }
}

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
package io.camelmikrotik.routeros;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.routeros.codec.SentenceDecoder;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;

/**
 * One attempt to open a session: resolve, connect, TLS, login, each under its deadline. On the session's event loop,
 * but for the name lookup: the JDK's resolver blocks.
 */
final class SessionOpening {

    private static final String LOGIN = "login";

    private final NettyApiSession session;
    private final DeviceAccess access;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Executor resolver;

    SessionOpening(NettyApiSession session, EventLoop loop, Bootstrap bootstrap, Executor resolver) {
        this.session = session;
        this.access = session.access();
        this.loop = loop;
        this.bootstrap = bootstrap.clone(loop);
        this.resolver = resolver;
    }

    /** Any thread. Never throws. */
    void start() {
        Completions.run(
                () -> Completions.then(
                        resolve().completeOnTimeout(null, access.connectTimeout().toNanos(), TimeUnit.NANOSECONDS),
                        (addresses, failure) -> session.onLoop(() -> step(() -> resolved(addresses, failure))),
                        this::startFailed),
                this::startFailed);
    }

    private void startFailed(Throwable failure) {
        session.onLoop(() -> fail("begin to open a session", failure));
    }

    private void resolved(InetAddress[] addresses, Throwable failure) {
        if (failure != null) {
            fail("resolve the name", failure.getCause() != null ? failure.getCause() : failure);
        } else if (addresses == null) {
            session.failedToOpen(
                    new ConnectionFailedException(
                            access.label(), "the host name of " + access.label() + " was not resolved within "
                                            + access.connectTimeout().toMillis() + " ms",
                            null));
        } else {
            connect(addresses, 0);
        }
    }

    /** Whatever is thrown in a step of the opening ends it: Netty would drop it, and the opening wait for ever. */
    private void step(Runnable action) {
        Completions.run(action, failure -> fail("open a session", failure));
    }

    private CompletableFuture<InetAddress[]> resolve() {
        boolean literal = NetUtil.isValidIpV4Address(access.host()) || NetUtil.isValidIpV6Address(access.host());
        CompletableFuture<InetAddress[]> addresses = new CompletableFuture<>();
        // no lookup happens for a literal, so that it needs no thread
        Dispatch.to(
                literal ? Runnable::run : resolver, () -> lookUp(addresses),
                () -> addresses.completeExceptionally(new RejectedExecutionException("the resolver is closed")));
        return addresses;
    }

    private void lookUp(CompletableFuture<InetAddress[]> addresses) {
        try {
            addresses.complete(InetAddress.getAllByName(access.host()));
        } catch (Throwable e) {
            addresses.completeExceptionally(e);
        }
    }

    private void connect(InetAddress[] addresses, int index) {
        if (session.hasEnded()) {
            return;
        }
        bootstrap.option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(Integer.MAX_VALUE, access.connectTimeout().toMillis()));
        bootstrap.handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast("clock", new ReadClock(session));
            }
        });
        ChannelFuture connecting = bootstrap.connect(new InetSocketAddress(addresses[index], access.port()));
        session.connecting(connecting.channel());
        if (connecting.isDone()) {
            // a channel that could not be made has no event loop: its listeners would need a thread of their own
            step(() -> connectEnded(connecting, addresses, index));
        } else {
            connecting.addListener(connected -> session.onLoop(
                    () -> step(() -> connectEnded(connecting, addresses, index))));
        }
    }

    private void connectEnded(ChannelFuture connecting, InetAddress[] addresses, int index) {
        if (connecting.isSuccess()) {
            connected(connecting.channel());
        } else if (index + 1 < addresses.length) {
            connect(addresses, index + 1);
        } else {
            fail("connect", connecting.cause());
        }
    }

    private void connected(Channel channel) {
        if (session.hasEnded()) {
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        SslHandler tls = null;
        if (access.tls() == null) {
            pipeline.addLast("tls detector", new TlsDetector(access));
        } else {
            try {
                tls = TlsSetup.handler(access);
            } catch (RuntimeException | Error e) {
                fail("set up TLS", e);
                return;
            }
            pipeline.addLast("tls", tls);
        }
        LoginHandler login = new LoginHandler(session);
        pipeline.addLast("sentences",
                new SentenceDecoder(access.limits().maxWordLength(), access.limits().maxSentenceLength()));
        pipeline.addLast(LOGIN, login);
        ChannelHandlerContext context = pipeline.context(login);
        if (tls == null) {
            login.start(context);
        } else {
            tls.handshakeFuture().addListener(shaken -> step(() -> {
                if (shaken.isSuccess()) {
                    login.start(context);
                } else {
                    session.failedToOpen(OpeningFailure.explainHandshake(access, shaken.cause()));
                }
            }));
        }
    }

    private void fail(String attempt, Throwable cause) {
        session.failedToOpen(OpeningFailure.explain(access, attempt, cause));
    }
}

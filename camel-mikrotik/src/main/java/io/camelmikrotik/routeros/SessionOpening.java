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
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    /** Any thread. */
    void start() {
        resolve().completeOnTimeout(null, access.connectTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .whenCompleteAsync((addresses, failure) -> {
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
                }, loop);
    }

    private CompletableFuture<InetAddress[]> resolve() {
        boolean literal = NetUtil.isValidIpV4Address(access.host()) || NetUtil.isValidIpV6Address(access.host());
        try {
            // no lookup happens for a literal, so that it needs no thread
            return CompletableFuture.supplyAsync(this::lookUp, literal ? Runnable::run : resolver);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private InetAddress[] lookUp() {
        try {
            return InetAddress.getAllByName(access.host());
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
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
                // filled when it is connected
            }
        });
        ChannelFuture connecting = bootstrap.connect(new InetSocketAddress(addresses[index], access.port()));
        session.connecting(connecting.channel());
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                connected(connecting.channel());
            } else if (index + 1 < addresses.length) {
                connect(addresses, index + 1);
            } else {
                fail("connect", connected.cause());
            }
        });
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
            } catch (RuntimeException e) {
                fail("set up TLS", e);
                return;
            }
            pipeline.addLast("tls", tls);
        }
        LoginHandler login = new LoginHandler(session);
        pipeline.addLast("sentences",
                new SentenceDecoder(access.limits().maxWordLength(), access.limits().maxSentenceLength()));
        pipeline.addLast("clock", new ReadClock(session));
        pipeline.addLast(LOGIN, login);
        ChannelHandlerContext context = pipeline.context(login);
        if (tls == null) {
            login.start(context);
        } else {
            tls.handshakeFuture().addListener(shaken -> {
                if (shaken.isSuccess()) {
                    login.start(context);
                } else {
                    session.failedToOpen(OpeningFailure.explainHandshake(access, shaken.cause()));
                }
            });
        }
    }

    private void fail(String attempt, Throwable cause) {
        session.failedToOpen(OpeningFailure.explain(access, attempt, cause));
    }
}

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

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLEngine;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.DeviceUnreachableException;
import io.camelmikrotik.internal.codec.SentenceDecoder;
import io.camelmikrotik.routeros.DeviceAccess;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;

/**
 * One attempt to open a session: resolve, connect, TLS, login, each under its deadline and all of them under one. On
 * the session's event loop, but for what would keep that: the name lookup, for the JDK's resolver blocks, and the
 * computations of TLS. Whatever is thrown on the way, an {@link Error} too, is how the opening fails.
 */
final class SessionOpening {

    private static final String LOGIN = "login";
    /** No deadline is further away. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final NettyApiSession session;
    private final DeviceAccess access;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final OpeningMeans means;
    private final OpeningObserver observer;

    // event loop only
    private String phase = "was being looked up";
    private CompletableFuture<Channel> connecting;
    private Future<?> deadline;

    /**
     * What all openings share.
     *
     * @param lookups  of names
     * @param tls      runs the computations of TLS handshakes
     * @param contexts of TLS, one for each profile
     * @param backlog  is told how long the event loops keep openings waiting
     */
    record OpeningMeans(NameLookups lookups, Executor tls, TlsContexts contexts, Backlog backlog) {
    }

    SessionOpening(NettyApiSession session, EventLoop loop, Bootstrap bootstrap, OpeningMeans means) {
        this(session, loop, bootstrap, means, OpeningObserver.NONE);
    }

    SessionOpening(NettyApiSession session, EventLoop loop, Bootstrap bootstrap, OpeningMeans means,
                   OpeningObserver observer) {
        this.session = session;
        this.access = session.access();
        this.loop = loop;
        this.bootstrap = bootstrap.clone(loop);
        this.means = means;
        this.observer = observer;
    }

    /** Any thread. */
    void start() {
        long asked = System.nanoTime();
        try {
            loop.execute(() -> {
                means.backlog().runs(asked);
                guarded("begin to connect", this::begin);
            });
        } catch (Throwable e) {
            // there is no event loop: the transport is closed, or the JVM has no thread for it
            fail("begin to connect", e);
        }
    }

    private void begin() {
        if (session.hasEnded()) {
            return;
        }
        Completions.then(session.ready(LONGEST), (opened, failure) -> ended());
        deadline = loop.schedule(this::tooLate, nanos(access.openTimeout()), TimeUnit.NANOSECONDS);
        CompletableFuture<InetAddress[]> addresses = means.lookups().lookUp(access.host())
                .completeOnTimeout(null, nanos(access.connectTimeout()), TimeUnit.NANOSECONDS);
        CompletableFuture<SSLEngine> engine = access.tls() == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.supplyAsync(() -> TlsSetup.engine(access, means.contexts()), means.tls());
        Completions.then(addresses, (found, failure) -> session.onLoop(() -> guarded("resolve the name", () -> {
            if (failure != null) {
                fail("resolve the name", failure);
            } else if (found == null) {
                notResolvedInTime();
            } else {
                observer.resolved(List.of(found));
                phase = "was setting up TLS";
                Completions.then(engine, (made, refusal) -> session.onLoop(() -> guarded("set up TLS", () -> {
                    if (refusal != null) {
                        fail("set up TLS", refusal);
                    } else {
                        connect(found, made);
                    }
                })));
            }
        })));
    }

    private void notResolvedInTime() {
        session.failedToOpen(
                new DeviceUnreachableException(
                        access.label(), "the host name of " + access.label() + " was not resolved within "
                                        + access.connectTimeout().toMillis() + " ms",
                        null));
    }

    private void connect(InetAddress[] addresses, SSLEngine engine) {
        if (session.hasEnded()) {
            return;
        }
        phase = "was being connected to";
        // the race has a deadline over all addresses
        bootstrap.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
        bootstrap.handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                // filled when it is connected
            }
        });
        connecting = new AddressRace(bootstrap, loop, addresses, access.port(), atMost(access.connectTimeout())).start();
        Completions.then(connecting, (channel, failure) -> guarded("set up the connection", () -> {
            if (failure == null) {
                connected(channel, engine);
            } else {
                fail(OpeningFailure.CONNECT, failure);
            }
        }));
    }

    private void connected(Channel channel, SSLEngine engine) {
        if (session.hasEnded()) {
            channel.close();
            return;
        }
        session.connecting(channel);
        observer.connected(channel.remoteAddress(), channel.localAddress());
        ChannelPipeline pipeline = channel.pipeline();
        SslHandler tls = engine == null ? null : TlsSetup.handler(access, engine, means.tls());
        pipeline.addLast("tls", tls == null ? new TlsDetector(access) : tls);
        LoginHandler login = new LoginHandler(session);
        pipeline.addLast("sentences",
                new SentenceDecoder(access.limits().maxWordLength(), access.limits().maxSentenceLength()));
        pipeline.addLast("clock", new ReadClock(session));
        pipeline.addLast(LOGIN, login);
        ChannelHandlerContext context = pipeline.context(login);
        if (tls == null) {
            logIn(login, context);
        } else {
            phase = "owed its part of the TLS handshake";
            tls.handshakeFuture().addListener(shaken -> guarded("log in", () -> {
                if (!shaken.isSuccess()) {
                    session.failedToOpen(OpeningFailure.explainHandshake(access, shaken.cause()));
                } else if (observer.secured(tls.engine().getSession())) {
                    logIn(login, context);
                } else {
                    session.failedToOpen(
                            new ConnectionFailedException(
                                    access.label(), access.label() + " was connected to for its certificate only", null));
                }
            }));
        }
    }

    private void logIn(LoginHandler login, ChannelHandlerContext context) {
        phase = "owed its answer to the login";
        login.start(context);
    }

    /** However it ended. */
    private void ended() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (connecting != null) {
            connecting.cancel(false);
        }
    }

    private void tooLate() {
        session.failedToOpen(
                new ConnectionFailedException(
                        access.label(), access.label() + " could not be opened within " + access.openTimeout().toMillis()
                                        + " ms (openTimeout), all phases together: it still " + phase,
                        null));
    }

    private void guarded(String attempt, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            fail(attempt, e);
        }
    }

    private void fail(String attempt, Throwable failure) {
        Throwable cause = Completions.cause(failure);
        session.failedToOpen(OpeningFailure.explain(access, attempt, cause));
    }

    private static long nanos(Duration time) {
        return atMost(time).toNanos();
    }

    private static Duration atMost(Duration time) {
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }
}

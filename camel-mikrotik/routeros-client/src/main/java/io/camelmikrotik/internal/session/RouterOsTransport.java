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
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.camelmikrotik.routeros.DeviceAccess;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * Opens sessions over TCP. Owns a few threads that serve any number of sessions; make one per application and close it
 * at the end.
 *
 * <pre>
 * try (RouterOsTransport transport = new RouterOsTransport(1, Thread::new, ForkJoinPool.commonPool())) {
 *     ApiSession session = transport.open(DeviceAccess.of("192.0.2.1", 8728, "api", password));
 *     Reply reply = session.execute(RouterOsCommand.of("/ppp/secret/print"), CommandOptions.DEFAULTS).get();
 * }
 * </pre>
 */
public final class RouterOsTransport implements SessionOpener, AutoCloseable {

    private static final int KEEPALIVE_IDLE_SECONDS = 13;
    private static final int KEEPALIVE_INTERVAL_SECONDS = 13;
    private static final int KEEPALIVE_PROBES = 3;

    private final EventLoopGroup loops;
    private final Bootstrap bootstrap;
    private final Backlog backlog = new Backlog();
    private final SessionOpening.OpeningMeans means;
    private final Set<NettyApiSession> sessions = ConcurrentHashMap.newKeySet();

    /**
     * @param ioThreads threads for reading, decoding and writing; one serves hundreds of busy devices
     * @param threads   makes them
     * @param executor  runs the blocking name lookups, of which some 250 may hang at a time, and the computations of
     *                  TLS handshakes
     */
    public RouterOsTransport(int ioThreads, ThreadFactory threads, Executor executor) {
        this(ioThreads, threads, executor, executor);
    }

    /**
     * @param ioThreads threads for reading, decoding and writing; one serves hundreds of busy devices
     * @param threads   makes them
     * @param resolver  runs the blocking name lookups; should have a thread for each, of which some 250 may hang at a
     *                  time
     * @param tls       runs the computations of TLS handshakes; should have about as many threads as there are
     *                  processors
     */
    public RouterOsTransport(int ioThreads, ThreadFactory threads, Executor resolver, Executor tls) {
        this(ioThreads, threads, resolver, tls, name -> "");
    }

    /**
     * @param ioThreads   threads for reading, decoding and writing; one serves hundreds of busy devices
     * @param threads     makes them
     * @param resolver    runs the blocking name lookups; should have a thread for each, of which some 250 may hang at a
     *                    time
     * @param tls         runs the computations of TLS handshakes; should have about as many threads as there are
     *                    processors
     * @param unknownName what to append to the message of an opening whose host name does not resolve, by that name;
     *                    empty for nothing. It is asked on a thread of the resolver
     */
    public RouterOsTransport(
                             int ioThreads, ThreadFactory threads, Executor resolver, Executor tls,
                             UnaryOperator<String> unknownName) {
        this(ioThreads, threads, resolver, tls, UnknownName.resolver(unknownName), NioSocketChannel::new);
    }

    RouterOsTransport(
                      int ioThreads, ThreadFactory threads, Executor resolver, Executor tls, NameLookups.Resolver names,
                      ChannelFactory<? extends Channel> channels) {
        this.loops = NettyVersions.eventLoops(ioThreads, threads);
        this.bootstrap = new Bootstrap().channelFactory(channels);
        this.means = new SessionOpening.OpeningMeans(
                new NameLookups(names, resolver, loops), backlog.watching(tls), new TlsContexts(), backlog);
        bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
        keepAliveOften();
        try {
            // now, rather than at the first session, when the system may have no thread to give
            loops.forEach(loop -> loop.submit(() -> {
            }).syncUninterruptibly());
        } catch (Throwable e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    @Override
    public ApiSession open(DeviceAccess access) {
        return open(access, OpeningObserver.NONE);
    }

    /** As {@link #open(DeviceAccess)}, telling how far it has come. */
    public ApiSession open(DeviceAccess access, OpeningObserver observer) {
        EventLoop loop = loops.next();
        NettyApiSession session = new NettyApiSession(access, loop);
        sessions.add(session);
        Completions.then(session.closed(), (reason, never) -> sessions.remove(session));
        new SessionOpening(session, loop, bootstrap, means, observer).start();
        return session;
    }

    @Override
    public Duration backlog() {
        return Duration.ofNanos(backlog.nanos());
    }

    /** Closes every session and ends the threads; waits for neither longer than a few seconds. */
    @Override
    public void close() {
        sessions.forEach(session -> session.close("the transport is closed"));
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    // the system's default notices a dead peer after two hours
    private void keepAliveOften() {
        try (SocketChannel probe = SocketChannel.open()) {
            Set<SocketOption<?>> supported = probe.supportedOptions();
            if (supported.contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
                bootstrap.option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEPALIVE_IDLE_SECONDS)
                        .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEPALIVE_INTERVAL_SECONDS)
                        .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_PROBES);
            }
        } catch (IOException e) {
            throw new IllegalStateException("this machine opens no sockets", e);
        }
    }
}

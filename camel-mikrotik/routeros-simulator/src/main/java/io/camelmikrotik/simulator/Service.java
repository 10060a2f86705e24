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
package io.camelmikrotik.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;

/** One listening port of a router, plain or TLS. Event loop only, except for its port. */
final class Service {

    // below what systems take for outgoing connections: a port refused for a while stays free, and nobody connects to itself
    private static final int FIRST_PORT = 12000;
    private static final int PORTS = 18000;
    private static final int ATTEMPTS = 100;
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final byte[] GARBAGE = { (byte) 0xF8, (byte) 0xFF, 0, '!', 'd', 'o', 'n', 'e', (byte) 0xFE, 3 };

    private final SimulatedRouter router;
    private final Tls tls;
    private volatile int port;
    private volatile Channel listening;
    private boolean binding;
    private int sessions;

    Service(SimulatedRouter router, int port, Tls tls) {
        this.router = router;
        this.port = port;
        this.tls = tls;
    }

    boolean secure() {
        return tls != null;
    }

    int port() {
        return port;
    }

    /** Listens for the first time, at the port asked for or one found free; waits. Not from an event loop. */
    void start() {
        boolean chosen = port != 0;
        for (int attempt = 1;; attempt++) {
            int candidate = chosen ? port : FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
            ChannelFuture bound = bind(candidate).awaitUninterruptibly();
            if (bound.isSuccess()) {
                listening = bound.channel();
                port = candidate;
                return;
            }
            if (chosen || attempt == ATTEMPTS) {
                throw new IllegalStateException("cannot listen at port " + candidate, bound.cause());
            }
        }
    }

    /** Listens again at the same port, and goes on trying if another has taken it meanwhile. */
    void listen() {
        if (listening == null && !binding) {
            binding = true;
            bind(port).addListener((ChannelFuture bound) -> {
                binding = false;
                if (bound.isSuccess()) {
                    listening = bound.channel();
                    router.listenOrNot();
                } else {
                    router.later(AGAIN, router::listenOrNot);
                }
            });
        }
    }

    /** Waits until the port is open; not from an event loop. */
    void awaitListening() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (listening == null) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("cannot listen at port " + port + " again");
            }
            router.loop().schedule(() -> {
            }, 1, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
    }

    void stopListening() {
        if (listening != null) {
            listening.close();
            listening = null;
        }
    }

    void ended() {
        sessions--;
    }

    private ChannelFuture bind(int candidate) {
        return new ServerBootstrap().group(router.loop(), router.loop()).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true).option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true).childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted(channel);
                    }
                }).bind(new InetSocketAddress(router.host(), candidate));
    }

    private void accepted(Channel channel) {
        router.connected(channel);
        ConnectionFault fault = router.faults().nextConnection();
        if (fault != null) {
            channel.pipeline().addLast(new Deaf(fault));
        } else if (sessions >= router.settings().maxSessions) {
            channel.pipeline().addLast(new Deaf(ConnectionFault.CLOSE));
        } else {
            sessions++;
            if (tls != null) {
                channel.pipeline().addLast(tls.handler());
            }
            channel.pipeline().addLast(new RequestReader(), router.opened(this));
        }
    }

    /** Stands where a session would, and hears nothing. */
    private static final class Deaf extends ChannelInboundHandlerAdapter {
        private final ConnectionFault fault;

        Deaf(ConnectionFault fault) {
            this.fault = fault;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            switch (fault) {
                case CLOSE -> context.close();
                case RESET -> {
                    Line.endWithReset(context.channel());
                    context.close();
                }
                case GARBAGE -> {
                    ByteBuf garbage = Unpooled.copiedBuffer(GARBAGE);
                    context.writeAndFlush(garbage);
                }
                case SILENT -> {
                }
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}

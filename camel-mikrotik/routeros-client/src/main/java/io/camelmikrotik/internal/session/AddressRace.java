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

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;

/**
 * Connects to one of the addresses of a name, as RFC 8305 has it: the families take turns, beginning with the one that
 * the system prefers; each address has a head start over the next, and one that fails gives way at once; the first that
 * is connected wins and the others are closed, before anything was sent on them. On the event loop only.
 */
final class AddressRace {

    static final Duration HEAD_START = Duration.ofMillis(250);

    private final Bootstrap bootstrap;
    private final EventLoop loop;
    private final Queue<InetSocketAddress> untried;
    private final Duration timeout;
    private final CompletableFuture<Channel> winner = new CompletableFuture<>();
    private final List<Channel> running = new ArrayList<>(2);
    private Future<?> deadline;
    private Future<?> headStart;
    private Throwable failure;

    /**
     * @param bootstrap has the event loop, and what the channels are to be
     * @param timeout   for all of it
     */
    AddressRace(Bootstrap bootstrap, EventLoop loop, InetAddress[] addresses, int port, Duration timeout) {
        this.bootstrap = bootstrap;
        this.loop = loop;
        this.untried = inTurn(addresses, port);
        this.timeout = timeout;
    }

    /** @return completes on the event loop; cancelling it ends the race */
    CompletableFuture<Channel> start() {
        Completions.then(winner, (channel, loss) -> ended());
        deadline = loop.schedule(this::tooLate, timeout.toNanos(), TimeUnit.NANOSECONDS);
        tryNext();
        return winner;
    }

    private void tryNext() {
        InetSocketAddress address = winner.isDone() ? null : untried.poll();
        if (address == null) {
            if (running.isEmpty() && !winner.isDone()) {
                winner.completeExceptionally(failure != null ? failure : new ConnectTimeoutException("no address"));
            }
            return;
        }
        ChannelFuture connecting = bootstrap.connect(address);
        Channel channel = connecting.channel();
        running.add(channel);
        armHeadStart();
        // a channel that found no file descriptor has no event loop, and tells on another thread
        connecting.addListener(done -> {
            if (loop.inEventLoop()) {
                connected(channel, done.cause());
            } else {
                loop.execute(() -> connected(channel, done.cause()));
            }
        });
    }

    private void armHeadStart() {
        cancel(headStart);
        if (!untried.isEmpty()) {
            headStart = loop.schedule(this::tryNext, HEAD_START.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void connected(Channel channel, Throwable cause) {
        running.remove(channel);
        if (cause == null) {
            if (!winner.complete(channel)) {
                channel.close();
            }
        } else if (!winner.isDone()) {
            failure = cause;
            tryNext();
        }
    }

    private void tooLate() {
        winner.completeExceptionally(new ConnectTimeoutException("no answer within " + timeout.toMillis() + " ms"));
    }

    private void ended() {
        cancel(deadline);
        cancel(headStart);
        for (Channel loser : List.copyOf(running)) {
            // one that found no file descriptor has nothing to close, and would throw
            if (loser.isRegistered()) {
                loser.close();
            }
        }
    }

    private static void cancel(Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private static Queue<InetSocketAddress> inTurn(InetAddress[] addresses, int port) {
        Queue<InetSocketAddress> preferred = new ArrayDeque<>();
        Queue<InetSocketAddress> others = new ArrayDeque<>();
        boolean preferSix = addresses.length > 0 && addresses[0] instanceof Inet6Address;
        for (InetAddress address : addresses) {
            boolean six = address instanceof Inet6Address;
            (six == preferSix ? preferred : others).add(new InetSocketAddress(address, port));
        }
        Queue<InetSocketAddress> all = new ArrayDeque<>(addresses.length);
        while (!preferred.isEmpty() || !others.isEmpty()) {
            if (!preferred.isEmpty()) {
                all.add(preferred.poll());
            }
            if (!others.isEmpty()) {
                all.add(others.poll());
            }
        }
        return all;
    }
}

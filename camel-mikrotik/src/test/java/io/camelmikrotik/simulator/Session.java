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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.simulator.wire.RawText;
import io.camelmikrotik.simulator.wire.SentenceWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;

/**
 * One connection: login, then commands, any number at a time. On its event loop, except where noted.
 */
final class Session extends ChannelInboundHandlerAdapter {

    private final SimulatedRouter router;
    private final Channel channel;
    private final int number;
    private final Login login;
    private final List<Execution> running = new ArrayList<>();
    private final List<Runnable> whenWritable = new ArrayList<>();
    private RouterProfile.User user;
    private String activeRow;
    private boolean silent;
    private boolean swallowing;
    private boolean ended;

    Session(SimulatedRouter router, Channel channel, int number) {
        this.router = router;
        this.channel = channel;
        this.number = number;
        this.login = new Login(this);
    }

    SimulatedRouter router() {
        return router;
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    boolean isOpen() {
        return !ended;
    }

    RouterProfile.User user() {
        return user;
    }

    int number() {
        return number;
    }

    // ---- what comes in

    @Override
    public void channelActive(ChannelHandlerContext context) {
        router.opened(this);
        Faults faults = router.faults();
        if (Faults.strikes(faults.closingAccepts)) {
            close();
        } else if (Faults.strikes(faults.resettingAccepts)) {
            reset();
        } else if (Faults.strikes(faults.silentAccepts)) {
            silent = true;
        } else if (Faults.strikes(faults.garbageAccepts)) {
            write(RawText.bytes("SSH-2.0-ROSSSH\r\n"));
        }
        context.fireChannelActive();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof List) || silent || swallowing || router.isFrozen() || ended) {
            ReferenceCountUtil.release(message);
            return;
        }
        Request request = Request.of((List<String>) message);
        if (request.command().equals("/login")) {
            login.received(request);
        } else if (user == null) {
            fatal("not logged in");
        } else {
            command(request);
        }
    }

    private void command(Request request) {
        Journal.Line line = router.journal().received(number, request);
        CommandFault fault = router.faults().next(request.command());
        Execution execution = new Execution(this, request, line, fault);
        running.add(execution);
        Duration delay = router.profile().latency();
        if (fault instanceof CommandFault.Delayed delayed) {
            delay = delay.plus(delayed.time());
        }
        if (delay.isZero()) {
            execute(execution);
        } else {
            execution.later(delay, () -> execute(execution));
        }
    }

    private void execute(Execution execution) {
        CommandFault fault = execution.fault();
        if (fault instanceof CommandFault.NotExecuted notExecuted) {
            end(notExecuted.end());
        } else if (fault instanceof CommandFault.Fatal fatal) {
            fatal(fatal.reason());
        } else if (fault instanceof CommandFault.Trapped trapped) {
            execution.trap(new RouterTrap(trapped.category(), trapped.message()));
        } else {
            router.commands().run(execution);
        }
    }

    void loggedIn(RouterProfile.User newUser) {
        user = newUser;
        router.journal().loggedIn();
        activeRow = router.loggedIn(user.name());
    }

    // ---- running commands

    void finished(Execution execution) {
        running.remove(execution);
    }

    /** @param tag {@code null} for all but the canceller */
    List<Execution> stop(String tag, Execution canceller) {
        List<Execution> victims = running.stream()
                .filter(each -> each != canceller && (tag == null || tag.equals(each.request().tag()))).toList();
        running.removeAll(victims);
        victims.forEach(Execution::stop);
        return victims;
    }

    // ---- what goes out

    void send(Execution execution, byte[] bytes) {
        CommandFault fault = execution.fault();
        if (fault instanceof CommandFault.Truncated limit) {
            sendTruncated(execution, limit, bytes);
        } else if (fault instanceof CommandFault.Dripping dripping) {
            drip(bytes, 0, dripping.perByte());
        } else if (fault instanceof CommandFault.Garbage garbage) {
            write(garbage.bytes());
        } else {
            write(bytes);
        }
    }

    private void sendTruncated(Execution execution, CommandFault.Truncated limit, byte[] bytes) {
        int count = execution.take(bytes.length, limit.bytes());
        write(Arrays.copyOf(bytes, count));
        if (execution.hasSent(limit.bytes())) {
            end(limit.end());
        }
    }

    private void drip(byte[] bytes, int index, Duration perByte) {
        if (index < bytes.length && !ended) {
            write(new byte[] { bytes[index] });
            loop().schedule(() -> drip(bytes, index + 1, perByte), perByte.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void write(byte[] bytes) {
        write(Unpooled.wrappedBuffer(bytes));
    }

    private void write(ByteBuf bytes) {
        if (ended || silent || swallowing || router.isFrozen()) {
            bytes.release();
        } else {
            channel.writeAndFlush(bytes, channel.voidPromise());
        }
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Runs the task when the client has read what was sent. */
    void whenWritable(Runnable task) {
        whenWritable.add(task);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            List<Runnable> tasks = List.copyOf(whenWritable);
            whenWritable.clear();
            tasks.forEach(Runnable::run);
        }
        context.fireChannelWritabilityChanged();
    }

    // ---- how it ends

    void fatal(String reason) {
        String word = router.profile().fatalForm() == FatalForm.BARE_WORD ? reason : "=message=" + reason;
        write(new SentenceWriter().word("!fatal").word(word).end().toBytes());
        close();
    }

    private void end(CommandFault.End how) {
        switch (how) {
            case CLOSE:
                close();
                break;
            case RESET:
                reset();
                break;
            default:
                break;
        }
    }

    void close() {
        ended();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> channel.close());
    }

    void reset() {
        ended();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    /** As if a middle box forgot the connection: nothing comes through any more, either way, and nobody is told. */
    void swallow() {
        swallowing = true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ended();
        channel.close();
    }

    private void ended() {
        if (ended) {
            return;
        }
        ended = true;
        if (user != null) {
            router.journal().loggedOut();
            router.loggedOut(user.name(), activeRow);
        }
        router.closed(this);
        List.copyOf(running).forEach(Execution::stop);
        running.clear();
        whenWritable.clear();
    }
}

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

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;

/**
 * One connection to the router, from its acceptance to its end. Event loop only, except where a method says otherwise.
 */
final class Session extends SimpleChannelInboundHandler<Request> {

    final int number;
    final SimulatedRouter router;
    final Service service;
    private final Login login;
    private final Instant since = Instant.now();
    private final Set<RunningCommand> running = new LinkedHashSet<>();
    private final Deque<Request> unread = new ArrayDeque<>();
    private Channel channel;
    private Line line;
    private User user;
    private String activeId;
    private boolean swallowing;
    private boolean ended;

    Session(int number, SimulatedRouter router, Service service) {
        this.number = number;
        this.router = router;
        this.service = service;
        this.login = new Login(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        line = new Line(channel, router.settings().tagPosition);
        if (router.frozen()) {
            freeze();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Request request) {
        if (ended || swallowing) {
            return;
        }
        if (router.frozen()) {
            unread.add(request);
        } else {
            receive(request);
        }
    }

    int commandsRunning() {
        return running.size();
    }

    private void receive(Request request) {
        if ("/login".equals(request.command())) {
            login.received(request);
        } else if (user == null) {
            fatal("not logged in", "");
        } else {
            new RunningCommand(this, request).start();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        line.roomMayHaveChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        line.gone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // a client's reset or a failed handshake; an error of the simulator itself must not look like one
        if (!(cause instanceof java.io.IOException) && !(cause instanceof io.netty.handler.codec.DecoderException)) {
            cause.printStackTrace();
        }
        cut();
    }

    User user() {
        return user;
    }

    Line line() {
        return line;
    }

    Channel channel() {
        return channel;
    }

    String peer() {
        return channel.remoteAddress() instanceof java.net.InetSocketAddress address
                ? address.getAddress().getHostAddress() : "unknown";
    }

    boolean ended() {
        return ended;
    }

    SimulatedSession described() {
        return new SimulatedSession(
                number, peer(), user == null ? null : user.readableName(), service.secure(), since, running.size());
    }

    /** Commands are this user's from now on, who never logged in. */
    void actFor(User operator) {
        user = operator;
    }

    void loggedIn(User accepted) {
        loggedOut();
        user = accepted;
        router.journal().loggedIn();
        activeId = router.table("/user/active").add("when", router.now(), "name", user.readableName(), "address", peer(), "via",
                "api", "group", "full", "radius", "false");
        router.log("system,info,account", "user " + user.readableName() + " logged in from " + peer() + " via api");
    }

    private void loggedOut() {
        if (activeId != null) {
            router.table("/user/active").removeIfPresent(activeId);
            activeId = null;
            router.log("system,info,account", "user " + user.readableName() + " logged out from " + peer() + " via api");
        }
    }

    boolean isActiveRow(String id) {
        return id.equals(activeId);
    }

    void started(RunningCommand command) {
        running.add(command);
    }

    void finished(RunningCommand command) {
        running.remove(command);
    }

    /**
     * Cancels the commands with the tag, or all but the cancel itself: traps first, then the cancel's end, then theirs.
     */
    void cancel(String tag, RunningCommand cancel) {
        List<RunningCommand> victims = new ArrayList<>();
        for (RunningCommand command : running) {
            if (command != cancel && (tag == null || command.tag().equals(tag))) {
                victims.add(command);
            }
        }
        victims.forEach(RunningCommand::interrupt);
        cancel.done();
        victims.forEach(RunningCommand::done);
    }

    /** Says why, and closes. */
    void fatal(String reason, String tag) {
        List<String> words = List.of(router.settings().fatalForm == FatalForm.BARE_WORD ? reason : "=message=" + reason);
        line.send(new ReplySentence("!fatal", tag, words));
        line.afterwards(this::cut);
    }

    void reply(String tag, String reply, Map<String, String> attributes) {
        line.send(ReplySentence.of(reply, tag, attributes));
    }

    void cut() {
        end();
        line.close(false);
    }

    void reset() {
        end();
        line.close(true);
    }

    void freeze() {
        line.freeze();
        channel.config().setAutoRead(false);
    }

    void thaw() {
        line.thaw();
        while (!unread.isEmpty() && !ended && !router.frozen()) {
            receive(unread.poll());
        }
        channel.config().setAutoRead(true);
    }

    /** The flow is forgotten on the way: nothing arrives any more in either direction, not even an end. */
    void swallow() {
        swallowing = true;
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        line.swallow();
    }

    /** The books, before the other side can see anything. */
    private void end() {
        if (!ended) {
            ended = true;
            router.tree().safeMode().ended(this);
            router.ended(this);
            List.copyOf(running).forEach(RunningCommand::abandon);
            running.clear();
            loggedOut();
        }
    }
}

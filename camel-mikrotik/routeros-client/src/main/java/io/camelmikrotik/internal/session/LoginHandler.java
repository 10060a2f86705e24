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

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/**
 * Carries the {@link LoginDialogue} over a channel, under the login deadline. Leaves the pipeline when logged in.
 */
final class LoginHandler extends SimpleChannelInboundHandler<Sentence> {

    private final NettyApiSession session;
    private final DeviceAccess access;
    private final LoginDialogue dialogue;
    private Future<?> deadline;

    LoginHandler(NettyApiSession session) {
        this.session = session;
        this.access = session.access();
        this.dialogue = new LoginDialogue(access);
    }

    /** Sends the first sentence; the channel is connected and, with TLS, encrypted. */
    void start(ChannelHandlerContext context) {
        deadline = context.executor().schedule(this::tooLate, access.loginTimeout().toNanos(), TimeUnit.NANOSECONDS);
        send(context, dialogue.opening());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Sentence sentence) {
        if (session.hasEnded()) {
            return;
        }
        try {
            RouterOsCommand next = dialogue.reply(sentence);
            if (next != null) {
                send(context, next);
            } else if (dialogue.isLoggedIn()) {
                deadline.cancel(false);
                session.loggedIn();
                context.pipeline().remove(this);
            }
        } catch (MikrotikException e) {
            fail(e);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(
                ConnectionFailedException.endedBeforeLogin(
                        access.label(),
                        access.label() + " closed the connection before it answered the login: its session limit may be reached, or"
                                        + " our address is not allowed (/ip/service/print: max-sessions, address)"
                                        + (access.tls() == null ? ", or this port speaks TLS (set tls=true)" : "")));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(OpeningFailure.explain(access, "log in", cause));
    }

    private void send(ChannelHandlerContext context, RouterOsCommand command) {
        ByteBuf buffer = context.alloc().buffer();
        CommandWriter.write(buffer, command, access.charset(), 0, access.limits().maxSentWordLength());
        context.writeAndFlush(buffer);
    }

    private void tooLate() {
        fail(
                new ConnectionFailedException(
                        access.label(),
                        access.label() + " accepted the connection but did not answer the login within "
                                        + access.loginTimeout().toMillis() + " ms"
                                        + (access.tls() == null ? "; if this port speaks TLS, set tls=true" : ""),
                        null));
    }

    private void fail(MikrotikException failure) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        session.failedToOpen(failure);
    }
}

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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.camelmikrotik.exception.CommandTimeoutException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.SessionLimits;
import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Minds the clock of a session: commands that get no reply, a device that sends nothing at all while replies are owed,
 * a connection that takes no more bytes. One timer per session, set to the earliest moment that needs a look. Event
 * loop only.
 * <p>
 * A command that times out does not end the session: healthy routers under load have been slower than any sensible
 * limit. It only raises the doubt that the probe then settles: a device that sends no byte at all in the probe's time
 * is gone.
 */
final class IdleMonitor {

    private static final long NOTHING = Long.MAX_VALUE;
    private static final long MAX_WRITE_STALL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Logger LOG = LoggerFactory.getLogger(NettyApiSession.class);

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long AFTER_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** A pause concerns all sessions, and is told once. */
    private static final long TELL_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final AtomicLong LAST_PAUSE_TOLD = new AtomicLong();

    private final NettyApiSession session;
    private final CommandHandler commands;
    private final Channel channel;
    private final SessionLimits limits;

    private Future<?> timer;
    private long timerAt = NOTHING;
    private long probedAt = NOTHING;
    private long unwritableSince = NOTHING;

    IdleMonitor(NettyApiSession session, CommandHandler commands, Channel channel) {
        this.session = session;
        this.commands = commands;
        this.channel = channel;
        this.limits = session.limits();
    }

    /**
     * Commands were written; one look at the clock for all of them. An earlier moment that needs a look has its timer
     * already.
     *
     * @param deadline the earliest of theirs
     */
    void started(long now, long deadline) {
        lookAt(now, deadline);
        if (!limits.probeAfter().isZero()) {
            lookAt(now, now + limits.probeAfter().toNanos());
        }
    }

    void writabilityChanged() {
        unwritableSince = channel.isWritable() ? NOTHING : System.nanoTime();
        check();
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = NOTHING;
    }

    private void onTimer() {
        long now = System.nanoTime();
        long late = now - timerAt;
        if (timerAt != NOTHING && late >= PAUSE_NANOS) {
            // nothing was read meanwhile: what has arrived comes first
            long told = LAST_PAUSE_TOLD.get();
            if ((told == 0 || now - told >= TELL_PAUSE_NANOS) && LAST_PAUSE_TOLD.compareAndSet(told, now)) {
                LOG.warn("The JVM or its network thread stood still for about {}; silence is judged after what has arrived",
                        seconds(Duration.ofNanos(late)));
            }
            timerAt = now + AFTER_PAUSE_NANOS;
            timer = channel.eventLoop().schedule(this::onTimer, AFTER_PAUSE_NANOS, TimeUnit.NANOSECONDS);
        } else {
            check();
        }
    }

    void check() {
        timerAt = NOTHING;
        if (!channel.isActive() || !channel.config().isAutoRead()) {
            return;
        }
        long now = System.nanoTime();
        boolean doubt = timeOutCommands(now);
        if (unwritableSince != NOTHING && now - unwritableSince >= MAX_WRITE_STALL_NANOS) {
            end("takes no more bytes for " + seconds(Duration.ofNanos(now - unwritableSince)) + ", session closed");
            return;
        }
        if (probedAt != NOTHING && session.lastRead() - probedAt > 0) {
            probedAt = NOTHING;
        }
        if (probedAt != NOTHING) {
            if (now - probedAt >= limits.probeTimeout().toNanos()) {
                end("has sent nothing for " + seconds(Duration.ofNanos(now - session.lastRead()))
                    + " and did not answer when asked, session closed");
                return;
            }
        } else if (doubt || repliesOwed() && nextDoubt(now) <= now) {
            probe(now);
        }
        scheduleNext(now);
    }

    private boolean timeOutCommands(long now) {
        List<ActiveCommand> late = new ArrayList<>();
        for (ActiveCommand command : commands.pending()) {
            long deadline = command.deadline();
            if (deadline != NOTHING && deadline - now <= 0) {
                late.add(command);
            }
        }
        if (!late.isEmpty() && !limits.probeAfter().isZero()) {
            // before anybody hears of it and asks for the next command
            session.doubted();
        }
        for (ActiveCommand command : late) {
            commands.cancel(command, timedOut(command, now));
        }
        return !late.isEmpty();
    }

    private CommandTimeoutException timedOut(ActiveCommand command, long now) {
        String path = command.command().path();
        if (command.totalDeadline() != NOTHING && command.totalDeadline() - now <= 0) {
            return new CommandTimeoutException(
                    session.device(), path, CommandFate.OUTCOME_UNKNOWN,
                    session.device() + " did not end its reply to " + path + " within "
                                                                         + seconds(command.options().totalTimeout())
                                                                         + " (totalTimeout); the command was cancelled");
        }
        String waited = seconds(command.options().timeout());
        return new CommandTimeoutException(
                session.device(), path, CommandFate.OUTCOME_UNKNOWN,
                session.device() + " did not answer " + path + " within " + waited + "; the command was cancelled");
    }

    private void probe(long now) {
        if (limits.probeAfter().isZero()) {
            return;
        }
        probedAt = now;
        session.doubted();
        session.sendInternally(NettyApiSession.PROBE, NoopListener.LISTENER);
    }

    private void scheduleNext(long now) {
        for (ActiveCommand command : commands.pending()) {
            lookAt(now, command.deadline());
        }
        if (probedAt != NOTHING) {
            lookAt(now, probedAt + limits.probeTimeout().toNanos());
        } else if (repliesOwed()) {
            lookAt(now, nextDoubt(now));
        }
        if (unwritableSince != NOTHING) {
            lookAt(now, unwritableSince + MAX_WRITE_STALL_NANOS);
        }
    }

    private boolean repliesOwed() {
        for (ActiveCommand command : commands.pending()) {
            if (!command.hasEnded()) {
                return true;
            }
        }
        return false;
    }

    /** When silence turns into doubt. A command written into a long silence gets the whole time to be answered. */
    private long nextDoubt(long now) {
        if (limits.probeAfter().isZero()) {
            return NOTHING;
        }
        long heard = session.lastRead();
        for (ActiveCommand command : commands.pending()) {
            if (!command.hasEnded() && command.lastHeard() - heard > 0) {
                heard = command.lastHeard();
            }
        }
        return heard + limits.probeAfter().toNanos();
    }

    private void lookAt(long now, long when) {
        if (when == NOTHING || timerAt != NOTHING && timerAt - when <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = when;
        timer = channel.eventLoop().schedule(this::onTimer, Math.max(0, when - now), TimeUnit.NANOSECONDS);
    }

    private void end(String what) {
        session.end(SessionEnd.silent(session.device(), what));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() < 1000 ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
    }
}
